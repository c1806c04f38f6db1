import { exportsOf } from '../../dsp/wasm.ts';
import type { StereoMatrix } from '../../mix/audibility.ts';
import { wasm } from '../assembly/index.ts?assembly';
import type { StereoBuffer } from '../chunk-channel.ts';
import type { StemSend } from '../plan/submix-plan.ts';

/** What `assembly/index.ts` exports; addresses and lengths are bytes in its memory. */
type Adder = {
  readonly memory: WebAssembly.Memory;
  readonly reserve: (bytes: number) => number;
  readonly addChannel: (sum: number, samples: number, count: number, gain: number) => void;
  readonly copy: (to: number, from: number, bytes: number) => void;
  readonly clear: (at: number, bytes: number) => void;
};

const sampleBytes = Float32Array.BYTES_PER_ELEMENT;
const sumBytes = Float64Array.BYTES_PER_ELEMENT;

/** Submixes in the making, one double per frame and channel, in memory where SIMD adds stems to them. */
export class SubmixMemory {
  /** Where the samples of the next stem go before `add`. */
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly #adder: Adder;
  readonly #samples: readonly [number, number];
  readonly #submixes: readonly { readonly at: readonly [number, number]; readonly views: StereoBuffer }[];

  /** `mostFrames`: of one chunk. */
  constructor(submixCount: number, mostFrames: number) {
    this.#adder = exportsOf(wasm) as Adder;
    const { reserve, memory } = this.#adder;
    const reserveTwo = (bytes: number) => [reserve(mostFrames * bytes), reserve(mostFrames * bytes)] as const;
    this.#samples = reserveTwo(sampleBytes);
    const places = Array.from({ length: submixCount }, () => reserveTwo(sumBytes));
    // Only now: each place may have made the memory grow, which replaces its buffer.
    const { buffer } = memory;
    [this.left, this.right] = [
      new Float32Array(buffer, this.#samples[0], mostFrames),
      new Float32Array(buffer, this.#samples[1], mostFrames),
    ];
    this.#submixes = places.map((at) => ({
      at,
      views: {
        left: new Float64Array(buffer, at[0], mostFrames),
        right: new Float64Array(buffer, at[1], mostFrames),
      },
    }));
  }

  /** Silences the first `count` frames of a submix. */
  clear(submix: number, count: number): void {
    for (const at of this.#submixes[submix]?.at ?? []) this.#adder.clear(at, count * sumBytes);
  }

  /** Copies the first `count` frames of one submix to another. */
  copy(from: number, to: number, count: number): void {
    const [source, target] = [this.#submixes[from]?.at, this.#submixes[to]?.at];
    if (source === undefined || target === undefined) return;
    this.#adder.copy(target[0], source[0], count * sumBytes);
    this.#adder.copy(target[1], source[1], count * sumBytes);
  }

  /** Adds the first `count` frames at `left` and `right` to a submix, from its frame `at` on. */
  add(submix: number, at: number, count: number, matrix: StereoMatrix): void {
    const place = this.#submixes[submix]?.at;
    if (place === undefined) return;
    const [one, other] = this.#samples;
    const [left, right] = [place[0] + at * sumBytes, place[1] + at * sumBytes];
    this.#addChannel(left, one, count, matrix.leftToLeft);
    this.#addChannel(left, other, count, matrix.rightToLeft);
    this.#addChannel(right, one, count, matrix.leftToRight);
    this.#addChannel(right, other, count, matrix.rightToRight);
  }

  /** Copies the first `count` frames of a submix out. */
  read(submix: number, into: StereoBuffer, count: number): void {
    const views = this.#submixes[submix]?.views;
    if (views !== undefined) copyFrames(views, into, count);
  }

  /** Most stems are in the middle, where two of the four gains are 0. */
  #addChannel(sum: number, samples: number, count: number, gain: number): void {
    if (gain !== 0) this.#adder.addChannel(sum, samples, count, gain);
  }
}

/** Copies the first `count` frames. */
export function copyFrames(from: StereoBuffer, to: StereoBuffer, count: number): void {
  to.left.set(from.left.subarray(0, count));
  to.right.set(from.right.subarray(0, count));
}

export type SubmixCopy = { readonly from: number; readonly to: number };

/** What to do with one stem: split submixes that were the same until now and with it no longer are, then add it to some. */
type SubmixStep = {
  readonly copies: readonly SubmixCopy[];
  readonly adds: readonly StemSend[];
};

export type SubmixSteps = {
  /** The one submix that is cleared before all steps: all others are copied from it. */
  readonly first: number;
  /** One for each stem, in order. */
  readonly steps: readonly SubmixStep[];
  /** After all steps: submixes of the same stems. */
  readonly last: readonly SubmixCopy[];
};

/**
 * How to add stems up to `submixCount` submixes with no more additions than needed: what submixes have in common from the first stem
 * on is added once. Each comes out as if it had been made alone, bit by bit. Twelve songs less one stem each take half the time.
 */
export function submixSteps(stems: readonly (readonly StemSend[])[], submixCount: number): SubmixSteps {
  let bundles: readonly (readonly number[])[] = [Array.from({ length: submixCount }, (_, submix) => submix)];
  const steps = stems.map((sends): SubmixStep => {
    const split = bundles.map((bundle) => splitBy(sends, bundle));
    bundles = split.flat();
    return {
      copies: split.flatMap(copiesAmong),
      adds: bundles.flatMap(([submix = 0]) => {
        const send = sends.find((one) => one.submix === submix);
        return send === undefined ? [] : [{ submix, matrix: send.matrix }];
      }),
    };
  });
  const last = bundles.flatMap(([from = 0, ...others]) => others.map((to) => ({ from, to })));
  return { first: 0, steps, last };
}

/** Those that take the stem alike stay together. */
function splitBy(sends: readonly StemSend[], bundle: readonly number[]): readonly (readonly number[])[] {
  const parts = new Map<string, number[]>();
  for (const submix of bundle) {
    const send = sends.find((one) => one.submix === submix);
    const name = send === undefined ? '' : JSON.stringify(send.matrix);
    parts.set(name, [...(parts.get(name) ?? []), submix]);
  }
  return [...parts.values()];
}

/** The first of a bundle is the one that holds its sound. */
const copiesAmong = ([kept, ...parts]: readonly (readonly number[])[]): readonly SubmixCopy[] =>
  parts.map((part) => ({ from: kept?.[0] ?? 0, to: part[0] ?? 0 }));
