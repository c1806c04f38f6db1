import { describe, expect, it } from 'vitest';
import {
  type FillRow,
  holdsPage,
  nextRun,
  pagesAlong,
  type PageSpan,
  pathAhead,
  placeInFile,
  planFill,
} from '../../../renderer/engine/page-cache/fill-plan.ts';
import { PageCache, type CachedPage } from '../../../renderer/engine/page-cache/page-cache.ts';
import { pageFrames } from '../../../renderer/engine/page-cache/pages.ts';

const rate = 44100;
const place = { position: 0, loop: null, songFrames: 1000 * pageFrames, speed: 1 };
const row = (number: number, has: readonly number[] = [], isBusy = false): FillRow => ({
  row: number,
  pageCount: 1000,
  isBusy,
  isMissing: (page) => !has.includes(page),
});

/** Every page of the spans, each once. */
const pagesIn = (spans: readonly PageSpan[]): readonly number[] => [
  ...new Set(spans.flatMap(({ first, end }) => Array.from({ length: end - first }, (_, index) => first + index))),
];

describe('the path ahead', () => {
  it('goes straight on, to the end of the song at most', () => {
    expect(pathAhead({ ...place, songFrames: 500 }, 1000)).toEqual([{ start: 0, end: 500 }]);
    expect(pathAhead({ ...place, position: 100 }, 1000)).toEqual([{ start: 100, end: 1100 }]);
  });

  it('turns at the end of a loop, but not at one that lies behind', () => {
    const loop = { start: 100, end: 600 };
    expect(pathAhead({ ...place, position: 500, loop }, 300)).toEqual([
      { start: 500, end: 600 },
      { start: 100, end: 300 },
    ]);
    expect(pathAhead({ ...place, position: 700, loop }, 300)).toEqual([{ start: 700, end: 1000 }]);
  });

  it('takes in every page that it touches, and none besides', () => {
    const spans = [
      { start: pageFrames - 100, end: pageFrames + 100 },
      { start: 3 * pageFrames, end: 4 * pageFrames },
      { start: 7, end: 7 },
    ];
    expect(pagesIn(pagesAlong(spans))).toEqual([0, 1, 3]);
  });

  it('has no page before the start of a file that begins later', () => {
    const inFile = placeInFile({ ...place, position: 100 }, 8102);
    expect(pagesIn(pagesAlong(pathAhead(inFile, 9000)))).toEqual([0]);
    const { tiers, window, pinned } = planFill(inFile, rate, 400);
    expect(Math.min(...pagesIn([...tiers.flat(), ...window, ...pinned]))).toBe(0);
  });
});

describe('a fill plan', () => {
  it('gives every stem its first moment before any gets the next', () => {
    const plan = planFill(place, rate, 400);
    const done = new Set<string>();
    const rows = [0, 1, 2].map((number) => ({
      ...row(number),
      isMissing: (page: number) => !done.has(`${String(number)} ${String(page)}`),
    }));
    const order: string[] = [];
    for (
      let run = nextRun(() => plan, rows, true);
      run !== null && order.length < 8;
      run = nextRun(() => plan, rows, true)
    ) {
      order.push(`${String(run.row)}:${String(run.firstPage)}+${String(run.pageCount)}`);
      for (let page = run.firstPage; page < run.firstPage + run.pageCount; page += 1) {
        done.add(`${String(run.row)} ${String(page)}`);
      }
    }
    expect(order.slice(0, 7)).toEqual(['0:0+1', '1:0+1', '2:0+1', '0:1+2', '1:1+2', '2:1+2', '0:3+3']);
  });

  it('puts the place of a seek first, whatever is missing elsewhere', () => {
    const plan = planFill({ ...place, position: 600 * pageFrames }, rate, 400);
    expect(nextRun(() => plan, [row(0, [], true), row(1)], true)).toEqual({
      row: 1,
      firstPage: 600,
      pageCount: 1,
      tier: 0,
    });
  });

  it('pins the window, the head of the loop with its crossfade, and the start of the song', () => {
    const loop = { start: 300 * pageFrames, end: 900 * pageFrames };
    const { pinned } = planFill({ ...place, position: 600 * pageFrames, loop }, rate, 40);
    for (const page of [0, 299, 300, 320, 594, 600, 643]) expect(holdsPage(pinned, page)).toBe(true);
    for (const page of [10, 330, 590, 650]) expect(holdsPage(pinned, page)).toBe(false);
  });

  it('never pins more than the memory holds', () => {
    for (const pagesPerStem of [80, 400, 900]) {
      const loop = { start: 300 * pageFrames, end: 900 * pageFrames };
      const { pinned } = planFill({ ...place, position: 500 * pageFrames, loop }, rate, pagesPerStem);
      expect(pagesIn(pinned).length).toBeLessThanOrEqual(pagesPerStem);
    }
  });

  it('asks for the rest of the song only while there is memory to spare', () => {
    const plan = planFill({ ...place, songFrames: 100 * pageFrames }, rate, 60);
    const has = pagesIn(plan.tiers.flat());
    const rows = [{ ...row(0, has), pageCount: 100 }];
    expect(nextRun(() => plan, rows, false)).toBeNull();
    expect(nextRun(() => plan, rows, true)).not.toBeNull();
  });
});

describe('the page cache', () => {
  const page = (number: number): CachedPage => ({ row: 0, page: number });
  const nothing = (): boolean => false;

  it('hands out its own slots, low ones first, then the one unused longest', () => {
    const cache = new PageCache(10, 2);
    expect(cache.take(page(1), nothing)).toEqual({ slot: 10, evicted: null });
    expect(cache.take(page(2), nothing)).toEqual({ slot: 11, evicted: null });
    cache.touch(10);
    expect(cache.take(page(3), nothing)).toEqual({ slot: 11, evicted: page(2) });
  });

  it('passes over what is pinned as if it had been used, and keeps the order of the others', () => {
    const cache = new PageCache(0, 4);
    for (const number of [1, 2, 3, 4]) cache.take(page(number), nothing);
    expect(cache.take(page(5), (holder) => holder.page === 1)?.evicted).toEqual(page(2));
    expect(cache.take(page(6), nothing)?.evicted).toEqual(page(3));
    cache.touch(3);
    expect(cache.take(page(7), nothing)).toEqual({ slot: 0, evicted: page(1) });
    cache.release(1);
    expect(cache.take(page(8), nothing)).toEqual({ slot: 1, evicted: null });
    expect([9, 10, 11].map((number) => cache.take(page(number), nothing)?.evicted)).toEqual([6, 4, 7].map(page));
  });

  it('spares what is pinned, even when nothing else is left', () => {
    const cache = new PageCache(0, 2);
    cache.take(page(1), nothing);
    cache.take(page(2), nothing);
    expect(cache.take(page(3), (holder) => holder.page === 1)?.evicted).toEqual(page(2));
    expect(cache.take(page(4), () => true)).toBeNull();
  });

  it('hands out no more than it may, and more once it may', () => {
    const cache = new PageCache(0, 3, 1);
    expect([cache.take(page(1), nothing)?.slot, cache.freeCount]).toEqual([0, 0]);
    expect(cache.take(page(2), nothing)).toEqual({ slot: 0, evicted: page(1) });
    cache.limit = 2;
    expect([cache.freeCount, cache.take(page(3), nothing)]).toEqual([1, { slot: 1, evicted: null }]);
  });

  it('takes back what is released, once', () => {
    const cache = new PageCache(0, 2);
    const taken = cache.take(page(1), nothing);
    cache.release(taken?.slot ?? -1);
    cache.release(taken?.slot ?? -1);
    expect(cache.freeCount).toBe(2);
  });
});
