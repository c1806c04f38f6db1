import type { ShiftHint } from '#contract';
import { counted } from '../parts/plain-text.ts';

/** A confidence of 0 to 1 in words. */
export function confidenceWords(confidence: number): string {
  if (confidence >= 0.7) return 'confident';
  return confidence >= 0.35 ? 'likely' : 'a guess';
}

/** "−18.2 LUFS"; a dash for a stem under the gate of the measurement. */
export const loudnessText = (lufs: number | null): string => (lufs === null ? '–' : `${tenths(lufs)} LUFS`);

/** "−1.3 dBTP"; a dash for digital silence. */
export const truePeakText = (truePeakDb: number | null): string =>
  truePeakDb === null ? '–' : `${tenths(truePeakDb)} dBTP`;

/** A sentence on how well the stems add up to the original. */
export function residualText(residualDb: number): string {
  return `The stems add up to the original to ${tenths(residualDb)} dB.`;
}

/** A true minus sign, one decimal. */
function tenths(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return `${rounded < 0 ? '−' : ''}${Math.abs(rounded).toFixed(1)}`;
}

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
  const side = shiftFrames < 0 ? 'late' : 'early';
  const off = `${millisecondsText(shiftFrames, sampleRate)} ${side}`;
  return basis === 'original'
    ? `Compared with the original, this stem is ${off}. Align moves it to its place.`
    : `This file is longer than the others by what an encoder adds at the start, so its sound is ${off}. Align moves it to its place.`;
}

/** How a stem is aligned and how to undo it. `sampleRate`: the song's, in Hz. */
export function alignedText(shiftFrames: number, sampleRate: number): string {
  const moved = shiftFrames < 0 ? 'earlier' : 'later';
  return `Plays ${millisecondsText(shiftFrames, sampleRate)} ${moved} than its file. Press to let it stand where the file does.`;
}

/** "3 damaged moments were bridged" */
export const bridgedText = (count: number): string =>
  `${counted(count, 'damaged moment')} ${count === 1 ? 'was' : 'were'} bridged`;

/** How more than two channels are mixed down. */
export const mixedDownReason =
  'Stemroom plays two channels. Centre and surround are mixed in as ITU-R BS.775 says; low frequencies (LFE) are left out.';

const millisecondsText = (shiftFrames: number, sampleRate: number): string =>
  `${((Math.abs(shiftFrames) / sampleRate) * 1000).toFixed(1)} ms`;
