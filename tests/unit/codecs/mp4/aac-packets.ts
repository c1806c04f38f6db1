import * as tables from '../../../../renderer/codecs/aac/assembly/code-tables.ts';
import type { Draw } from '../fuzz/mutate.ts';

/** Bits, the highest of a number first. */
class BitWriter {
  readonly #bits: number[] = [];

  put(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) this.#bits.push((value >>> bit) & 1);
  }

  get bytes(): Uint8Array {
    return Uint8Array.from({ length: Math.ceil(this.#bits.length / 8) }, (_, at) =>
      Array.from({ length: 8 }, (__, bit) => this.#bits[8 * at + bit] ?? 0).reduce((byte, bit) => 2 * byte + bit, 0),
    );
  }
}

type Code = { readonly bits: number; readonly length: number; readonly values: readonly number[] };

/** All codes of a table, whose values have this many digits; `zero` is taken from each. */
function codesOf(counts: string, values: string, dimensions: number, zero: number): readonly Code[] {
  const codes: Code[] = [];
  let bits = 0;
  for (let length = 1; length <= counts.length / 2; length++) {
    bits *= 2;
    for (let left = parseInt(counts.slice(2 * length - 2, 2 * length), 36); left > 0; left--) {
      const from = codes.length * dimensions;
      const digits = Array.from({ length: dimensions }, (_, at) => parseInt(values.charAt(from + at), 36) - zero);
      codes.push({ bits: bits++, length, values: digits });
    }
  }
  return codes;
}

const books: readonly (readonly Code[])[] = [
  [],
  codesOf(tables.counts1, tables.codes1, 4, 1),
  codesOf(tables.counts2, tables.codes2, 4, 1),
  codesOf(tables.counts3, tables.codes3, 4, 0),
  codesOf(tables.counts4, tables.codes4, 4, 0),
  codesOf(tables.counts5, tables.codes5, 2, 4),
  codesOf(tables.counts6, tables.codes6, 2, 4),
  codesOf(tables.counts7, tables.codes7, 2, 0),
  codesOf(tables.counts8, tables.codes8, 2, 0),
  codesOf(tables.counts9, tables.codes9, 2, 0),
  codesOf(tables.counts10, tables.codes10, 2, 0),
  codesOf(tables.counts11, tables.codes11, 2, 0),
];
const scaleCodes = new Map(
  codesOf(tables.countsOfScales, tables.codesOfScales, 2, 0).map((code) => {
    const [high = 0, low = 0] = code.values;
    return [36 * high + low - 60, code];
  }),
);

/** Lines at which bands begin, at 44.1 and 48 kHz (ISO 14496-3 tables 4.129 and 4.130), and one more for the end. */
const longStarts = [
  0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 72, 80, 88, 96, 108, 120, 132, 144, 160, 176, 196, 216, 240, 264,
  292, 320, 352, 384, 416, 448, 480, 512, 544, 576, 608, 640, 672, 704, 736, 768, 800, 832, 864, 896, 928, 1024,
];
const shortStarts = [0, 4, 8, 12, 16, 20, 28, 36, 44, 56, 68, 80, 96, 112, 128];
const eightShort = 2;

/** The windows of a channel; channels of a pair may share them. */
type Windows = { readonly sequence: number; readonly bandCount: number; readonly groups: readonly number[] };

function putWindows(to: BitWriter, draw: Draw): Windows {
  const sequence = draw(4);
  to.put(0, 1);
  to.put(sequence, 2);
  to.put(draw(2), 1);
  if (sequence !== eightShort) {
    const bandCount = draw(50);
    to.put(bandCount, 6);
    to.put(0, 1);
    return { sequence, bandCount, groups: [1] };
  }
  const bandCount = draw(15);
  to.put(bandCount, 4);
  const groups = [1];
  for (let window = 1; window < 8; window++) {
    const isShared = draw(2);
    to.put(isShared, 1);
    if (isShared === 1) groups.push((groups.pop() ?? 0) + 1);
    else groups.push(1);
  }
  return { sequence, bandCount, groups };
}

/** Runs of bands with the same codebook, for each group. */
type Section = { readonly book: number; readonly first: number; readonly end: number };

function putSections(to: BitWriter, draw: Draw, windows: Windows, lastBook: number): readonly (readonly Section[])[] {
  const lengthBits = windows.sequence === eightShort ? 3 : 5;
  const most = 2 ** lengthBits - 1;
  return windows.groups.map(() => {
    const sections: Section[] = [];
    for (let first = 0; first < windows.bandCount;) {
      const drawn = draw(lastBook);
      const book = drawn >= 12 ? drawn + 2 : drawn;
      const end = Math.min(windows.bandCount, first + 1 + draw(12));
      to.put(book, 4);
      for (let left = end - first; ; left -= most) {
        to.put(Math.min(left, most), lengthBits);
        if (left < most) break;
      }
      sections.push({ book, first, end });
      first = end;
    }
    return sections;
  });
}

function putScales(to: BitWriter, draw: Draw, gain: number, groups: readonly (readonly Section[])[]): void {
  let [scale, position] = [gain, 0];
  for (const { book, first, end } of groups.flat())
    for (let band = first; band < end; band++) {
      if (book === 0) continue;
      const isPosition = book >= 14;
      const wanted = isPosition ? draw(12) - 4 : book === 11 ? 90 + draw(20) : 110 + draw(30);
      const { bits, length } = scaleCodes.get(wanted - (isPosition ? position : scale)) ?? { bits: 0, length: 0 };
      to.put(bits, length);
      if (isPosition) position = wanted;
      else scale = wanted;
    }
}

/** Within the bands: what a pulse does behind them the standard leaves open. */
function putPulses(to: BitWriter, draw: Draw, { sequence, bandCount }: Windows): void {
  const lines = longStarts[bandCount] ?? 0;
  const hasPulses = sequence !== eightShort && lines > 128 && draw(3) === 0;
  to.put(hasPulses ? 1 : 0, 1);
  if (!hasPulses) return;
  const count = 1 + draw(4);
  const mostBand = longStarts.findLastIndex((start) => start + 32 * count <= lines);
  to.put(count - 1, 2);
  to.put(draw(mostBand + 1), 6);
  for (let pulse = 0; pulse < count; pulse++) to.put((draw(32) << 4) | draw(16), 9);
}

function putFilters(to: BitWriter, draw: Draw, windows: Windows): void {
  const isShort = windows.sequence === eightShort;
  const hasFilters = draw(3) === 0;
  to.put(hasFilters ? 1 : 0, 1);
  for (let window = 0; hasFilters && window < (isShort ? 8 : 1); window++) {
    const count = draw(isShort ? 2 : 4);
    to.put(count, isShort ? 1 : 2);
    if (count === 0) continue;
    const finer = draw(2);
    to.put(finer, 1);
    for (let filter = 0; filter < count; filter++) {
      to.put(draw(isShort ? 16 : 64), isShort ? 4 : 6);
      const order = draw(isShort ? 8 : 13);
      to.put(order, isShort ? 3 : 5);
      if (order === 0) continue;
      const compressed = draw(2);
      to.put((draw(2) << 1) | compressed, 2);
      // Small ones: those near 1 ring on.
      for (let at = 0; at < order; at++) to.put(draw(3) - 1, finer + 3 - compressed);
    }
  }
}

function putCode(to: BitWriter, draw: Draw, book: number): void {
  const codes = books[book] ?? [];
  const { bits, length, values } = codes[draw(codes.length)] ?? { bits: 0, length: 0, values: [] };
  to.put(bits, length);
  const isSigned = book === 1 || book === 2 || book === 5 || book === 6;
  if (!isSigned) for (const value of values) if (value !== 0) to.put(draw(2), 1);
  if (book !== 11) return;
  for (const value of values) {
    if (value !== 16) continue;
    const ones = draw(9);
    to.put((2 ** ones - 1) * 2, ones + 1);
    to.put(draw(2 ** (ones + 4)), ones + 4);
  }
}

function putLines(to: BitWriter, draw: Draw, windows: Windows, groups: readonly (readonly Section[])[]): void {
  const starts = windows.sequence === eightShort ? shortStarts : longStarts;
  for (const [group, sections] of groups.entries())
    for (const { book, first, end } of sections)
      for (let band = first; band < end; band++) {
        if (book === 0 || book > 11) continue;
        const lines = (windows.groups[group] ?? 0) * ((starts[band + 1] ?? 0) - (starts[band] ?? 0));
        for (let left = lines; left > 0; left -= book <= 4 ? 4 : 2) putCode(to, draw, book);
      }
}

/** `lastBook`: 12 for the codebooks of lines, 14 with intensity stereo. */
function putChannel(to: BitWriter, draw: Draw, shared: Windows | null, lastBook: number): void {
  const gain = 120;
  to.put(gain, 8);
  const windows = shared ?? putWindows(to, draw);
  const groups = putSections(to, draw, windows, lastBook);
  putScales(to, draw, gain, groups);
  putPulses(to, draw, windows);
  putFilters(to, draw, windows);
  to.put(0, 1);
  putLines(to, draw, windows, groups);
}

function putPair(to: BitWriter, draw: Draw, isShared: boolean): void {
  to.put(1, 3);
  to.put(draw(16), 4);
  to.put(isShared ? 1 : 0, 1);
  const windows = isShared ? putWindows(to, draw) : null;
  if (windows !== null) {
    const joint = draw(3);
    to.put(joint, 2);
    for (let left = windows.groups.length * windows.bandCount; joint === 1 && left > 0; left--) to.put(draw(2), 1);
  }
  putChannel(to, draw, windows, 12);
  putChannel(to, draw, windows, windows === null ? 12 : 14);
}

/** Elements that hold no sound. */
function putOther(to: BitWriter, draw: Draw): void {
  const kind = draw(4);
  if (kind === 0) {
    const count = draw(15);
    to.put(6, 3);
    to.put(count, 4);
    for (let byte = 0; byte < count; byte++) to.put(byte === 0 ? draw(16) : draw(256), 8);
  } else if (kind === 1) {
    const count = draw(20);
    to.put(4, 3);
    to.put(draw(16), 4);
    to.put(0, 1);
    to.put(count, 8);
    for (let byte = 0; byte < count; byte++) to.put(draw(256), 8);
  }
}

/**
 * A packet of AAC of low complexity at 44.1 kHz that says anything that it may say, but for noise, in ADTS: windows in any order, all codebooks,
 * pulses, filters, sum and difference, intensity stereo. `isShared`: whether both channels of a pair have the same windows.
 */
export function anyAacPacket(draw: Draw, channels: 1 | 2, isShared = true): Uint8Array {
  for (;;) {
    const to = new BitWriter();
    putOther(to, draw);
    if (channels === 1) {
      to.put(draw(16), 7);
      putChannel(to, draw, null, 12);
    } else putPair(to, draw, isShared);
    putOther(to, draw);
    to.put(7, 3);
    const body = to.bytes;
    const length = body.length + 7;
    if (length > 8191 || body.length > 768 * channels) continue;
    const head = [
      0xff,
      0xf1,
      0x50,
      (channels << 6) | (length >> 11),
      (length >> 3) & 255,
      ((length & 7) << 5) | 0x1f,
      0xfc,
    ];
    return Uint8Array.of(...head, ...body);
  }
}
