import { compiledOnce, Emscripten } from '../../dsp/wasm.ts';

/** Frames of sound in every block but the last, at libFLAC's level 5, which the package has built in. */
export const flacBlockFrames = 4096;

const channels = 2;

/** libFLAC, as `bridge.c` of the package declares it. An encoder is an address. */
type Functions = {
  /** Returns 0 when it refuses. */
  readonly init_encoder: (channels: number, sampleRate: number, bits: number) => number;
  /** Returns the address where `length` bytes of input go. */
  readonly get_encode_input_ptr: (encoder: number, length: number) => number;
  /** Encodes frames of the input: interleaved, 32 bits, the wanted bits at the top. Less than 0: failed. */
  readonly send_samples: (encoder: number, count: number) => number;
  /** Address of the blocks that came out, one behind the other. */
  readonly get_output_data: (encoder: number) => number;
  readonly get_frame_count: (encoder: number) => number;
  readonly get_frame_size: (encoder: number, block: number) => number;
  /** Ends the stream. Less than 0: failed. */
  readonly finish_encoder: (encoder: number) => number;
};

const compiled = compiledOnce(async () => (await import('@mediabunny/flac-encoder?named-wasm')).wasm);

export type FlacBits = 16 | 24;

/** libFLAC at work on one stereo stream. The same samples give the same bytes. */
export class FlacCore {
  readonly #flac: Functions;
  readonly #instance: Emscripten<Functions>;
  readonly #encoder: number;
  readonly #bits: FlacBits;

  private constructor(instance: Emscripten<Functions>, sampleRate: number, bits: FlacBits) {
    this.#instance = instance;
    this.#flac = instance.functions;
    this.#bits = bits;
    this.#encoder = this.#flac.init_encoder(channels, sampleRate, bits);
    if (this.#encoder === 0) throw new Error('libFLAC refuses to start.');
  }

  /** Rejects when it cannot be started here. */
  static async start(sampleRate: number, bits: FlacBits): Promise<FlacCore> {
    return new FlacCore(new Emscripten(await compiled(), 'libFLAC'), sampleRate, bits);
  }

  /** Takes `count` frames as `SamplePacker` packs them. Returns the blocks that came out. */
  encode(packed: Uint8Array, count: number): readonly Uint8Array[] {
    const at = this.#flac.get_encode_input_ptr(this.#encoder, count * channels * 4);
    const { bytes } = this.#instance;
    const samples = new Int32Array(bytes.buffer, at, count * channels);
    if (this.#bits === 16) {
      const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
      for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(2 * i, true) << 16;
    } else {
      for (let i = 0, from = 0; i < samples.length; i++, from += 3) {
        samples[i] = ((packed[from] ?? 0) << 8) | ((packed[from + 1] ?? 0) << 16) | ((packed[from + 2] ?? 0) << 24);
      }
    }
    if (this.#flac.send_samples(this.#encoder, count) < 0) throw new Error('libFLAC could not encode.');
    return this.#blocks();
  }

  /** Returns the last block, if there is one. */
  finish(): readonly Uint8Array[] {
    if (this.#flac.finish_encoder(this.#encoder) < 0) throw new Error('libFLAC could not end the stream.');
    return this.#blocks();
  }

  /** They lie in the encoder's memory, until it is asked for more. */
  #blocks(): readonly Uint8Array[] {
    let at = this.#flac.get_output_data(this.#encoder);
    return Array.from({ length: this.#flac.get_frame_count(this.#encoder) }, (_, index) => {
      const length = this.#flac.get_frame_size(this.#encoder, index);
      at += length;
      return this.#instance.bytes.subarray(at - length, at);
    });
  }
}
