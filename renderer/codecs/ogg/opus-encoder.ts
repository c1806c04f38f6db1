import { type FileTags, ok, type Result } from '#contract';
import { ByteWriter } from '../shared/bytes.ts';
import { FileBytes, type FileEncoder, type FileFacts, type PutPiece } from '../shared/file-encoder.ts';
import { Packetizer } from '../shared/packetizer.ts';
import { base64, pictureBlock } from '../shared/picture.ts';
import { vorbisComment } from '../shared/vorbis-comment.ts';
import { OggStream } from './ogg-pages.ts';

/** Frames of sound in every packet: 20 ms at 48 kHz. */
const opusPacketFrames = 960;
const opusRate = 48_000;

/** An encoder that takes sound packet by packet and emits the bytes of each, in order, but later. */
type OpusPackets = {
  /** Takes one packet's frames and answers when it can take more. Rejects when encoding failed. */
  readonly encode: (left: Float32Array, right: Float32Array) => Promise<void>;
  /** Answers when everything has come out. */
  readonly finish: () => Promise<void>;
};

/** Starts one. `onPacket` is given every packet, and frames that the encoder put before the sound. Rejects when there is none here. */
export type OpenOpusPackets = (
  kbps: number,
  onPacket: (packet: Uint8Array, delay: number) => void,
) => Promise<OpusPackets>;

/** What the encoder may have waiting: four seconds. */
const mostWaiting = 200;
const delayAt = 10;

/** The Opus encoder that comes with Chromium. */
const openWebCodecs: OpenOpusPackets = async (kbps, onPacket) => {
  const config: AudioEncoderConfig = {
    codec: 'opus',
    sampleRate: opusRate,
    numberOfChannels: 2,
    bitrate: kbps * 1000,
    bitrateMode: 'variable',
    opus: { frameDuration: 20_000, complexity: 10 },
  };
  if (!('AudioEncoder' in globalThis) || !(await AudioEncoder.isConfigSupported(config)).supported) {
    throw new Error('There is no Opus encoder here.');
  }
  let delay: number | null = null;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;
  const fails = (error: Error): void => {
    failure ??= error;
    wake();
  };
  const encoder = new AudioEncoder({
    output: (chunk, metadata) => {
      delay ??= delayOf(metadata?.decoderConfig?.description);
      if (delay === null) {
        fails(new Error('The Opus encoder does not tell its delay.'));
        return;
      }
      const packet = new Uint8Array(chunk.byteLength);
      chunk.copyTo(packet);
      onPacket(packet, delay);
    },
    error: fails,
  });
  encoder.addEventListener('dequeue', () => {
    wake();
  });
  encoder.configure(config);
  let sent = 0;
  const queueBelow = async (most: number): Promise<void> => {
    while (failure === null && encoder.encodeQueueSize > most) await new Promise<void>((resolve) => (wake = resolve));
    if (failure !== null) throw failure;
  };
  return {
    encode: async (left, right) => {
      await queueBelow(mostWaiting);
      const planes = new Float32Array(2 * opusPacketFrames);
      planes.set(left);
      planes.set(right, opusPacketFrames);
      const sound = new AudioData({
        format: 'f32-planar',
        sampleRate: opusRate,
        numberOfFrames: opusPacketFrames,
        numberOfChannels: 2,
        timestamp: (sent / opusRate) * 1e6,
        data: planes,
      });
      sent += opusPacketFrames;
      encoder.encode(sound);
      sound.close();
    },
    finish: async () => {
      await encoder.flush();
      await queueBelow(0);
      encoder.close();
    },
  };
};

/** The pre-skip in Opus' identification header (RFC 7845 section 5.1); null when that is not there. */
function delayOf(header: AllowSharedBufferSource | undefined): number | null {
  if (header === undefined || header.byteLength < delayAt + 2) return null;
  const [buffer, start] = ArrayBuffer.isView(header) ? [header.buffer, header.byteOffset] : [header, 0];
  return new DataView(buffer, start).getUint16(delayAt, true);
}

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
