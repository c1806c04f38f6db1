import { TriangularNoise } from '../../dsp/triangular-noise.ts';

/** Integers with dither, but 32 is IEEE float. */
export type SampleBits = 16 | 24 | 32;

/** Fixed, so that the same mix gives the same bytes. */
const ditherSeed = 0x5eed;

/** Frames that are made noise for at a time. */
const noiseFrames = 1024;

/** Turns stereo sound into interleaved little-endian samples. Integers are dithered and held at full scale. */
export class SamplePacker {
  readonly #bits: SampleBits;
  readonly #noise = new TriangularNoise(ditherSeed);
  /** Of left and right in turn. */
  readonly #dither = new Float32Array(2 * noiseFrames);

  constructor(bits: SampleBits) {
    this.#bits = bits;
  }

  /** `count` frames, written to `out` from `at` on. Gives the place after them. */
  pack(left: Float64Array, right: Float64Array, count: number, out: Uint8Array, at: number): number {
    const frameBytes = this.#bits / 4;
    const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
    if (this.#bits === 32) packFloat(left, right, count, view, at);
    else {
      for (let done = 0; done < count; done += noiseFrames) {
        const end = Math.min(count, done + noiseFrames);
        this.#noise.fill(this.#dither, 2 * (end - done));
        if (this.#bits === 16) pack16(left, right, done, end, this.#dither, view, at + done * frameBytes);
        else pack24(left, right, done, end, this.#dither, out, at + done * frameBytes);
      }
    }
    return at + count * frameBytes;
  }
}

function pack16(
  left: Float64Array,
  right: Float64Array,
  from: number,
  end: number,
  dither: Float32Array,
  view: DataView,
  at: number,
): void {
  for (let i = from, noise = 0; i < end; i++, noise += 2, at += 4) {
    const one = quantised((left[i] ?? 0) * 32_768 + (dither[noise] ?? 0), 32_767);
    const other = quantised((right[i] ?? 0) * 32_768 + (dither[noise + 1] ?? 0), 32_767);
    view.setInt32(at, (one & 0xffff) | (other << 16), true);
  }
}

function pack24(
  left: Float64Array,
  right: Float64Array,
  from: number,
  end: number,
  dither: Float32Array,
  out: Uint8Array,
  at: number,
): void {
  for (let i = from, noise = 0; i < end; i++, noise += 2, at += 6) {
    const one = quantised((left[i] ?? 0) * 8_388_608 + (dither[noise] ?? 0), 8_388_607);
    const other = quantised((right[i] ?? 0) * 8_388_608 + (dither[noise + 1] ?? 0), 8_388_607);
    out[at] = one;
    out[at + 1] = one >> 8;
    out[at + 2] = one >> 16;
    out[at + 3] = other;
    out[at + 4] = other >> 8;
    out[at + 5] = other >> 16;
  }
}

/** Kept within full scale, and rounded: what is above zero is rounded by cutting it off, which takes no time. */
function quantised(value: number, greatest: number): number {
  const held = value > greatest ? greatest : value < -greatest - 1 ? -greatest - 1 : value;
  return ((held + greatest + 1.5) | 0) - greatest - 1;
}

function packFloat(left: Float64Array, right: Float64Array, count: number, view: DataView, at: number): void {
  for (let i = 0; i < count; i++, at += 8) {
    view.setFloat32(at, left[i] ?? 0, true);
    view.setFloat32(at + 4, right[i] ?? 0, true);
  }
}
