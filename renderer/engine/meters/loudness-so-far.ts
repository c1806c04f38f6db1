import { kFilters, loudnessStepEnd } from '../../dsp/k-filters.ts';
import { SteppedLoudness } from '../../dsp/loudness.ts';

/** Steps of 10 ms in the ring: over five minutes, for a page that does not look while its window is hidden. */
const ringSteps = 32_768;

/** Allocates the ring of weighted power: the count of steps, then the mean power of each, summed over both channels. */
export const createLoudnessMemory = (): SharedArrayBuffer => new SharedArrayBuffer(4 + ringSteps * 4);

const headOf = (memory: SharedArrayBuffer): Int32Array => new Int32Array(memory, 0, 1);
const powersOf = (memory: SharedArrayBuffer): Float32Array => new Float32Array(memory, 4);

/** Under this, what rings on in a filter is silence, and would slow a CPU. */
const faintest = 1e-30;
/** State of both filters for one channel. */
const statesPerChannel = 4;

/** Weighs sound on the audio thread. Allocates nothing after it is made. */
export class LoudnessWriter {
  readonly #head: Int32Array;
  readonly #powers: Float32Array;
  readonly #sampleRate: number;
  /** b0 b1 b2 a1 a2 of both filters. */
  readonly #filters: Float64Array;
  readonly #states = new Float64Array(2 * statesPerChannel);
  #step = 0;
  #frame = 0;
  #stepStart = 0;
  #stepEnd: number;
  #sum = 0;

  /** `sampleRate` in hertz. */
  constructor(memory: SharedArrayBuffer, sampleRate: number) {
    this.#head = headOf(memory);
    this.#powers = powersOf(memory);
    this.#sampleRate = sampleRate;
    this.#filters = Float64Array.from(kFilters(sampleRate).flatMap(({ b0, b1, b2, a1, a2 }) => [b0, b1, b2, a1, a2]));
    this.#stepEnd = loudnessStepEnd(0, sampleRate);
  }

  /** Measures the next samples of both channels. */
  push(left: Float32Array, right: Float32Array): void {
    for (let done = 0; done < left.length;) {
      const end = Math.min(left.length, done + this.#stepEnd - this.#frame);
      this.#sum += this.#weigh(left, 0, done, end) + this.#weigh(right, statesPerChannel, done, end);
      this.#frame += end - done;
      done = end;
      if (this.#frame === this.#stepEnd) this.#closeStep();
    }
  }

  #closeStep(): void {
    this.#powers[this.#step % ringSteps] = this.#sum / (this.#stepEnd - this.#stepStart);
    this.#sum = 0;
    this.#step += 1;
    this.#stepStart = this.#stepEnd;
    this.#stepEnd = loudnessStepEnd(this.#step, this.#sampleRate);
    Atomics.store(this.#head, 0, this.#step);
  }

  /** Sum of the squares of `[from, end)`, weighted by both filters (transposed direct form II). 0 for samples that are no numbers. */
  #weigh(samples: Float32Array, at: number, from: number, end: number): number {
    const [filters, states] = [this.#filters, this.#states];
    const b0 = filters[0] ?? 0;
    const b1 = filters[1] ?? 0;
    const b2 = filters[2] ?? 0;
    const a1 = filters[3] ?? 0;
    const a2 = filters[4] ?? 0;
    const c0 = filters[5] ?? 0;
    const c1 = filters[6] ?? 0;
    const c2 = filters[7] ?? 0;
    const d1 = filters[8] ?? 0;
    const d2 = filters[9] ?? 0;
    let s1 = states[at] ?? 0;
    let s2 = states[at + 1] ?? 0;
    let t1 = states[at + 2] ?? 0;
    let t2 = states[at + 3] ?? 0;
    let sum = 0;
    for (let frame = from; frame < end; frame += 1) {
      const x = samples[frame] ?? 0;
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      const z = c0 * y + t1;
      t1 = c1 * y - d1 * z + t2;
      t2 = c2 * y - d2 * z;
      sum += z * z;
    }
    const isNumber = Number.isFinite(sum);
    states[at] = isNumber ? audible(s1) : 0;
    states[at + 1] = isNumber ? audible(s2) : 0;
    states[at + 2] = isNumber ? audible(t1) : 0;
    states[at + 3] = isNumber ? audible(t2) : 0;
    return isNumber ? sum : 0;
  }
}

const audible = (state: number): number => (Math.abs(state) < faintest ? 0 : state);

/** Loudness since playback started, in LUFS; null while too little was heard. */
export type LoudnessReading = { readonly shortTermLufs: number | null; readonly integratedLufs: number | null };

/** The reading before anything was heard. */
export const nothingHeard: LoudnessReading = { shortTermLufs: null, integratedLufs: null };

const shown = (lufs: number | null): number | null => (lufs === null || lufs < -70 ? null : lufs);

/** Reads the ring on the page. */
export class LoudnessSoFar {
  readonly #head: Int32Array;
  readonly #powers: Float32Array;
  #loudness = new SteppedLoudness();
  #next: number;

  constructor(memory: SharedArrayBuffer) {
    this.#head = headOf(memory);
    this.#powers = powersOf(memory);
    this.#next = Atomics.load(this.#head, 0);
  }

  /** Measures what was played since the last call. */
  follow(): void {
    const head = Atomics.load(this.#head, 0);
    for (let step = Math.max(this.#next, head - ringSteps + 1); step < head; step += 1) {
      this.#loudness.addStep(this.#powers[step % ringSteps] ?? 0);
    }
    this.#next = head;
  }

  /** Leaves out what was played since the last call: a pause. */
  skip(): void {
    this.#next = Atomics.load(this.#head, 0);
  }

  /** Forgets all so far. */
  restart(): void {
    this.#loudness = new SteppedLoudness();
    this.skip();
  }

  reading(): LoudnessReading {
    return {
      shortTermLufs: shown(this.#loudness.shortTermLufs()),
      integratedLufs: shown(this.#loudness.integratedLufs()),
    };
  }
}
