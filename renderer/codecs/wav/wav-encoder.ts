import { ok, type Result } from '#contract';
import {
  blockFrames,
  blocksOf,
  FileBytes,
  type FileEncoder,
  type FileFacts,
  type PutPiece,
} from '../shared/file-encoder.ts';
import { SamplePacker, type SampleBits } from '../shared/sample-packer.ts';
import { wavHeader, wavTags } from './wav-header.ts';

/** WAV, or RF64 above 4 GiB. */
export class WavEncoder implements FileEncoder {
  readonly #file: FileBytes;
  readonly #packer: SamplePacker;
  readonly #block: Uint8Array;

  private constructor(file: FileBytes, bits: SampleBits) {
    this.#file = file;
    this.#packer = new SamplePacker(bits);
    this.#block = new Uint8Array((blockFrames * bits) / 4);
  }

  static async open(bits: SampleBits, facts: FileFacts, put: PutPiece): Promise<Result<FileEncoder>> {
    const file = new FileBytes(put);
    const begun = await file.append(wavHeader(bits, facts.sampleRate, facts.lengthFrames, wavTags(facts.tags)));
    return begun.ok ? ok(new WavEncoder(file, bits)) : begun;
  }

  async encode(left: Float64Array, right: Float64Array, count: number): Promise<Result<undefined>> {
    for (const block of blocksOf(left, right, count)) {
      const length = this.#packer.pack(block.left, block.right, block.count, this.#block, 0);
      const appended = await this.#file.append(this.#block.subarray(0, length));
      if (!appended.ok) return appended;
    }
    return ok();
  }

  finish(): Promise<Result<undefined>> {
    return this.#file.flush();
  }
}
