import { afterEach, describe, expect, it } from 'vitest';
import { frames, hertz } from '#contract';
import type { StemSource } from '../../../renderer/engine/decoding/stem-source.ts';
import { Filler } from '../../../renderer/engine/filling/filler.ts';
import { SlotBook } from '../../../renderer/engine/filling/slot-book.ts';
import { pageFrames, pageSamples } from '../../../renderer/engine/pages/page-format.ts';
import { attachPool, createPoolMemory } from '../../../renderer/engine/pages/page-pool.ts';
import { createSongMemory, missingPage, PageTable, silentPage } from '../../../renderer/engine/pages/song-memory.ts';
import { PlayLine } from '../../../renderer/engine/shared/play-line.ts';
import { CommandCell } from '../../../renderer/engine/shared/play-command.ts';

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
    book: new SlotBook(0, slotCount),
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

  it('survives one failed read', async () => {
    let failures = 1;
    const { table, lost } = start([numbered([], () => failures-- > 0)]);
    await expect.poll(() => held(table, 0).length).toBeGreaterThan(22);
    expect(lost).toEqual([]);
  });
});
