import { EncodedPacket } from 'mediabunny';
import type { PacketSource } from '../flac/flac-packets.ts';
import type { OggCodec } from './ogg-codec.ts';
import { type OggPage, type OggPages, PacketJoiner } from './ogg-pages.ts';

/** Where one stream lies in a file: its pages begin in `[start, end)`. */
export type OggLink = { readonly serial: number; readonly start: number; readonly end: number };

type PlacedPacket = {
  readonly data: Uint8Array;
  /** In samples. */
  readonly start: number;
  readonly samples: number;
};

/** The packets of sound that end on a page. `last`: what `samplesOf` says of the last; null when there are none. */
type PlacedPackets = {
  readonly packets: readonly PlacedPacket[];
  readonly end: number;
  readonly last: number | null;
  /** Where the first begins by the position of the page. */
  readonly byPosition: number;
};

/** `start` is without what is skipped at the start of the stream. */
type OggPacket = PlacedPacket & {
  /** Whether the packet before it is lost. */
  readonly isBehindHole: boolean;
  /** The pages from here on must be gone through to come to it again. */
  readonly runStart: number;
  /** Grows from packet to packet. */
  readonly order: number;
};

/** A packet for a decoder that knows its place in the file. */
class PacketInPlace extends EncodedPacket {
  readonly place: OggPacket;

  constructor(place: OggPacket, sampleRate: number) {
    const { data, start, samples, order } = place;
    super(data, 'key', start / sampleRate, samples / sampleRate, order);
    this.place = place;
  }
}

/** As near before the wanted page it is quicker to walk. */
const walkBytes = 65_536;
/** After this many guesses by proportion the search halves the span, which always ends. */
const guesses = 8;
/** The samples by which successive pages may disagree; up to here the lengths of packets count, not the positions. */
const tolerance = 4800;
/** The most samples that can stand for a byte of a packet or of its length. */
const mostSamplesPerByte = 4096;

/**
 * The packets of Opus or Vorbis in Ogg, each in its place by the positions in the pages: they tell a lost page (RFC 3533 section 6) from
 * pages that are only numbered wrongly, or written twice.
 */
export class OggPackets implements PacketSource {
  readonly #pages: OggPages;
  readonly #codec: OggCodec;
  readonly #link: OggLink;
  /** Once it is known. */
  #lengthSamples: number | null = null;

  constructor(pages: OggPages, codec: OggCodec, link: OggLink) {
    this.#pages = pages;
    this.#codec = codec;
    this.#link = link;
  }

  /** Samples up to the end that the last page tells. */
  async lengthSamples(): Promise<number> {
    const { start, end, serial } = this.#link;
    const last = await this.#pages.lastIn(start, end, (page) => page.serial === serial && page.position >= 0);
    const most = (end - start) * mostSamplesPerByte;
    return (this.#lengthSamples = Math.max(0, Math.min((last?.position ?? -1) - this.#codec.preSkip, most)));
  }

  async getFirstPacket(): Promise<EncodedPacket | null> {
    for await (const [packet] of this.#run(this.#link.start)) if (packet !== undefined) return this.#encoded(packet);
    return null;
  }

  /** The last packet that begins at or before this time in seconds; null when all begin later. */
  async getPacket(seconds: number): Promise<EncodedPacket | null> {
    const wanted = Math.floor(seconds * this.#codec.sampleRate);
    let before: OggPacket | null = null;
    for await (const packets of this.#run(await this.#pageBefore(wanted))) {
      before = packets.findLast(({ start }) => start <= wanted) ?? before;
      if (packets.some(({ start }) => start > wanted)) break;
    }
    return before && this.#encoded(before);
  }

  async getNextPacket(packet: EncodedPacket): Promise<EncodedPacket | null> {
    if (!(packet instanceof PacketInPlace)) return null;
    const { runStart, order } = packet.place;
    for await (const packets of this.#run(runStart)) {
      const next = packets.find((one) => one.order > order);
      if (next !== undefined) return this.#encoded(next);
    }
    return null;
  }

  /** One after the other, as far as none is lost; throws where some are. */
  async *packets(first?: EncodedPacket): AsyncGenerator<EncodedPacket, void, unknown> {
    const known = first instanceof PacketInPlace ? first.place : null;
    let isFirst = true;
    for await (const packets of this.#run(known?.runStart ?? this.#link.start)) {
      for (const packet of packets) {
        if (packet.order < (known?.order ?? 0)) continue;
        if (packet.isBehindHole && !isFirst) throw new Error('Pages are missing.');
        isFirst = false;
        yield this.#encoded(packet);
      }
    }
  }

  #encoded(packet: OggPacket): EncodedPacket {
    return new PacketInPlace(packet, this.#codec.sampleRate);
  }

  /** The place of a page whose packets all end at or before this sample, or the start of the stream; as a rule not far before it. */
  async #pageBefore(wanted: number): Promise<number> {
    let before = this.#link.start;
    let sampleBefore = 0;
    let { end } = this.#link;
    let endSample = this.#lengthSamples ?? 0;
    for (let tried = 0; end - before > walkBytes; tried++) {
      const part = (wanted - sampleBefore) / (endSample - sampleBefore);
      const isGuess = tried < guesses && part >= 0 && part < 1;
      const bytesAhead = part * (end - before);
      if (isGuess && bytesAhead < walkBytes) break;
      const middle = isGuess ? before + Math.floor(bytesAhead) - walkBytes / 2 : Math.floor((before + end) / 2);
      // All that is walked through from a good guess, in one request.
      if (isGuess) this.#pages.bytes.read(middle, walkBytes).catch(() => undefined);
      let page = await this.#ownFrom(middle, end);
      while (page !== null && page.position < 0) page = await this.#ownFrom(page.offset + page.byteLength, end);
      const sample = page === null ? endSample : page.position - this.#codec.preSkip;
      if (page === null || sample > wanted) {
        end = middle;
        endSample = sample;
      } else {
        before = page.offset;
        sampleBefore = sample;
      }
    }
    return before;
  }

  async #ownFrom(offset: number, end: number): Promise<OggPage | null> {
    let page = await this.#pages.from(offset, end);
    while (page !== null && page.serial !== this.#link.serial)
      page = await this.#pages.from(page.offset + page.byteLength, end);
    return page;
  }

  /** All packets of sound from the page at `runStart` on, page by page, but for one that began before it. */
  async *#run(runStart: number): AsyncGenerator<readonly OggPacket[], void> {
    const { start, end } = this.#link;
    const joiner = new PacketJoiner();
    let pageBefore: OggPage | null = null;
    let samplesBefore: number | null = null;
    let next: number | null = null;
    let anchor = runStart;
    for (let page = await this.#ownFrom(runStart, end); page !== null;) {
      const isFollowing: boolean = pageBefore === null || page.number === pageBefore.number + 1;
      // From a page on which a whole packet lies, what follows comes out the same.
      if (pageBefore !== null && endsOn(pageBefore) > (pageBefore.isContinued ? 1 : 0)) anchor = pageBefore.offset;
      const sound = joiner.add(page).filter((packet) => !this.#codec.isHeader(packet));
      let placed = this.#place(sound, page, samplesBefore, next, runStart === start);
      let isBehindHole = false;
      if (next !== null && placed.last !== null && page.position >= 0) {
        const late = placed.byPosition - next;
        if (late > (isFollowing ? tolerance : 0)) {
          isBehindHole = true;
          // What was joined over the hole is no packet.
          placed = this.#place(page.isContinued ? sound.slice(1) : sound, page, null, null, false);
        } else if (!isFollowing && !page.isLast && page.position <= next) {
          // Written twice.
          placed = { ...placed, packets: [], last: null };
          joiner.forget();
        }
      }
      const count = placed.packets.length;
      // Counted from the end, since one that began before the run is missing at the start.
      const firstOrder: number = page.offset * 256 + 256 - count;
      const [runStartHere, isHole] = [anchor, isBehindHole];
      yield placed.packets.map(({ data, start: at, samples }, index): OggPacket => ({
        data,
        start: at - this.#codec.preSkip,
        samples,
        isBehindHole: isHole && index === 0,
        runStart: runStartHere,
        order: firstOrder + index,
      }));
      if (placed.last !== null) {
        samplesBefore = placed.last;
        next = placed.end;
      }
      pageBefore = page;
      page = await this.#ownFrom(page.offset + page.byteLength, end);
    }
  }

  /** `next`: where the first begins by those before it; null when the page itself must tell. */
  #place(
    sound: readonly Uint8Array[],
    page: OggPage,
    samplesBefore: number | null,
    next: number | null,
    isStart: boolean,
  ): PlacedPackets {
    let last = samplesBefore;
    const spans = sound.map((data) => {
      const own = this.#codec.samplesOf(data);
      const span = this.#codec.span(last, own);
      last = own;
      return span;
    });
    const byPosition = page.position - spans.reduce((sum, span) => sum + span, 0);
    // The position of the last page leaves out what is cut off behind the sound.
    const isTold = page.position >= 0 && !(isStart && page.isLast);
    let end = next ?? (isTold ? byPosition : 0);
    const packets = sound.map((data, index): PlacedPacket => {
      const samples = spans[index] ?? 0;
      end += samples;
      return { data, start: end - samples, samples };
    });
    return { packets, end, last: packets.length === 0 ? null : last, byPosition };
  }
}

/** How many packets end on a page. */
const endsOn = ({ lacing }: OggPage): number => lacing.reduce((count, length) => count + (length < 255 ? 1 : 0), 0);
