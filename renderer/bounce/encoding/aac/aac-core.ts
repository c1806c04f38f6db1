import { compiledOnce } from '../compiled-once.ts';
import { WasmMemory } from '../wasm-memory.ts';
import { wasmInside } from '../wasm-inside.ts';

/** Frames of sound in every packet. */
export const aacPacketFrames = 1024;
/** Frames that FFmpeg's encoder puts before the sound (its `initial_padding`): one packet. */
export const aacDelay = 1024;

const channels = 2;

/** FFmpeg's AAC encoder. The names are those of the package's minified build (the exact version is pinned). */
type Exports = {
  readonly r: WebAssembly.Memory;
  /** Runs what libc wants run first. */
  readonly s: () => void;
  /** Channels, rate, bits a second; gives the encoder's address. */
  readonly t: (channels: number, sampleRate: number, bitrate: number) => number;
  readonly v: (encoder: number) => number;
  /** Address and length of the AudioSpecificConfig (ISO 14496-3 section 1.6). */
  readonly w: (encoder: number) => number;
  readonly x: (encoder: number) => number;
  /** Gives where `length` bytes of input go. */
  readonly y: (encoder: number, length: number) => number;
  /** Takes one packet's frames, interleaved, in single precision, and the number of the first. Less than 0: failed. */
  readonly A: (encoder: number, firstFrame: bigint) => number;
  /** Gives the length of the next packet, 0 when there is none yet. Less than 0: failed. */
  readonly B: (encoder: number) => number;
  /** Says that no sound comes any more. */
  readonly C: (encoder: number) => void;
  readonly E: (encoder: number) => number;
};

const compiled = compiledOnce(async () => wasmInside((await import('@mediabunny/aac-encoder?raw')).default));

/**
 * FFmpeg's encoder at work on one stereo stream. The same samples give the same bytes.
 *
 * [Note: One AAC encoder] Some systems bring an encoder of their own, but WebCodecs does not tell how late its sound is (W3C
 * WebCodecs issues 626 and 949), so no file of it could be said to begin on the sample. This one is the same on every system.
 */
export class AacCore {
  readonly #aac: Exports;
  readonly #memory: WasmMemory;
  readonly #encoder: number;
  #sent = 0;

  private constructor(aac: Exports, memory: WasmMemory, sampleRate: number, kbps: number) {
    this.#aac = aac;
    this.#memory = memory;
    this.#encoder = aac.t(channels, sampleRate, kbps * 1000);
    if (this.#encoder === 0) throw new Error("FFmpeg's AAC encoder refuses to start.");
    if (aac.v(this.#encoder) !== aacPacketFrames) throw new Error("FFmpeg's AAC encoder has other packets.");
  }

  /** Rejects when it cannot be started here. The encoder is a file of its own in the app, so that another build can take its place. */
  static async start(sampleRate: number, kbps: number): Promise<AacCore> {
    let memory: WasmMemory | null = null;
    const no = (): number => 0;
    const notThere = (): number => 52;
    const stop = (): never => {
      throw new Error("FFmpeg's AAC encoder gave up.");
    };
    const resizeHeap = (length: number): number => memory?.growTo(length >>> 0) ?? 0;
    const noEnvironment = (countAt: number, lengthAt: number): number => {
      memory?.view.setUint32(countAt, 0, true);
      memory?.view.setUint32(lengthAt, 0, true);
      return 0;
    };
    const files = { a: no, q: no, n: no, i: notThere, p: notThere, h: notThere, o: notThere, g: notThere };
    // The encoder is asked for no time and no timer, so that it has no chance to differ from run to run.
    const system = { f: stop, j: stop, k: no, l: no, e: no, d: no, m: resizeHeap, b: no, c: noEnvironment };
    const instance = await WebAssembly.instantiate(await compiled(), { a: { ...files, ...system } });
    const aac = instance.exports as Exports;
    memory = new WasmMemory(aac.r);
    aac.s();
    return new AacCore(aac, memory, sampleRate, kbps);
  }

  /** A copy of the AudioSpecificConfig. */
  get config(): Uint8Array<ArrayBuffer> {
    const at = this.#aac.w(this.#encoder);
    return this.#memory.bytes.slice(at, at + this.#aac.x(this.#encoder));
  }

  /** Takes one packet's frames. Gives copies of the packets that came out. */
  encode(left: Float32Array, right: Float32Array): readonly Uint8Array[] {
    const at = this.#aac.y(this.#encoder, aacPacketFrames * channels * 4);
    const samples = new Float32Array(this.#memory.bytes.buffer, at, aacPacketFrames * channels);
    for (let frame = 0; frame < aacPacketFrames; frame++) {
      samples[2 * frame] = left[frame] ?? 0;
      samples[2 * frame + 1] = right[frame] ?? 0;
    }
    if (this.#aac.A(this.#encoder, BigInt(this.#sent)) < 0) throw new Error('FFmpeg could not encode.');
    this.#sent += aacPacketFrames;
    return this.#packets();
  }

  finish(): readonly Uint8Array[] {
    this.#aac.C(this.#encoder);
    return this.#packets();
  }

  #packets(): readonly Uint8Array[] {
    const packets: Uint8Array[] = [];
    for (;;) {
      const length = this.#aac.B(this.#encoder);
      if (length < 0) throw new Error('FFmpeg could not encode.');
      if (length === 0) return packets;
      const at = this.#aac.E(this.#encoder);
      packets.push(this.#memory.bytes.slice(at, at + length));
    }
  }
}
