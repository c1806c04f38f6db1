import { ok, type FileTags, type Result } from '#contract';
import type { FileEncoder, FileFacts, PutPiece } from '../shared/file-encoder.ts';
import { ByteWriter } from '../shared/bytes.ts';
import { FileBytes } from '../shared/file-bytes.ts';
import { base64, pictureBlock } from '../shared/picture.ts';
import { Packetizer } from '../shared/packetizer.ts';
import { vorbisComment } from '../shared/vorbis-comment.ts';
import { OggStream } from './ogg-page.ts';
import { openWebCodecs, opusPacketFrames, opusRate, type OpenOpusPackets, type OpusPackets } from './opus-packets.ts';

/** A page a second, so that players can seek. */
const pagePackets = 50;

/** Opus in Ogg (RFC 7845). The pre-skip says where the sound begins, the last page's position where it ends. */
export class OpusEncoder implements FileEncoder {
  readonly #tags: FileTags;
  readonly #lengthFrames: number;
  readonly #file: FileBytes;
  readonly #packets: OpusPackets;
  readonly #arrived: Arrived;
  readonly #packetizer = new Packetizer(opusPacketFrames);
  readonly #ogg = new OggStream();
  #given = 0;
  #written = 0;

  private constructor(facts: FileFacts, file: FileBytes, packets: OpusPackets, arrived: Arrived) {
    this.#tags = facts.tags;
    this.#lengthFrames = facts.lengthFrames;
    this.#file = file;
    this.#packets = packets;
    this.#arrived = arrived;
  }

  static async open(
    kbps: number,
    facts: FileFacts,
    put: PutPiece,
    openPackets: OpenOpusPackets = openWebCodecs,
  ): Promise<Result<FileEncoder>> {
    if (facts.sampleRate !== opusRate) throw new Error(`No Opus at ${facts.sampleRate} Hz.`);
    const arrived: Arrived = { delay: 0, packets: [] };
    const packets = await openPackets(kbps, (packet, delay) => {
      arrived.delay = delay;
      arrived.packets.push(packet);
    });
    return ok(new OpusEncoder(facts, new FileBytes(put), packets, arrived));
  }

  async encode(left: Float64Array, right: Float64Array, count: number): Promise<Result<undefined>> {
    for (const packet of this.#packetizer.push(left, right, count)) {
      this.#given += opusPacketFrames;
      await this.#packets.encode(...packet);
    }
    return this.#writeArrived();
  }

  async finish(): Promise<Result<undefined>> {
    // Enough silence to push the last of the sound out of the encoder, whose delay is less than a packet.
    const missing = 2 * opusPacketFrames - (this.#lengthFrames - this.#given);
    const silence = new Float64Array(missing);
    const encoded = await this.encode(silence, silence, missing);
    if (!encoded.ok) return encoded;
    await this.#packets.finish();
    const written = await this.#writeArrived();
    if (!written.ok) return written;
    const appended = await this.#file.append(this.#ogg.end(true, this.#endPosition));
    return appended.ok ? this.#file.flush() : appended;
  }

  get #endPosition(): number {
    return this.#arrived.delay + this.#lengthFrames;
  }

  /** Writes the packets that have come out, up to the one with the end of the sound. */
  async #writeArrived(): Promise<Result<undefined>> {
    const last = Math.max(1, Math.ceil(this.#endPosition / opusPacketFrames));
    for (const packet of this.#arrived.packets.splice(0)) {
      if (this.#written === last) break;
      if (this.#written === 0) {
        const begun = await this.#file.append(headerPages(this.#ogg, this.#arrived.delay, this.#tags));
        if (!begun.ok) return begun;
      }
      this.#written += 1;
      const page = this.#ogg.add(packet, this.#written * opusPacketFrames, pagePackets);
      const appended = page === null ? ok() : await this.#file.append(page);
      if (!appended.ok) return appended;
    }
    return ok();
  }
}

/** What has come out of the encoder and waits to be written, and how late its sound is. */
type Arrived = { delay: number; readonly packets: Uint8Array[] };

/** RFC 7845 sections 5.1 and 5.2: each on pages of its own. */
function headerPages(ogg: OggStream, delay: number, tags: FileTags): Uint8Array {
  const head = new ByteWriter('little endian').text('OpusHead').u8(1).u8(2).u16(delay).u32(opusRate).u16(0).u8(0);
  const picture = tags.cover === undefined ? null : base64(pictureBlock(tags.cover));
  const comment = vorbisComment('libopus', tags, picture);
  const pages = new ByteWriter('little endian');
  for (const { bytes } of [head, new ByteWriter('little endian').text('OpusTags').put(comment)]) {
    for (const page of ogg.header(bytes)) pages.put(page);
  }
  return pages.bytes;
}
