import type { ShiftHint } from '#contract';
import { counted } from '../parts/plain-text.ts';

/** Why a stem should be aligned, in plain words. `sampleRate` is that of the song. */
export function alignReason({ shiftFrames, basis }: ShiftHint, sampleRate: number): string {
  const side = shiftFrames < 0 ? 'late' : 'early';
  const off = `${millisecondsText(shiftFrames, sampleRate)} ${side}`;
  return basis === 'original'
    ? `Compared with the original, this stem is ${off}. Align moves it to its place.`
    : `This file is longer than the others by what an encoder adds at the start, so its sound is ${off}. Align moves it to its place.`;
}

/** What has been done to a stem that is aligned, and how to take it back. */
export function alignedText(shiftFrames: number, sampleRate: number): string {
  const moved = shiftFrames < 0 ? 'earlier' : 'later';
  return `Plays ${millisecondsText(shiftFrames, sampleRate)} ${moved} than its file. Press to let it stand where the file does.`;
}

/** "3 damaged moments were bridged" */
export const bridgedText = (count: number): string =>
  `${counted(count, 'damaged moment')} ${count === 1 ? 'was' : 'were'} bridged`;

/** Why and how many channels have become two. */
export const mixedDownReason =
  'Stemroom plays two channels. Centre and surround are mixed in as ITU-R BS.775 says; low frequencies (LFE) are left out.';

const millisecondsText = (shiftFrames: number, sampleRate: number): string =>
  `${((Math.abs(shiftFrames) / sampleRate) * 1000).toFixed(1)} ms`;
