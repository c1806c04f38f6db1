import { ok, type Result } from '#contract';
import { blockFrames, blocksOf, type FileEncoder, type FileFacts, type PutPiece } from '../shared/file-encoder.ts';
import { FileBytes } from '../shared/file-bytes.ts';
import { SamplePacker } from '../shared/sample-packer.ts';
import { FlacCore, flacBlockFrames, type FlacBits } from './flac-core.ts';
import { flacHeader, type SeekPoint, type StreamInfo } from './flac-header.ts';
import { Md5 } from './md5.ts';

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
