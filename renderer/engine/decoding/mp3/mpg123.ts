import { MPEGDecoder } from 'mpg123-decoder';
import { releaseBytes } from '../byte-source.ts';

type Region<View> = { readonly ptr: number; readonly len: number; readonly buf: View };

/**
 * The parts of the decoder (its exact version is pinned) that its public `decode` works with. That one makes six arrays of
 * each piece of sound, which costs as much again as decoding and fills the memory.
 */
type Insides = {
  readonly _common: {
    readonly wasm: {
      mpeg_decoder_feed(decoder: number, input: number, length: number): number;
      mpeg_decoder_read(
        decoder: number,
        output: number,
        length: number,
        samples: number,
        rate: number,
        error: number,
      ): number;
    };
  };
  readonly _decoder: number;
  readonly _input: Region<Uint8Array>;
  readonly _output: Region<Float32Array>;
  readonly _samplesDecodedPtr: Region<Uint32Array>;
  readonly _sampleRatePtr: Region<Uint32Array>;
  readonly _errorStringPtr: Region<Uint32Array>;
};

/** mpg123's own words. */
const needsMore = -10;
const newFormat = -11;
/** Errors it may report for one piece before we stop asking. */
const mostErrors = 64;
/** As many as the largest songs have stems. Each holds 1.6 MB. */
const mostIdle = 16;

/** Decoders of stems that were closed, for the next song: to make one takes longer than to decode a second of sound. */
const idle: Mpg123[] = [];

/** mpg123 as WebAssembly, decoding to float without trimming. */
export class Mpg123 {
  readonly #decoder: MPEGDecoder;
  #left = new Float32Array(0);
  #right = new Float32Array(0);
  #isUsed = false;

  private constructor(decoder: MPEGDecoder) {
    this.#decoder = decoder;
  }

  /** One that may have decoded something else before: `isUsed` tells. */
  static async start(): Promise<Mpg123> {
    const kept = idle.pop();
    if (kept !== undefined) return kept;
    const decoder = new MPEGDecoder({ enableGapless: false });
    await decoder.ready;
    return new Mpg123(decoder);
  }

  /** It has decoded, so what comes next begins with the end of that. */
  get isUsed(): boolean {
    return this.#isUsed;
  }

  /** Arrays to decode so many samples into, the same ones each time. */
  room(samples: number): { readonly left: Float32Array; readonly right: Float32Array } {
    if (this.#left.length < samples) {
      releaseBytes(this.#left);
      releaseBytes(this.#right);
      this.#left = new Float32Array(samples);
      this.#right = new Float32Array(samples);
    }
    return { left: this.#left.subarray(0, samples), right: this.#right.subarray(0, samples) };
  }

  /**
   * Decodes whole frames and writes what comes out from `at` on, at most `room` samples. Gives the number that came out, which
   * is more than `room` when it lost its way.
   */
  decode(bytes: Uint8Array, left: Float32Array, right: Float32Array, at: number, room: number): number {
    const inside = this.#decoder as unknown as Insides;
    const { wasm } = inside._common;
    let came = 0;
    this.#isUsed = true;
    for (let offset = 0; offset < bytes.length; offset += inside._input.len) {
      const piece = bytes.subarray(offset, offset + inside._input.len);
      inside._input.buf.set(piece);
      if (wasm.mpeg_decoder_feed(inside._decoder, inside._input.ptr, piece.length) === needsMore) continue;
      let errors = 0;
      while (errors < mostErrors) {
        const said = this.#readOnce(inside);
        const samples = inside._samplesDecodedPtr.buf[0] ?? 0;
        if (samples > 0 && came + samples <= room) {
          // The output holds the left channel and right behind it the right one.
          left.set(inside._output.buf.subarray(0, samples), at + came);
          right.set(inside._output.buf.subarray(samples, 2 * samples), at + came);
        }
        came += samples;
        if (said === needsMore) break;
        if (said !== 0 && said !== newFormat) errors++;
      }
    }
    return came;
  }

  /** Forgets everything, as if new. */
  async reset(): Promise<void> {
    await this.#decoder.reset();
    this.#isUsed = false;
  }

  /** Good after whole frames only: what is left of a piece would be the start of the next sound. */
  close(): void {
    if (idle.length < mostIdle) idle.push(this);
    else this.#decoder.free();
  }

  #readOnce(inside: Insides): number {
    const { _output: output, _samplesDecodedPtr: samples, _sampleRatePtr: rate, _errorStringPtr: error } = inside;
    samples.buf[0] = 0;
    return inside._common.wasm.mpeg_decoder_read(
      inside._decoder,
      output.ptr,
      output.len,
      samples.ptr,
      rate.ptr,
      error.ptr,
    );
  }
}
