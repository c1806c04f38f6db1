import { ok, type Result } from '#contract';
import type { SoundStream } from './sound-stream.ts';

/**
 * Something that turns sound into other sound, a block at a time, in single precision. (What must not lose the bits of double
 * precision is a `SoundStream` itself.)
 */
export type BlockWork = {
  /** Frames that it takes each time. */
  readonly blockFrames: number;
  /** Frames that it may give each time. */
  readonly mostFrames: number;
  /** Turns `blockFrames` of input into output; gives how many frames of output there are. */
  turn(left: Float32Array, right: Float32Array, outLeft: Float32Array, outRight: Float32Array): number;
};

/** A stream after some work on its blocks. */
export class BlockStream implements SoundStream {
  readonly #source: SoundStream;
  readonly #work: BlockWork;
  readonly #source64: readonly [Float64Array, Float64Array];
  readonly #input: readonly [Float32Array, Float32Array];
  readonly #output: readonly [Float32Array, Float32Array];
  #given = 0;
  #taken = 0;

  constructor(source: SoundStream, work: BlockWork) {
    this.#source = source;
    this.#work = work;
    this.#source64 = [new Float64Array(work.blockFrames), new Float64Array(work.blockFrames)];
    this.#input = [new Float32Array(work.blockFrames), new Float32Array(work.blockFrames)];
    this.#output = [new Float32Array(work.mostFrames), new Float32Array(work.mostFrames)];
  }

  async read(left: Float64Array, right: Float64Array): Promise<Result<undefined>> {
    for (let at = 0; at < left.length;) {
      if (this.#taken === this.#given) {
        const turned = await this.#turn();
        if (!turned.ok) return turned;
      }
      const end = Math.min(this.#given, this.#taken + left.length - at);
      left.set(this.#output[0].subarray(this.#taken, end), at);
      right.set(this.#output[1].subarray(this.#taken, end), at);
      at += end - this.#taken;
      this.#taken = end;
    }
    return ok();
  }

  async #turn(): Promise<Result<undefined>> {
    const [left, right] = this.#source64;
    const read = await this.#source.read(left, right);
    if (!read.ok) return read;
    this.#input[0].set(left);
    this.#input[1].set(right);
    this.#given = this.#work.turn(...this.#input, ...this.#output);
    this.#taken = 0;
    return read;
  }
}
