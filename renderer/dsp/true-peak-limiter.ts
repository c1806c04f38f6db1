import { wasm } from './assembly/limiter.ts?assembly';
import { exportsOf } from './wasm-exports.ts';

/** How long before a peak the gain begins to fall, and how long after it that it is held. */
const lookAheadSeconds = 0.005;
/** In which what was taken away comes back to a third of it. */
const releaseSeconds = 0.1;
/**
 * What is over the ceiling is brought so much below it: a gain that moves makes peaks of its own, and other meters look at other
 * instants.
 */
const marginDb = 0.06;

/** What `assembly/limiter.ts` exports; addresses are bytes in its memory. */
type Machine = {
  readonly memory: WebAssembly.Memory;
  readonly mostLimited: WebAssembly.Global<'i32'>;
  readonly left: WebAssembly.Global<'i32'>;
  readonly right: WebAssembly.Global<'i32'>;
  /** Gives by how many frames the sound comes out late. */
  readonly begin: (gain: number, ceiling: number, goal: number, release: number, half: number) => number;
  readonly limit: (count: number) => void;
  readonly leastGain: () => number;
};

/**
 * Keeps the true peak of stereo sound (ITU-R BS.1770-5 annex 2) under a ceiling as it streams by, in double precision. Both
 * channels get one gain: the least that any peak within the look-ahead needs, held, let go of slowly, and smoothed over the
 * look-ahead by two moving means, so that it is never above what a peak needs. Sound that is under the ceiling comes out bit by
 * bit, `latencyFrames` late.
 */
export class TruePeakLimiter {
  readonly latencyFrames: number;
  readonly #machine = exportsOf(wasm) as Machine;
  readonly #left: Float64Array;
  readonly #right: Float64Array;

  /** `ceilingDb` in dBTP; `sampleRate` in hertz, 192000 at most; the sound is made louder by `gainDb` before. */
  constructor(ceilingDb: number, sampleRate: number, gainDb = 0) {
    const { memory, left, right, mostLimited, begin } = this.#machine;
    const ceiling = 10 ** (ceilingDb / 20);
    const goal = ceiling * 10 ** (-marginDb / 20);
    const half = Math.ceil((lookAheadSeconds * sampleRate) / 2);
    const release = Math.exp(-1 / (releaseSeconds * sampleRate));
    this.latencyFrames = begin(10 ** (gainDb / 20), ceiling, goal, release, half);
    this.#left = new Float64Array(memory.buffer, left.value, mostLimited.value);
    this.#right = new Float64Array(memory.buffer, right.value, mostLimited.value);
  }

  /** The most that was taken away so far, in dB; 0 when nothing was. */
  get mostReductionDb(): number {
    return 20 * Math.log10(1 / this.#machine.leastGain());
  }

  /** Puts the limited sound in the place of the next `count` frames. */
  process(left: Float64Array, right: Float64Array, count: number): void {
    for (let done = 0; done < count; done += this.#left.length) {
      const end = Math.min(count, done + this.#left.length);
      this.#left.set(left.subarray(done, end));
      this.#right.set(right.subarray(done, end));
      this.#machine.limit(end - done);
      left.set(this.#left.subarray(0, end - done), done);
      right.set(this.#right.subarray(0, end - done), done);
    }
  }
}
