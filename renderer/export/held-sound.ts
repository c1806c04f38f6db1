import { ok, type Result } from '#contract';
import { chunkFrames } from './bounce-protocol.ts';
import type { Scratch } from './scratch.ts';
import type { SoundStream } from './sound-stream.ts';

/** In bytes: a chunk of each channel, one behind the other, in single precision (24 bits and an exponent). */
const blockBytes = chunkFrames * 2 * Float32Array.BYTES_PER_ELEMENT;

/** Stereo sound that is kept aside, chunk by chunk, to be gone through again from its start, as often as needed. */
export class HeldSound {
  readonly #scratch: Scratch;
  readonly #start: number;
  readonly #block = new Float32Array(2 * chunkFrames);
  #blocks = 0;

  /** `start`: its place in the scratch, in bytes. */
  constructor(scratch: Scratch, start = 0) {
    this.#scratch = scratch;
    this.#start = start;
  }

  /** Where in the scratch the next sound may begin. */
  get end(): number {
    return this.#start + blockBytes * this.#blocks;
  }

  /** Takes the next chunk. All but the last one are whole: `count` is `chunkFrames`. */
  keep(left: Float64Array, right: Float64Array, count: number): Result<undefined> {
    this.#block.set(left.subarray(0, count));
    this.#block.set(right.subarray(0, count), chunkFrames);
    // A limiter looks ahead past the end of the sound, where the chunk before must not show.
    this.#block.fill(0, count, chunkFrames);
    this.#block.fill(0, chunkFrames + count);
    const at = this.end;
    this.#blocks++;
    return this.#scratch.write(at, this.#block);
  }

  /** From the start. */
  play(): SoundStream {
    return new HeldStream(this.#scratch, this.#start, this.end);
  }
}

class HeldStream implements SoundStream {
  readonly #scratch: Scratch;
  readonly #end: number;
  readonly #block = new Float32Array(2 * chunkFrames);
  #next: number;
  #taken = chunkFrames;

  constructor(scratch: Scratch, start: number, end: number) {
    this.#scratch = scratch;
    this.#next = start;
    this.#end = end;
  }

  read(left: Float64Array, right: Float64Array): Promise<Result<undefined>> {
    return Promise.resolve(this.#read(left, right));
  }

  #read(left: Float64Array, right: Float64Array): Result<undefined> {
    for (let at = 0; at < left.length;) {
      if (this.#taken === chunkFrames) {
        const turned = this.#turn();
        if (!turned.ok) return turned;
      }
      const end = Math.min(chunkFrames, this.#taken + left.length - at);
      left.set(this.#block.subarray(this.#taken, end), at);
      right.set(this.#block.subarray(chunkFrames + this.#taken, chunkFrames + end), at);
      at += end - this.#taken;
      this.#taken = end;
    }
    return ok();
  }

  #turn(): Result<undefined> {
    this.#taken = 0;
    if (this.#next === this.#end) {
      this.#block.fill(0);
      return ok();
    }
    const read = this.#scratch.read(this.#next, this.#block);
    this.#next += blockBytes;
    return read;
  }
}
