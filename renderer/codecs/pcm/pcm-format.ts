import type { Failure, Result } from '#contract';
import type { Speaker } from '../downmix.ts';
import { damaged, refuseShape, unsupported } from '../refusal.ts';

/** Signed and unsigned integers, floats, and the two laws of G.711. */
export type PcmEncoding = 'u8' | 's8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'alaw' | 'ulaw';

export const bytesOf: Readonly<Record<PcmEncoding, number>> = {
  ...{ u8: 1, s8: 1, s16: 2, s24: 3, s32: 4, f32: 4, f64: 8, alaw: 1, ulaw: 1 },
};

/** How interleaved samples are written. */
export type PcmSound = {
  readonly encoding: PcmEncoding;
  readonly isBigEndian: boolean;
  readonly sampleRate: number;
  readonly channels: number;
  /** What each channel is; null: the usual layout for this count. */
  readonly speakers: readonly (Speaker | null)[] | null;
};

/** And where in the file they lie. */
export type PcmFormat = PcmSound & {
  readonly bytesPerFrame: number;
  readonly dataStart: number;
  readonly lengthFrames: number;
};

/** Integers of this many bits: a sample of, say, 20 bits stands at the top of 24. Null for none that is known. */
export function integerOf(bits: number, ofEightBits: 'u8' | 's8'): PcmEncoding | null {
  if (bits < 1 || bits > 32) return null;
  if (bits <= 8) return ofEightBits;
  return bits <= 16 ? 's16' : bits <= 24 ? 's24' : 's32';
}

/** Floats of this many bits; null for any but 32 and 64. */
export const floatOf = (bits: number): PcmEncoding | null => (bits === 32 ? 'f32' : bits === 64 ? 'f64' : null);

/**
 * The sound together with its place: at most `toldBytes`, and what the file has of them. `toldFrameBytes`: the header's own
 * word. Fails when this makes no sense or cannot be played.
 */
export function placed(
  sound: PcmSound,
  toldFrameBytes: number,
  dataStart: number,
  toldBytes: number,
  fileBytes: number,
): Result<PcmFormat, Failure> {
  const refused = refuseShape(sound.sampleRate, sound.channels);
  if (refused !== null) return refused;
  const bytesPerFrame = bytesOf[sound.encoding] * sound.channels;
  if (toldFrameBytes !== bytesPerFrame) return unsupported((text) => text.frameBytes(toldFrameBytes));
  const dataBytes = Math.max(0, Math.min(toldBytes, fileBytes - dataStart));
  return {
    ok: true,
    value: { ...sound, bytesPerFrame, dataStart, lengthFrames: Math.floor(dataBytes / bytesPerFrame) },
  };
}

/** Returns the failure of a file without a frame of sound. */
export const soundless = (): Result<never, Failure> => damaged((text) => text.noSound);
