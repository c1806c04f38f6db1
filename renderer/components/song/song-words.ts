import { numberText, type ShiftHint, words } from '#contract';

/** A confidence of 0 to 1 in words. */
export function confidenceWords(confidence: number): string {
  const { high, middle, low } = words().transport.song.confidence;
  if (confidence >= 0.7) return high;
  return confidence >= 0.35 ? middle : low;
}

/** "−18.2 LUFS"; a dash for a stem under the gate of the measurement. */
export const loudnessText = (lufs: number | null): string =>
  lufs === null ? '–' : words().transport.song.details.lufs(tenths(lufs));

/** "−1.3 dBTP"; a dash for digital silence. */
export const truePeakText = (truePeakDb: number | null): string =>
  truePeakDb === null ? '–' : words().transport.song.details.dbtp(tenths(truePeakDb));

/** A sentence on how well the stems add up to the original. */
export function residualText(residualDb: number): string {
  return words().transport.song.details.residual(tenths(residualDb));
}

/** A number with one decimal: "−18.2". */
export const tenthsText = (value: number): string => numberText(tenths(value), 1);

/** Rounded to a tenth; never -0, which would be written with its sign. */
const tenths = (value: number): number => Math.round(value * 10) / 10 + 0;

/** After this pause the next tap starts over. */
const pauseSeconds = 2;
const mostTaps = 24;

/** The taps that count after one more at `seconds`, that one included. */
export function withTap(taps: readonly number[], seconds: number): readonly number[] {
  const last = taps.at(-1);
  if (last === undefined || seconds - last > pauseSeconds) return [seconds];
  return [...taps, seconds].slice(-mostTaps);
}

/** Why a stem should be aligned, in a sentence. `sampleRate`: the song's, in Hz. */
export function alignReason({ shiftFrames, basis }: ShiftHint, sampleRate: number): string {
  const text = words().transport.song.notes;
  const off = milliseconds(shiftFrames, sampleRate);
  if (basis === 'original') return shiftFrames < 0 ? text.lateToOriginal(off) : text.earlyToOriginal(off);
  return shiftFrames < 0 ? text.lateByLength(off) : text.earlyByLength(off);
}

/** How a stem is aligned and how to undo it. `sampleRate`: the song's, in Hz. */
export function alignedText(shiftFrames: number, sampleRate: number): string {
  const { alignedEarlier, alignedLater } = words().transport.song.notes;
  const moved = milliseconds(shiftFrames, sampleRate);
  return shiftFrames < 0 ? alignedEarlier(moved) : alignedLater(moved);
}

/** "3 damaged moments were bridged" */
export const bridgedText = (count: number): string => words().transport.song.notes.bridged(count);

/** How more than two channels are mixed down. */
export const mixedDownReason = (): string => words().transport.song.notes.mixedDown;

const milliseconds = (shiftFrames: number, sampleRate: number): number => (Math.abs(shiftFrames) / sampleRate) * 1000;
