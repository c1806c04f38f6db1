import type { PageTable } from '../page-cache/pages.ts';
import type { PlayCommand } from '../play-line.ts';

/** Lengths of the reader's fades, in frames at the song's rate. */
export type FadeLengths = {
  /** Start, pause, seek, missing page: 5 ms. */
  readonly fade: number;
  /** Crossfade before the end of a loop: 4 ms. */
  readonly seam: number;
};

export const fadeLengths = (sampleRate: number): FadeLengths => ({
  fade: Math.round(sampleRate * 0.005),
  seam: Math.round(sampleRate * 0.004),
});

/**
 * Gain of what comes in at a frame of a fade of `total` frames; what goes out has one minus it. A raised cosine whose two sides
 * sum to one, so that a loop of perfectly periodic music passes its seam unchanged.
 */
export const rise = (frame: number, total: number): number =>
  frame >= total ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * (frame + 0.5)) / total);

/**
 * Writes the gains of a stretch `[at, at + count)` of a fade in `into`, and of the fade out that it sums to one with in `out`.
 * `done`: how far of `total` it is at `at`; each frame adds `step`.
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

/** A loop as it is played: inside the song, with the length of its crossfade. */
export type PlayedLoop = { readonly start: number; readonly end: number; readonly seam: number };

/** The loop of a command, cut to the song; null when it is off or empty. */
export function playedLoop(command: PlayCommand, songFrames: number, fades: FadeLengths): PlayedLoop | null {
  const start = Math.max(0, command.loopStart);
  const end = Math.min(command.loopEnd, songFrames);
  if (!command.isLoopOn || end - start < 2) return null;
  return { start, end, seam: Math.min(fades.seam, Math.floor((end - start) / 2)) };
}

/**
 * Where playing really begins. In the last few milliseconds of a loop the fade of the start and the loop's crossfade
 * would meet, so that is the loop's start.
 */
export function startingPoint(position: number, loop: PlayedLoop | null, fades: FadeLengths): number {
  if (loop === null) return position;
  const isTooLate = position < loop.end && position >= loop.end - loop.seam - fades.fade;
  return isTooLate && position > loop.start ? loop.start : position;
}

/** Whether a stem that is `shift` frames later than its file has its sound at `position` and `ahead` frames further on. */
export function isWayClear(
  table: PageTable,
  row: number,
  position: number,
  ahead: number,
  loop: PlayedLoop | null,
  shift: number,
): boolean {
  const isThere = (at: number): boolean => table.isResident(row, Math.floor(at) - shift);
  if (!isThere(position)) return false;
  // What a late stem has beyond the song's end is not heard, and not read.
  const there = Math.min(position + ahead, table.lengthFrames - 1);
  if (loop === null || position >= loop.end || there < loop.end) return isThere(there);
  return (
    isThere(loop.end - 1) &&
    isThere(loop.start - loop.seam) &&
    isThere(loop.start + Math.min(there - loop.end, loop.end - loop.start))
  );
}
