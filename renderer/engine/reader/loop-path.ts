import type { PageTable } from '../page-cache/pages.ts';
import { plainRoute, type PlayCommand, type PlayedRoute } from '../play-line.ts';

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

/**
 * A stretch of the song that is left at its end, in frames: the read head goes to `target`, the start of the same stretch or of another, under
 * a crossfade of `seam`. `isLast`: playback ends there.
 */
export type PlayedLoop = {
  readonly start: number;
  readonly end: number;
  readonly seam: number;
  readonly target: number;
  readonly isLast: boolean;
};

/** A loop that is written in place. */
export type MutableLoop = { -readonly [Name in keyof PlayedLoop]: PlayedLoop[Name] };

export const emptyLoop: PlayedLoop = { start: 0, end: 0, seam: 0, target: 0, isLast: false };

/** The way through the parts of a loop or a chain: which part plays, and how many passes are over. Allocates nothing. */
export class LoopPath {
  #route = plainRoute;
  #part = 0;
  #passes = 0;

  get passes(): number {
    return this.#passes;
  }

  /** Takes another route; the passes that are over count on as long as the parts are the same. */
  setRoute(route: PlayedRoute): void {
    const { parts } = this.#route;
    const isSame = parts.length === route.parts.length && parts.every((frame, index) => frame === route.parts[index]);
    this.#route = route;
    if (!isSame) this.#passes = 0;
    if (!isSame) this.#part = 0;
  }

  /** Begins anew at a position: in the first part that holds it, else in the first of all. */
  begin(position: number): void {
    const { parts } = this.#route;
    this.#passes = 0;
    this.#part = 0;
    for (let part = 0; part < parts.length / 2; part += 1) {
      if (position < (parts[2 * part] ?? 0) || position >= (parts[2 * part + 1] ?? 0)) continue;
      this.#part = part;
      return;
    }
  }

  /** Goes on to the next part after the end of one. */
  turn(): void {
    this.#part += 1;
    if (this.#part < this.#route.parts.length / 2) return;
    this.#part = 0;
    this.#passes += 1;
  }

  /** The part that plays under a command, clipped to the song and written into `into`; null when no loop is on, or playback goes on past its end. */
  loop(command: PlayCommand, songFrames: number, fades: FadeLengths, into: MutableLoop): PlayedLoop | null {
    const { parts, passes, stopsAfter } = this.#route;
    const count = parts.length / 2;
    const isInChain = count > 0;
    const start = Math.max(0, isInChain ? (parts[2 * this.#part] ?? 0) : command.loopStart);
    const end = Math.min(isInChain ? (parts[2 * this.#part + 1] ?? 0) : command.loopEnd, songFrames);
    if (!command.isLoopOn || end - start < 2) return null;
    if (passes > 0 && this.#passes >= passes) return null;
    const isLastPart = !isInChain || this.#part === count - 1;
    const isEnd = passes > 0 && this.#passes === passes - 1 && isLastPart;
    if (isEnd && !stopsAfter) return null;
    const next = isLastPart ? 0 : this.#part + 1;
    const target = isInChain ? Math.max(0, parts[2 * next] ?? 0) : start;
    into.start = start;
    into.end = end;
    into.target = target;
    into.isLast = isEnd;
    // What follows in the song needs no crossfade.
    into.seam = isEnd || target === end ? 0 : Math.min(fades.seam, Math.floor((end - start) / 2));
    return into;
  }
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
    (loop.isLast ||
      (isCached(table, row, loop.target - loop.seam, shift) &&
        isCached(table, row, loop.target + Math.min(target - loop.end, loop.end - loop.start), shift)))
  );
}

const isCached = (table: PageTable, row: number, at: number, shift: number): boolean =>
  table.isResident(row, Math.floor(at) - shift);
