/** Cuts a stream into overlapping pieces. */
export class SlidingPieces {
  readonly #size: number;
  readonly #hop: number;
  readonly #held: Float32Array;
  #length = 0;

  /** Pieces of `size` samples, one every `hop` samples; the first begins with the stream. */
  constructor(size: number, hop: number) {
    this.#size = size;
    this.#hop = hop;
    this.#held = new Float32Array(4 * size);
  }

  /** Gives each piece that these samples complete: the `size` samples of `held` from `from` on, good until the next one. */
  push(samples: Float32Array, take: (held: Float32Array, from: number) => void): void {
    for (let done = 0; done < samples.length;) {
      const room = Math.min(samples.length - done, this.#held.length - this.#length);
      this.#held.set(samples.subarray(done, done + room), this.#length);
      this.#length += room;
      done += room;
      this.#cut(take);
    }
  }

  #cut(take: (held: Float32Array, from: number) => void): void {
    let from = 0;
    for (; from + this.#size <= this.#length; from += this.#hop) take(this.#held, from);
    this.#held.copyWithin(0, from, this.#length);
    this.#length -= from;
  }
}
