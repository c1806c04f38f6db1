import { ok, type Result } from '#contract';
import type { FileEncoder, FileFacts, PutPiece } from '../shared/file-encoder.ts';
import { FileBytes } from '../shared/file-bytes.ts';
import { Packetizer } from '../shared/packetizer.ts';
import { AacCore, aacDelay, aacPacketFrames } from './aac-core.ts';
import { fileStart, movie } from './movie-writer.ts';

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
