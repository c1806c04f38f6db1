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

/** Of a page of a file. `position`: of the end of the last packet that ends on it, in samples; -1: none ends. */
export type OggHead = {
  readonly offset: number;
  readonly position: number;
  readonly serial: number;
  readonly number: number;
};

function headOf(page: Uint8Array, offset: number): OggHead {
  const view = viewOf(page);
  const position = Number(view.getBigInt64(6, true));
  return { offset, position, serial: view.getUint32(14, true), number: view.getUint32(18, true) };
}

/** A whole page of a file. */
export type OggPage = OggHead & {
  readonly byteLength: number;
  readonly isContinued: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly lacing: Uint8Array;
  readonly body: Uint8Array;
};

/** Bytes to search at a time: as a rule a page begins in the first few. */
export const leastSearchBytes = 8192;
const mostSearchBytes = 65_536;
const [firstByte] = capturePattern;

/**
 * The intact pages of a file. One that is cut off or whose checksum is wrong is none: its packets would decode to noise of any
 * loudness. A file whose first pages have wrong checksums was written by something that does not count them.
 */
export class OggPages {
  readonly bytes: ByteSource;
  /** Whether the first page is read although its checksum is wrong and that of one behind it is right. */
  readonly isFirstSpoilt: boolean;
  readonly #hasChecksums: boolean;

  private constructor(bytes: ByteSource, hasChecksums: boolean, isFirstSpoilt = false) {
    this.bytes = bytes;
    this.#hasChecksums = hasChecksums;
    this.isFirstSpoilt = isFirstSpoilt;
  }

  static async of(bytes: ByteSource): Promise<OggPages> {
    const checked = new OggPages(bytes, true);
    if ((await checked.at(0)) !== null) return checked;
    const isNextIntact = (await checked.from(1, Math.min(bytes.byteLength, 2 * mostSearchBytes))) !== null;
    return new OggPages(bytes, isNextIntact, isNextIntact);
  }

  /** The page that begins exactly here; null when there is none. */
  async at(offset: number): Promise<OggPage | null> {
    const head = await this.bytes.read(offset, longestPageHead);
    if (!capturePattern.every((byte, index) => head[index] === byte) || head[4] !== 0) return null;
    const byteLength = pageBytes(head);
    if (byteLength === null || offset + byteLength > this.bytes.byteLength) return null;
    const page = await this.bytes.read(offset, byteLength);
    const isTaken = !this.#hasChecksums || (this.isFirstSpoilt && offset === 0) || isPageIntact(page);
    if (page.length < byteLength || !isTaken) return null;
    const bodyAt = pageHeadBytes + (page[pageHeadBytes - 1] ?? 0);
    const kind = page[5] ?? 0;
    return {
      ...headOf(page, offset),
      byteLength,
      isContinued: (kind & flags.continued) !== 0,
      isFirst: (kind & flags.first) !== 0,
      isLast: (kind & flags.last) !== 0,
      lacing: page.subarray(pageHeadBytes, bodyAt),
      body: page.subarray(bodyAt),
    };
  }

  /** What the next header behind `offset` says, whole or not; null when there is none. Looks at fewer bytes than `from`. */
  async headFrom(offset: number): Promise<OggHead | null> {
    const { byteLength } = this.bytes;
    let size = leastSearchBytes;
    for (let from = offset; from < byteLength; from += size, size = Math.min(2 * size, mostSearchBytes)) {
      for (const at of await this.#patternsIn(from, Math.min(from + size, byteLength))) {
        const head = await this.bytes.read(at, pageHeadBytes);
        if (head.length === pageHeadBytes && head[4] === 0) return headOf(head, at);
      }
    }
    return null;
  }

  /** The first page that begins in `[offset, end)`; null when there is none. */
  async from(offset: number, end: number): Promise<OggPage | null> {
    const here = offset < end ? await this.at(offset) : null;
    if (here !== null) return here;
    let size = leastSearchBytes;
    for (let from = offset + 1; from < end; from += size, size = Math.min(2 * size, mostSearchBytes)) {
      for (const at of await this.#patternsIn(from, Math.min(from + size, end))) {
        const page = await this.at(at);
        if (page !== null) return page;
      }
    }
    return null;
  }

  /** The last page that begins in `[offset, end)` and passes; null when there is none. */
  async lastIn(offset: number, end: number, passes: (page: OggPage) => boolean): Promise<OggPage | null> {
    let size = leastSearchBytes;
    for (let to = end; to > offset; to -= size, size = Math.min(2 * size, mostSearchBytes)) {
      for (const at of (await this.#patternsIn(Math.max(offset, to - size), to)).toReversed()) {
        const page = await this.at(at);
        if (page !== null && passes(page)) return page;
      }
    }
    return null;
  }

  /** Where pages may begin in `[from, end)`. */
  async #patternsIn(from: number, end: number): Promise<readonly number[]> {
    const window = await this.bytes.read(from, end - from + capturePattern.length - 1);
    const found: number[] = [];
    for (let at = window.indexOf(firstByte); at >= 0 && from + at < end; at = window.indexOf(firstByte, at + 1))
      if (capturePattern.every((byte, index) => window[at + index] === byte)) found.push(from + at);
    return found;
  }
}

/** Joins the packets of a stream from its pages. */
export class PacketJoiner {
  #begun: readonly Uint8Array[] | null = null;

  /** The packets that end on this page, in order; without one whose beginning is not known. */
  add({ lacing, body, isContinued }: OggPage): readonly Uint8Array[] {
    const packets: Uint8Array[] = [];
    let parts = isContinued ? this.#begun : [];
    let from = 0;
    let at = 0;
    for (const length of lacing) {
      at += length;
      if (length === segmentBytes) continue;
      if (parts !== null) packets.push(joined([...parts, body.subarray(from, at)]));
      parts = [];
      from = at;
    }
    const isOpen = lacing.at(-1) === segmentBytes;
    this.#begun = isOpen && parts !== null ? [...parts, body.subarray(from, at)] : null;
    return packets;
  }

  /** The beginning of a packet whose end is lost. */
  forget(): void {
    this.#begun = null;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
