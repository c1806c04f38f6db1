import { ok, type Failure, type Result } from '#contract';
import type { ByteSource } from '../byte-source.ts';
import type { NativeStem } from '../stem-source.ts';
import { damaged, refuseShape, unsupportedSound } from '../refusal.ts';
import { codecStart } from '../shared/codec-start.ts';
import { factsOf, firstSound, MediaStem } from '../shared/media-stem.ts';
import { flacDescription } from './flac-header.ts';
import { FlacPackets } from './flac-packets.ts';

/** Opens a FLAC file, which the platform decodes: only where WebCodecs are. Fails as `openMedia` does. */
export async function openFlac(bytes: ByteSource): Promise<Result<NativeStem, Failure>> {
  const packets = await FlacPackets.open(bytes);
  if (packets === null) return damaged('There are no FLAC frames in it.');
  const { stream } = packets;
  const { sampleRate, channels } = stream;
  const refused = refuseShape(sampleRate, channels);
  if (refused !== null) return refused;
  const config = { codec: 'flac', sampleRate, numberOfChannels: channels, description: flacDescription(stream) };
  const start = codecStart('flac', config);
  const { supported } = await AudioDecoder.isConfigSupported(config);
  if (start === null || supported !== true) return unsupportedSound('FLAC of a kind');
  const first = await firstSound(packets, start).catch(() => null);
  if (first === null) return damaged('There is no sound in it.');
  const facts = factsOf({ ...first, sampleRate }, await packets.lengthSamples());
  return ok(new MediaStem(packets, start, 0, facts, () => undefined));
}
