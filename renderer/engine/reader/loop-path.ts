import type { PageTable } from '../page-cache/pages.ts';
import type { PlayCommand } from '../play-line.ts';

/** Lengths of the reader's fades, in frames at the song's rate. */
export type FadeLengths = {
  /** Start, pause, seek, missing page: 5 ms. */
  readonly fade: number;
  /** Crossfade before the end of a loop: 4 ms. */
  readonly seam: number;
};

/** The fade lengths at a rate in Hz. */
export const fadeLengths = (sampleRate: number): FadeLengths => ({
  fade: Math.round(sampleRate * 0.005),
  seam: Math.round(sampleRate * 0.004),
});

/**
 * Fade-in gain at a frame of a fade of `total` frames; the fade-out gain is one minus it. A raised cosine whose two sides sum to one, so
 * that perfectly periodic music passes the seam of a loop unchanged.
 */
export const rise = (frame: number, total: number): number =>
  frame >= total ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * (frame + 0.5)) / total);

/**
 * Writes fade-in gains into `into` and the matching fade-out gains into `out`, at `[at, at + count)`. `done`: frames of the fade (of
 * `total`) before `at`; each frame adds `step`.
 */
export function writeFade(
  into: Float32Array,
  out: Float32Array,
  at: number,
  count: number,
  done: number,
  step: number,
  total: number,
): void {
  for (let frame = 0; frame < count; frame += 1) {
    const gain = rise(done + frame * step, total);
    into[at + frame] = gain;
    out[at + frame] = 1 - gain;
  }
}

/** A loop inside the song, with the length of its crossfade, in frames. */
export type PlayedLoop = { readonly start: number; readonly end: number; readonly seam: number };

/** The loop of a command, clipped to the song and written into `into`; null when it is off or empty. */
export function playedLoop(
  command: PlayCommand,
  songFrames: number,
  fades: FadeLengths,
  into: { start: number; end: number; seam: number },
): PlayedLoop | null {
  const start = Math.max(0, command.loopStart);
  const end = Math.min(command.loopEnd, songFrames);
  if (!command.isLoopOn || end - start < 2) return null;
  into.start = start;
  into.end = end;
  into.seam = Math.min(fades.seam, Math.floor((end - start) / 2));
  return into;
}

/**
 * Where playback starts for a position, in frames. In the last milliseconds of a loop the fade-in would meet the loop's crossfade, so
 * playback starts at the start of the loop instead.
 */
export function startingPoint(position: number, loop: PlayedLoop | null, fades: FadeLengths): number {
  if (loop === null) return position;
  const isTooLate = position < loop.end && position >= loop.end - loop.seam - fades.fade;
  return isTooLate && position > loop.start ? loop.start : position;
}

/** Whether the pages of a row, shifted by `shift` frames, are decoded at `position` and `ahead` frames further along the loop or song. */
export function isReadable(
  table: PageTable,
  row: number,
  position: number,
  ahead: number,
  loop: PlayedLoop | null,
  shift: number,
): boolean {
  if (!isCached(table, row, position, shift)) return false;
  // What a late stem holds past the end of the song is never read.
  const target = Math.min(position + ahead, table.lengthFrames - 1);
  if (loop === null || position >= loop.end || target < loop.end) return isCached(table, row, target, shift);
  return (
    isCached(table, row, loop.end - 1, shift) &&
    isCached(table, row, loop.start - loop.seam, shift) &&
    isCached(table, row, loop.start + Math.min(target - loop.end, loop.end - loop.start), shift)
  );
}

const isCached = (table: PageTable, row: number, at: number, shift: number): boolean =>
  table.isResident(row, Math.floor(at) - shift);
