import type { PlayCommand } from '../shared/play-command.ts';
import type { PageTable } from '../pages/song-memory.ts';
import type { FadeLengths } from './fades.ts';

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
