import { pageFrames } from './pages.ts';

/** Frames `[start, end)` of the song. */
type Span = { readonly start: number; readonly end: number };

/** Where the reader is and where it goes next, in frames. */
export type Place = {
  readonly position: number;
  /** At `end` the reader goes to `start`, which lies before it in a loop and anywhere in a chain; null when no loop is on. */
  readonly loop: Span | null;
  readonly songFrames: number;
  /** Frames of the song for each frame of the clock. */
  readonly speed: number;
};

/** Converts a place in the song to one in the file of a stem that plays `shift` frames later than recorded. */
export const placeInFile = ({ position, loop, songFrames, speed }: Place, shift: number): Place => ({
  position: position - shift,
  loop: loop === null ? null : { start: loop.start - shift, end: loop.end - shift },
  songFrames: songFrames - shift,
  speed,
});

/** The spans that play in the next `horizon` frames, in order. A loop shorter than that appears once. */
export function pathAhead({ position, loop, songFrames }: Place, horizon: number): readonly Span[] {
  const straightEnd = Math.min(songFrames, position + horizon);
  if (loop === null || position >= loop.end || straightEnd <= loop.end) return [{ start: position, end: straightEnd }];
  const left = horizon - (loop.end - position);
  return [
    { start: position, end: Math.min(loop.end, songFrames) },
    { start: loop.start, end: Math.min(loop.start + left, lastOf(loop, songFrames)) },
  ];
}

/** What follows the start of a loop ends with the loop; a part of a chain that comes later may go on. */
const lastOf = (loop: Span, songFrames: number): number => (loop.start < loop.end ? loop.end : songFrames);

/** Pages `[first, end)` of a stem. */
export type PageSpan = { readonly first: number; readonly end: number };

/** The pages that the spans touch, in order; none for what lies before a file's start. */
export const pagesAlong = (spans: readonly Span[]): readonly PageSpan[] =>
  spans
    .map(({ start, end }) => ({ first: Math.max(0, Math.floor(start / pageFrames)), end: Math.ceil(end / pageFrames) }))
    .filter(({ first, end }) => first < end);

const pageCountOf = (spans: readonly PageSpan[]): number =>
  spans.reduce((count, { first, end }) => count + end - first, 0);

/** Whether `page` is in one of the spans. */
export const holdsPage = (spans: readonly PageSpan[], page: number): boolean =>
  spans.some(({ first, end }) => first <= page && page < end);

/**
 * Read-ahead in seconds: all stems reach one step before any goes on to the next. The first step is a little more than what the reader
 * waits for before it starts.
 */
const urgentSeconds = [0.08, 0.25, 0.5, 1, 2, 4] as const;
const loopHeadSeconds = 2;
const songHeadSeconds = 0.5;
const historyPages = 6;
/** Share of the memory for what lies ahead of the playhead; the rest keeps what was played. */
const aheadShare = 0.9;

/** Runs of this tier and later are not urgent. */
export const firstIdleTier = urgentSeconds.length + 1;

/**
 * How many runs of a tier may be under way at once: all of the first tiers, few of the later ones, so that a seek finds a free one. Of many
 * stems a quarter, since their bytes come in as many requests as there are turns.
 */
export const runsAtOnce = (tier: number, stemCount: number): number =>
  tier < 2 ? 64 : tier < firstIdleTier ? Math.max(4, Math.ceil(stemCount / 4)) : 1;

/** The pages of a stem worth decoding for a place: in which order to fill them, and which to keep. */
export type FillPlan = {
  /** All stems fill one tier, nearest page first, before the next. */
  readonly tiers: readonly (readonly PageSpan[])[];
  /** The pages of the next few seconds. */
  readonly window: readonly PageSpan[];
  /** Filled while memory is free: the rest of the song, from the playhead on and around. */
  readonly rest: readonly PageSpan[];
  /** Never evicted. */
  readonly pinned: readonly PageSpan[];
};

/**
 * Plans the read-ahead: first the window of the playhead, then the starts of loop and song, where a stop or the end of the loop leads,
 * then as much of what follows as the memory holds. `sampleRate` in Hz; `pagesPerStem`: the memory's size in pages for each stem.
 */
export function planFill(place: Place, sampleRate: number, pagesPerStem: number): FillPlan {
  const inFrames = (seconds: number): number => Math.round(seconds * sampleRate * Math.max(1, place.speed));
  const loopHead = place.loop === null ? [] : loopHeadOf(place.loop, inFrames(loopHeadSeconds), place.songFrames);
  const songHead: Span = { start: 0, end: Math.min(place.songFrames, inFrames(songHeadSeconds)) };
  const ahead = Math.max(inFrames(4), Math.floor(pagesPerStem * aheadShare - 48) * pageFrames);
  const tiers = [
    ...urgentSeconds.map((seconds) => pagesAlong(pathAhead(place, inFrames(seconds)))),
    pagesAlong([...loopHead, songHead]),
    pagesAlong(pathAhead(place, ahead)),
  ];
  const history: Span = { start: Math.max(0, place.position - historyPages * pageFrames), end: place.position };
  return {
    tiers,
    window: tiers[urgentSeconds.length - 1] ?? [],
    rest: pagesAlong([
      { start: place.position, end: place.songFrames },
      { start: 0, end: place.position },
    ]),
    pinned: [...tiers.slice(urgentSeconds.length - 1).flat(), ...pagesAlong([history])],
  };
}

/** The loop's crossfade and the varispeed filter read a little before its start. */
function loopHeadOf(loop: Span, length: number, songFrames: number): readonly Span[] {
  return [{ start: Math.max(0, loop.start - 512), end: Math.min(lastOf(loop, songFrames), loop.start + length) }];
}

/** Consecutive pages of one stem to decode in one go. */
export type Run = {
  readonly row: number;
  readonly firstPage: number;
  readonly pageCount: number;
  /** The tier of the plan that it belongs to; one past the last tier for the rest of the song. */
  readonly tier: number;
};

/** A stem as its filler sees it. */
export type FillRow = {
  readonly row: number;
  readonly pageCount: number;
  /** Whether a run of it is under way. */
  readonly isBusy: boolean;
  isMissing(page: number): boolean;
};

/** Pages of the longest run: 1.5 s of sound, so that a seek does not wait long for it. */
const longestRun = 16;

/**
 * The most urgent run over all rows, or null when no page of any plan is missing. The rest of the song counts only while the cache has
 * free slots.
 */
export function nextRun(
  planOf: (row: FillRow) => FillPlan,
  rows: readonly FillRow[],
  hasFreeSlots: boolean,
): Run | null {
  const idle = rows.filter((row) => !row.isBusy).map((row) => ({ row, plan: planOf(row) }));
  const tierCount = Math.max(0, ...idle.map(({ plan }) => plan.tiers.length));
  for (let tier = 0; tier < tierCount; tier += 1) {
    const run = nearestRun(idle.map(({ row, plan }) => ({ row, pages: plan.tiers[tier] ?? [] })));
    if (run !== null) return { ...run, tier };
  }
  if (!hasFreeSlots) return null;
  const run = nearestRun(idle.map(({ row, plan }) => ({ row, pages: plan.rest })));
  return run === null ? null : { ...run, tier: tierCount };
}

type Wish = { readonly row: FillRow; readonly pages: readonly PageSpan[] };

function nearestRun(wishes: readonly Wish[]): Omit<Run, 'tier'> | null {
  const most = Math.max(0, ...wishes.map(({ pages }) => pageCountOf(pages)));
  for (let index = 0; index < most; index += 1) {
    for (const { row, pages } of wishes) {
      const run = runAt(pages, index, row);
      if (run !== null) return run;
    }
  }
  return null;
}

/** The run that starts with the page of this index, or null when that page is present. */
function runAt(pages: readonly PageSpan[], index: number, row: FillRow): Omit<Run, 'tier'> | null {
  let before = 0;
  for (const { first, end } of pages) {
    const page = first + index - before;
    before += end - first;
    if (page >= end) continue;
    const last = Math.min(end, row.pageCount, page + longestRun);
    let count = 0;
    while (page + count < last && row.isMissing(page + count)) count += 1;
    return count === 0 ? null : { row: row.row, firstPage: page, pageCount: count };
  }
  return null;
}
