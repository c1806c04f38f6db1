import type { PageTable } from '../page-cache/pages.ts';

/** Whether a row can be read at the current position with another shift. */
type CanRead = (row: number, shift: number) => boolean;

/** The shift at which each row is read, in frames; follows the shifts in the page table. */
export class RowShifts {
  #applied = new Int32Array(0);
  /** The shifts before, which a voice that fades out may still read at. */
  #before = new Int32Array(0);
  #waited = 0;
  readonly #longestWait: number;

  /** `longestWait`: frames after which a new shift applies even if its pages are missing. */
  constructor(longestWait: number) {
    this.#longestWait = longestWait;
  }

  /** Another array after each change, so that a voice that fades out keeps its own. */
  get applied(): Int32Array<ArrayBuffer> {
    return this.#applied;
  }

  /** Grows to the table's rows; new rows start with their shift. */
  resize(table: PageTable): void {
    this.#applied = Int32Array.from({ length: table.rowCount }, (_, row) => this.#applied[row] ?? table.shiftOf(row));
    this.#before = new Int32Array(table.rowCount);
  }

  /** Applies all shifts at once, for a song that stands still. */
  settle(table: PageTable): void {
    if (this.#isChanged(table)) this.#take(table);
  }

  /** Applies changed shifts once all of their pages are decoded; returns whether it did. Call once every `frameCount` frames. */
  follow(table: PageTable, canRead: CanRead, frameCount: number): boolean {
    if (!this.#isChanged(table)) return false;
    this.#waited += frameCount;
    for (let row = 0; row < table.rowCount && this.#waited < this.#longestWait; row += 1) {
      const shift = table.shiftOf(row);
      if (shift !== this.#applied[row] && !canRead(row, shift)) return false;
    }
    this.#take(table);
    return true;
  }

  #isChanged(table: PageTable): boolean {
    for (let row = 0; row < table.rowCount; row += 1) {
      if (table.shiftOf(row) !== this.#applied[row]) return true;
    }
    return false;
  }

  #take(table: PageTable): void {
    this.#waited = 0;
    const shifts = this.#before;
    for (let row = 0; row < table.rowCount; row += 1) shifts[row] = table.shiftOf(row);
    this.#before = this.#applied;
    this.#applied = shifts;
  }
}

/**
 * A gate for each stem: it fades out before a missing page and fades in when the page arrives. The other stems and the playhead go on.
 */
export class StemGates {
  readonly #fadeFrames: number;
  #isOpen = new Uint8Array(0);
  #gains = new Float32Array(0);

  constructor(fadeFrames: number) {
    this.#fadeFrames = fadeFrames;
  }

  /** Grows to `rowCount` rows; the gates of new rows stay shut until their first page arrives. */
  resize(rowCount: number): void {
    const isOpen = new Uint8Array(rowCount);
    const gains = new Float32Array(rowCount);
    isOpen.set(this.#isOpen.subarray(0, rowCount));
    gains.set(this.#gains.subarray(0, rowCount));
    this.#isOpen = isOpen;
    this.#gains = gains;
  }

  /** For a start: opens the gates whose first page is decoded and shuts the others, without a fade. */
  reset(table: PageTable, position: number, shifts: Int32Array): void {
    for (let row = 0; row < table.rowCount; row += 1) {
      const isOpen = table.isResident(row, Math.floor(position) - (shifts[row] ?? 0));
      this.#isOpen[row] = Number(isOpen);
      this.#gains[row] = Number(isOpen);
    }
  }

  /** Takes over the state of other gates with as many rows. */
  copyFrom(other: StemGates): void {
    this.#isOpen.set(other.#isOpen);
    this.#gains.set(other.#gains);
  }

  /** Sets whether a gate is to be open; returns true when that starts to shut an open one. */
  aim(row: number, wantsOpen: boolean): boolean {
    const wasOpen = this.#isOpen[row] === 1;
    this.#isOpen[row] = Number(wantsOpen);
    return wasOpen && !wantsOpen;
  }

  isFullyOpen(row: number): boolean {
    return this.#isOpen[row] === 1 && this.#gains[row] === 1;
  }

  isShut(row: number): boolean {
    return this.#isOpen[row] === 0 && this.#gains[row] === 0;
  }

  /** Writes the gate's gains times the envelope (null: unity) into `[at, at + count)` and advances its fade. */
  advance(row: number, envelope: Float32Array | null, into: Float32Array, at: number, count: number): void {
    const step = (this.#isOpen[row] === 1 ? 1 : -1) / this.#fadeFrames;
    let gain = this.#gains[row] ?? 0;
    for (let frame = at; frame < at + count; frame += 1) {
      gain = Math.min(1, Math.max(0, gain + step));
      into[frame] = gain * (envelope === null ? 1 : (envelope[frame] ?? 0));
    }
    this.#gains[row] = gain;
  }
}
