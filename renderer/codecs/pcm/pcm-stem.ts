import { frames, hertz, ok, type Failure, type Result, type StemFacts } from '#contract';
import type { ByteReader } from '../byte-source.ts';
import { downmixOf, usualSpeakers } from '../downmix.ts';
import type { NativeStem } from '../stem-source.ts';
import { unsupported } from '../refusal.ts';
import { readAiffHeader } from './aiff-header.ts';
import { readAuHeader } from './au-header.ts';
import type { PcmFormat, PcmSound } from './pcm-format.ts';
import { framesPerMoment, unpackFrames, type FrameKind } from './unpack-frames.ts';
import { readW64Header } from './w64-header.ts';
import { readWavHeader } from './wav-header.ts';

/**
 * Opens a file of PCM, bit exact; more than two channels are mixed down. Fails with `undecodable` when its head is damaged, with
 * `unsupportedCodec` when it holds what cannot be played.
 */
export async function openPcm(bytes: ByteReader, container: PcmContainer): Promise<Result<NativeStem, Failure>> {
  const format = await readHeader(bytes, container);
  return format.ok ? pcmStem(bytes, format.value) : format;
}

export type PcmContainer = 'wav' | 'w64' | 'aiff' | 'au';

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
export function pcmStem(bytes: ByteReader, format: PcmFormat): Result<NativeStem, Failure> {
  const kind = frameKindOf(format);
  if (kind === null) return unsupported(`It has ${String(format.channels)} channels of which nothing is said.`);
  const { bytesPerFrame, dataStart, lengthFrames } = format;
  const facts: StemFacts = {
    sampleRate: hertz(format.sampleRate),
    channels: kind.channels === 1 ? 1 : 2,
    lengthFrames: frames(lengthFrames),
    ...(kind.downmix === null ? {} : { mixedFrom: kind.downmix.from }),
  };
  let room = new Uint8Array(0);
  // PCM has no frames of a codec to be damaged: so many frames of sound count as one of them, however often they are read.
  const broken = new Set<number>();
  return ok({
    facts,
    concealedFrames: () => broken.size,
    concealedSeconds: () => (broken.size * framesPerMoment) / format.sampleRate,
    read: async (startFrame, left, right) => {
      const count = Math.max(0, Math.min(left.length, lengthFrames - startFrame));
      if (count > 0) {
        if (room.length < count * bytesPerFrame) room = new Uint8Array(left.length * bytesPerFrame);
        const place = room.subarray(0, count * bytesPerFrame);
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

/** Null when there are more than two channels and nothing tells what they are. */
export function frameKindOf({ encoding, isBigEndian, channels, speakers }: PcmSound): FrameKind | null {
  if (channels <= 2) return { encoding, isBigEndian, channels, downmix: null };
  const known = speakers ?? usualSpeakers(channels);
  return known === null ? null : { encoding, isBigEndian, channels, downmix: downmixOf(known) };
}
