import { EncodedPacket } from 'mediabunny';
import type { ByteSource } from '../byte-source.ts';
import type { PacketSource } from '../flac/flac-packets.ts';

/** Packets one after the other that last as long as each other. */
export type TimeRun = {
  readonly first: number;
  readonly start: number;
  readonly count: number;
  readonly duration: number;
};

/** Where packets lie in a file, and when they sound. */
export type PacketTable = {
  /** Units of time in a second. */
  readonly timescale: number;
  /** In bytes. */
  readonly sizes: Uint32Array;
  /** In bytes from the start of the file. */
  readonly offsets: Float64Array;
  /** In order, without gaps; each has a packet and lasts. */
  readonly runs: readonly TimeRun[];
};

const none: TimeRun = { first: 0, start: 0, count: 0, duration: 0 };

/** Read in one go to begin with, and while reading goes on. */
const leastBytes = 4096;
const mostBytes = 65_536;

/** Bytes of the packets from `first` up to `end`, which lie one behind the other. */
type Piece = { readonly first: number; readonly end: number; readonly bytes: Uint8Array };

/**
 * Packets that a table tells the places of. The library takes as long to find each packet as our decoder of AAC takes to decode it.
 */
export class TablePackets implements PacketSource {
  readonly #bytes: ByteSource;
  readonly #table: PacketTable;
  /** By how much sound is earlier than the table says, in its units. */
  readonly #edited: number;
  /** What was read last. */
  #piece: Piece | null = null;

  /** `firstTimestamp`: the time of the first packet in seconds, below 0 when sound is cut off there. */
  constructor(bytes: ByteSource, table: PacketTable, firstTimestamp = 0) {
    this.#bytes = bytes;
    this.#table = table;
    this.#edited = Math.round(-firstTimestamp * table.timescale);
  }

  /** Up to the end of the last packet. */
  get lengthSeconds(): number {
    const { start, count, duration } = this.#table.runs.at(-1) ?? none;
    return (start + count * duration - this.#edited) / this.#table.timescale;
  }

  getFirstPacket(): Promise<EncodedPacket | null> {
    return this.#packet(0);
  }

  /** The packet that sounds at this time in seconds, or the last before it; null when all begin later. */
  async getPacket(seconds: number): Promise<EncodedPacket | null> {
    // Times are quotients: what is nearly a whole number was one.
    const time = Math.floor(seconds * this.#table.timescale + 1e-6) + this.#edited;
    const run = lastOf(this.#table.runs, ({ start }) => start <= time);
    if (run === null) return null;
    return this.#packet(run.first + Math.min(run.count - 1, Math.floor((time - run.start) / run.duration)));
  }

  getNextPacket({ sequenceNumber }: EncodedPacket): Promise<EncodedPacket | null> {
    return this.#packet(sequenceNumber + 1);
  }

  /** One after the other, up to one that is not all in the file. */
  async *packets(first?: EncodedPacket): AsyncGenerator<EncodedPacket, void, unknown> {
    let byteLength = leastBytes;
    for (let packet = first?.sequenceNumber ?? 0; packet < this.#table.sizes.length;) {
      const piece = await this.#pieceFrom(packet, byteLength);
      if (piece === null) return;
      const from = this.#offsetOf(piece.first);
      for (; packet < piece.end; packet++) yield this.#packetIn(piece, from, packet);
      byteLength = Math.min(mostBytes, byteLength * 2);
    }
  }

  async #packet(packet: number): Promise<EncodedPacket | null> {
    const piece = await this.#pieceFrom(packet, leastBytes);
    return piece && this.#packetIn(piece, this.#offsetOf(piece.first), packet);
  }

  #packetIn({ bytes }: Piece, from: number, packet: number): EncodedPacket {
    const at = this.#offsetOf(packet) - from;
    const { runs, timescale } = this.#table;
    const { first, start, duration } = lastOf(runs, (run) => run.first <= packet) ?? { ...none, first: packet };
    const time = (start + (packet - first) * duration - this.#edited) / timescale;
    const data = bytes.subarray(at, at + this.#sizeOf(packet));
    return new EncodedPacket(data, 'key', time, duration / timescale, packet);
  }

  /** Packets from this one on, about as many bytes as wanted, or what is there of them. Null when the packet is not all in the file. */
  async #pieceFrom(packet: number, byteLength: number): Promise<Piece | null> {
    const kept = this.#piece;
    if (kept !== null && kept.first <= packet && packet < kept.end) return kept;
    const start = this.#offsetOf(packet);
    let end = packet;
    let last = start;
    while (end < this.#table.sizes.length && this.#offsetOf(end) === last) {
      const next = last + this.#sizeOf(end);
      if (next > this.#bytes.byteLength || (end > packet && next - start > byteLength)) break;
      last = next;
      end++;
    }
    if (end === packet) return null;
    this.#piece = { first: packet, end, bytes: await this.#bytes.read(start, last - start) };
    return this.#piece;
  }

  #offsetOf(packet: number): number {
    return this.#table.offsets[packet] ?? NaN;
  }

  #sizeOf(packet: number): number {
    return this.#table.sizes[packet] ?? 0;
  }
}

/** The last of those at the front that are `before`; null when none is. There may be one for each packet. */
function lastOf(runs: readonly TimeRun[], before: (run: TimeRun) => boolean): TimeRun | null {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run !== undefined && before(run)) low = middle + 1;
    else high = middle;
  }
  return runs[low - 1] ?? null;
}
