import { pageFrames } from '../pages/page-format.ts';
import { pagesAlong, pathAhead, type PageSpan, type Place, type Span } from './play-path.ts';

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
