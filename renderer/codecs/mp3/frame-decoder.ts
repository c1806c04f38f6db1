import { releaseBytes } from '../byte-source.ts';
import type { FrameRun } from './frame-walk.ts';
import { Layer3 } from './layer3.ts';

/**
 * Decoded sound of some frames; the decoder's own arrays, good until it decodes again. `damaged` numbers the frames (of the
 * file) that are silence instead.
 */
export type DecodedRun = {
  readonly startFrame: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly damaged: readonly number[];
};

/**
 * Decodes frames to exactly their samples; what an encoder put before and behind the sound is trimmed elsewhere. After a jump
 * the first frames may be wrong: feed frames to be thrown away before the ones that count.
 */
export class FrameDecoder {
  readonly #layer3 = new Layer3();
  /** Samples of a frame. */
  readonly #samples: number;
  #left = new Float32Array(0);
  #right = new Float32Array(0);

  constructor(samples: number) {
    this.#samples = samples;
  }

  /** Before frames that do not follow the last ones. */
  jump(): void {
    this.#layer3.forget();
  }

  /** Frames of a run, or silence where the run says that frames are missing. */
  decode(run: FrameRun): DecodedRun {
    const { left, right } = this.#room((run.missing + run.headers.length) * this.#samples);
    const damaged = Array.from({ length: run.missing }, (_, index) => run.start.frame + index);
    if (run.missing > 0) this.#layer3.forget();
    let at = run.missing * this.#samples;
    left.fill(0, 0, at);
    right.fill(0, 0, at);
    let from = 0;
    for (const [index, { byteLength }] of run.headers.entries()) {
      const frame = run.bytes.subarray(from, from + byteLength);
      if (!this.#layer3.decode(frame, left, right, at, this.#samples)) damaged.push(run.start.frame + index);
      from += byteLength;
      at += this.#samples;
    }
    return { startFrame: run.start.frame, left, right, damaged };
  }

  close(): void {
    this.#layer3.close();
  }

  /** Arrays to decode so many samples into, the same ones each time. */
  #room(samples: number): { readonly left: Float32Array; readonly right: Float32Array } {
    if (this.#left.length < samples) {
      releaseBytes(this.#left);
      releaseBytes(this.#right);
      this.#left = new Float32Array(samples);
      this.#right = new Float32Array(samples);
    }
    return { left: this.#left.subarray(0, samples), right: this.#right.subarray(0, samples) };
  }
}
