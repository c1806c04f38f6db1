import { ok, type Result } from '#contract';
import { chunkFrames } from '../chunk-channel.ts';
import type { TemporaryFile } from '../temporary-files.ts';
import type { SoundStream } from './sound-stream.ts';

/** In bytes: a chunk of each channel, one behind the other, in single precision (24 bits and an exponent). */
const blockBytes = chunkFrames * 2 * Float32Array.BYTES_PER_ELEMENT;

/** Stereo sound in a temporary file, written chunk by chunk, then played from its start as often as needed. */
export class TemporarySound {
  readonly #file: TemporaryFile;
  readonly #start: number;
  readonly #block = new Float32Array(2 * chunkFrames);
  #blocks = 0;

  /** `start`: its place in the file, in bytes. */
  constructor(file: TemporaryFile, start = 0) {
    this.#file = file;
    this.#start = start;
  }

  /** Where in the file the next sound may begin, in bytes. */
  get end(): number {
    return this.#start + blockBytes * this.#blocks;
  }

  /** Writes the next chunk. All but the last one are whole: `count` is `chunkFrames`. Fails as the file does. */
  write(left: Float64Array, right: Float64Array, count: number): Result<undefined> {
    this.#block.set(left.subarray(0, count));
    this.#block.set(right.subarray(0, count), chunkFrames);
    // A limiter looks ahead past the end of the sound, where the chunk before must not show.
    this.#block.fill(0, count, chunkFrames);
    this.#block.fill(0, chunkFrames + count);
    const at = this.end;
    this.#blocks++;
    return this.#file.write(at, this.#block);
  }

  /** A stream of it from the start, which fails as the file does. */
  play(): SoundStream {
    return new TemporaryStream(this.#file, this.#start, this.end);
  }
}

class TemporaryStream implements SoundStream {
  readonly #file: TemporaryFile;
  readonly #end: number;
  readonly #block = new Float32Array(2 * chunkFrames);
  #next: number;
  #taken = chunkFrames;

  constructor(file: TemporaryFile, start: number, end: number) {
    this.#file = file;
    this.#next = start;
    this.#end = end;
  }

  read(left: Float64Array, right: Float64Array): Promise<Result<undefined>> {
    return Promise.resolve(this.#read(left, right));
  }

  #read(left: Float64Array, right: Float64Array): Result<undefined> {
    for (let at = 0; at < left.length;) {
      if (this.#taken === chunkFrames) {
        const loaded = this.#loadNext();
        if (!loaded.ok) return loaded;
      }
      const end = Math.min(chunkFrames, this.#taken + left.length - at);
      left.set(this.#block.subarray(this.#taken, end), at);
      right.set(this.#block.subarray(chunkFrames + this.#taken, chunkFrames + end), at);
      at += end - this.#taken;
      this.#taken = end;
    }
    return ok();
  }

  #loadNext(): Result<undefined> {
    this.#taken = 0;
    if (this.#next === this.#end) {
      this.#block.fill(0);
      return ok();
    }
    const read = this.#file.read(this.#next, this.#block);
    this.#next += blockBytes;
    return read;
  }
}
