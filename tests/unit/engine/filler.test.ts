import { afterEach, describe, expect, it } from 'vitest';
import { frames, hertz } from '#contract';
import type { StemSource } from '../../../renderer/codecs/stem-source.ts';
import { Filler } from '../../../renderer/engine/page-cache/filler.ts';
import { PageCache } from '../../../renderer/engine/page-cache/page-cache.ts';
import {
  attachPool,
  createPoolMemory,
  createSongMemory,
  missingPage,
  pageFrames,
  pageSamples,
  PageTable,
  silentPage,
} from '../../../renderer/engine/page-cache/pages.ts';
import { CommandCell, PlayLine } from '../../../renderer/engine/play-line.ts';

const slotCount = 100;
const pageCount = 400;
const lengthFrames = pageCount * pageFrames;

/** A stem whose every sample tells its page; the reads are noted. */
function numbered(reads: number[], fails: () => boolean = () => false): StemSource {
  return {
    facts: { sampleRate: hertz(44100), channels: 2, lengthFrames: frames(lengthFrames) },
    songRate: hertz(44100),
    lengthFrames: frames(lengthFrames),
    concealedFrames: () => 0,
    concealedSeconds: () => 0,
    async read(startFrame, left, right) {
      await Promise.resolve();
      if (fails()) throw new Error('The disk is gone.');
      reads.push(startFrame / pageFrames);
      left.fill(startFrame / pageFrames / 1000);
      right.fill(startFrame / pageFrames / 1000);
      return left.length;
    },
    close: () => undefined,
  };
}

const working: Filler[] = [];
afterEach(() => {
  for (const filler of working.splice(0)) filler.close();
});

function start(sources: readonly StemSource[]): {
  readonly line: PlayLine;
  readonly table: PageTable;
  readonly lost: number[];
  readonly filler: Filler;
  readonly sampleOf: (slot: number) => number;
} {
  const line = new PlayLine();
  const table = new PageTable(createSongMemory(sources.map((source) => source.lengthFrames)));
  const pool = attachPool(createPoolMemory(slotCount * pageSamples * 4, 'float32'));
  const lost: number[] = [];
  const tools = {
    pool,
    cache: new PageCache(0, slotCount),
    command: new CommandCell(line.commandMemory),
    log: line.log,
    sampleRate: 44100,
    onLost: (row: number) => lost.push(row),
  };
  const filler = new Filler(tools, table, new Map(sources.entries()));
  working.push(filler);
  void filler.work();
  return { line, table, lost, filler, sampleOf: (slot) => pool.samples[slot * pageSamples] ?? NaN };
}

const held = (table: PageTable, row: number): readonly number[] =>
  Array.from({ length: pageCount }, (_, page) => page).filter((page) => table.slotOf(row, page) !== missingPage);

describe('a filler', () => {
  it('fills what comes next in every stem, and puts each page where the table says', async () => {
    const { table, sampleOf } = start([numbered([]), numbered([])]);
    await expect.poll(() => held(table, 1).length).toBeGreaterThanOrEqual(22);
    for (const page of held(table, 1).slice(1)) expect(sampleOf(table.slotOf(1, page))).toBeCloseTo(page / 1000, 6);
    expect(table.slotOf(0, 0)).toBe(silentPage);
  });

  it('turns to the place of a seek at once, and takes the room from what nobody needs', async () => {
    const reads: number[] = [];
    const { line, table } = start([numbered(reads), numbered([])]);
    await expect.poll(() => held(table, 0).length + held(table, 1).length).toBeGreaterThan(80);
    const before = reads.length;
    line.seek(300 * pageFrames);
    await expect.poll(() => held(table, 1).includes(321)).toBe(true);
    expect(reads.slice(before).findIndex((page) => page === 300)).toBeLessThan(2);
    expect(held(table, 0)).toEqual(expect.arrayContaining([0, 300, 310, 321]));
    expect(held(table, 0).length + held(table, 1).length).toBeLessThanOrEqual(slotCount + 2);
  });

  it('gives up a stem that cannot be read, says so once, and lets nobody wait for it', async () => {
    const { table, lost } = start([numbered([], () => true), numbered([])]);
    await expect.poll(() => lost).toEqual([0]);
    expect(held(table, 0).length).toBe(pageCount);
    await expect.poll(() => held(table, 1).length).toBeGreaterThan(22);
    expect(lost).toEqual([0]);
  });

  it('lets go of a stem that nobody wants: it is silent, holds no memory, and is not read again', async () => {
    const reads: number[] = [];
    const { filler, table, lost } = start([numbered(reads), numbered([])]);
    await expect.poll(() => held(table, 0).length + held(table, 1).length).toBeGreaterThan(80);
    filler.drop([0]);
    const before = reads.length;
    await expect.poll(() => held(table, 1).length).toBeGreaterThan(90);
    expect(reads.length - before).toBeLessThanOrEqual(1);
    expect(held(table, 0).every((page) => table.slotOf(0, page) === silentPage)).toBe(true);
    expect(held(table, 0)).toHaveLength(pageCount);
    expect(lost).toEqual([]);
  });

  it('gives up a stem in the middle: what it held and loses is silent, wherever playing is started again', async () => {
    const reads: number[] = [];
    let isGone = false;
    const { line, table, lost } = start([numbered(reads, () => isGone), numbered([])]);
    await expect.poll(() => held(table, 0).length).toBeGreaterThan(22);
    isGone = true;
    line.seek(200 * pageFrames);
    await expect.poll(() => lost).toEqual([0]);
    expect(held(table, 0)).toHaveLength(pageCount);
    // The other stem takes the memory of the lost one.
    for (const page of [100, 300, 0, 350]) {
      line.seek(page * pageFrames);
      await expect.poll(() => held(table, 1).includes(page + 40)).toBe(true);
    }
    expect(held(table, 0)).toHaveLength(pageCount);
    expect(lost).toEqual([0]);
  });

  it('knows a lost stem as lost when more stems join the song', async () => {
    let isGone = false;
    const sources = [numbered([], () => isGone), numbered([])];
    const { filler, line, table, lost } = start(sources);
    await expect.poll(() => held(table, 0).length).toBeGreaterThan(22);
    isGone = true;
    line.seek(200 * pageFrames);
    await expect.poll(() => lost).toEqual([0]);
    const joined = [...sources, numbered([])];
    const larger = new PageTable(createSongMemory(joined.map((source) => source.lengthFrames)));
    filler.extend(larger, new Map(joined.entries()), slotCount);
    expect(held(larger, 0)).toHaveLength(pageCount);
    await expect.poll(() => held(larger, 2).includes(221)).toBe(true);
    expect(held(larger, 0)).toHaveLength(pageCount);
    expect(lost).toEqual([0]);
  });

  it('loses every stem, and says so, when it cannot go on at all', async () => {
    const line = new PlayLine();
    const sources = [numbered([]), numbered([])];
    const table = new PageTable(createSongMemory(sources.map((source) => source.lengthFrames)));
    const lost: number[] = [];
    const command = new CommandCell(line.commandMemory);
    command.read = () => {
      throw new RangeError('There is no memory.');
    };
    const pool = attachPool(createPoolMemory(slotCount * pageSamples * 4, 'float32'));
    const tools = { pool, cache: new PageCache(0, slotCount), command, log: line.log, sampleRate: 44100 };
    const filler = new Filler({ ...tools, onLost: (row) => lost.push(row) }, table, new Map(sources.entries()));
    await filler.work();
    expect(lost).toEqual([0, 1]);
    expect(held(table, 0)).toHaveLength(pageCount);
  });

  it('reads on what it reads, whatever changes of the mix but place, loop and speed', async () => {
    const log: string[] = [];
    let asked: string | null = null;
    const noted = (row: number): StemSource => {
      const source = numbered([]);
      return {
        ...source,
        read: (startFrame, left, right) => {
          const page = startFrame / pageFrames;
          log.push(`${String(row)}:${String(page)}`);
          // The rest of the song is read in long runs, one at a time.
          if (row === 0 && page === 46 && asked === null) {
            asked = log.at(-1) ?? '';
            line.ask({ transposeRatio: 2, keepsDrumPitch: false });
          }
          return source.read(startFrame, left, right);
        },
      };
    };
    const { line } = start([noted(0), noted(1)]);
    await expect.poll(() => log.slice(log.indexOf('0:46')).length).toBeGreaterThan(3);
    const at = log.indexOf('0:46');
    expect(asked).toBe('0:46');
    expect(log.slice(at, at + 4)).toEqual(['0:46', '0:47', '0:48', '0:49']);
  });

  it('survives one failed read', async () => {
    let failures = 1;
    const { table, lost } = start([numbered([], () => failures-- > 0)]);
    await expect.poll(() => held(table, 0).length).toBeGreaterThan(22);
    expect(lost).toEqual([]);
  });
});
