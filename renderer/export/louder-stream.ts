import type { Result } from '#contract';
import { TruePeakLimiter } from '../dsp/true-peak-limiter.ts';
import { skipFrames } from './skip-frames.ts';
import type { SoundStream } from './sound-stream.ts';

/** A stream, made louder by so many dB. */
export class LouderStream implements SoundStream {
  readonly #source: SoundStream;
  readonly #gain: number;

  constructor(source: SoundStream, gainDb: number) {
    this.#source = source;
    this.#gain = 10 ** (gainDb / 20);
  }

  async read(left: Float64Array, right: Float64Array): Promise<Result<undefined>> {
    const read = await this.#source.read(left, right);
    if (!read.ok) return read;
    amplify(left, this.#gain);
    amplify(right, this.#gain);
    return read;
  }
}

function amplify(samples: Float64Array, gain: number): void {
  for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] ?? 0) * gain;
}

/** A stream, made louder, whose true peak is kept under a ceiling; begins on the source's first frame. */
export class LimitedStream implements SoundStream {
  readonly #source: SoundStream;
  readonly #limiter: TruePeakLimiter;
  #isLate = true;

  constructor(source: SoundStream, gainDb: number, ceilingDb: number, sampleRate: number) {
    this.#source = source;
    this.#limiter = new TruePeakLimiter(ceilingDb, sampleRate, gainDb);
  }

  /** So far, in dB. */
  get mostReductionDb(): number {
    return this.#limiter.mostReductionDb;
  }

  async read(left: Float64Array, right: Float64Array): Promise<Result<undefined>> {
    if (this.#isLate) {
      this.#isLate = false;
      const skipped = await skipFrames(this, this.#limiter.latencyFrames);
      if (!skipped.ok) return skipped;
    }
    const read = await this.#source.read(left, right);
    if (read.ok) this.#limiter.process(left, right, left.length);
    return read;
  }
}
