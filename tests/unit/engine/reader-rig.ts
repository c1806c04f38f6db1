import {
  attachPool,
  createPoolMemory,
  createSongMemory,
  type PageFormat,
  pageFrames,
  PageTable,
  writePage,
} from '../../../renderer/engine/page-cache/pages.ts';
import { StemReader } from '../../../renderer/engine/reader/stem-reader.ts';
import {
  CommandCell,
  type PlayedClick,
  type PlayedRoute,
  PlayLine,
  PlayLog,
} from '../../../renderer/engine/play-line.ts';
import type { GainCurve } from '../../../renderer/mix/automation.ts';
import { createPitchShiftMemory, PitchShiftOrder } from '../../../renderer/engine/pitch-shift/pitch-buses.ts';

export type Stereo = { readonly left: Float32Array; readonly right: Float32Array };

/** Seeded noise within ±0.5 (mulberry32). */
export function noise(length: number, seed: number): Float32Array {
  const samples = new Float32Array(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    samples[at] = ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296 - 0.5;
  }
  return samples;
}

export const noiseStem = (length: number, seed: number): Stereo => ({
  left: noise(length, seed),
  right: noise(length, seed + 1000),
});

function joined(blocks: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(blocks.reduce((length, block) => length + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    whole.set(block, at);
    at += block.length;
  }
  return whole;
}

/** A reader over stems whose pages are filled by hand; what it renders is kept. */
export class ReaderRig {
  readonly line = new PlayLine();
  readonly table: PageTable;
  readonly order = new PitchShiftOrder(createPitchShiftMemory());
  readonly ended: number[] = [];
  readonly #reader: StemReader;
  readonly #stems: readonly Stereo[];
  readonly #pool;
  readonly #heard: Stereo[][];
  readonly #clicks: Float32Array[] = [];
  #contextFrame = 0;
  #slots = 0;

  constructor(stems: readonly Stereo[], format: PageFormat = 'float32') {
    this.#stems = stems;
    const memory = createSongMemory(stems.map(({ left }) => left.length));
    // Twice what the song needs, for pages that are filled anew.
    const poolMemory = createPoolMemory(2 * stems.length * memory.pagesPerRow * pageFrames * 8, format);
    this.#pool = attachPool(poolMemory);
    this.table = new PageTable(memory);
    this.#heard = stems.map(() => []);
    const lines = {
      command: new CommandCell(this.line.commandMemory),
      log: new PlayLog(this.line.logMemory),
      order: this.order,
    };
    this.#reader = new StemReader(lines, 44100, (serial) => this.ended.push(serial));
    this.#reader.setSong(this.table, this.#pool);
  }

  fill(row: number, page: number): void {
    const { left, right } = this.#stems[row] ?? noiseStem(0, 0);
    const part = (samples: Float32Array): Float32Array => {
      const whole = new Float32Array(pageFrames);
      whole.set(samples.subarray(page * pageFrames, (page + 1) * pageFrames));
      return whole;
    };
    writePage(this.#pool, this.#slots, part(left), part(right));
    this.table.publish(row, page, this.#slots);
    this.#slots += 1;
  }

  fillAll(): this {
    for (let row = 0; row < this.table.rowCount; row += 1) {
      for (let page = 0; page < this.table.pagesPerRow; page += 1) this.fill(row, page);
    }
    return this;
  }

  /** Renders whole quanta. */
  render(quanta: number): void {
    for (let done = 0; done < quanta; done += 1) {
      const outputs = this.#stems.map(() => [new Float32Array(128), new Float32Array(128)]);
      const click = [new Float32Array(128), new Float32Array(128)];
      this.#reader.render(outputs, this.#contextFrame, click);
      this.#clicks.push(click[0] ?? new Float32Array(0));
      this.#contextFrame += 128;
      outputs.forEach(([left, right], row) => {
        if (left !== undefined && right !== undefined) this.#heard[row]?.push({ left, right });
      });
    }
  }

  setClick(click: PlayedClick): void {
    this.#reader.setClick(click);
  }

  setRoute(route: PlayedRoute): void {
    this.#reader.setRoute(route);
  }

  setAutomation(curves: readonly (GainCurve | null)[]): void {
    this.#reader.setAutomation(curves);
  }

  /** Renders a quantum into outputs that are kept, so that nothing but the reader itself can allocate. */
  renderInto(outputs: readonly (readonly Float32Array[])[], click: readonly Float32Array[]): void {
    this.#reader.render(outputs, this.#contextFrame, click);
    this.#contextFrame += 128;
  }

  /** All of the click that came out so far. */
  heardClick(): Float32Array {
    return joined(this.#clicks);
  }

  /** All that came out of one output so far. */
  heard(row: number): Stereo {
    const blocks = this.#heard[row] ?? [];
    return { left: joined(blocks.map(({ left }) => left)), right: joined(blocks.map(({ right }) => right)) };
  }
}

/** Largest difference between `actual` from `at` on and `expected`. */
export function largestError(actual: Float32Array, at: number, expected: Float32Array): number {
  return expected.reduce((worst, sample, index) => Math.max(worst, Math.abs(sample - (actual[at + index] ?? NaN))), 0);
}

/** Largest step from one sample to the next. */
export const largestStep = (samples: Float32Array): number =>
  samples.reduce((worst, sample, index) => Math.max(worst, Math.abs(sample - (samples[index - 1] ?? sample))), 0);
