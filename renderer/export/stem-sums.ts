import type { StereoMatrix } from '../mix/audibility.ts';
import { exportsOf } from '../dsp/wasm.ts';
import { wasm } from './assembly/index.ts?assembly';
import { copySum, type StereoSum } from './mix-kernel.ts';

/** What `assembly/index.ts` exports; addresses and lengths are bytes in its memory. */
type Machine = {
  readonly memory: WebAssembly.Memory;
  readonly reserve: (bytes: number) => number;
  readonly addChannel: (sum: number, samples: number, count: number, gain: number) => void;
  readonly copy: (to: number, from: number, bytes: number) => void;
  readonly clear: (at: number, bytes: number) => void;
};

const sampleBytes = Float32Array.BYTES_PER_ELEMENT;
const sumBytes = Float64Array.BYTES_PER_ELEMENT;

/** Sums of stems under way, one double per frame and channel, in memory where adding is done by SIMD. */
export class StemSums {
  /** Where the samples of the stem that is next to be added belong. */
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly #machine: Machine;
  readonly #samples: readonly [number, number];
  readonly #sums: readonly { readonly at: readonly [number, number]; readonly views: StereoSum }[];

  /** `mostFrames`: of one chunk. */
  constructor(sumCount: number, mostFrames: number) {
    this.#machine = exportsOf(wasm) as Machine;
    const { reserve, memory } = this.#machine;
    const reserveTwo = (bytes: number) => [reserve(mostFrames * bytes), reserve(mostFrames * bytes)] as const;
    this.#samples = reserveTwo(sampleBytes);
    const places = Array.from({ length: sumCount }, () => reserveTwo(sumBytes));
    // Only now: with every place the memory may have grown, which makes it another buffer.
    const { buffer } = memory;
    [this.left, this.right] = [
      new Float32Array(buffer, this.#samples[0], mostFrames),
      new Float32Array(buffer, this.#samples[1], mostFrames),
    ];
    this.#sums = places.map((at) => ({
      at,
      views: {
        left: new Float64Array(buffer, at[0], mostFrames),
        right: new Float64Array(buffer, at[1], mostFrames),
      },
    }));
  }

  clear(sum: number, count: number): void {
    for (const at of this.#sums[sum]?.at ?? []) this.#machine.clear(at, count * sumBytes);
  }

  copy(from: number, to: number, count: number): void {
    const [source, target] = [this.#sums[from]?.at, this.#sums[to]?.at];
    if (source === undefined || target === undefined) return;
    this.#machine.copy(target[0], source[0], count * sumBytes);
    this.#machine.copy(target[1], source[1], count * sumBytes);
  }

  /** Adds the first `count` frames at `left` and `right` to a sum, from its frame `at` on. */
  add(sum: number, at: number, count: number, matrix: StereoMatrix): void {
    const place = this.#sums[sum]?.at;
    if (place === undefined) return;
    const [one, other] = this.#samples;
    const [left, right] = [place[0] + at * sumBytes, place[1] + at * sumBytes];
    this.#addChannel(left, one, count, matrix.leftToLeft);
    this.#addChannel(left, other, count, matrix.rightToLeft);
    this.#addChannel(right, one, count, matrix.leftToRight);
    this.#addChannel(right, other, count, matrix.rightToRight);
  }

  /** Gives the first `count` frames of a sum. */
  read(sum: number, into: StereoSum, count: number): void {
    const views = this.#sums[sum]?.views;
    if (views !== undefined) copySum(views, into, count);
  }

  /** Most stems are in the middle, where two of the four gains are 0. */
  #addChannel(sum: number, samples: number, count: number, gain: number): void {
    if (gain !== 0) this.#machine.addChannel(sum, samples, count, gain);
  }
}
