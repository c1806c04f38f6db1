import { frames, type Frames, type Hertz } from '#contract';
import { inputSpan, resample, resamplingKernel, type ResamplingKernel } from '../dsp/resampling-kernel.ts';
import type { NativeStem, StemSource } from './stem-source.ts';

const kernels = new Map<string, ResamplingKernel>();

/** The stem as sound at `songRate`: itself when that is its own rate. */
export function atSongRate(stem: NativeStem, songRate: Hertz): StemSource {
  if (stem.facts.sampleRate === songRate) {
    return {
      facts: stem.facts,
      songRate,
      lengthFrames: stem.facts.lengthFrames,
      concealedFrames: () => stem.concealedFrames(),
      concealedSeconds: () => stem.concealedSeconds(),
      read: (startFrame, left, right) => stem.read(startFrame, left, right),
      close: () => {
        stem.close();
      },
    };
  }
  return new ResampledStem(stem, songRate);
}

class ResampledStem implements StemSource {
  readonly facts;
  readonly songRate: Hertz;
  readonly lengthFrames: Frames;
  readonly #stem: NativeStem;
  readonly #kernel: ResamplingKernel;
  #left = new Float32Array(0);
  #right = new Float32Array(0);
  #inputStart = 0;

  constructor(stem: NativeStem, songRate: Hertz) {
    this.facts = stem.facts;
    this.songRate = songRate;
    this.lengthFrames = frames((stem.facts.lengthFrames * songRate) / stem.facts.sampleRate);
    this.#stem = stem;
    this.#kernel = kernelFor(stem.facts.sampleRate, songRate);
  }

  concealedFrames(): number {
    return this.#stem.concealedFrames();
  }

  concealedSeconds(): number {
    return this.#stem.concealedSeconds();
  }

  async read(startFrame: number, left: Float32Array, right: Float32Array): Promise<number> {
    const count = Math.max(0, Math.min(left.length, this.lengthFrames - startFrame));
    if (count > 0) {
      await this.#load(startFrame, count);
      resample(this.#kernel, this.#left, this.#inputStart, left.subarray(0, count), startFrame);
      if (this.facts.channels === 1) right.set(left.subarray(0, count));
      else resample(this.#kernel, this.#right, this.#inputStart, right.subarray(0, count), startFrame);
    }
    left.fill(0, count);
    right.fill(0, count);
    return count;
  }

  close(): void {
    this.#stem.close();
  }

  /** Brings in the input that these output frames need; what the last read left is not read again. */
  async #load(startFrame: number, count: number): Promise<void> {
    const { start, end } = inputSpan(this.#kernel, startFrame, count);
    const left = new Float32Array(end - start);
    const right = new Float32Array(end - start);
    const inputEnd = this.#inputStart + this.#left.length;
    const isKept = this.#inputStart <= start && start < inputEnd;
    const kept = isKept ? Math.min(inputEnd, end) - start : 0;
    if (kept > 0) {
      left.set(this.#left.subarray(start - this.#inputStart, start - this.#inputStart + kept));
      right.set(this.#right.subarray(start - this.#inputStart, start - this.#inputStart + kept));
    }
    // Before the stem there is silence.
    const from = Math.max(0, start + kept);
    if (from < end) await this.#stem.read(from, left.subarray(from - start), right.subarray(from - start));
    this.#left = left;
    this.#right = right;
    this.#inputStart = start;
  }
}

function kernelFor(fromRate: number, toRate: number): ResamplingKernel {
  const name = `${fromRate}:${toRate}`;
  const kernel = kernels.get(name) ?? resamplingKernel(fromRate, toRate);
  kernels.set(name, kernel);
  return kernel;
}
