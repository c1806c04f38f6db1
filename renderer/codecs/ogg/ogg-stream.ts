import { pageBytes, pageHeadBytes, setPageChecksum } from './ogg-page.ts';

/** One of a kind within a file is all that is asked of it (RFC 3533 section 6). */
const serial = 0x53_74_65_6d;
const mostSegments = 255;
const segmentBytes = 255;

const flags = { continued: 1, first: 2, last: 4 } as const;
/** The position of a page on which no packet ends. */
const nothingEnds = -1;

/** Lays packets into Ogg pages (RFC 3533). No packet of sound is parted: each must be shorter than 64 KiB. */
export class OggStream {
  #packets: Uint8Array[] = [];
  #segments = 0;
  #position = 0;
  #pages = 0;

  /**
   * Adds a packet with which the stream has come to `position`. Gives the page before it, when both have no room in one or that
   * has come to `mostPackets`.
   */
  add(packet: Uint8Array, position: number, mostPackets: number): Uint8Array<ArrayBuffer> | null {
    const segments = segmentsOf(packet);
    const isFull = this.#segments + segments > mostSegments || this.#packets.length >= mostPackets;
    const page = isFull && this.#packets.length > 0 ? this.end(false) : null;
    this.#packets.push(packet);
    this.#segments += segments;
    this.#position = position;
    return page;
  }

  /** The page so far. `position`: of its end, where that is not its last packet's. */
  end(isLast: boolean, position = this.#position): Uint8Array<ArrayBuffer> {
    const page = this.#page(this.#packets.flatMap(lacingOf), this.#packets, position, isLast ? flags.last : 0);
    this.#packets = [];
    this.#segments = 0;
    return page;
  }

  /** The pages of a packet of any length that has them to itself and is no sound. */
  header(packet: Uint8Array): readonly Uint8Array<ArrayBuffer>[] {
    const table = lacingOf(packet);
    const pages: Uint8Array<ArrayBuffer>[] = [];
    for (let at = 0; at < table.length; at += mostSegments) {
      const part = packet.subarray(at * segmentBytes, (at + mostSegments) * segmentBytes);
      const isEnd = at + mostSegments >= table.length;
      const position = isEnd ? 0 : nothingEnds;
      pages.push(this.#page(table.slice(at, at + mostSegments), [part], position, at === 0 ? 0 : flags.continued));
    }
    return pages;
  }

  #page(
    table: readonly number[],
    parts: readonly Uint8Array[],
    position: number,
    more: number,
  ): Uint8Array<ArrayBuffer> {
    const head = Uint8Array.of(...new Uint8Array(pageHeadBytes - 1), table.length, ...table);
    head.set(new TextEncoder().encode('OggS'));
    const view = new DataView(head.buffer);
    view.setUint8(5, (this.#pages === 0 ? flags.first : 0) | more);
    view.setBigInt64(6, BigInt(position), true);
    view.setUint32(14, serial, true);
    view.setUint32(18, this.#pages, true);
    const page = new Uint8Array(pageBytes(head) ?? 0);
    page.set(head);
    let at = head.length;
    for (const part of parts) {
      page.set(part, at);
      at += part.length;
    }
    setPageChecksum(page);
    this.#pages += 1;
    return page;
  }
}

/** A packet ends with a segment that is not full, if need be an empty one. */
const segmentsOf = (packet: Uint8Array): number => Math.floor(packet.length / segmentBytes) + 1;

const lacingOf = (packet: Uint8Array): readonly number[] => [
  ...Array<number>(segmentsOf(packet) - 1).fill(segmentBytes),
  packet.length % segmentBytes,
];
