import { EncodedPacket } from 'mediabunny';
import type { ByteSource } from '../byte-source.ts';
import type { PacketSource } from '../flac/flac-packets.ts';
import { readSampleTable, sampleAt, type SampleTable, timeOf } from './sample-table.ts';

/** Read in one go to begin with, and while reading goes on. */
const leastBytes = 4096;
const mostBytes = 65_536;

/** Bytes of the samples from `first` up to `end`, which lie one behind the other. */
type Run = { readonly first: number; readonly end: number; readonly bytes: Uint8Array };

/**
 * The packets of a track in MP4 or QuickTime whose index is one plain table. The library takes as long to find each packet as our decoder
 * takes to decode it.
 */
export class MoviePackets implements PacketSource {
  readonly #bytes: ByteSource;
  readonly #table: SampleTable;
  /** By how much sound is earlier than the table says, in its units. */
  readonly #edited: number;
  /** What was read last. */
  #run: Run | null = null;

  private constructor(bytes: ByteSource, table: SampleTable, edited: number) {
    this.#bytes = bytes;
    this.#table = table;
    this.#edited = edited;
  }

  /**
   * The packets of the track with this number in the `moov` box of a file; null when its index is not plain. `firstTimestamp`: the time of its
   * first packet by the edit list, in seconds.
   */
  static of(bytes: ByteSource, movie: Uint8Array, trackId: number, firstTimestamp: number): MoviePackets | null {
    const table = readSampleTable(movie, trackId);
    return table && new MoviePackets(bytes, table, Math.round(-firstTimestamp * table.timescale));
  }

  getFirstPacket(): Promise<EncodedPacket | null> {
    return this.#packet(0);
  }

  /** The packet that sounds at this time in seconds, or the last before it; null when all begin later. */
  async getPacket(seconds: number): Promise<EncodedPacket | null> {
    const { timescale } = this.#table;
    // Times are quotients: what is nearly a whole number was one.
    const sample = sampleAt(this.#table, Math.floor(seconds * timescale + 1e-6) + this.#edited);
    return sample < 0 ? null : this.#packet(sample);
  }

  getNextPacket({ sequenceNumber }: EncodedPacket): Promise<EncodedPacket | null> {
    return this.#packet(sequenceNumber + 1);
  }

  /** One after the other, up to one that is not all in the file. */
  async *packets(first?: EncodedPacket): AsyncGenerator<EncodedPacket, void, unknown> {
    let byteLength = leastBytes;
    for (let sample = first?.sequenceNumber ?? 0; sample < this.#table.sizes.length;) {
      const run = await this.#runFrom(sample, byteLength);
      if (run === null) return;
      const from = this.#offsetOf(run.first);
      for (; sample < run.end; sample++) yield this.#packetIn(run, from, sample);
      byteLength = Math.min(mostBytes, byteLength * 2);
    }
  }

  async #packet(sample: number): Promise<EncodedPacket | null> {
    const run = await this.#runFrom(sample, leastBytes);
    return run && this.#packetIn(run, this.#offsetOf(run.first), sample);
  }

  #packetIn({ bytes }: Run, from: number, sample: number): EncodedPacket {
    const at = this.#offsetOf(sample) - from;
    const { start, duration } = timeOf(this.#table, sample);
    const { timescale } = this.#table;
    const data = bytes.subarray(at, at + this.#sizeOf(sample));
    return new EncodedPacket(data, 'key', (start - this.#edited) / timescale, duration / timescale, sample);
  }

  /** Samples from this one on, about as many bytes as wanted, or what is there of them. Null when the sample is not all in the file. */
  async #runFrom(sample: number, byteLength: number): Promise<Run | null> {
    const kept = this.#run;
    if (kept !== null && kept.first <= sample && sample < kept.end) return kept;
    const start = this.#offsetOf(sample);
    let end = sample;
    let last = start;
    while (end < this.#table.sizes.length && this.#offsetOf(end) === last) {
      const next = last + this.#sizeOf(end);
      if (next > this.#bytes.byteLength || (end > sample && next - start > byteLength)) break;
      last = next;
      end++;
    }
    if (end === sample) return null;
    this.#run = { first: sample, end, bytes: await this.#bytes.read(start, last - start) };
    return this.#run;
  }

  #offsetOf(sample: number): number {
    return this.#table.offsets[sample] ?? NaN;
  }

  #sizeOf(sample: number): number {
    return this.#table.sizes[sample] ?? 0;
  }
}
