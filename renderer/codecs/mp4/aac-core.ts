import { compiledOnce, Emscripten } from '../../dsp/wasm.ts';

/** Frames of sound in every packet. */
export const aacPacketFrames = 1024;
/** Frames that FFmpeg's encoder puts before the sound (its `initial_padding`): one packet. */
export const aacDelay = 1024;

const channels = 2;

/** FFmpeg's AAC encoder, as `bridge.c` of the package declares it. An encoder is an address. */
type Functions = {
  /** `bitrate`: bits a second. Returns 0 when it refuses. */
  readonly init_encoder: (channels: number, sampleRate: number, bitrate: number) => number;
  readonly get_encoder_frame_size: (encoder: number) => number;
  /** Address of the AudioSpecificConfig (ISO 14496-3 section 1.6). */
  readonly get_encoder_extradata: (encoder: number) => number;
  readonly get_encoder_extradata_size: (encoder: number) => number;
  /** Returns the address where `length` bytes of input go. */
  readonly get_encode_input_ptr: (encoder: number, length: number) => number;
  /** Takes one packet's frames, interleaved, in single precision, and the number of the first. Less than 0: failed. */
  readonly send_frame: (encoder: number, firstFrame: bigint) => number;
  /** Returns the length of the next packet, 0 when there is none yet. Less than 0: failed. */
  readonly receive_packet: (encoder: number) => number;
  /** Says that there is no more sound. */
  readonly flush_encoder_start: (encoder: number) => void;
  readonly get_encoded_data: (encoder: number) => number;
};

const compiled = compiledOnce(async () => (await import('@mediabunny/aac-encoder?named-wasm')).wasm);

/**
 * FFmpeg's encoder at work on one stereo stream. The same samples give the same bytes.
 *
 * [Note: One AAC encoder] Some systems bring an encoder of their own, but WebCodecs does not tell how late its sound is (W3C
 * WebCodecs issues 626 and 949), so no file of it could be said to begin on the sample. This one is the same on every system.
 */
export class AacCore {
  readonly #aac: Functions;
  readonly #instance: Emscripten<Functions>;
  readonly #encoder: number;
  #sent = 0;

  private constructor(instance: Emscripten<Functions>, sampleRate: number, kbps: number) {
    this.#instance = instance;
    this.#aac = instance.functions;
    this.#encoder = this.#aac.init_encoder(channels, sampleRate, kbps * 1000);
    if (this.#encoder === 0) throw new Error("FFmpeg's AAC encoder refuses to start.");
    if (this.#aac.get_encoder_frame_size(this.#encoder) !== aacPacketFrames) {
      throw new Error("FFmpeg's AAC encoder has other packets.");
    }
  }

  /** Rejects when it cannot be started here. The encoder is a file of its own in the app, so that another build can take its place. */
  static async start(sampleRate: number, kbps: number): Promise<AacCore> {
    return new AacCore(new Emscripten(await compiled(), "FFmpeg's AAC encoder"), sampleRate, kbps);
  }

  /** A copy of the AudioSpecificConfig. */
  get config(): Uint8Array<ArrayBuffer> {
    const at = this.#aac.get_encoder_extradata(this.#encoder);
    return this.#instance.bytes.slice(at, at + this.#aac.get_encoder_extradata_size(this.#encoder));
  }

  /** Takes one packet's frames. Returns copies of the packets that came out. */
  encode(left: Float32Array, right: Float32Array): readonly Uint8Array[] {
    const at = this.#aac.get_encode_input_ptr(this.#encoder, aacPacketFrames * channels * 4);
    const samples = new Float32Array(this.#instance.bytes.buffer, at, aacPacketFrames * channels);
    for (let frame = 0; frame < aacPacketFrames; frame++) {
      samples[2 * frame] = left[frame] ?? 0;
      samples[2 * frame + 1] = right[frame] ?? 0;
    }
    if (this.#aac.send_frame(this.#encoder, BigInt(this.#sent)) < 0) throw new Error('FFmpeg could not encode.');
    this.#sent += aacPacketFrames;
    return this.#packets();
  }

  finish(): readonly Uint8Array[] {
    this.#aac.flush_encoder_start(this.#encoder);
    return this.#packets();
  }

  #packets(): readonly Uint8Array[] {
    const packets: Uint8Array[] = [];
    for (;;) {
      const length = this.#aac.receive_packet(this.#encoder);
      if (length < 0) throw new Error('FFmpeg could not encode.');
      if (length === 0) return packets;
      const at = this.#aac.get_encoded_data(this.#encoder);
      packets.push(this.#instance.bytes.slice(at, at + length));
    }
  }
}
