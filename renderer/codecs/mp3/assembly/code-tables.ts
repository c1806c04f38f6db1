import {
  codes1,
  codes10,
  codes11,
  codes12,
  codes13,
  codes15,
  codes16,
  codes2,
  codes24,
  codes3,
  codes5,
  codes6,
  codes7,
  codes8,
  codes9,
  codesOfFours,
} from './codes';

/** Bits that are looked up at first. Most codes are no longer. */
export const rootBits = 9;
/** So long the longest code is. */
const longestCode = 19;

// An entry is a pair (y, x and the length of its code, from the top bits on), or leads on to a table of longer codes: with this
// mark, by how many bits that is looked up, and where it begins, in entries from the first.
export const leadsOn: u32 = 0x8000;
export const bitsShift = 11;
export const startMask: u32 = 0x7ff;

const tableBytes = 2 << 11;
const distinct = 15;
const tables = memory.data(distinct * tableBytes, 16);
let made = 0;

/** Where the table of each number lies (ISO 11172-3 table 3-B.7); 0 when it stands for lines of zero. */
const places = new StaticArray<usize>(32);
/** Bits by which lines of 15 and more go on, linbits. */
const extraBits = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 6, 8, 10, 13, 4, 5, 6, 7, 8, 9, 11, 13,
]);

/** Codes of four lines: length in the upper half of a byte, the lines in the lower. */
export const fours = memory.data(64, 16);

places[1] = build(codes1);
places[2] = build(codes2);
places[3] = build(codes3);
places[5] = build(codes5);
places[6] = build(codes6);
places[7] = build(codes7);
places[8] = build(codes8);
places[9] = build(codes9);
places[10] = build(codes10);
places[11] = build(codes11);
places[12] = build(codes12);
places[13] = build(codes13);
places[15] = build(codes15);
places[16] = build(codes16);
places[24] = build(codes24);
for (let table = 17; table < 24; table++) places[table] = places[16];
for (let table = 25; table < 32; table++) places[table] = places[24];
buildFours();

export function tableOf(select: i32): usize {
  return places[select];
}

export function extraBitsOf(select: i32): i32 {
  return i32(load<u8>(extraBits + select));
}

function build(codes: string): usize {
  const table = tables + made++ * tableBytes;
  let next = 1 << rootBits;
  /** The code, at the top of as many bits as the longest has. */
  let code = 0;
  for (let at = 0; at < codes.length;) {
    const length = digit(codes, at);
    const root = code >> (longestCode - rootBits);
    if (length <= rootBits) {
      fill(table + 2 * root, 1 << (rootBits - length), leaf(codes, at));
      code += 1 << (longestCode - length);
      at += 3;
      continue;
    }
    // All codes that begin with these bits.
    const end = (root + 1) << (longestCode - rootBits);
    const more = longestBelow(codes, at, code, end) - rootBits;
    store<u16>(table + 2 * root, u16(leadsOn | (u32(more) << bitsShift) | u32(next)));
    for (; code < end; at += 3) {
      const length = digit(codes, at);
      const rest = rootBits + more - length;
      const place = next + ((code >> (longestCode - rootBits - more)) & ((1 << more) - 1));
      fill(table + 2 * place, 1 << rest, leaf(codes, at));
      code += 1 << (longestCode - length);
    }
    next += 1 << more;
  }
  return table;
}

/** The longest of the codes from `code` up to `end`. */
function longestBelow(codes: string, at: i32, code: i32, end: i32): i32 {
  let longest = 0;
  for (; code < end; at += 3) {
    const length = digit(codes, at);
    longest = max(longest, length);
    code += 1 << (longestCode - length);
  }
  return longest;
}

function leaf(codes: string, at: i32): u16 {
  return u16((digit(codes, at) << 8) | (digit(codes, at + 1) << 4) | digit(codes, at + 2));
}

function fill(from: usize, count: i32, entry: u16): void {
  for (let at = 0; at < count; at++) store<u16>(from + 2 * at, entry);
}

function buildFours(): void {
  let place = 0;
  for (let at = 0; at < codesOfFours.length; at += 2) {
    const length = digit(codesOfFours, at);
    for (const end = place + (1 << (6 - length)); place < end; place++) {
      store<u8>(fours + place, u8((length << 4) | digit(codesOfFours, at + 1)));
    }
  }
}

function digit(text: string, at: i32): i32 {
  const character = text.charCodeAt(at);
  return character < 58 ? character - 48 : character - 87;
}
