import { crc32OfOgg } from '../shared/checksums.ts';
import type { ByteSource } from '../byte-source.ts';

/** Lengths of an Ogg page's header: fixed part, and with the longest segment table (RFC 3533 section 6). */
const pageHeadBytes = 27;
export const longestPageHead = pageHeadBytes + 255;

/** "OggS" */
const capturePattern = [0x4f, 0x67, 0x67, 0x53] as const;
const checksumAt = 22;
/** Length of the whole page whose header stands at the start of `head`; null when the header is not all there. */
export function pageBytes(head: Uint8Array): number | null {
  const segments = head[pageHeadBytes - 1];
  if (segments === undefined || head.length < pageHeadBytes + segments) return null;
  const sound = head.subarray(pageHeadBytes, pageHeadBytes + segments).reduce((sum, lacing) => sum + lacing, 0);
  return pageHeadBytes + segments + sound;
}

/** Whether the checksum of a whole page is right. */
export function isPageIntact(page: Uint8Array): boolean {
  return viewOf(page).getUint32(checksumAt, true) === crc32OfOgg(page, checksumAt);
}

/** Puts the checksum of a whole page in its place. */
function setPageChecksum(page: Uint8Array): void {
  viewOf(page).setUint32(checksumAt, crc32OfOgg(page, checksumAt), true);
}

const viewOf = (page: Uint8Array): DataView => new DataView(page.buffer, page.byteOffset, page.byteLength);

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
   * Adds a packet that ends at `position`. Returns the page before it when one page cannot hold both or that page has
   * `mostPackets`; else null.
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

const mostVerdicts = 4096;
const [firstByte] = capturePattern;

/**
 * An Ogg file of whole pages only: a page that is cut off, or whose checksum is wrong, cannot be recognised as one. Its packets
 * would decode to noise of any loudness, and be counted as if they were all there. A file whose first page is wrong already
 * was written by something that does not count checksums, and is left as it is.
 */
export async function withIntactPages(source: ByteSource): Promise<ByteSource> {
  const verdicts = new Map<number, number | null>();

  /** Length of the intact page at an offset; null when there is none. */
  async function intactPageAt(offset: number): Promise<number | null> {
    const known = verdicts.get(offset);
    if (known !== undefined) return known;
    const length = pageBytes(await source.read(offset, longestPageHead));
    const page = length === null ? null : await source.read(offset, length);
    const isIntact = page !== null && page.length === length && isPageIntact(page);
    if (verdicts.size >= mostVerdicts) verdicts.clear();
    verdicts.set(offset, isIntact ? length : null);
    return isIntact ? length : null;
  }

  if ((await intactPageAt(0)) === null) return source;
  return {
    byteLength: source.byteLength,
    async read(offset, length) {
      const bytes = await source.read(offset, length);
      // A pattern may begin before or end behind what is asked for.
      const from = Math.max(0, offset - capturePattern.length + 1);
      const window = await source.read(from, offset - from + length + capturePattern.length - 1);
      let hidden: Uint8Array | null = null;
      for (let at = window.indexOf(firstByte); at >= 0;) {
        const isPattern = capturePattern.every((byte, index) => window[at + index] === byte);
        const page = isPattern ? await intactPageAt(from + at) : null;
        if (isPattern && page === null) {
          hidden ??= Uint8Array.from(bytes);
          hidden.fill(0, Math.max(0, from + at - offset), Math.max(0, from + at - offset + capturePattern.length));
        }
        at = window.indexOf(firstByte, at + (page ?? 1));
      }
      return hidden ?? bytes;
    },
  };
}
