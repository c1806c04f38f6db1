import { pageShift, pagesOf } from './page-format.ts';

/** Not decoded (yet, or any more). */
export const missingPage = -1;
/** Decoded, and nothing but zeros: needs no slot. */
export const silentPage = -2;

/** One song's page table in shared memory, a row a stem. */
export type SongMemory = {
  readonly rowCount: number;
  readonly pagesPerRow: number;
  /** Length of the longest stem. */
  readonly lengthFrames: number;
  /** `rowCount` lengths in frames, as many shifts in frames, then `rowCount` times `pagesPerRow` slots. */
  readonly table: SharedArrayBuffer;
};

export function createSongMemory(rowLengths: readonly number[]): SongMemory {
  const lengthFrames = Math.max(0, ...rowLengths);
  const rowCount = rowLengths.length;
  const pagesPerRow = pagesOf(lengthFrames);
  const table = new SharedArrayBuffer((2 * rowCount + rowCount * pagesPerRow) * 4);
  const words = new Int32Array(table).fill(missingPage);
  words.set(rowLengths);
  words.fill(0, rowCount, 2 * rowCount);
  return { rowCount, pagesPerRow, lengthFrames, table };
}

/** Which slot holds which page. A row is written by the worker that fills it, read by the worklet. */
export class PageTable {
  readonly rowCount: number;
  readonly pagesPerRow: number;
  readonly lengthFrames: number;
  readonly #words: Int32Array;

  constructor(memory: SongMemory) {
    this.rowCount = memory.rowCount;
    this.pagesPerRow = memory.pagesPerRow;
    this.lengthFrames = memory.lengthFrames;
    this.#words = new Int32Array(memory.table);
  }

  /** Length of the row's stem in frames. */
  rowLength(row: number): number {
    return this.#words[row] ?? 0;
  }

  pagesOfRow(row: number): number {
    return pagesOf(this.rowLength(row));
  }

  /** Frames by which the row's stem is to sound later than its file has it. Written by the page. */
  shiftOf(row: number): number {
    return Atomics.load(this.#words, this.rowCount + row);
  }

  setShift(row: number, shiftFrames: number): void {
    Atomics.store(this.#words, this.rowCount + row, shiftFrames);
  }

  /** A slot, `missingPage` or `silentPage`. Beyond the end of the stem everything is silent. */
  slotOf(row: number, page: number): number {
    if (page < 0 || page >= this.pagesPerRow) return silentPage;
    return Atomics.load(this.#words, 2 * this.rowCount + row * this.pagesPerRow + page);
  }

  publish(row: number, page: number, slot: number): void {
    Atomics.store(this.#words, 2 * this.rowCount + row * this.pagesPerRow + page, slot);
  }

  /** Whether the sound at a frame can be had now; before the start and beyond the end it always can. */
  isResident(row: number, frame: number): boolean {
    return frame < 0 || frame >= this.rowLength(row) || this.slotOf(row, frame >> pageShift) !== missingPage;
  }
}
