import type { PageTable } from '../page-cache/pages.ts';

/** Whether a row can be read with another shift from where the song is now. */
type CanRead = (row: number, shift: number) => boolean;

/** How far each row is read from where its file has it; follows what the page has put into the table. */
export class RowShifts {
  #applied = new Int32Array(0);
  #waited = 0;
  readonly #longestWait: number;

  /** `longestWait`: frames after which a shift is taken up though not all of its sound is there. */
  constructor(longestWait: number) {
    this.#longestWait = longestWait;
  }

  /** A new array with every change, so that a voice that fades out keeps its own. */
  get applied(): Int32Array {
    return this.#applied;
  }

  /** New rows stand at once where they are to be. */
  resize(table: PageTable): void {
    this.#applied = Int32Array.from({ length: table.rowCount }, (_, row) => this.#applied[row] ?? table.shiftOf(row));
  }

  /** Takes all at once; for a song that does not move. */
  settle(table: PageTable): void {
    if (this.#isChanged(table)) this.#take(table);
  }

  /** Takes up what changed when all of it can be read; true when it has. Called once every `frameCount` frames. */
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
    this.#applied = Int32Array.from({ length: table.rowCount }, (_, row) => table.shiftOf(row));
  }
}

/**
 * One gate a stem: it closes, in the length of a fade, before a page that is not there, and opens again when it has come. The
 * other stems and the playhead go on.
 */
export class StemGates {
  readonly #fadeFrames: number;
  #isOpen = new Uint8Array(0);
  #gains = new Float32Array(0);

  constructor(fadeFrames: number) {
    this.#fadeFrames = fadeFrames;
  }

  /** Keeps the gates of the rows there were; new ones are shut until their first page comes. */
  resize(rowCount: number): void {
    const isOpen = new Uint8Array(rowCount);
    const gains = new Float32Array(rowCount);
    isOpen.set(this.#isOpen.subarray(0, rowCount));
    gains.set(this.#gains.subarray(0, rowCount));
    this.#isOpen = isOpen;
    this.#gains = gains;
  }

  /** At a start: open where the first page is there, shut elsewhere, without a fade. */
  reset(table: PageTable, position: number, shifts: Int32Array): void {
    for (let row = 0; row < table.rowCount; row += 1) {
      const isOpen = table.isResident(row, Math.floor(position) - (shifts[row] ?? 0));
      this.#isOpen[row] = Number(isOpen);
      this.#gains[row] = Number(isOpen);
    }
  }

  copyFrom(other: StemGates): void {
    this.#isOpen.set(other.#isOpen);
    this.#gains.set(other.#gains);
  }

  /** Decides whether a stem's gate is to be open; true when this shuts an open one. */
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

  /** Writes the gate's gains for `[at, at + count)`, times the envelope, and moves the gate on. */
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
