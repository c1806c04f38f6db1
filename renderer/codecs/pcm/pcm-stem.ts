import { type Failure, frames, hertz, ok, type Result, type StemFacts } from '#contract';
import { readAscii } from '../shared/bytes.ts';
import type { ByteReader, ByteSource } from '../byte-source.ts';
import { downmixOf, usualSpeakers } from '../downmix.ts';
import { damaged, unsupported, unsupportedSound } from '../refusal.ts';
import type { NativeStem } from '../stem-source.ts';
import { readW64Header, readWavHeader } from '../wav/wav-header.ts';
import { readAiffHeader } from './aiff-header.ts';
import { bytesOf, type PcmEncoding, type PcmFormat, type PcmSound, placed } from './pcm-format.ts';
import { type FrameKind, framesPerMoment, unpackFrames } from './unpack-frames.ts';

const auEncodings: Readonly<Record<number, PcmEncoding>> = {
  ...{ 1: 'ulaw', 2: 's8', 3: 's16', 4: 's24', 5: 's32', 6: 'f32', 7: 'f64', 27: 'alaw' },
};
const otherAuEncodings: Readonly<Record<number, string>> = {
  ...{ 23: 'G.721 ADPCM', 24: 'G.722', 25: 'G.723 ADPCM', 26: 'G.723 ADPCM' },
};
const unknownSize = 0xffff_ffff;

/** Reads the head of a Sun or NeXT file (.au, .snd). Fails as `readWavHeader` does. */
async function readAuHeader(bytes: ByteSource): Promise<Result<PcmFormat, Failure>> {
  const head = await bytes.read(0, 24);
  if (readAscii(head, 0, 4) !== '.snd' || head.length < 24) return damaged((text) => text.otherFile('AU'));
  const field = (index: number): number => new DataView(head.buffer, head.byteOffset).getUint32(4 * index);
  const size = field(2);
  const encoding = auEncodings[field(3)];
  if (encoding === undefined)
    return unsupportedSound(otherAuEncodings[field(3)] ?? ((text) => text.unknownNumber(field(3))));
  const sound = { encoding, isBigEndian: true, sampleRate: field(4), channels: field(5), speakers: null };
  const toldBytes = size === unknownSize ? Infinity : size;
  return placed(sound, bytesOf[encoding] * sound.channels, field(1), toldBytes, bytes.byteLength);
}

/**
 * Opens a file of PCM, bit exact; more than two channels are mixed down. Fails with `undecodable` when its head is damaged, with
 * `unsupportedCodec` when it holds what cannot be played.
 */
export async function openPcm(bytes: ByteReader, container: PcmContainer): Promise<Result<NativeStem, Failure>> {
  const format = await readHeader(bytes, container);
  return format.ok ? pcmStem(bytes, format.value) : format;
}

type PcmContainer = 'wav' | 'w64' | 'aiff' | 'au';

async function readHeader(bytes: ByteReader, container: PcmContainer): Promise<Result<PcmFormat, Failure>> {
  switch (container) {
    case 'wav':
      return readWavHeader(bytes);
    case 'w64':
      return readW64Header(bytes);
    case 'aiff':
      return readAiffHeader(bytes);
    case 'au':
      return readAuHeader(bytes);
  }
}

/** A stem of samples whose place and kind are known. */
export async function pcmStem(bytes: ByteReader, format: PcmFormat): Promise<Result<NativeStem, Failure>> {
  const kind = frameKindOf(format);
  if (kind === null) return unsupported((text) => text.unnamedChannels(format.channels));
  if (!(await areFloatsSound(bytes, format))) return damaged((text) => text.falseSamples);
  const { bytesPerFrame, dataStart, lengthFrames } = format;
  const facts: StemFacts = {
    sampleRate: hertz(format.sampleRate),
    channels: kind.channels === 1 ? 1 : 2,
    lengthFrames: frames(lengthFrames),
    ...(kind.downmix === null ? {} : { mixedFrom: kind.downmix.from }),
  };
  let buffer = new Uint8Array(0);
  // PCM has no frames of a codec to be damaged: this many frames of sound count as one of them, however often they are read.
  const broken = new Set<number>();
  return ok({
    facts,
    concealedFrames: () => broken.size,
    concealedSeconds: () => (broken.size * framesPerMoment) / format.sampleRate,
    read: async (startFrame, left, right) => {
      const count = Math.max(0, Math.min(left.length, lengthFrames - startFrame));
      if (count > 0) {
        if (buffer.length < count * bytesPerFrame) buffer = new Uint8Array(left.length * bytesPerFrame);
        const place = buffer.subarray(0, count * bytesPerFrame);
        const raw = await bytes.readInto(dataStart + startFrame * bytesPerFrame, place);
        unpackFrames(raw, kind, startFrame, left.subarray(0, count), right.subarray(0, count), (frame) =>
          broken.add(Math.floor(frame / framesPerMoment)),
        );
      }
      left.fill(0, count);
      right.fill(0, count);
      return count;
    },
    close: () => {
      bytes.forget();
    },
  });
}

const probedBytes = 4096;
/** No float of a sound is greater, or nearer to nothing without being nothing. */
const greatest = 1e4;
const smallest = 1e-30;
const mostAbsurd = 0.1;

/** Whether floats are what the head says: integers, or floats of the other byte order, are of all sizes when they are read as floats. */
async function areFloatsSound(bytes: ByteSource, format: PcmFormat): Promise<boolean> {
  const { encoding, isBigEndian, bytesPerFrame, dataStart, lengthFrames } = format;
  if (encoding !== 'f32' && encoding !== 'f64') return true;
  const size = bytesOf[encoding];
  let [absurd, all] = [0, 0];
  for (const frame of [0, Math.floor(lengthFrames / 2)]) {
    const part = await bytes.read(dataStart + frame * bytesPerFrame, probedBytes);
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
    for (let at = 0; at + size <= part.length; at += size) {
      const sample = Math.abs(
        encoding === 'f32' ? view.getFloat32(at, !isBigEndian) : view.getFloat64(at, !isBigEndian),
      );
      if (sample !== 0) all += 1;
      if (sample > greatest || (sample > 0 && sample < smallest)) absurd += 1;
    }
  }
  return absurd <= mostAbsurd * all;
}

/** Null when there are more than two channels and nothing tells what they are. */
export function frameKindOf({ encoding, isBigEndian, channels, speakers }: PcmSound): FrameKind | null {
  if (channels <= 2) return { encoding, isBigEndian, channels, downmix: null };
  const known = speakers ?? usualSpeakers(channels);
  return known === null ? null : { encoding, isBigEndian, channels, downmix: downmixOf(known) };
}
