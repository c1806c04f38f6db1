import { TriangularNoise } from '../../dsp/triangular-noise.ts';
import { startedOnce, type Place } from '../../dsp/wasm.ts';
import { wasm } from './assembly/index.ts?assembly';

/** Integers with dither, but 32 is IEEE float. */
export type SampleBits = 16 | 24 | 32;

/** What `assembly/index.ts` exports. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  readonly left: Place;
  readonly right: Place;
  readonly dither: Place;
  readonly samples: Place;
  readonly pack16: (count: number) => void;
  readonly pack24: (count: number) => void;
  readonly packFloats: (count: number) => void;
};

/** Fixed, so that the same mix gives the same bytes. */
const ditherSeed = 0x5eed;

/** Frames that are packed at a time. */
const mostFrames = 1024;
const mostFrameBytes = 8;

/** One for all files of this thread: nothing stays in it. */
const kernels = startedOnce(wasm, (exports) => {
  const { memory, left, right, dither, samples, pack16, pack24, packFloats } = exports as Exports;
  const { buffer } = memory;
  return {
    left: new Float64Array(buffer, left.value, mostFrames),
    right: new Float64Array(buffer, right.value, mostFrames),
    dither: new Float32Array(buffer, dither.value, 2 * mostFrames),
    packed: new Uint8Array(buffer, samples.value, mostFrames * mostFrameBytes),
    packers: { 16: pack16, 24: pack24, 32: packFloats } as const,
  };
});

/** Turns stereo sound into interleaved little-endian samples. Integers are dithered and held at full scale. */
export class SamplePacker {
  readonly #bits: SampleBits;
  readonly #noise = new TriangularNoise(ditherSeed);

  constructor(bits: SampleBits) {
    this.#bits = bits;
  }

  /** Writes `count` frames to `out` from `at` on; returns the place after them. */
  pack(left: Float64Array, right: Float64Array, count: number, out: Uint8Array, at: number): number {
    const frameBytes = this.#bits / 4;
    const own = kernels();
    for (let done = 0; done < count; done += mostFrames) {
      const end = Math.min(count, done + mostFrames);
      own.left.set(left.subarray(done, end));
      own.right.set(right.subarray(done, end));
      if (this.#bits !== 32) this.#noise.fill(own.dither, 2 * (end - done));
      own.packers[this.#bits](end - done);
      out.set(own.packed.subarray(0, (end - done) * frameBytes), at + done * frameBytes);
    }
    return at + count * frameBytes;
  }
}
