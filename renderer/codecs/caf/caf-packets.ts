import { EncodedPacket } from 'mediabunny';
import { frames, hertz, ok, type Failure, type Result, type StemFacts, failFrom } from '#contract';
import type { ByteSource } from '../byte-source.ts';
import type { CafHeader } from './caf-header.ts';
import type { NativeStem } from '../stem-source.ts';
import { damaged, unsupportedSound, variantOf } from '../refusal.ts';
import { parseAlacConfig } from '../mp4/alac-decoder.ts';
import { alacStart, codecStarts, type CodecStart } from '../shared/codec-start.ts';
import type { PacketSource } from '../flac/flac-packets.ts';
import { MediaStem, firstHeard, firstSound, ownAacStartOf } from '../shared/media-stem.ts';

const mostCookieBytes = 4096;
const mostTableBytes = 32 << 20;

/** Opens Apple Lossless or AAC in a Core Audio file. Fails as `openNative` does. */
export async function openPackets(bytes: ByteSource, header: CafHeader): Promise<Result<NativeStem, Failure>> {
  const { cookie: place, packetTable, sampleRate } = header;
  const cookie = place && (await bytes.read(place.start, Math.min(place.byteLength, mostCookieBytes)));
  const aac = cookie === null || header.format === 'alac' ? null : aacConfig(header, cookie);
  const [usual, ...others] = cookie === null ? [] : aac === null ? alacStarts(cookie) : codecStarts('aac', aac);
  if (usual === undefined)
    return unsupportedSound(header.format === 'alac' ? variantOf('Apple Lossless') : variantOf('AAC'));
  const table = packetTable && (await bytes.read(packetTable.start, Math.min(packetTable.byteLength, mostTableBytes)));
  const packets = table && CafPackets.of(bytes, header, table);
  if (packets === null) return damaged((text) => text.noPacketTable);
  let heard, end;
  try {
    const own = aac && (await ownAacStartOf(packets, aac));
    heard = await firstHeard(packets, own ?? usual, own === null ? others : []);
    // The last packet of Apple Lossless may be shorter, which not every table says.
    const last = header.format === 'alac' ? await packets.getPacket(Infinity) : null;
    const shorter = last && (await firstSound(packets, heard.start, last));
    end = last && shorter ? Math.round(last.timestamp * sampleRate) + shorter.left.length : Infinity;
  } catch (trouble) {
    return failFrom('undecodable', trouble);
  }
  const { first } = heard;
  if (first === null) return damaged((text) => text.noSound);
  const { channels, mixedFrom } = first;
  // AAC may double the rate that the file states, and with it what it counts in frames.
  const scale = first.sampleRate / sampleRate;
  const facts: StemFacts = {
    sampleRate: hertz(first.sampleRate),
    channels: channels === 1 ? 1 : 2,
    lengthFrames: frames(Math.min(packets.lengthFrames * scale, end - packets.primingFrames)),
    ...(mixedFrom === null ? {} : { mixedFrom }),
  };
  return ok(new MediaStem(packets, heard, Math.round(packets.primingFrames * scale), facts, () => undefined));
}

function alacStarts(cookie: Uint8Array): readonly CodecStart[] {
  const config = parseAlacConfig(cookie);
  return config === null ? [] : [alacStart(config)];
}

/** The configuration for a decoder of AAC; null when the file does not state it. */
function aacConfig({ sampleRate, channels }: CafHeader, cookie: Uint8Array): AudioDecoderConfig | null {
  const description = audioSpecificConfig(cookie);
  const codec = `mp4a.40.${String((description?.[0] ?? 0) >> 3)}`;
  return description && { codec, sampleRate, numberOfChannels: channels, description };
}

/** What an MPEG-4 descriptor (ISO 14496-1, 7.2.6) says to a decoder of AAC; null when there is no such thing in it. */
function audioSpecificConfig(cookie: Uint8Array): Uint8Array<ArrayBuffer> | null {
  // DecoderSpecificInfo (tag 5) behind the 13 bytes of a DecoderConfigDescriptor (tag 4).
  const size = (at: number): readonly [length: number, start: number] => {
    let [length, next] = [0, at];
    for (let byte = 0x80; (byte & 0x80) !== 0 && next < at + 4; next++) {
      byte = cookie[next] ?? 0;
      length = (length << 7) | (byte & 0x7f);
    }
    return [length, next];
  };
  for (let at = 0; at < cookie.length; at++) {
    if (cookie[at] !== 4) continue;
    const [, start] = size(at + 1);
    if (cookie[start] !== 0x40 || cookie[start + 13] !== 5) continue;
    const [length, from] = size(start + 14);
    return length >= 2 && from + length <= cookie.length ? cookie.slice(from, from + length) : null;
  }
  return null;
}

/** The packets of a Core Audio file, found by its table (Apple Core Audio Format Specification 1.0, Packet Table Chunk). */
class CafPackets implements PacketSource {
  readonly lengthFrames: number;
  readonly primingFrames: number;
  readonly #bytes: ByteSource;
  readonly #header: CafHeader;
  /** Where each begins, and where the last ends, from the start of the sound. */
  readonly #offsets: Float64Array;

  private constructor(bytes: ByteSource, header: CafHeader, offsets: Float64Array, valid: number, priming: number) {
    this.#bytes = bytes;
    this.#header = header;
    this.#offsets = offsets;
    const last = offsets.findLastIndex((offset) => offset <= header.data.byteLength);
    this.lengthFrames = Math.max(0, Math.min(valid, last * header.framesPerPacket - priming));
    this.primingFrames = priming;
  }

  /** Null when the table is damaged, or its packets have no common length in frames. */
  static of(bytes: ByteSource, header: CafHeader, table: Uint8Array): CafPackets | null {
    if (table.length < 24 || header.framesPerPacket === 0) return null;
    const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
    const told = Number(view.getBigInt64(0));
    const valid = Number(view.getBigInt64(8));
    const priming = Math.max(0, view.getInt32(16));
    // Each takes at least a byte of the table or of the sound.
    const most = header.bytesPerPacket > 0 ? header.data.byteLength / header.bytesPerPacket : table.length - 24;
    const count = Math.max(0, Math.min(told, Math.floor(most)));
    const offsets = new Float64Array(count + 1);
    for (let packet = 0, at = 24; packet < count; packet++) {
      let size = header.bytesPerPacket;
      if (size === 0) {
        for (let byte = 0x80; (byte & 0x80) !== 0; at++) {
          byte = table[at] ?? 0;
          size = size * 128 + (byte & 0x7f);
        }
      }
      offsets[packet + 1] = (offsets[packet] ?? 0) + size;
    }
    return new CafPackets(bytes, header, offsets, valid, priming);
  }

  getFirstPacket(): Promise<EncodedPacket | null> {
    return this.#at(0);
  }

  getPacket(seconds: number): Promise<EncodedPacket | null> {
    const { sampleRate, framesPerPacket } = this.#header;
    const index = Math.floor((seconds * sampleRate) / framesPerPacket);
    return this.#at(Math.max(0, Math.min(index, this.#offsets.length - 2)));
  }

  getNextPacket(packet: EncodedPacket): Promise<EncodedPacket | null> {
    return this.#at(packet.sequenceNumber + 1);
  }

  async *packets(first?: EncodedPacket): AsyncGenerator<EncodedPacket, void, unknown> {
    let packet = first ?? (await this.getFirstPacket());
    for (; packet !== null; packet = await this.getNextPacket(packet)) yield packet;
  }

  /** Null beyond the last that is whole. */
  async #at(index: number): Promise<EncodedPacket | null> {
    const { data, sampleRate, framesPerPacket } = this.#header;
    const [start = Infinity, end = Infinity] = this.#offsets.subarray(index, index + 2);
    if (end > data.byteLength) return null;
    const bytes = await this.#bytes.read(data.start + start, end - start);
    const seconds = framesPerPacket / sampleRate;
    return new EncodedPacket(bytes, 'key', index * seconds, seconds, index);
  }
}
