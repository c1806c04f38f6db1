import { ok, type Mp3Quality, type Result } from '#contract';
import { blockFrames, blocksOf, type FileEncoder, type FileFacts, type PutPiece } from '../shared/file-encoder.ts';
import { FileBytes } from '../shared/file-bytes.ts';
import { toFloat } from '../shared/packetizer.ts';
import { FrameTally, infoFrame, infoFrameBytes } from './info-frame.ts';
import { id3Tag } from './id3.ts';
import { Lame, lameVersion, type Mp3Rate } from './lame.ts';

/** MP3 with tags in front and an info frame, by which players find its first sample and its last one. */
export class Mp3Encoder implements FileEncoder {
  readonly #quality: Mp3Quality;
  readonly #sampleRate: Mp3Rate;
  readonly #lengthFrames: number;
  readonly #file: FileBytes;
  readonly #lame: Lame;
  readonly #infoAt: number;
  readonly #tally = new FrameTally();
  readonly #left = new Float32Array(blockFrames);
  readonly #right = new Float32Array(blockFrames);

  private constructor(quality: Mp3Quality, sampleRate: Mp3Rate, lengthFrames: number, file: FileBytes, lame: Lame) {
    this.#quality = quality;
    this.#sampleRate = sampleRate;
    this.#lengthFrames = lengthFrames;
    this.#file = file;
    this.#lame = lame;
    this.#infoAt = file.length;
  }

  static async open(quality: Mp3Quality, facts: FileFacts, put: PutPiece): Promise<Result<FileEncoder>> {
    const sampleRate = facts.sampleRate === 48_000 ? 48_000 : 44_100;
    if (sampleRate !== facts.sampleRate) throw new Error(`No MP3 at ${facts.sampleRate} Hz.`);
    const lame = await Lame.start(quality, sampleRate);
    const file = new FileBytes(put);
    const tagged = await file.append(id3Tag(facts.tags, lameVersion));
    if (!tagged.ok) return tagged;
    const encoder = new Mp3Encoder(quality, sampleRate, facts.lengthFrames, file, lame);
    const begun = await file.append(new Uint8Array(infoFrameBytes(quality, sampleRate)));
    return begun.ok ? ok(encoder) : begun;
  }

  async encode(left: Float64Array, right: Float64Array, count: number): Promise<Result<undefined>> {
    for (const block of blocksOf(left, right, count)) {
      const ownLeft = toFloat(block.left, this.#left);
      const ownRight = toFloat(block.right, this.#right);
      const appended = await this.#append(this.#lame.encode(ownLeft, ownRight));
      if (!appended.ok) return appended;
    }
    return ok();
  }

  async finish(): Promise<Result<undefined>> {
    // LAME makes nothing of nothing, and decoders take a file without frames for a broken one.
    if (this.#lengthFrames === 0) this.#lame.encode(new Float32Array(1), new Float32Array(1));
    const appended = await this.#append(this.#lame.finish());
    if (!appended.ok) return appended;
    return this.#file.replace(
      this.#infoAt,
      infoFrame(this.#quality, this.#sampleRate, this.#lengthFrames, this.#tally),
    );
  }

  #append(frames: Uint8Array): Promise<Result<undefined>> {
    this.#tally.add(frames);
    return this.#file.append(frames);
  }
}
