/** Taps on each side of the middle, in output samples: 60 dB down from 1.2 times the new Nyquist frequency on. */
const halfWidthOutputs = 8;

/** Takes stereo in pieces and returns mono at a whole fraction of its rate, for analysis that needs no treble. */
export class Decimator {
  readonly #factor: number;
  readonly #taps: Float32Array;
  /** The newest samples, kept twice so that any stretch of them lies in one piece. */
  readonly #recent: Float32Array;
  #at = 0;
  #untilNext = 0;

  /** `factor`: input frames for one output sample, a whole number from 1 on. */
  constructor(factor: number) {
    this.#factor = factor;
    this.#taps = lowPass(factor);
    this.#recent = new Float32Array(2 * this.#taps.length);
  }

  /** The outputs that the first `count` frames of both channels complete; late by half the filter (8 outputs). */
  push(left: Float32Array, right: Float32Array, count: number): Float32Array {
    const output = new Float32Array(Math.ceil(count / this.#factor) + 1);
    const width = this.#taps.length;
    let given = 0;
    for (let i = 0; i < count; i++) {
      const mono = ((left[i] ?? 0) + (right[i] ?? 0)) / 2;
      this.#recent[this.#at] = mono;
      this.#recent[this.#at + width] = mono;
      this.#at = this.#at + 1 === width ? 0 : this.#at + 1;
      if (this.#untilNext-- > 0) continue;
      this.#untilNext = this.#factor - 1;
      output[given++] = this.#weighed();
    }
    return output.subarray(0, given);
  }

  #weighed(): number {
    const taps = this.#taps;
    const recent = this.#recent;
    const from = this.#at;
    let sum = 0;
    for (let tap = 0; tap < taps.length; tap++) sum += (taps[tap] ?? 0) * (recent[from + tap] ?? 0);
    return sum;
  }
}

/** A sinc under a Blackman window, summing to 1; for a factor of 1 the sample as it is. */
function lowPass(factor: number): Float32Array {
  if (factor === 1) return new Float32Array([1]);
  const half = halfWidthOutputs * factor;
  const taps = Float32Array.from({ length: 2 * half + 1 }, (_, index) => {
    const turn = (Math.PI * (index - half)) / half;
    const distance = (index - half) / factor;
    const sinc = distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance);
    return sinc * (0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}
