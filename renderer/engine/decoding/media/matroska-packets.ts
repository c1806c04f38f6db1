import { EncodedPacket, type EncodedPacketSink, type InputAudioTrack } from 'mediabunny';
import type { PacketSource } from './flac/flac-packets.ts';

/** Half of the shortest Vorbis block that is written: each packet adds a multiple of it (Vorbis I, section 1.3.2). */
const vorbisGrid = 64;
const aacFrame = 1024;
const opusRate = 48_000;

/**
 * The packets of a Matroska track in their places: its time stamps are whole milliseconds, so each is moved to the sample
 * that it can only have meant, since packets of a codec are of one length or (Vorbis) of multiples of it.
 */
export class MatroskaPackets implements PacketSource {
  readonly #sink: PacketSource;
  /** Seconds between two places, and before the first. */
  readonly #grid: number;
  readonly #delay: number;
  readonly #inner = new WeakMap<EncodedPacket, EncodedPacket>();

  private constructor(sink: PacketSource, grid: number, delay: number) {
    this.#sink = sink;
    this.#grid = grid;
    this.#delay = delay;
  }

  static async over(sink: EncodedPacketSink | PacketSource, track: InputAudioTrack): Promise<MatroskaPackets> {
    const [codec, rate, first] = await Promise.all([track.getCodec(), track.getSampleRate(), sink.getFirstPacket()]);
    const config = await track.getDecoderConfig();
    const head = config?.description;
    const bytes = head === undefined ? null : viewOf(head);
    if (codec === 'opus') {
      const preSkip = bytes === null || bytes.byteLength < 12 ? 0 : bytes.getUint16(10, true);
      return new MatroskaPackets(sink, opusSamples(first?.data) / opusRate, preSkip / opusRate);
    }
    if (codec === 'vorbis') return new MatroskaPackets(sink, vorbisGrid / rate, 0);
    if (codec === 'aac') return new MatroskaPackets(sink, aacFrame / rate, 0);
    if (codec === 'flac' && bytes !== null && bytes.byteLength >= 12)
      return new MatroskaPackets(sink, bytes.getUint16(8) / rate, 0);
    return new MatroskaPackets(sink, first?.duration ?? 0, 0);
  }

  async lengthSamples(rate: number): Promise<number> {
    const last = await this.getPacket(Infinity);
    return last === null ? 0 : Math.round((last.timestamp + this.#grid) * rate);
  }

  async getFirstPacket(): Promise<EncodedPacket | null> {
    return this.#placed(await this.#sink.getFirstPacket());
  }

  async getPacket(seconds: number): Promise<EncodedPacket | null> {
    return this.#placed(await this.#sink.getPacket(seconds + this.#delay));
  }

  async getNextPacket(packet: EncodedPacket): Promise<EncodedPacket | null> {
    const inner = this.#inner.get(packet);
    return inner === undefined ? null : this.#placed(await this.#sink.getNextPacket(inner));
  }

  async *packets(first?: EncodedPacket): AsyncGenerator<EncodedPacket, void, unknown> {
    for await (const packet of this.#sink.packets(first === undefined ? undefined : this.#inner.get(first))) {
      const placed = this.#placed(packet);
      if (placed !== null) yield placed;
    }
  }

  #placed(packet: EncodedPacket | null): EncodedPacket | null {
    if (packet === null) return null;
    const at = this.#grid > 0 ? Math.round(packet.timestamp / this.#grid) * this.#grid : packet.timestamp;
    const placed = packet.clone({ timestamp: at - this.#delay });
    this.#inner.set(placed, packet);
    return placed;
  }
}

/** Samples of an Opus packet at 48 kHz (RFC 6716 section 3.1). */
function opusSamples(packet: Uint8Array | undefined): number {
  const [toc = 0, count = 0] = packet ?? [];
  const config = toc >> 3;
  const silk = [480, 960, 1920, 2880][config & 3] ?? 960;
  const samples = config < 12 ? silk : config < 16 ? 480 << (config & 1) : 120 << (config & 3);
  const frames = [1, 2, 2, count & 63][toc & 3] ?? 1;
  return samples * frames;
}

const viewOf = (source: AllowSharedBufferSource): DataView =>
  ArrayBuffer.isView(source) ? new DataView(source.buffer, source.byteOffset, source.byteLength) : new DataView(source);
