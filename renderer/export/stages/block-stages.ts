import { ok, type Result } from '#contract';
import { inputSpan, resampleStereo, resamplingKernel } from '../../dsp/resampling-kernel.ts';
import { VarispeedStream } from '../../dsp/varispeed.ts';
import { stretchQuantum } from '../../dsp/stretch.ts';
import type { SoundStream } from './sound-stream.ts';

/**
 * Processes sound a block at a time, in single precision. (A stage that must keep the bits of double precision is a `SoundStream`
 * itself.)
 */
type BlockStage = {
  /** Frames in. */
  readonly blockFrames: number;
  /** The most frames out. */
  readonly mostFrames: number;
  /** Processes `blockFrames` of input; returns how many frames of output there are. */
  process(left: Float32Array, right: Float32Array, outLeft: Float32Array, outRight: Float32Array): number;
};

/** A stream behind a block stage. Fails as its source does. */
export class BlockStream implements SoundStream {
  readonly #source: SoundStream;
  readonly #stage: BlockStage;
  readonly #source64: readonly [Float64Array, Float64Array];
  readonly #input: readonly [Float32Array, Float32Array];
  readonly #output: readonly [Float32Array, Float32Array];
  #made = 0;
  #taken = 0;

  constructor(source: SoundStream, stage: BlockStage) {
    this.#source = source;
    this.#stage = stage;
    this.#source64 = [new Float64Array(stage.blockFrames), new Float64Array(stage.blockFrames)];
    this.#input = [new Float32Array(stage.blockFrames), new Float32Array(stage.blockFrames)];
    this.#output = [new Float32Array(stage.mostFrames), new Float32Array(stage.mostFrames)];
  }

  async read(left: Float64Array, right: Float64Array): Promise<Result<undefined>> {
    for (let at = 0; at < left.length;) {
      if (this.#taken === this.#made) {
        const processed = await this.#processNext();
        if (!processed.ok) return processed;
      }
      const end = Math.min(this.#made, this.#taken + left.length - at);
      left.set(this.#output[0].subarray(this.#taken, end), at);
      right.set(this.#output[1].subarray(this.#taken, end), at);
      at += end - this.#taken;
      this.#taken = end;
    }
    return ok();
  }

  async #processNext(): Promise<Result<undefined>> {
    const [left, right] = this.#source64;
    const read = await this.#source.read(left, right);
    if (!read.ok) return read;
    this.#input[0].set(left);
    this.#input[1].set(right);
    this.#made = this.#stage.process(...this.#input, ...this.#output);
    this.#taken = 0;
    return read;
  }
}

const blockFrames = 8192;

/**
 * Resamples from one rate to another, both in whole hertz. The first frame stays where it is; before it there is silence. 100 dB
 * of stop band (see `resamplingKernel`).
 */
export function rateStage(fromRate: number, toRate: number): BlockStage {
  const kernel = resamplingKernel(fromRate, toRate);
  const reach = kernel.width / 2;
  const lines = [
    new Float32Array(blockFrames + 3 * kernel.width),
    new Float32Array(blockFrames + 3 * kernel.width),
  ] as const;
  /** Frames held, and the number of the first of them; the ones before the sound are silent. */
  let held = kernel.width;
  let first = -kernel.width;
  let made = 0;
  return {
    blockFrames,
    mostFrames: Math.ceil((blockFrames * toRate) / fromRate) + 1,
    process: (left, right, outLeft, outRight) => {
      lines[0].set(left, held);
      lines[1].set(right, held);
      held += blockFrames;
      // An output frame at input position `p` needs the frames up to `floor(p) + reach`.
      const end = Math.ceil(((first + held - reach) * kernel.phases) / kernel.step);
      const count = Math.max(0, end - made);
      resampleStereo(kernel, lines, first, [outLeft, outRight], made, count);
      made += count;
      const gone = Math.min(held, inputSpan(kernel, made, 1).start - first);
      for (const line of lines) line.copyWithin(0, gone, held);
      held -= gone;
      first += gone;
      return count;
    },
  };
}

/** Reads sound at `speed` input frames per output frame, from its frame `startAt` on, which need not be whole. */
export function speedStage(speed: number, startAt: number): BlockStage {
  const varispeed = new VarispeedStream(speed, blockFrames, startAt);
  return {
    blockFrames,
    mostFrames: varispeed.mostOutput(blockFrames),
    process: (left, right, outLeft, outRight) => varispeed.push(left, right, blockFrames, outLeft, outRight),
  };
}

/** Shifts the pitch of a quantum of sound, from frame `at` on; what comes out is `latencyFrames` late. */
export type PitchShifter = {
  readonly latencyFrames: number;
  process(left: Float32Array, right: Float32Array, outLeft: Float32Array, outRight: Float32Array, at: number): void;
};

const pitchBlockFrames = 8 * stretchQuantum;

/** Shifts the pitch; the output is as late as the shifter. */
export const pitchStage = (shifter: PitchShifter): BlockStage => ({
  blockFrames: pitchBlockFrames,
  mostFrames: pitchBlockFrames,
  process: (left, right, outLeft, outRight) => {
    for (let at = 0; at < pitchBlockFrames; at += stretchQuantum) shifter.process(left, right, outLeft, outRight, at);
    return pitchBlockFrames;
  },
});
