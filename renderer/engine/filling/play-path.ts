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

/** The pages that hold some of the spans, in order, each once. What lies before a file's start has none. */
export function pagesAlong(spans: readonly Span[]): readonly number[] {
  const pages = new Set<number>();
  for (const { start, end } of spans) {
    for (let page = Math.max(0, Math.floor(start / pageFrames)); page * pageFrames < end; page += 1) pages.add(page);
  }
  return [...pages];
}
