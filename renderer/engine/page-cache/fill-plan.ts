import { pageFrames } from './pages.ts';

/** Frames `[start, end)` of the song. */
type Span = { readonly start: number; readonly end: number };

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

const pageCountOf = (spans: readonly PageSpan[]): number =>
  spans.reduce((count, { first, end }) => count + end - first, 0);

export const holdsPage = (spans: readonly PageSpan[], page: number): boolean =>
  spans.some(({ first, end }) => first <= page && page < end);

/**
 * Seconds ahead of the playhead that every stem gets before any stem gets the next. The first is what the reader waits for
 * when it starts, and a little more.
 */
const urgentSeconds = [0.08, 0.25, 0.5, 2, 4] as const;
const loopHeadSeconds = 2;
const songHeadSeconds = 0.5;
const historyPages = 6;
/** Share of the memory that goes to what lies ahead; the rest remembers what was heard. */
const aheadShare = 0.7;

/** Runs of this tier and later are for later: they may wait for a quiet moment. */
export const firstIdleTier = urgentSeconds.length + 1;

/** Runs of a tier that may be under way at once: the first wait for bytes all together, the later ones leave room for a seek. */
export const lanesOf = (tier: number): number => (tier < 2 ? 64 : tier < firstIdleTier ? 4 : 1);

/** Pages of each stem worth having, for a playhead: in which order to fill them, and which of them to keep. */
export type FillPlan = {
  /** Every tier is filled in all stems, nearest page first, before the next is begun. */
  readonly tiers: readonly (readonly PageSpan[])[];
  /** The pages of the next few seconds. */
  readonly window: readonly PageSpan[];
  /** Worth having while there is memory that nobody uses: the rest of the song, from the playhead on and round. */
  readonly rest: readonly PageSpan[];
  /** Never evicted. */
  readonly pinned: readonly PageSpan[];
};

/**
 * The playhead's window comes first, then the heads of the loop and of the song (where a stop or a pass leads to), then as
 * much of what follows as the memory holds. `pagesPerStem`: the memory's size, in pages for each stem.
 */
export function planFill(place: Place, sampleRate: number, pagesPerStem: number): FillPlan {
  const inFrames = (seconds: number): number => Math.round(seconds * sampleRate * Math.max(1, place.speed));
  const loopHead = place.loop === null ? [] : loopHeadOf(place.loop, inFrames(loopHeadSeconds));
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

/** The crossfade into the loop, and sound between two frames, are read from a little before its start. */
function loopHeadOf(loop: Span, length: number): readonly Span[] {
  return [{ start: Math.max(0, loop.start - 512), end: Math.min(loop.end, loop.start + length) }];
}

/** Pages of one stem that follow each other, to be read in one go. */
export type Run = {
  readonly row: number;
  readonly firstPage: number;
  readonly pageCount: number;
  /** Which tier of the plan asked for it; one more than the last for the rest of the song. */
  readonly tier: number;
};

/** What a filler knows of a stem of its own. */
export type FillRow = {
  readonly row: number;
  readonly pageCount: number;
  /** A read is under way. */
  readonly isBusy: boolean;
  isMissing(page: number): boolean;
};

/** Long enough to be cheap, short enough that a seek need not wait for it: 1.5 s of sound. */
const longestRun = 16;

/**
 * The most urgent run, null when nothing is missing that is worth having. `planOf`: what is worth having of a row.
 * `hasFreeSlots`: memory that holds nothing yet.
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

/** The run that begins with the page of this index, unless that page is there already. */
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
