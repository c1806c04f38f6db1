import type { LoudnessFigures } from '#contract';
import { wasm } from './assembly/meter.ts?assembly';
import { coefficientsOf, countedPower } from './k-weighting.ts';
import { absoluteGateLufs, LoudnessMeter } from './loudness.ts';
import { exportsOf } from './wasm-exports.ts';

type Address = WebAssembly.Global<'i32'>;

/** What `assembly/meter.ts` exports; addresses are bytes in its memory. */
type Machine = {
  readonly memory: WebAssembly.Memory;
  readonly mostMetered: Address;
  readonly left: Address;
  readonly right: Address;
  readonly filters: Address;
  readonly states: Address;
  readonly powers: Address;
  readonly look: (count: number) => void;
  readonly weigh: (from: number, end: number) => void;
  readonly samplePeak: () => number;
  readonly samplesOver: () => number;
  readonly truePeakAtEnd: () => number;
};

/** All that is told of how loud stereo sound of double precision is, as it streams by. */
export class SoundMeter {
  readonly #machine = exportsOf(wasm) as Machine;
  readonly #loudness: LoudnessMeter;
  readonly #left: Float64Array;
  readonly #right: Float64Array;
  readonly #states: Float64Array;
  readonly #powers: Float64Array;

  /** `sampleRate` in hertz, 8000 or more. */
  constructor(sampleRate: number) {
    const { left, right, filters, states, powers, mostMetered } = this.#machine;
    this.#left = this.#doublesAt(left, mostMetered.value);
    this.#right = this.#doublesAt(right, mostMetered.value);
    this.#states = this.#doublesAt(states, 8);
    this.#powers = this.#doublesAt(powers, 2);
    this.#doublesAt(filters, 10).set(coefficientsOf(sampleRate));
    this.#loudness = new LoudnessMeter(sampleRate);
  }

  /** Samples over full scale so far, on both channels. */
  get clippedSamples(): number {
    return this.#machine.samplesOver();
  }

  /** The next `count` frames. */
  push(left: Float64Array, right: Float64Array, count: number): void {
    for (let done = 0; done < count; done += this.#left.length) {
      const end = Math.min(count, done + this.#left.length);
      this.#left.set(left.subarray(done, end));
      this.#right.set(right.subarray(done, end));
      this.#machine.look(end - done);
      this.#loudness.pushWeighed(end - done, (from, to) => {
        this.#machine.weigh(from, to);
        return countedPower(this.#powers, this.#states);
      });
    }
  }

  /** Of all that was pushed, had it been `gainDb` louder. */
  figures(gainDb = 0): LoudnessFigures {
    const isTold = this.#loudness.greatestShortTermLufs() + gainDb > absoluteGateLufs;
    const decibels = (peak: number): number => (peak === 0 ? -Infinity : 20 * Math.log10(peak));
    return {
      integratedLufs: this.#loudness.integratedLufs(gainDb),
      rangeLu: isTold ? this.#loudness.rangeLu(gainDb) : null,
      truePeakDb: decibels(this.#machine.truePeakAtEnd()) + gainDb,
      samplePeakDb: decibels(this.#machine.samplePeak()) + gainDb,
    };
  }

  #doublesAt({ value }: Address, length: number): Float64Array {
    return new Float64Array(this.#machine.memory.buffer, value, length);
  }
}
