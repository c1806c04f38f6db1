import type { Failure, Result } from '#contract';
import type { ByteReader } from '../byte-source.ts';
import { pcmStem } from '../pcm/pcm-stem.ts';
import { refuseShape, unsupportedSound } from '../refusal.ts';
import type { NativeStem } from '../stem-source.ts';
import { cafCodec, pcmOfCaf, readCafHeader } from './caf-header.ts';

const inPackets = new Set(['alac', 'aac ']);

/** Opens a Core Audio file of PCM, Apple Lossless or AAC. Fails as `openNative` does. */
export async function openCaf(bytes: ByteReader): Promise<Result<NativeStem, Failure>> {
  const header = await readCafHeader(bytes);
  if (!header.ok) return header;
  const { format, sampleRate, channels } = header.value;
  const pcm = pcmOfCaf(header.value, bytes.byteLength);
  if (pcm !== null) return pcm.ok ? pcmStem(bytes, pcm.value) : pcm;
  if (!inPackets.has(format)) return unsupportedSound(cafCodec(format));
  const refused = refuseShape(sampleRate, channels);
  if (refused !== null) return refused;
  const { openPackets } = await import('./caf-packets.ts');
  return openPackets(bytes, header.value);
}
