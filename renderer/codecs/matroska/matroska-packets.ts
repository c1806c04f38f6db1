import type { EncodedPacket, InputAudioTrack } from 'mediabunny';
import type { PacketSource } from '../flac/flac-packets.ts';
import { opusSamples } from '../ogg/ogg-codec.ts';

/** Half of the shortest Vorbis block that is written: each packet adds a multiple of it (Vorbis I, section 1.3.2). */
const vorbisGrid = 64;
const aacFrame = 1024;
/** Seconds by which time stamps may be wrong. */
const longestPause = 0.05;

/**
 * The packets of a Matroska track in their places: its time stamps are whole milliseconds, so each is moved to the sample
 * that it can only have meant, since packets of a codec are of one length or (Vorbis) of multiples of it.
 */
export class MatroskaPackets implements PacketSource {
  readonly #sink: PacketSource;
  /** Seconds between two places; 0 when it is not known. */
  readonly #grid: number;
  /** Seconds that each packet lasts; null when they are of several lengths. */
  readonly #duration: number | null;
  /** Seconds by which the time stamps are ahead of the sound. */
  readonly #delay: number;
  readonly #inner = new WeakMap<EncodedPacket, EncodedPacket>();

  private constructor(sink: PacketSource, grid: number, duration: number | null, delay: number) {
    this.#sink = sink;
    this.#grid = grid;
    this.#duration = duration;
    this.#delay = delay;
  }

  static async over(sink: PacketSource, track: InputAudioTrack): Promise<MatroskaPackets> {
    const [codec, rate, first] = await Promise.all([track.getCodec(), track.getSampleRate(), sink.getFirstPacket()]);
    const head = (await track.getDecoderConfig())?.description;
    const view = head === undefined ? null : viewOf(head);
    const of = (samples: number, delaySamples = 0): MatroskaPackets =>
      new MatroskaPackets(sink, samples / rate, samples / rate, delaySamples / rate);
    if (codec === 'vorbis') {
      // The first packet holds no sound, but its time counts as if it did.
      const silent = Math.round(((first?.timestamp ?? 0) + (first?.duration ?? 0)) / (vorbisGrid / rate)) * vorbisGrid;
      return new MatroskaPackets(sink, vorbisGrid / rate, null, silent / rate);
    }
    if (codec === 'opus')
      return of(opusSamples(first?.data), view === null || view.byteLength < 12 ? 0 : view.getUint16(10, true));
    if (codec === 'aac') return of(aacFrame);
    if (codec === 'flac' && view !== null && view.byteLength >= 10) return of(view.getUint16(8));
    const bits = /^pcm-[a-z](\d+)/.exec(codec ?? '')?.[1];
    const frameBytes = (bits === undefined ? 1 : Number(bits) / 8) * (await track.getNumberOfChannels());
    return of(Math.floor((first?.byteLength ?? 0) / frameBytes));
  }

  /** Up to the end of the last packet, as far as the time stamps tell. */
  async lengthSamples(rate: number): Promise<number> {
    const last = await this.getPacket(Infinity);
    return last === null ? 0 : Math.round((last.timestamp + last.duration) * rate);
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

  /** One after the other; throws where some are missing, since those behind would sound too early. */
  async *packets(first?: EncodedPacket): AsyncGenerator<EncodedPacket, void, unknown> {
    let end = Infinity;
    for await (const packet of this.#sink.packets(first === undefined ? undefined : this.#inner.get(first))) {
      const placed = this.#placed(packet);
      if (placed === null) continue;
      if (placed.timestamp > end + longestPause) throw new Error('Packets are missing.');
      end = placed.timestamp + placed.duration;
      yield placed;
    }
  }

  #placed(packet: EncodedPacket | null): EncodedPacket | null {
    if (packet === null) return null;
    const at = this.#snap(packet.timestamp);
    const duration = this.#duration ?? Math.max(this.#grid, this.#snap(packet.timestamp + packet.duration) - at);
    const placed = packet.clone({ timestamp: at - this.#delay, duration });
    this.#inner.set(placed, packet);
    return placed;
  }

  #snap(seconds: number): number {
    return this.#grid > 0 ? Math.round(seconds / this.#grid) * this.#grid : seconds;
  }
}

const viewOf = (source: AllowSharedBufferSource): DataView =>
  ArrayBuffer.isView(source) ? new DataView(source.buffer, source.byteOffset, source.byteLength) : new DataView(source);
