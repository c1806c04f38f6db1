/** Cuts sound into packets of equal length for an encoder that takes no other. */
export class Packetizer {
  readonly #left: Float32Array<ArrayBuffer>;
  readonly #right: Float32Array<ArrayBuffer>;
  #filled = 0;

  constructor(packetFrames: number) {
    this.#left = new Float32Array(packetFrames);
    this.#right = new Float32Array(packetFrames);
  }

  /** Full packets, one after the other; each is good until the next. What is left waits for more. */
  *push(left: Float64Array, right: Float64Array, count: number): Generator<readonly [Float32Array, Float32Array]> {
    for (let at = 0; at < count;) {
      const end = Math.min(count, at + this.#left.length - this.#filled);
      toFloat(left.subarray(at, end), this.#left.subarray(this.#filled));
      toFloat(right.subarray(at, end), this.#right.subarray(this.#filled));
      this.#filled += end - at;
      at = end;
      if (this.#filled < this.#left.length) return;
      this.#filled = 0;
      yield [this.#left, this.#right];
    }
  }
}

/** Samples in single precision, held at full scale; what is no number is silence, since encoders give up on it. Writes to `out` and returns its filled part. */
export function toFloat(samples: Float64Array, out: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i] ?? 0;
    out[i] = sample > 1 ? 1 : sample >= -1 ? sample : sample < -1 ? -1 : 0;
  }
  return out.subarray(0, samples.length);
}
