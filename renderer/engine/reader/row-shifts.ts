import type { PageTable } from '../pages/song-memory.ts';

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
