import { pageFrames } from '../pages/page-format.ts';

/** Frames `[start, end)` of the song. */
export type Span = { readonly start: number; readonly end: number };

export type Place = {
  readonly position: number;
  /** Null when no loop is on. */
  readonly loop: Span | null;
  readonly songFrames: number;
  /** Frames of the song a frame of time. */
  readonly speed: number;
};

/** The place as a stem sees it that sounds `shift` frames later than its file has it. */
export const placeInFile = ({ position, loop, songFrames, speed }: Place, shift: number): Place => ({
  position: position - shift,
  loop: loop === null ? null : { start: loop.start - shift, end: loop.end - shift },
  songFrames: songFrames - shift,
  speed,
});

/** What will be heard in the next `horizon` frames, in that order. A short loop is named once. */
export function pathAhead({ position, loop, songFrames }: Place, horizon: number): readonly Span[] {
  const straightEnd = Math.min(songFrames, position + horizon);
  if (loop === null || position >= loop.end || straightEnd <= loop.end) return [{ start: position, end: straightEnd }];
  const left = horizon - (loop.end - position);
  return [
    { start: position, end: Math.min(loop.end, songFrames) },
    { start: loop.start, end: Math.min(loop.start + left, loop.end) },
  ];
}

/** Pages `[first, end)` of a stem. */
export type PageSpan = { readonly first: number; readonly end: number };

/** The pages that hold some of the spans, in order. What lies before a file's start has none. */
export const pagesAlong = (spans: readonly Span[]): readonly PageSpan[] =>
  spans
    .map(({ start, end }) => ({ first: Math.max(0, Math.floor(start / pageFrames)), end: Math.ceil(end / pageFrames) }))
    .filter(({ first, end }) => first < end);

export const pageCountOf = (spans: readonly PageSpan[]): number =>
  spans.reduce((count, { first, end }) => count + end - first, 0);

export const holdsPage = (spans: readonly PageSpan[], page: number): boolean =>
  spans.some(({ first, end }) => first <= page && page < end);
