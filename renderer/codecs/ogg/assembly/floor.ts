import { bitsOf, isInside, readBits } from './bits';
import { Book, readEntry } from './codebooks';

const mostClasses = 16;
const mostPartitions = 31;
const mostSubclasses = 8;
/** The two ends and up to 63 between them (Vorbis I, section 7.2.2). */
const mostPoints = 65;

/** A floor of type 1: a curve of straight lines (Vorbis I, section 7.2). */
@unmanaged
export class Floor {
  partitions: i32 = 0;
  multiplier: i32 = 0;
  points: i32 = 0;
  // Behind these fields, as bytes and words: see the places below.
}

// Where what is of many stands in a floor, in bytes.
const classAt: usize = 16;
const dimensionsAt = classAt + mostPartitions + 1;
const subclassBitsAt = dimensionsAt + mostClasses;
const classBookAt = subclassBitsAt + mostClasses;
/** For each class up to eight books, 0 where there is none. */
const subclassBookAt = classBookAt + 4 * mostClasses;
/** For each point: its place, the points next to it among those before, and the points in order of their places. */
const placeAt = subclassBookAt + 4 * mostClasses * mostSubclasses;
const lowAt = placeAt + 4 * mostPoints;
const highAt = lowAt + mostPoints;
const orderAt = highAt + mostPoints;
export const floorBytes: usize = (orderAt + mostPoints + 15) & ~15;

/** The range of heights for each multiplier (section 7.2.3). */
const ranges: StaticArray<i32> = [256, 128, 86, 64];

/** Heights of a curve in steps of 140 dB / 256 below full scale (section 10.1), as factors. */
const factors = memory.data(256 * 4, 16);
for (let height = 0; height < 256; height++)
  store<f32>(factors + 4 * height, f32(Math.pow(10, (f64(height - 255) * (140.0 / 256)) / 20)));

function bookAt(books: usize, index: i32): usize {
  return books + (offsetof<Book>() as usize) * (index as usize);
}

/** Reads what stands of a floor of type 1 in the set-up. False when it contradicts itself. */
export function readFloor(floor: Floor, books: usize, bookCount: i32): bool {
  const at = changetype<usize>(floor);
  floor.partitions = readBits(5);
  let classes = 0;
  for (let partition = 0; partition < floor.partitions; partition++) {
    const kind = readBits(4);
    store<u8>(at + partition, u8(kind), classAt);
    classes = max(classes, i32(kind) + 1);
  }
  for (let kind = 0; kind < classes; kind++) if (!readClass(at, kind, books, bookCount)) return false;
  floor.multiplier = readBits(2) + 1;
  const rangeBits = readBits(4);
  store<i32>(at, 0, placeAt);
  store<i32>(at, 1 << rangeBits, placeAt + 4);
  floor.points = 2;
  for (let partition = 0; partition < floor.partitions; partition++) {
    const kind = load<u8>(at + partition, classAt);
    for (let left = load<u8>(at + kind, dimensionsAt); left > 0; left--) {
      if (floor.points === mostPoints) return false;
      store<i32>(at + 4 * floor.points, readBits(rangeBits), placeAt);
      floor.points++;
    }
  }
  return isInside() && orderPoints(floor);
}

function readClass(at: usize, kind: i32, books: usize, bookCount: i32): bool {
  store<u8>(at + kind, u8(readBits(3) + 1), dimensionsAt);
  const bits = readBits(2);
  store<u8>(at + kind, u8(bits), subclassBitsAt);
  if (bits > 0) {
    const index = readBits(8) as i32;
    if (!isUsed(books, index, bookCount)) return false;
    store<u32>(at + 4 * kind, u32(bookAt(books, index)), classBookAt);
  }
  for (let subclass = 0; subclass < 1 << bits; subclass++) {
    const index = (readBits(8) as i32) - 1;
    if (index >= 0 && !isUsed(books, index, bookCount)) return false;
    const book: usize = index < 0 ? 0 : bookAt(books, index);
    store<u32>(at + 4 * (kind * mostSubclasses + subclass), book as u32, subclassBookAt);
  }
  return true;
}

/** Whether there is such a book and it has codewords. */
export function isUsed(books: usize, index: i32, bookCount: i32): bool {
  return index < bookCount && changetype<Book>(bookAt(books, index)).table !== 0;
}

/** Finds the points in order, and those next to each. False when two have the same place. */
function orderPoints(floor: Floor): bool {
  const at = changetype<usize>(floor);
  for (let point = 0; point < floor.points; point++) {
    const place = placeOf(at, point);
    let low = 0;
    let high = 1;
    let rank = 0;
    for (let other = 0; other < floor.points; other++) {
      const there = placeOf(at, other);
      if (there === place && other !== point) return false;
      if (there < place) rank++;
      if (other >= point) continue;
      if (there < place && there > placeOf(at, low)) low = other;
      if (there > place && there < placeOf(at, high)) high = other;
    }
    store<u8>(at + point, u8(low), lowAt);
    store<u8>(at + point, u8(high), highAt);
    store<u8>(at + rank, u8(point), orderAt);
  }
  return true;
}

function placeOf(floor: usize, point: i32): i32 {
  return load<i32>(floor + 4 * point, placeAt);
}

/** The bytes of one curve: a count, then its corners as pairs of place and height (0 to 255). */
export const curveBytes: usize = 16 + 8 * mostPoints;
const cornersAt: usize = 16;

const heights = memory.data(4 * (mostPoints + mostSubclasses), 16);
const isCorner = memory.data(mostPoints + 1, 16);

/** Reads a curve from the packet to `curve` (section 7.2.3). False when there is none: its channel is silent. */
export function readCurve(floor: Floor, curve: usize): bool {
  store<i32>(curve, 0);
  if (readBits(1) === 0 || !readHeights(floor)) return false;
  const range = ranges[floor.multiplier - 1];
  bendCurve(floor, range);
  const at = changetype<usize>(floor);
  let count = 0;
  for (let rank = 0; rank < floor.points; rank++) {
    const point = load<u8>(at + rank, orderAt) as i32;
    if (load<u8>(isCorner + point) === 0) continue;
    const corner = curve + cornersAt + 8 * count++;
    store<i32>(corner, placeOf(at, point));
    // Beyond the range lead only numbers that no encoder writes.
    store<i32>(corner, max(0, min(255, load<i32>(heights + 4 * point) * floor.multiplier)), 4);
  }
  store<i32>(curve, count);
  return true;
}

function readHeights(floor: Floor): bool {
  const at = changetype<usize>(floor);
  const bits = bitsOf(ranges[floor.multiplier - 1] - 1);
  store<i32>(heights, readBits(bits));
  store<i32>(heights, readBits(bits), 4);
  let to = heights + 8;
  for (let partition = 0; partition < floor.partitions; partition++) {
    const kind = load<u8>(at + partition, classAt) as i32;
    const subclassBits = load<u8>(at + kind, subclassBitsAt) as i32;
    let subclasses = 0;
    if (subclassBits > 0) {
      subclasses = readEntry(changetype<Book>(load<u32>(at + 4 * kind, classBookAt) as usize));
      if (subclasses < 0) return false;
    }
    for (let left = load<u8>(at + kind, dimensionsAt); left > 0; left--) {
      const subclass = kind * mostSubclasses + (subclasses & ((1 << subclassBits) - 1));
      const book = load<u32>(at + 4 * subclass, subclassBookAt) as usize;
      const height = book === 0 ? 0 : readEntry(changetype<Book>(book));
      if (height < 0) return false;
      store<i32>(to, height);
      subclasses >>= subclassBits;
      to += 4;
    }
  }
  return isInside();
}

/** From what was read, differences to the line between two points, the height of each point (section 7.2.4, step 1). */
function bendCurve(floor: Floor, range: i32): void {
  const at = changetype<usize>(floor);
  memory.fill(isCorner, 0, floor.points);
  store<u8>(isCorner, 1);
  store<u8>(isCorner, 1, 1);
  for (let point = 2; point < floor.points; point++) {
    const low = load<u8>(at + point, lowAt) as i32;
    const high = load<u8>(at + point, highAt) as i32;
    const from = load<i32>(heights + 4 * low);
    const rise = load<i32>(heights + 4 * high) - from;
    const start = placeOf(at, low);
    const foretold = from + (rise * (placeOf(at, point) - start)) / (placeOf(at, high) - start);
    const value = load<i32>(heights + 4 * point);
    if (value !== 0) {
      store<u8>(isCorner + low, 1);
      store<u8>(isCorner + high, 1);
      store<u8>(isCorner + point, 1);
    }
    store<i32>(heights + 4 * point, foretold + differenceOf(value, range - foretold, foretold));
  }
}

/** Even numbers lead up and odd ones down, as far as there is space both ways; then all the rest goes one way. */
function differenceOf(value: i32, above: i32, below: i32): i32 {
  if (value < 2 * min(above, below)) return (value & 1) === 1 ? -((value + 1) >> 1) : value >> 1;
  return above > below ? value - below : above - 1 - value;
}

/** Multiplies `count` lines of a spectrum with a curve (section 7.2.4, step 2). */
export function applyCurve(curve: usize, spectrum: usize, count: i32): void {
  const corners = load<i32>(curve);
  let place = 0;
  let height = load<i32>(curve + cornersAt, 4);
  for (let corner = 1; corner < corners && place < count; corner++) {
    const next = load<i32>(curve + cornersAt + 8 * corner);
    const nextHeight = load<i32>(curve + cornersAt + 8 * corner, 4);
    applyLine(spectrum, place, height, next, nextHeight, min(next, count));
    place = next;
    height = nextHeight;
  }
  if (place < count) applyLine(spectrum, place, height, count, height, count);
}

/**
 * Multiplies lines `[from, end)` with a straight line of heights, in whole steps towards `height`: k places from the start it is
 * |rise| k / width, rounded down (section 9.2.7). With a half more, floats are near enough to round it: width is at least k, and |rise| k below 2^20.
 */
function applyLine(spectrum: usize, from: i32, height: i32, to: i32, toHeight: i32, end: i32): void {
  let at = spectrum + 4 * from;
  const last = spectrum + 4 * end;
  if (height === toHeight) {
    const factor = load<f32>(factors + 4 * height);
    const four = f32x4.splat(factor);
    for (; at + 16 <= last; at += 16) v128.store(at, f32x4.mul(v128.load(at), four));
    for (; at < last; at += 4) store<f32>(at, load<f32>(at) * factor);
    return;
  }
  const width = to - from;
  const rise = abs(toHeight - height);
  const isDown = toHeight < height;
  const start = factors + 4 * height;
  let place = 0;
  if (at + 16 <= last) {
    const slope = f32x4.splat((1 as f32) / (width as f32));
    const fourFurther = f32x4.splat(4 * (rise as f32));
    const downward = i32x4.splat(isDown ? -1 : 0);
    let rises = f32x4.add(f32x4.mul(f32x4.splat(rise as f32), f32x4(0, 1, 2, 3)), f32x4.splat(0.5));
    for (; at + 16 <= last; at += 16) {
      const steps = i32x4.shl(i32x4.trunc_sat_f32x4_s(f32x4.mul(rises, slope)), 2);
      const turned = i32x4.sub(v128.xor(steps, downward), downward);
      let four = v128.load32_zero(start + i32x4.extract_lane(turned, 0));
      four = v128.load32_lane(start + i32x4.extract_lane(turned, 1), four, 1);
      four = v128.load32_lane(start + i32x4.extract_lane(turned, 2), four, 2);
      four = v128.load32_lane(start + i32x4.extract_lane(turned, 3), four, 3);
      v128.store(at, f32x4.mul(v128.load(at), four));
      rises = f32x4.add(rises, fourFurther);
      place += 4;
    }
  }
  for (; at < last; at += 4) {
    const steps = (rise * place) / width;
    store<f32>(at, load<f32>(at) * load<f32>(start + 4 * (isDown ? -steps : steps)));
    place++;
  }
}
