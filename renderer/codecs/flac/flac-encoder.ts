import { ok, type Result } from '#contract';
import { compiledOnce, Emscripten } from '../../dsp/wasm.ts';
import {
  blockFrames,
  blocksOf,
  FileBytes,
  type FileEncoder,
  type FileFacts,
  type PutPiece,
} from '../shared/file-encoder.ts';
import { SamplePacker } from '../shared/sample-packer.ts';
import { type FlacBits, flacBlockFrames, flacHeader, type SeekPoint, type StreamInfo } from './flac-header.ts';
import { Md5 } from './md5.ts';

const channelCount = 2;

/** libFLAC, as `bridge.c` of the package declares it. An encoder is an address. */
type Functions = {
  /** Returns 0 when it refuses. */
  readonly init_encoder: (channelCount: number, sampleRate: number, bits: number) => number;
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

/** libFLAC at work on one stereo stream. The same samples give the same bytes. */
class FlacCore {
  readonly #flac: Functions;
  readonly #instance: Emscripten<Functions>;
  readonly #encoder: number;
  readonly #bits: FlacBits;

  private constructor(instance: Emscripten<Functions>, sampleRate: number, bits: FlacBits) {
    this.#instance = instance;
    this.#flac = instance.functions;
    this.#bits = bits;
    this.#encoder = this.#flac.init_encoder(channelCount, sampleRate, bits);
    if (this.#encoder === 0) throw new Error('libFLAC refuses to start.');
  }

  /** Rejects when it cannot be started here. */
  static async start(sampleRate: number, bits: FlacBits): Promise<FlacCore> {
    return new FlacCore(new Emscripten(await compiled(), 'libFLAC'), sampleRate, bits);
  }

  /** Takes `count` frames as `SamplePacker` packs them. Returns the blocks that came out. */
  encode(packed: Uint8Array, count: number): readonly Uint8Array[] {
    const at = this.#flac.get_encode_input_ptr(this.#encoder, count * channelCount * 4);
    const { bytes } = this.#instance;
    const samples = new Int32Array(bytes.buffer, at, count * channelCount);
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

const secondsBetweenPoints = 10;

/** FLAC with the samples that a WAV of as many bits would have, their MD5 and a seek table. */
export class FlacEncoder implements FileEncoder {
  readonly #facts: FileFacts;
  readonly #bits: FlacBits;
  readonly #file: FileBytes;
  readonly #core: FlacCore;
  readonly #packer: SamplePacker;
  readonly #md5: Md5;
  readonly #packed: Uint8Array;
  readonly #blocks: number[] = [];

  private constructor(facts: FileFacts, bits: FlacBits, file: FileBytes, core: FlacCore, md5: Md5) {
    this.#facts = facts;
    this.#bits = bits;
    this.#file = file;
    this.#core = core;
    this.#md5 = md5;
    this.#packer = new SamplePacker(bits);
    this.#packed = new Uint8Array((blockFrames * bits) / 4);
  }

  static async open(bits: FlacBits, facts: FileFacts, put: PutPiece): Promise<Result<FileEncoder>> {
    const core = await FlacCore.start(facts.sampleRate, bits);
    const file = new FileBytes(put);
    const encoder = new FlacEncoder(facts, bits, file, core, await Md5.start());
    const begun = await file.append(encoder.#header(new Uint8Array(16)));
    return begun.ok ? ok(encoder) : begun;
  }

  async encode(left: Float64Array, right: Float64Array, count: number): Promise<Result<undefined>> {
    for (const block of blocksOf(left, right, count)) {
      const length = this.#packer.pack(block.left, block.right, block.count, this.#packed, 0);
      const packed = this.#packed.subarray(0, length);
      this.#md5.update(packed);
      const appended = await this.#append(this.#core.encode(packed, block.count));
      if (!appended.ok) return appended;
    }
    return ok();
  }

  async finish(): Promise<Result<undefined>> {
    const appended = await this.#append(this.#core.finish());
    return appended.ok ? this.#file.replace(0, this.#header(this.#md5.digest())) : appended;
  }

  async #append(blocks: readonly Uint8Array[]): Promise<Result<undefined>> {
    for (const block of blocks) {
      this.#blocks.push(block.length);
      const appended = await this.#file.append(block);
      if (!appended.ok) return appended;
    }
    return ok();
  }

  #header(md5: Uint8Array): Uint8Array<ArrayBuffer> {
    const { sampleRate, lengthFrames, tags } = this.#facts;
    const shortestBlock = this.#blocks.reduce((least, length) => Math.min(least, length), this.#blocks[0] ?? 0);
    const longestBlock = this.#blocks.reduce((most, length) => Math.max(most, length), 0);
    const info: StreamInfo = { sampleRate, bits: this.#bits, lengthFrames, shortestBlock, longestBlock, md5 };
    return flacHeader(info, this.#seekPoints(), tags);
  }

  /** One every ten seconds, at the block that holds that frame; without offsets before these are known. */
  #seekPoints(): readonly SeekPoint[] {
    const { sampleRate, lengthFrames } = this.#facts;
    const points: SeekPoint[] = [];
    let offset = 0;
    let block = 0;
    for (let wanted = 0; wanted < lengthFrames; wanted += secondsBetweenPoints * sampleRate) {
      for (const end = Math.floor(wanted / flacBlockFrames); block < end; block++) offset += this.#blocks[block] ?? 0;
      const frame = block * flacBlockFrames;
      points.push({ frame, offset, count: Math.min(flacBlockFrames, lengthFrames - frame) });
    }
    return points;
  }
}
