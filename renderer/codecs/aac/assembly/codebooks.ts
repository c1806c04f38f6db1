import { bitPosition, bitsAt, goTo } from './bits';
import * as tables from './code-tables';

/** A codebook, ready to be read with. An item of its tables is 0, or what `itemOf` says. */
@unmanaged
export class Book {
  /** Items by the first `rootBits` of the bits that follow; 0 for codes that go on. */
  root: usize = 0;
  /** Items by as many bits as the longest code has, for those that go on; where that of no bits would be. */
  tail: usize = 0;
  /** 64 less the length of the longest code. */
  tailShift: i32 = 0;
  /** What the codes stand for, as floats whose size is raised to the power of 4/3 (ISO 14496-3 4.6.1.3). */
  vectors: usize = 0;
}

export const rootBits = 9;
export const rootShift = 64 - rootBits;

// In an item: the bits of the code with those of signs behind it, the bits of the code alone, which of its four lines are not 0 (first
// highest), where its vector begins, in bytes, and which of its two lines are escapes.
export const lengthMask: u32 = 31;
export const codeShift = 5;
export const linesShift = 10;
export const vectorShift = 14;
export const vectorMask: u32 = 0x3fff;
export const firstEscape: u32 = 1 << 28;
export const secondEscape: u32 = 1 << 29;

/** The greatest line (ISO 14496-3 4.6.3.3). */
export const greatestLine = 8191;
/** For 0 to `greatestLine` its power of 4/3. */
export const powers = memory.data(4 * (greatestLine + 1), 16);
for (let line = 0; line <= greatestLine; line++) store<f32>(powers + 4 * line, f32(f64(line) * Math.cbrt(f64(line))));

/** For four lines that are or are not 0, and the next four bits: the signs of the lines. */
export const signs = memory.data(16 * 16 * 16, 16);
for (let lines = 0; lines < 16; lines++)
  for (let bits = 0; bits < 16; bits++) {
    let bit = 3;
    for (let line = 0; line < 4; line++) {
      if (((lines >> (3 - line)) & 1) === 0) continue;
      store<u32>(signs + 4 * (64 * lines + 4 * bits + line), ((bits >> bit) & 1) << 31);
      bit--;
    }
  }

const count = 12;
const scaleBook = 11;
const books = memory.data(count * (offsetof<Book>() as i32), 16);
const mostCodeBits = 19;

/** Where the tables and vectors of the books lie. */
const place = memory.data(128 << 10, 16);
let used: usize = place;

lay(0, tables.counts1, tables.codes1, 4, 1);
lay(1, tables.counts2, tables.codes2, 4, 1);
lay(2, tables.counts3, tables.codes3, 4, 0);
lay(3, tables.counts4, tables.codes4, 4, 0);
lay(4, tables.counts5, tables.codes5, 2, 4);
lay(5, tables.counts6, tables.codes6, 2, 4);
lay(6, tables.counts7, tables.codes7, 2, 0);
lay(7, tables.counts8, tables.codes8, 2, 0);
lay(8, tables.counts9, tables.codes9, 2, 0);
lay(9, tables.counts10, tables.codes10, 2, 0);
lay(10, tables.counts11, tables.codes11, 2, 0);
lay(scaleBook, tables.countsOfScales, tables.codesOfScales, 2, 0);

/** The codebook of this number, 1 to 11 (ISO 14496-3 table 4.118). */
export function bookOf(number: i32): Book {
  return changetype<Book>(books + (number - 1) * offsetof<Book>());
}

/** `dimensions`: lines of a code. `zero`: the digit that stands for 0; above 0 the lines have their signs in them. */
function lay(index: i32, counts: string, codes: string, dimensions: i32, zero: i32): void {
  const book = changetype<Book>(books + index * offsetof<Book>());
  const longest = counts.length >> 1;
  book.tailShift = 64 - longest;
  book.root = used;
  used += 4 << rootBits;
  let code = 0;
  let at = 0;
  for (let length = 1; length <= longest; length++)
    for (let left = twoDigits(counts, 2 * length - 2); left > 0; left--) {
      const item = index === scaleBook ? scaleItem(codes, at, length) : itemOf(codes, at, length, dimensions, zero);
      if (length <= rootBits) {
        const from = code >> (mostCodeBits - rootBits);
        for (let place = 0; place < 1 << (rootBits - length); place++) store<u32>(book.root + 4 * (from + place), item);
      } else {
        // The first code that goes on. Those before it with the same bits at first are as long.
        if (book.tail === 0) {
          const before = (code >> (mostCodeBits - rootBits)) << (longest - rootBits);
          book.tail = used - 4 * before;
          used += 4 * ((1 << longest) - before);
        }
        const from = code >> (mostCodeBits - longest);
        for (let place = 0; place < 1 << (longest - length); place++) store<u32>(book.tail + 4 * (from + place), item);
      }
      code += 1 << (mostCodeBits - length);
      at += dimensions;
    }
  if (index !== scaleBook) layVectors(book, codes, dimensions, zero);
}

/** Of two lines without signs there is a vector for each of the four pairs of bits that may follow. */
function variantsOf(dimensions: i32, zero: i32): i32 {
  return dimensions === 2 && zero === 0 ? 4 : 1;
}

function itemOf(codes: string, at: i32, length: i32, dimensions: i32, zero: i32): u32 {
  let lines: u32 = 0;
  let escapes: u32 = 0;
  for (let line = 0; line < dimensions; line++) {
    const value = digit(codes, at + line) - zero;
    lines = (lines << 1) | u32(value !== 0);
    if (value === 16) escapes |= line === 0 ? firstEscape : secondEscape;
  }
  const signBits = zero === 0 ? popcnt(lines) : 0;
  const vector = (at / dimensions) * dimensions * 4 * variantsOf(dimensions, zero);
  return escapes | (vector << vectorShift) | (lines << linesShift) | (length << codeShift) | (length + signBits);
}

/** For differences of scale factors: the difference stands in place of the vector. */
function scaleItem(codes: string, at: i32, length: i32): u32 {
  return (twoDigits(codes, at) << vectorShift) | length;
}

function layVectors(book: Book, codes: string, dimensions: i32, zero: i32): void {
  book.vectors = used = (used + 15) & ~15;
  const variants = variantsOf(dimensions, zero);
  for (let at = 0; at < codes.length; at += dimensions)
    for (let variant = 0; variant < variants; variant++) {
      let bit = 1;
      for (let line = 0; line < dimensions; line++) {
        const value = digit(codes, at + line) - zero;
        const power = load<f32>(powers + 4 * abs(value));
        const isBelow = value < 0 || (value > 0 && ((variant >> bit) & 1) === 1);
        store<f32>(used, isBelow ? -power : power);
        if (value !== 0) bit--;
        used += 4;
      }
    }
  used = (used + 15) & ~15;
}

function twoDigits(text: string, at: i32): i32 {
  return 36 * digit(text, at) + digit(text, at + 1);
}

function digit(text: string, at: i32): i32 {
  const character = text.charCodeAt(at);
  return character < 58 ? character - 48 : character - 87;
}

/** The next difference of scale factors, -60 to 60 (ISO 14496-3 4.6.2.3.2). */
export function readScaleDifference(): i32 {
  const book = changetype<Book>(books + scaleBook * offsetof<Book>());
  const bit = bitPosition();
  const bits = bitsAt(bit);
  let item = load<u32>(book.root + (usize(bits >>> rootShift) << 2));
  if (item === 0) item = load<u32>(book.tail + (usize(bits >>> book.tailShift) << 2));
  goTo(bit + (item & lengthMask));
  return i32(item >> vectorShift) - 60;
}
