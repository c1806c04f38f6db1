import { wasm } from './assembly/limiter.ts?assembly';
import { startedOnce, type Place } from './wasm.ts';

/** How long before a peak the gain begins to fall, and how long after it that it is held. */
const lookAheadSeconds = 0.005;
/** In which what was taken away comes back to a third of it. */
const releaseSeconds = 0.1;
/**
 * What is over the ceiling is brought so much below it: a gain that moves makes peaks of its own, and other meters look at other
 * instants.
 */
const marginDb = 0.06;

/** What `assembly/limiter.ts` exports; a limiter is its address. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  readonly mostLimited: Place;
  readonly left: Place;
  readonly right: Place;
  readonly makeLimiter: (gain: number, ceiling: number, goal: number, release: number, half: number) => number;
  readonly latencyOf: (limiter: number) => number;
  readonly limit: (limiter: number, count: number) => void;
  readonly leastGain: (limiter: number) => number;
};

/** One for all limiters of this thread. */
const kernels = startedOnce(wasm, (exports) => exports as Exports);

/**
 * Keeps the true peak of stereo sound (ITU-R BS.1770-5 annex 2) under a ceiling as it streams by, in double precision. Both
 * channels get one gain: the least that any peak within the look-ahead needs, held, let go of slowly, and smoothed over the
 * look-ahead by two moving means, so that it is never above what a peak needs. Sound that is under the ceiling comes out bit by
 * bit, `latencyFrames` late.
 */
export class TruePeakLimiter {
  readonly latencyFrames: number;
  readonly #limiter: number;

  /** `ceilingDb` in dBTP; `sampleRate` in hertz, 192000 at most; the sound is made louder by `gainDb` before. */
  constructor(ceilingDb: number, sampleRate: number, gainDb = 0) {
    const { makeLimiter, latencyOf } = kernels();
    const ceiling = 10 ** (ceilingDb / 20);
    const goal = ceiling * 10 ** (-marginDb / 20);
    const half = Math.ceil((lookAheadSeconds * sampleRate) / 2);
    const release = Math.exp(-1 / (releaseSeconds * sampleRate));
    this.#limiter = makeLimiter(10 ** (gainDb / 20), ceiling, goal, release, half);
    this.latencyFrames = latencyOf(this.#limiter);
  }

  /** The most that was taken away so far, in dB; 0 when nothing was. */
  get mostReductionDb(): number {
    return 20 * Math.log10(1 / kernels().leastGain(this.#limiter));
  }

  /** Puts the limited sound in the place of the next `count` frames. */
  process(left: Float64Array, right: Float64Array, count: number): void {
    const { memory, left: leftPlace, right: rightPlace, mostLimited, limit } = kernels();
    // Each limiter may have made the memory grow, which makes it another buffer.
    const leftBuffer = new Float64Array(memory.buffer, leftPlace.value, mostLimited.value);
    const rightBuffer = new Float64Array(memory.buffer, rightPlace.value, mostLimited.value);
    for (let done = 0; done < count; done += mostLimited.value) {
      const end = Math.min(count, done + mostLimited.value);
      leftBuffer.set(left.subarray(done, end));
      rightBuffer.set(right.subarray(done, end));
      limit(this.#limiter, end - done);
      left.set(leftBuffer.subarray(0, end - done), done);
      right.set(rightBuffer.subarray(0, end - done), done);
    }
  }
}
