import { bitPosition, bitsAt, bitsEnd, bitsLeft, bitsOf, goTo, isInside, readBits } from './bits';
import { giveBack, keep, keepToo, take } from './memory';

/** What a codebook is (Vorbis I, section 3.2.1), ready to be read with. */
@unmanaged
export class Book {
  dimensions: i32 = 0;
  entries: i32 = 0;
  /** How many entries have a codeword. */
  used: i32 = 0;
  /** Codewords, by their first bits. */
  table: usize = 0;
  /** Which bits are looked up first: the lowest 0 to 9. */
  rootMask: u32 = 0;
  /** For each entry `dimensions` floats; 0 when there are none. */
  vectors: usize = 0;
}

const pattern = 0x56_43_42;
/** No encoder comes near; more may need more memory than is given to a set-up. */
const mostEntries = 1 << 16;

// A table looks at a number of bits and has an item of 32 bits for each pattern of them: a codeword's length (1 to 32)
// and its entry, or where the next table begins, for codewords that go on, and how many bits that looks at.
const rootBits = 9;
const branchBits = 6;
const lengthMask = 63;
const goesOn = 64;
const valueShift = 7;

let table: usize = 0;
let tableLength = 0;
let tableCapacity = 0;

/** Reads a codebook from the set-up. False when it contradicts itself or needs too much memory. */
export function readBook(book: Book): bool {
  if (readBits(24) !== pattern) return false;
  book.dimensions = readBits(16);
  book.entries = readBits(24);
  const dimensions = book.dimensions;
  const entries = book.entries;
  if (dimensions === 0 || entries === 0 || entries > mostEntries) return false;
  const lengths = take(entries);
  if (lengths === 0) return false;
  const isRight = readLengths(lengths, entries) && layTable(book, lengths);
  giveBack(lengths);
  return isRight && readVectors(book) && isInside();
}

/** The length of each codeword as a byte, 0 for none. */
function readLengths(lengths: usize, entries: i32): bool {
  if (readBits(1) === 1) return readOrdered(lengths, entries);
  const isSparse = readBits(1) === 1;
  if (bitsLeft() < entries) return false;
  for (let entry = 0; entry < entries; entry++)
    store<u8>(lengths + entry, isSparse && readBits(1) === 0 ? 0 : readBits(5) + 1);
  return isInside();
}

function readOrdered(lengths: usize, entries: i32): bool {
  let entry = 0;
  for (let length = readBits(5) + 1; entry < entries; length++) {
    const count = readBits(bitsOf(entries - entry)) as i32;
    if (length > 32 || count > entries - entry || !isInside()) return false;
    memory.fill(lengths + entry, u8(length), count);
    entry += count;
  }
  return true;
}

/** For each length at most one branch of the tree is free, the longer ones to the left: see `layTable`. */
const free = memory.data(33 * 4, 16);
const isFree = memory.data(33, 16);

/**
 * Gives each entry in turn the leftmost codeword of its length that is free (Vorbis I, section 3.2.1). That is below the longest free
 * branch that is no longer than it: what is left beside the way down to it is one branch of each length in between, so that
 * there is never more than one of each. Bit 0 of a branch is read first. False when codewords are missing, or too many.
 */
function layTable(book: Book, lengths: usize): bool {
  let longest = 0;
  for (let entry = 0; entry < book.entries; entry++) {
    const length = load<u8>(lengths + entry) as i32;
    longest = max(longest, length);
    if (length > 0) book.used++;
  }
  if (book.used === 0) return true;
  const bits = min(longest, rootBits);
  book.rootMask = (1 << bits) - 1;
  tableLength = tableCapacity = 0;
  table = 0;
  if (addTable(bits) < 0) return false;
  const isRight =
    book.used === 1 ? laySingle(lengths, book.entries, bits) : layAll(lengths, book.entries, bits, longest);
  if (!isRight) {
    giveBack(table);
    return false;
  }
  book.table = table;
  return keepToo(table);
}

/** A single codeword has one bit, of either kind (section 3.2.1, since the errata of 2015). */
function laySingle(lengths: usize, entries: i32, bits: i32): bool {
  for (let entry = 0; entry < entries; entry++) {
    const length = load<u8>(lengths + entry);
    if (length > 1) return false;
    if (length === 1) return insert(0, 1, entry, bits, 1) && insert(1, 1, entry, bits, 1);
  }
  return false;
}

function layAll(lengths: usize, entries: i32, bits: i32, longest: i32): bool {
  memory.fill(isFree, 0, 33);
  store<u32>(free, 0);
  store<u8>(isFree, 1);
  for (let entry = 0; entry < entries; entry++) {
    const length = load<u8>(lengths + entry) as i32;
    if (length === 0) continue;
    let from = length;
    while (from >= 0 && load<u8>(isFree + from) === 0) from--;
    if (from < 0) return false;
    const code = load<u32>(free + 4 * from);
    store<u8>(isFree + from, 0);
    for (let at = from + 1; at <= length; at++) {
      store<u32>(free + 4 * at, code | (1 << (at - 1)));
      store<u8>(isFree + at, 1);
    }
    if (!insert(code, length, entry, bits, longest)) return false;
  }
  for (let at = 0; at <= 32; at++) if (load<u8>(isFree + at) !== 0) return false;
  return true;
}

/** Puts a codeword wherever its bits are looked up. False when there is no memory. */
function insert(code: u32, length: i32, entry: i32, firstBits: i32, longest: i32): bool {
  let base = 0;
  let bits = firstBits;
  let done = 0;
  while (length - done > bits) {
    const place = base + i32((code >> done) & ((1 << bits) - 1));
    done += bits;
    let link = load<u32>(table + 4 * place);
    if (link === 0) {
      const next = min(branchBits, longest - done);
      const start = addTable(next);
      if (start < 0) return false;
      link = next | goesOn | (start << valueShift);
      store<u32>(table + 4 * place, link);
    }
    base = link >> valueShift;
    bits = link & lengthMask;
  }
  for (let at = i32(code >> done); at < 1 << bits; at += 1 << (length - done))
    store<u32>(table + 4 * (base + at), length | (entry << valueShift));
  return true;
}

/** Adds a table that looks at `bits` bits, all 0. Returns where it begins; below 0: there is no memory. */
function addTable(bits: i32): i32 {
  const start = tableLength;
  tableLength += 1 << bits;
  if (tableLength > tableCapacity) {
    const capacity = max(tableLength, 2 * tableCapacity);
    const larger = take(4 * capacity);
    if (larger === 0) return -1;
    memory.copy(larger, table, 4 * start);
    if (table !== 0) giveBack(table);
    table = larger;
    tableCapacity = capacity;
  }
  memory.fill(table + 4 * start, 0, 4 << bits);
  return start;
}

/** Vectors of a lookup (Vorbis I, sections 3.2.1 and 3.3). */
function readVectors(book: Book): bool {
  const kind = readBits(4);
  if (kind === 0) return true;
  if (kind > 2) return false;
  const dimensions = book.dimensions;
  const entries = book.entries;
  const least = unpackFloat(readBits(32));
  const step = unpackFloat(readBits(32));
  const bits = readBits(4) + 1;
  const isSequence = readBits(1) === 1;
  const count = kind === 1 ? valuesOfLattice(entries, dimensions) : (entries as i64) * dimensions;
  if (count * bits > (bitsLeft() as i64) || (entries as i64) * dimensions > 4 << 20) return false;
  const values = take(4 * i32(count));
  if (values === 0) return false;
  book.vectors = keep(4 * entries * dimensions);
  if (book.vectors !== 0) {
    for (let at = 0; at < i32(count); at++) store<f32>(values + 4 * at, f32(f64(readBits(bits)) * step + least));
    layVectors(book, values, kind === 1 ? i32(count) : 0, isSequence);
  }
  giveBack(values);
  return book.vectors !== 0;
}

/** `lattice`: how many values stand for each dimension; 0 when each vector has its own. */
function layVectors(book: Book, values: usize, lattice: i32, isSequence: bool): void {
  let to = book.vectors;
  for (let entry = 0; entry < book.entries; entry++) {
    let rest = entry;
    let before: f32 = 0;
    for (let dimension = 0; dimension < book.dimensions; dimension++) {
      let at = entry * book.dimensions + dimension;
      if (lattice > 0) {
        at = rest % lattice;
        rest /= lattice;
      }
      const value = load<f32>(values + 4 * at) + before;
      store<f32>(to, value);
      if (isSequence) before = value;
      to += 4;
    }
  }
}

/** The greatest number whose power of `dimensions` is at most `entries` (Vorbis I, section 9.2.3). */
function valuesOfLattice(entries: i32, dimensions: i32): i64 {
  if (dimensions === 1) return entries;
  let values: i64 = 1;
  while (isPowerWithin(values + 1, dimensions, entries)) values++;
  return values;
}

function isPowerWithin(value: i64, exponent: i32, most: i64): bool {
  let power: i64 = 1;
  for (let at = 0; at < exponent; at++) {
    power *= value;
    if (power > most) return false;
  }
  return true;
}

/** Section 9.2.2: 21 bits of a number, 10 of an exponent, a sign. */
function unpackFloat(packed: u32): f64 {
  const size = f64(packed & 0x1f_ffff) * Math.pow(2, f64(i32((packed >> 21) & 0x3ff) - 788));
  return packed >> 31 === 0 ? size : -size;
}

/** What is looked up for these bits: the length of the codeword in the lowest 6 bits, its entry from bit 7 on. */
export function codewordOf(book: usize, rootMask: u32, bits: u64): u32 {
  const found = load<u32>(book + (usize(u32(bits) & rootMask) << 2));
  return (found & goesOn) === 0 ? found : longCodewordOf(book, found, rootMask, bits);
}

function longCodewordOf(book: usize, found: u32, rootMask: u32, bits: u64): u32 {
  bits >>= u64(popcnt(rootMask));
  while ((found & goesOn) !== 0) {
    const count = found & lengthMask;
    found = load<u32>(book + (usize((found >> valueShift) + (u32(bits) & ((1 << count) - 1))) << 2));
    bits >>= u64(count);
  }
  return found;
}

export function lengthOf(codeword: u32): i32 {
  return codeword & lengthMask;
}

export function entryOf(codeword: u32): u32 {
  return codeword >> valueShift;
}

/** The entry that comes next in the packet; below 0 when the packet ends before. */
export function readEntry(book: Book): i32 {
  const bit = bitPosition();
  if (bit > bitsEnd()) return -1;
  const codeword = codewordOf(book.table, book.rootMask, bitsAt(bit));
  goTo(bit + lengthOf(codeword));
  return isInside() ? entryOf(codeword) : -1;
}
