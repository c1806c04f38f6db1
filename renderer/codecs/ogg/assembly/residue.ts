import { bitPosition, bitsAt, bitsEnd, goTo, isInside, readBits } from './bits';
import { Book, codewordOf, entryOf, lengthOf, readEntry } from './codebooks';
import { isUsed } from './floor';
import { keep } from './memory';

const passes = 8;

/** How vectors come into a partition: as two or a multiple of four floats that fill it, as any count, or spread over it. */
const twos = 1;
const fours = 2;
const uneven = 3;
const strided = 4;

/** How the lines of spectra are coded (Vorbis I, section 8.6). */
@unmanaged
export class Residue {
  type: i32 = 0;
  begin: i32 = 0;
  end: i32 = 0;
  /** Lines of a partition. */
  width: i32 = 0;
  classes: i32 = 0;
  /** Its codewords say the classes of as many partitions as it has dimensions. */
  classBook: usize = 0;
  /** For each of its entries those classes, a byte each. */
  classesOfEntries: usize = 0;
  /** For each class the books of eight passes, 0 where it has none. */
  books: usize = 0;
  /** For each of these how its vectors come into a partition. */
  kinds: usize = 0;
  /** Passes in which some class has a book. */
  passes: i32 = 0;
}

/** Reads a residue of the set-up, whose type was read before. False when it contradicts itself. */
export function readResidue(residue: Residue, type: i32, books: usize, bookCount: i32): bool {
  residue.type = type;
  residue.begin = readBits(24);
  residue.end = readBits(24);
  residue.width = readBits(24) + 1;
  residue.classes = readBits(6) + 1;
  const classBook = readBits(8) as i32;
  if (residue.end < residue.begin || !isUsed(books, classBook, bookCount)) return false;
  residue.classBook = books + offsetof<Book>() * (classBook as usize);
  residue.books = keep(4 * passes * residue.classes);
  const masks = keep(residue.classes);
  residue.kinds = keep(passes * residue.classes);
  if (residue.books === 0 || masks === 0 || residue.kinds === 0) return false;
  for (let kind = 0; kind < residue.classes; kind++) {
    const low = readBits(3);
    store<u8>(masks + kind, u8(low | (readBits(1) === 1 ? readBits(5) << 3 : 0)));
  }
  for (let kind = 0; kind < residue.classes; kind++) {
    for (let pass = 0; pass < passes; pass++) {
      if (((load<u8>(masks + kind) >> pass) & 1) === 0) continue;
      const index = readBits(8) as i32;
      if (!isUsed(books, index, bookCount)) return false;
      const book = books + offsetof<Book>() * (index as usize);
      if (changetype<Book>(book).vectors === 0) return false;
      store<u32>(residue.books + 4 * (passes * kind + pass), book as u32);
      store<u8>(
        residue.kinds + passes * kind + pass,
        u8(kindOf(type, changetype<Book>(book).dimensions, residue.width)),
      );
      residue.passes = max(residue.passes, pass + 1);
    }
  }
  return isInside() && layClasses(residue);
}

function kindOf(type: i32, dimensions: i32, width: i32): i32 {
  if (type === 0) return strided;
  if (width % dimensions !== 0) return uneven;
  return dimensions === 2 ? twos : dimensions % 4 === 0 ? fours : uneven;
}

/** The first of several classes is the highest digit of the entry (section 8.6.2). */
function layClasses(residue: Residue): bool {
  const book = changetype<Book>(residue.classBook);
  if ((book.entries as i64) * book.dimensions > 1 << 20) return false;
  residue.classesOfEntries = keep(book.entries * book.dimensions);
  if (residue.classesOfEntries === 0) return false;
  for (let entry = 0; entry < book.entries; entry++) {
    let rest = entry;
    for (let digit = book.dimensions - 1; digit >= 0; digit--) {
      store<u8>(residue.classesOfEntries + entry * book.dimensions + digit, u8(rest % residue.classes));
      rest /= residue.classes;
    }
  }
  return true;
}

export const mostChannels = 8;
export const mostLines = 4096;
/** Classes of the partitions of each vector: a partition has at least one line. */
const classified = memory.data(mostChannels * mostLines, 16);
/** Where the vectors lie that are read; 0 for one that is not in the packet. */
const vectors = memory.data(mostChannels * 4, 16);

/** Sets where the vector of this number lies; 0 for one that is not in the packet. */
export function setVector(vector: i32, place: usize): void {
  store<u32>(vectors + 4 * vector, place as u32);
}

/**
 * Adds what the packet says to the first `count` vectors, each of `lines` floats (section 8.6.2). What is missing at the end of a
 * packet counts as 0.
 */
export function readVectors(residue: Residue, count: i32, lines: i32): void {
  const begin = min(residue.begin, lines);
  const parts = (min(residue.end, lines) - begin) / residue.width;
  const classBook = changetype<Book>(residue.classBook);
  for (let pass = 0; pass < residue.passes; pass++) {
    for (let part = 0; part < parts; part += classBook.dimensions) {
      const group = min(parts - part, classBook.dimensions);
      if (pass === 0 && !readClasses(residue, classBook, count, part, group)) return;
      for (let at = part; at < part + group; at++) {
        for (let vector = 0; vector < count; vector++) {
          const start = load<u32>(vectors + 4 * vector) as usize;
          if (start === 0) continue;
          const kind = load<u8>(classified + vector * mostLines + at) as i32;
          const book = load<u32>(residue.books + 4 * (passes * kind + pass)) as usize;
          if (book === 0) continue;
          const how = load<u8>(residue.kinds + passes * kind + pass) as i32;
          const to = start + 4 * (begin + at * residue.width);
          if (!addPartition(how, changetype<Book>(book), to, residue.width)) return;
        }
      }
    }
  }
}

function readClasses(residue: Residue, book: Book, count: i32, part: i32, group: i32): bool {
  for (let vector = 0; vector < count; vector++) {
    if (load<u32>(vectors + 4 * vector) === 0) continue;
    const entry = readEntry(book);
    if (entry < 0) return false;
    const to = classified + vector * mostLines + part;
    const from = residue.classesOfEntries + entry * book.dimensions;
    for (let at = 0; at < group; at++) store<u8>(to + at, load<u8>(from + at));
  }
  return true;
}

/** Adds vectors of a book to a partition. False when the packet ends before. */
function addPartition(kind: i32, book: Book, to: usize, width: i32): bool {
  const end = to + 4 * width;
  if (kind === twos) return addTwos(book, to, end);
  if (kind === fours) return addFours(book, to, end);
  return kind === strided ? addStrided(book, to, width) : addUneven(book, to, width);
}

/** Bits that may be taken from those read ahead before the longest codeword is no longer whole in them. */
const sparable = 25;

function addTwos(book: Book, to: usize, end: usize): bool {
  const table = book.table;
  const mask = book.rootMask;
  const vectors = book.vectors;
  const last = bitsEnd();
  let bit = bitPosition();
  let ahead = bitsAt(bit);
  for (let stale = bit + sparable; to < end; to += 8) {
    const codeword = codewordOf(table, mask, ahead);
    const length = lengthOf(codeword);
    bit += length;
    if (bit > last) break;
    ahead >>= u64(length);
    if (bit > stale) {
      ahead = bitsAt(bit);
      stale = bit + sparable;
    }
    const vector = v128.load64_zero(vectors + ((entryOf(codeword) as usize) << 3));
    v128.store64_lane(to, f32x4.add(v128.load64_zero(to), vector), 0);
  }
  goTo(bit);
  return bit <= last;
}

/** Of a multiple of four. */
function addFours(book: Book, to: usize, end: usize): bool {
  const table = book.table;
  const mask = book.rootMask;
  const vectors = book.vectors;
  const bytes = (book.dimensions as usize) << 2;
  const last = bitsEnd();
  let bit = bitPosition();
  let ahead = bitsAt(bit);
  for (let stale = bit + sparable; to < end;) {
    const codeword = codewordOf(table, mask, ahead);
    const length = lengthOf(codeword);
    bit += length;
    if (bit > last) break;
    ahead >>= u64(length);
    if (bit > stale) {
      ahead = bitsAt(bit);
      stale = bit + sparable;
    }
    let vector = vectors + (entryOf(codeword) as usize) * bytes;
    for (const vectorEnd = vector + bytes; vector < vectorEnd; vector += 16, to += 16)
      v128.store(to, f32x4.add(v128.load(to), v128.load(vector)));
  }
  goTo(bit);
  return bit <= last;
}

/** Of any dimensions (section 8.6.4); what goes beyond the partition is dropped. */
function addUneven(book: Book, to: usize, width: i32): bool {
  const dimensions = book.dimensions;
  const end = to + 4 * width;
  while (to < end) {
    const entry = readEntry(book);
    if (entry < 0) return false;
    let from = book.vectors + 4 * entry * dimensions;
    for (let left = dimensions; left > 0 && to < end; left--) {
      store<f32>(to, load<f32>(to) + load<f32>(from));
      from += 4;
      to += 4;
    }
  }
  return true;
}

/** Type 0, whose vectors lie spread over the partition (section 8.6.3). */
function addStrided(book: Book, to: usize, width: i32): bool {
  const dimensions = book.dimensions;
  const count = width / dimensions;
  for (let at = 0; at < count; at++) {
    const entry = readEntry(book);
    if (entry < 0) return false;
    const from = book.vectors + 4 * entry * dimensions;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const place = to + 4 * (at + dimension * count);
      store<f32>(place, load<f32>(place) + load<f32>(from + 4 * dimension));
    }
  }
  return true;
}
