import { TriangularNoise } from '../../dsp/triangular-noise.ts';

/** Integers with dither, but 32 is IEEE float. */
export type SampleBits = 16 | 24 | 32;

/** Fixed, so that the same mix gives the same bytes. */
const ditherSeed = 0x5eed;

/** Turns stereo sound into interleaved little-endian samples. Integers are dithered and held at full scale. */
export class SamplePacker {
  readonly #bits: SampleBits;
  readonly #noise = new TriangularNoise(ditherSeed);

  constructor(bits: SampleBits) {
    this.#bits = bits;
  }

  /** `count` frames, written to `out` from `at` on. Gives the place after them. */
  pack(left: Float64Array, right: Float64Array, count: number, out: Uint8Array, at: number): number {
    const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
    if (this.#bits === 32) packFloat(left, right, count, view, at);
    else if (this.#bits === 16) this.#pack16(left, right, count, view, at);
    else this.#pack24(left, right, count, out, at);
    return at + (count * this.#bits) / 4;
  }

  #pack16(left: Float64Array, right: Float64Array, count: number, view: DataView, at: number): void {
    for (let i = 0; i < count; i++, at += 4) {
      view.setInt16(at, quantised((left[i] ?? 0) * 32_768 + this.#noise.next(), 32_767), true);
      view.setInt16(at + 2, quantised((right[i] ?? 0) * 32_768 + this.#noise.next(), 32_767), true);
    }
  }

  #pack24(left: Float64Array, right: Float64Array, count: number, out: Uint8Array, at: number): void {
    for (let i = 0; i < count; i++, at += 6) {
      const one = quantised((left[i] ?? 0) * 8_388_608 + this.#noise.next(), 8_388_607);
      const other = quantised((right[i] ?? 0) * 8_388_608 + this.#noise.next(), 8_388_607);
      out[at] = one;
      out[at + 1] = one >> 8;
      out[at + 2] = one >> 16;
      out[at + 3] = other;
      out[at + 4] = other >> 8;
      out[at + 5] = other >> 16;
    }
  }
}

/** Rounded, and kept within full scale. */
function quantised(value: number, greatest: number): number {
  const rounded = Math.round(value);
  return rounded > greatest ? greatest : rounded < -greatest - 1 ? -greatest - 1 : rounded;
}

function packFloat(left: Float64Array, right: Float64Array, count: number, view: DataView, at: number): void {
  for (let i = 0; i < count; i++, at += 8) {
    view.setFloat32(at, left[i] ?? 0, true);
    view.setFloat32(at + 4, right[i] ?? 0, true);
  }
}
