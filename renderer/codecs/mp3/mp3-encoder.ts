import { createEncoder, type WasmMediaEncoder } from 'wasm-media-encoders/esnext';
import { type Mp3Quality, ok, type Result } from '#contract';
import { compiledOnce } from '../../dsp/wasm.ts';
import {
  blockFrames,
  blocksOf,
  FileBytes,
  type FileEncoder,
  type FileFacts,
  type PutPiece,
} from '../shared/file-encoder.ts';
import { toFloat } from '../shared/packetizer.ts';
import { id3Tag } from './id3.ts';
import { FrameTally, infoFrame, infoFrameBytes, lameVersion, type Mp3Rate } from './info-frame.ts';

const compiled = compiledOnce(async () => {
  const { default: base64Url } = await import('wasm-media-encoders/wasm/mp3?url&inline');
  return base64Url.slice(base64Url.indexOf(',') + 1);
});

/** LAME at work on one stereo stream. The same samples give the same bytes. It writes no tag. */
class Lame {
  readonly #encoder: WasmMediaEncoder<'audio/mpeg'>;

  private constructor(encoder: WasmMediaEncoder<'audio/mpeg'>) {
    this.#encoder = encoder;
  }

  /** Rejects when it cannot be started here. LAME itself is a file of its own in the app, so that another build can take its place. */
  static async start(quality: Mp3Quality, sampleRate: Mp3Rate): Promise<Lame> {
    const encoder = await createEncoder('audio/mpeg', await compiled());
    const common = { channels: 2, sampleRate, outputSampleRate: sampleRate } as const;
    encoder.configure({ ...common, ...wanted[quality] });
    return new Lame(encoder);
  }

  /** Full scale at ±1. What comes out lies in LAME's memory, until it is asked for more. */
  encode(left: Float32Array, right: Float32Array): Uint8Array {
    return this.#encoder.encode([left, right]);
  }

  finish(): Uint8Array {
    return this.#encoder.finalize();
  }
}

const wanted = {
  128: { bitrate: 128 },
  160: { bitrate: 160 },
  192: { bitrate: 192 },
  224: { bitrate: 224 },
  256: { bitrate: 256 },
  320: { bitrate: 320 },
  V2: { vbrQuality: 2 },
  V0: { vbrQuality: 0 },
} as const;

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
