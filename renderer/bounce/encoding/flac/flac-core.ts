import { compiledOnce } from '../compiled-once.ts';
import { wasmInside } from '../wasm-inside.ts';
import { WasmMemory } from '../wasm-memory.ts';

/** Frames of sound in every block but the last, at libFLAC's level 5, which the package has built in. */
export const flacBlockFrames = 4096;

const channels = 2;

/** libFLAC. The names are those of the package's minified build (the exact version is pinned). */
type Exports = {
  readonly j: WebAssembly.Memory;
  /** Runs what C++ and libc want run first. */
  readonly k: () => void;
  /** Channels, rate, bits; gives the encoder's address. */
  readonly l: (channels: number, sampleRate: number, bits: number) => number;
  /** Gives where `length` bytes of input go. */
  readonly n: (encoder: number, length: number) => number;
  /** Encodes frames of the input: interleaved, 32 bits, the wanted bits at the top. Gives less than 0 when it failed. */
  readonly o: (encoder: number, count: number) => number;
  readonly p: (encoder: number) => number;
  readonly q: (encoder: number) => number;
  readonly r: (encoder: number, block: number) => number;
  /** Ends the stream. Gives less than 0 when it failed. */
  readonly v: (encoder: number) => number;
};

const compiled = compiledOnce(async () => wasmInside((await import('@mediabunny/flac-encoder?raw')).default));

export type FlacBits = 16 | 24;

/** libFLAC at work on one stereo stream. The same samples give the same bytes. */
export class FlacCore {
  readonly #flac: Exports;
  readonly #memory: WasmMemory;
  readonly #encoder: number;
  readonly #bits: FlacBits;

  private constructor(flac: Exports, memory: WasmMemory, sampleRate: number, bits: FlacBits) {
    this.#flac = flac;
    this.#memory = memory;
    this.#bits = bits;
    this.#encoder = flac.l(channels, sampleRate, bits);
    if (this.#encoder === 0) throw new Error('libFLAC refuses to start.');
  }

  /** Rejects when it cannot be started here. */
  static async start(sampleRate: number, bits: FlacBits): Promise<FlacCore> {
    let memory: WasmMemory | null = null;
    const notThere = (): number => 52;
    const imports = {
      exit: (): never => {
        throw new Error('libFLAC gave up.');
      },
      resizeHeap: (length: number): number => memory?.growTo(length >>> 0) ?? 0,
      nothing: (): number => 0,
    };
    const { exit: a, exit: c, nothing: b, nothing: d, resizeHeap: e } = imports;
    const names = { a, b, c, d, e, f: notThere, g: notThere, h: notThere, i: notThere };
    const instance = await WebAssembly.instantiate(await compiled(), { a: names });
    const flac = instance.exports as Exports;
    memory = new WasmMemory(flac.j);
    flac.k();
    return new FlacCore(flac, memory, sampleRate, bits);
  }

  /** Takes `count` frames as `SamplePacker` packs them. Gives the blocks that came out. */
  encode(packed: Uint8Array, count: number): readonly Uint8Array[] {
    const at = this.#flac.n(this.#encoder, count * channels * 4);
    const { bytes } = this.#memory;
    const samples = new Int32Array(bytes.buffer, at, count * channels);
    if (this.#bits === 16) {
      const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
      for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(2 * i, true) << 16;
    } else {
      for (let i = 0, from = 0; i < samples.length; i++, from += 3) {
        samples[i] = ((packed[from] ?? 0) << 8) | ((packed[from + 1] ?? 0) << 16) | ((packed[from + 2] ?? 0) << 24);
      }
    }
    if (this.#flac.o(this.#encoder, count) < 0) throw new Error('libFLAC could not encode.');
    return this.#blocks();
  }

  /** Gives the last block, unless there is none. */
  finish(): readonly Uint8Array[] {
    if (this.#flac.v(this.#encoder) < 0) throw new Error('libFLAC could not end the stream.');
    return this.#blocks();
  }

  /** They lie in the encoder's memory, until it is asked for more. */
  #blocks(): readonly Uint8Array[] {
    let at = this.#flac.p(this.#encoder);
    return Array.from({ length: this.#flac.q(this.#encoder) }, (_, index) => {
      const length = this.#flac.r(this.#encoder, index);
      at += length;
      return this.#memory.bytes.subarray(at - length, at);
    });
  }
}
