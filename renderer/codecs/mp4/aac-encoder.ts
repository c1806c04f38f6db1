import { ok, type Result } from '#contract';
import { compiledOnce, Emscripten } from '../../dsp/wasm.ts';
import { FileBytes, type FileEncoder, type FileFacts, type PutPiece } from '../shared/file-encoder.ts';
import { Packetizer } from '../shared/packetizer.ts';
import { aacPacketFrames, fileStart, movie } from './movie-writer.ts';

/** Frames that FFmpeg's encoder puts before the sound (its `initial_padding`): one packet. */
const aacDelay = 1024;

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
class AacCore {
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

/** AAC-LC in M4A. An edit list and iTunes' own comment say where the sound begins and ends. */
export class AacEncoder implements FileEncoder {
  readonly #facts: FileFacts;
  readonly #kbps: number;
  readonly #file: FileBytes;
  readonly #core: AacCore;
  readonly #packetizer = new Packetizer(aacPacketFrames);
  readonly #packets: number[] = [];
  readonly #firstPacketAt: number;

  private constructor(facts: FileFacts, kbps: number, file: FileBytes, core: AacCore) {
    this.#facts = facts;
    this.#kbps = kbps;
    this.#file = file;
    this.#core = core;
    this.#firstPacketAt = file.length;
  }

  static async open(kbps: number, facts: FileFacts, put: PutPiece): Promise<Result<FileEncoder>> {
    // Times in the file have 32 bits: more than 24 hours.
    if (facts.lengthFrames + aacDelay >= 2 ** 32) throw new Error('Too long for M4A.');
    const core = await AacCore.start(facts.sampleRate, kbps);
    const file = new FileBytes(put);
    const begun = await file.append(fileStart(0));
    return begun.ok ? ok(new AacEncoder(facts, kbps, file, core)) : begun;
  }

  async encode(left: Float64Array, right: Float64Array, count: number): Promise<Result<undefined>> {
    for (const packet of this.#packetizer.push(left, right, count)) {
      const appended = await this.#append(this.#core.encode(...packet));
      if (!appended.ok) return appended;
    }
    return ok();
  }

  async finish(): Promise<Result<undefined>> {
    const { lengthFrames } = this.#facts;
    const missing = packetCount(lengthFrames) * aacPacketFrames - lengthFrames;
    const silence = new Float64Array(missing);
    const filled = await this.encode(silence, silence, missing);
    if (!filled.ok) return filled;
    const appended = await this.#append(this.#core.finish());
    if (!appended.ok) return appended;
    return this.#putMovie();
  }

  async #putMovie(): Promise<Result<undefined>> {
    const mediaBytes = this.#file.length - this.#firstPacketAt;
    const { sampleRate, lengthFrames, tags } = this.#facts;
    const track = {
      sampleRate,
      kbps: this.#kbps,
      config: this.#core.config,
      delay: aacDelay,
      lengthFrames,
      packets: this.#packets,
      firstPacketAt: this.#firstPacketAt,
    };
    const appended = await this.#file.append(movie(track, tags));
    return appended.ok ? this.#file.replace(0, fileStart(mediaBytes)) : appended;
  }

  async #append(packets: readonly Uint8Array[]): Promise<Result<undefined>> {
    for (const packet of packets) {
      this.#packets.push(packet.length);
      const appended = await this.#file.append(packet);
      if (!appended.ok) return appended;
    }
    return ok();
  }
}

/** Of sound that the encoder is given: one at least, since it makes nothing of nothing. */
const packetCount = (lengthFrames: number): number => Math.max(1, Math.ceil(lengthFrames / aacPacketFrames));
