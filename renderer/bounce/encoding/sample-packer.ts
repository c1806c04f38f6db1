import { TriangularNoise } from '../../dsp/triangular-noise.ts';
import { exportsOf } from '../../dsp/wasm-exports.ts';
import { wasm } from './assembly/index.ts?assembly';

/** Integers with dither, but 32 is IEEE float. */
export type SampleBits = 16 | 24 | 32;

/** What `assembly/index.ts` exports. */
type Machine = {
  readonly memory: WebAssembly.Memory;
  readonly left: WebAssembly.Global<'i32'>;
  readonly right: WebAssembly.Global<'i32'>;
  readonly dither: WebAssembly.Global<'i32'>;
  readonly samples: WebAssembly.Global<'i32'>;
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
const machine = exportsOf(wasm) as Machine;
const { buffer } = machine.memory;
const leftIn = new Float64Array(buffer, machine.left.value, mostFrames);
const rightIn = new Float64Array(buffer, machine.right.value, mostFrames);
const dither = new Float32Array(buffer, machine.dither.value, 2 * mostFrames);
const packed = new Uint8Array(buffer, machine.samples.value, mostFrames * mostFrameBytes);
const packers = { 16: machine.pack16, 24: machine.pack24, 32: machine.packFloats } as const;

/** Turns stereo sound into interleaved little-endian samples. Integers are dithered and held at full scale. */
export class SamplePacker {
  readonly #bits: SampleBits;
  readonly #noise = new TriangularNoise(ditherSeed);

  constructor(bits: SampleBits) {
    this.#bits = bits;
  }

  /** `count` frames, written to `out` from `at` on. Gives the place after them. */
  pack(left: Float64Array, right: Float64Array, count: number, out: Uint8Array, at: number): number {
    const frameBytes = this.#bits / 4;
    for (let done = 0; done < count; done += mostFrames) {
      const end = Math.min(count, done + mostFrames);
      leftIn.set(left.subarray(done, end));
      rightIn.set(right.subarray(done, end));
      if (this.#bits !== 32) this.#noise.fill(dither, 2 * (end - done));
      packers[this.#bits](end - done);
      out.set(packed.subarray(0, (end - done) * frameBytes), at + done * frameBytes);
    }
    return at + count * frameBytes;
  }
}
