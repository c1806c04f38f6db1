import { EncodedPacket, type EncodedPacketSink } from 'mediabunny';
import type { ByteReader, ByteSource } from '../byte-source.ts';
import type { SoundStream } from '../shared/packet-decoder.ts';
import type { FlacFrameHeader } from './flac-frames.ts';
import { FlacFrameFinder, type FlacFrame } from './frame-finder.ts';
import { readFlacStream, type FlacStream } from './flac-header.ts';
import { FlacSound } from './flac-sound.ts';

/** Packets of a track, from any time on. */
export type PacketSource = Pick<EncodedPacketSink, 'getFirstPacket' | 'getPacket' | 'getNextPacket' | 'packets'> & {
  /** Their sound from a packet on, where the source decodes it better than packet by packet. */
  readonly soundFrom?: (packet: EncodedPacket) => SoundStream | null;
};

/**
 * The frames of a FLAC file as packets. The library's own reader goes through every frame before the wanted one, and through the
 * whole file to tell its length.
 */
export class FlacPackets implements PacketSource {
  readonly #stream: FlacStream;
  readonly #finder: FlacFrameFinder;
  readonly #frames = new WeakMap<EncodedPacket, FlacFrame>();

  private constructor(stream: FlacStream, finder: FlacFrameFinder) {
    this.#stream = stream;
    this.#finder = finder;
  }

  /** Null when these are no frames of FLAC. */
  static async open(bytes: ByteSource): Promise<FlacPackets | null> {
    const stream = await readFlacStream(bytes);
    const finder = stream && (await FlacFrameFinder.start(bytes, stream));
    return finder && new FlacPackets(stream, finder);
  }

  get stream(): FlacStream {
    return this.#stream;
  }

  /** Samples of one channel that are there: fewer than the head says when the file was cut off. */
  async lengthSamples(): Promise<number> {
    const { totalSamples } = this.#stream;
    const last = await this.#finder.holding(totalSamples > 0 ? totalSamples - 1 : Infinity);
    return last === null ? 0 : last.start + last.samples;
  }

  async getFirstPacket(): Promise<EncodedPacket | null> {
    return this.#packetOf(await this.#finder.from(this.#finder.soundStart));
  }

  /** The packet that sounds at this time in seconds, or the last before it. */
  async getPacket(seconds: number): Promise<EncodedPacket | null> {
    return this.#packetOf(await this.#finder.holding(Math.floor(seconds * this.#stream.sampleRate)));
  }

  /** The next that is whole. */
  async getNextPacket(packet: EncodedPacket): Promise<EncodedPacket | null> {
    const frame = this.#frames.get(packet);
    return frame === undefined ? null : this.#packetOf(await this.#finder.from(frame.offset + frame.byteLength));
  }

  /** One after the other, as far as they follow each other without a gap; throws at what is damaged. */
  async *packets(first?: EncodedPacket): AsyncGenerator<EncodedPacket, void, unknown> {
    const start = first ?? (await this.getFirstPacket());
    if (start === null) return;
    yield start;
    for (let frame = this.#frames.get(start) ?? null; frame !== null;) {
      const end = frame.offset + frame.byteLength;
      const next: FlacFrame | null = await this.#finder.at(end);
      if (next?.start !== frame.start + frame.samples) {
        if (await this.#isEnd(frame)) return;
        throw new Error('A frame is damaged.');
      }
      const packet = await this.#packetOf(next);
      if (packet !== null) yield packet;
      frame = next;
    }
  }

  /** The sound of the frames from a packet of these on, out of the bytes of the same file. */
  decodeFrom(packet: EncodedPacket, bytes: ByteReader): SoundStream | null {
    const frame = this.#frames.get(packet);
    if (frame === undefined) return null;
    const startOf = (head: FlacFrameHeader): number => this.#finder.startOf(head);
    const isLast = (one: FlacFrame): Promise<boolean> => this.#isEnd(one);
    return new FlacSound({ bytes, shape: this.#stream, startOf, isLast }, frame);
  }

  /** Whether no sound is left behind this frame. */
  async #isEnd({ offset, byteLength, start, samples }: FlacFrame): Promise<boolean> {
    const { totalSamples } = this.#stream;
    if (totalSamples > 0 && start + samples >= totalSamples) return true;
    return (await this.#finder.from(offset + byteLength)) === null;
  }

  async #packetOf(frame: FlacFrame | null): Promise<EncodedPacket | null> {
    if (frame === null) return null;
    const { start, samples } = frame;
    const data = await this.#finder.bytesOf(frame);
    const { sampleRate } = this.#stream;
    const packet = new EncodedPacket(data, 'key', start / sampleRate, samples / sampleRate, start);
    this.#frames.set(packet, frame);
    return packet;
  }
}
