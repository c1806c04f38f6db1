import { lines, Bands } from './bands';
import { bitPosition, bitsAt, goTo, Granule } from './side-information';
import {
  bitsOf,
  bitsShift,
  extraBitsOf,
  fours,
  leadsOn,
  rootBits,
  signsShift,
  startMask,
  tableOf,
} from './code-tables';
import { gains } from './scalefactors';

/** The greatest value of a line: 15 and thirteen bits more. */
const mostValue = 15 + 8191;
/** Of each value its power of 4/3 (ISO 11172-3 2.4.3.4.7.1). */
const powers = memory.data((mostValue + 1) * 4, 16);
for (let value = 0; value <= mostValue; value++)
  store<f32>(powers + 4 * value, f32(f64(value) * Math.cbrt(f64(value))));

/**
 * Reads the lines of one channel from the next bit on, up to bit `end`, as floats that have their gain already. All others are
 * zero. Returns the number of lines up to the last that may be something, or -1 when the codes go on beyond their end.
 */
export function readSpectrum(into: usize, granule: Granule, bands: Bands, end: i32): i32 {
  const bigLines = min(lines, 2 * granule.bigValues);
  let line = 0;
  let band = 0;
  let bandEnd = bands.widths[0];
  let region = 0;
  while (line < bigLines) {
    while (line >= bandEnd) bandEnd += bands.widths[++band];
    while (line >= bands.regionEnds[region]) region++;
    const stop = min(min(bandEnd, bands.regionEnds[region]), bigLines);
    const gain = load<f32>(gains + 4 * band);
    const select = granule.tables[region];
    const table = tableOf(select);
    if (table === 0) memory.fill(into + 4 * line, 0, 4 * (stop - line));
    else if (select < 16) readPairs(into + 4 * line, into + 4 * stop, table, gain);
    else readLongPairs(into + 4 * line, into + 4 * stop, table, gain, extraBitsOf(select));
    line = stop;
    if (bitPosition() > end) return -1;
  }
  const last = readFours(into, line, band, bandEnd, granule, bands, end);
  memory.fill(into + 4 * last, 0, 4 * (lines - last));
  goTo(end);
  return last;
}

/** Pairs of lines below 16, each line that is not zero with its sign behind the code (ISO 11172-3 2.4.2.7, huffmancodebits). */
function readPairs(from: usize, to: usize, table: usize, gain: f32): void {
  let bit = bitPosition();
  let at = from;
  while (at < to) {
    // Enough for two pairs: one has 21 at most.
    const bits = bitsAt(bit);
    const entry = entryOf(table, bits);
    storePair(at, entry, bits, gain);
    let taken = bitsOf(entry);
    at += 8;
    if (at < to) {
      const rest = bits << u64(taken);
      const second = entryOf(table, rest);
      storePair(at, second, rest, gain);
      taken += bitsOf(second);
      at += 8;
    }
    bit += i32(taken);
  }
  goTo(bit);
}

function storePair(at: usize, entry: u32, bits: u64, gain: f32): void {
  const x = (entry >> 4) & 15;
  const signs = bits << u64(bitsOf(entry) - (entry >> signsShift));
  store<u32>(at, signed(x, gain, signs));
  store<u32>(at, signed(entry & 15, gain, signs << u64(x !== 0)), 4);
}

/** The same, where a line of 15 is followed by more of it. */
function readLongPairs(from: usize, to: usize, table: usize, gain: f32, extraBits: i32): void {
  let bit = bitPosition();
  for (let at = from; at < to; at += 8) {
    const start = bitsAt(bit);
    const entry = entryOf(table, start);
    bit += i32(bitsOf(entry));
    if ((entry & 15) !== 15 && (entry & 240) !== 240) {
      storePair(at, entry, start, gain);
      continue;
    }
    let x = (entry >> 4) & 15;
    let y = entry & 15;
    let bits = start << u64(bitsOf(entry) - (entry >> signsShift));
    if (x === 15) {
      x += u32(bits >> u64(64 - extraBits));
      bits <<= u64(extraBits);
      bit += extraBits;
    }
    store<u32>(at, signed(x, gain, bits));
    bits <<= u64(x !== 0);
    if (y === 15) {
      y += u32(bits >> u64(64 - extraBits));
      bits <<= u64(extraBits);
      bit += extraBits;
    }
    store<u32>(at, signed(y, gain, bits), 4);
  }
  goTo(bit);
}

function entryOf(table: usize, bits: u64): u32 {
  const entry = u32(load<u16>(table + (usize(bits >> (64 - rootBits)) << 1)));
  if ((entry & leadsOn) === 0) return entry;
  const more = u64((entry >> bitsShift) & 15);
  const place = (entry & startMask) + u32((bits << rootBits) >> (64 - more));
  return u32(load<u16>(table + (usize(place) << 1)));
}

/** The float of a value, with the sign that the top bit tells. */
function signed(value: u32, gain: f32, bits: u64): u32 {
  const size = load<f32>(powers + (usize(value) << 2)) * gain;
  return reinterpret<u32>(size) | (u32(bits >> 32) & 0x80000000);
}

/** Lines of at most 1, four at a time, until bit `end`. Returns the line behind the last. */
function readFours(
  into: usize,
  from: i32,
  fromBand: i32,
  fromBandEnd: i32,
  granule: Granule,
  bands: Bands,
  end: i32,
): i32 {
  let line = from;
  let band = fromBand;
  let bandEnd = fromBandEnd;
  let bit = bitPosition();
  while (line <= lines - 4) {
    let bits = bitsAt(bit);
    let four = 15 - u32(bits >> 60);
    let length = 4;
    if (granule.count1Table === 0) {
      const entry = u32(load<u8>(fours + usize(bits >> 58)));
      four = entry & 15;
      length = i32(entry >> 4);
    }
    bits <<= u64(length);
    bit += length + i32(popcnt(four));
    if (bit > end) break;
    for (let pair = 0; pair < 4; pair += 2) {
      while (line + pair >= bandEnd) bandEnd += bands.widths[++band];
      const size = reinterpret<u32>(load<f32>(gains + 4 * band));
      const at = into + 4 * (line + pair);
      const isFirst = (four >> (3 - pair)) & 1;
      store<u32>(at, isFirst * (size | (u32(bits >> 32) & 0x80000000)));
      bits <<= u64(isFirst);
      const isSecond = (four >> (2 - pair)) & 1;
      store<u32>(at, isSecond * (size | (u32(bits >> 32) & 0x80000000)), 4);
      bits <<= u64(isSecond);
    }
    line += 4;
  }
  return line;
}
