import { bitPosition, bitsAt, goTo, hashOfPacket, isInside, readBits } from './bits';
import { bandStart } from './bands';
import {
  bookAt,
  Channel,
  frameLines,
  groupLength,
  isShort,
  linesOf,
  noiseBook,
  shortLines,
  silentBook,
  slotOf,
} from './channel';
import {
  Book,
  bookOf,
  codeShift,
  firstEscape,
  greatestLine,
  lengthMask,
  linesShift,
  powers,
  rootShift,
  secondEscape,
  signs,
  vectorMask,
  vectorShift,
} from './codebooks';
import { gainOf } from './scales';

const escapeBook = 11;

/**
 * Reads the lines of a channel (`spectral_data`, ISO 14496-3 table 4.56), whose size is raised to the power of 4/3 and not scaled yet. False
 * when the packet ends before, or a line is greater than any.
 */
export function readLines(channel: Channel): bool {
  const lines = linesOf(channel);
  memory.fill(lines, 0, 4 * frameLines);
  let window = 0;
  for (let group = 0; group < channel.groupCount; group++) {
    const windows = groupLength(channel, group);
    for (let band = 0; band < channel.bandCount;) {
      const book = bookAt(channel, slotOf(group, band));
      let end = band + 1;
      // In a long window bands of the same book lie one behind the other.
      if (!isShort(channel)) while (end < channel.bandCount && bookAt(channel, slotOf(group, end)) === book) end++;
      if (book !== silentBook && book < noiseBook) {
        const from = lines + 4 * bandStart(channel.bands, band);
        const to = lines + 4 * bandStart(channel.bands, end);
        for (let offset = window * shortLines * 4, left = windows; left > 0; left--, offset += shortLines * 4) {
          if (!readCodes(book, from + offset, to + offset) || !isInside()) return false;
        }
      }
      band = end;
    }
    window += windows;
  }
  return true;
}

/** Reads the lines from `to` up to `end`. */
function readCodes(number: i32, to: usize, end: usize): bool {
  const book = bookOf(number);
  if (number <= 2) readSignedFours(book, to, end);
  else if (number <= 4) readFours(book, to, end);
  else if (number <= 6) readSignedPairs(book, to, end);
  else if (number < escapeBook) readPairs(book, to, end);
  else return readEscapedPairs(book, to, end);
  return true;
}

/** The item of the code that these bits begin with. */
function itemAt(book: Book, bits: u64): u32 {
  const item = load<u32>(book.root + (usize(bits >>> rootShift) << 2));
  return item !== 0 ? item : load<u32>(book.tail + (usize(bits >>> book.tailShift) << 2));
}

function vectorOf(book: Book, item: u32): usize {
  return book.vectors + usize((item >> vectorShift) & vectorMask);
}

function readSignedFours(book: Book, to: usize, end: usize): void {
  let bit = bitPosition();
  for (; to < end; to += 16) {
    const item = itemAt(book, bitsAt(bit));
    bit += item & lengthMask;
    v128.store(to, v128.load(vectorOf(book, item)));
  }
  goTo(bit);
}

function readFours(book: Book, to: usize, end: usize): void {
  let bit = bitPosition();
  for (; to < end; to += 16) {
    const bits = bitsAt(bit);
    const item = itemAt(book, bits);
    bit += item & lengthMask;
    const signBits = u32((bits << u64((item >> codeShift) & lengthMask)) >>> 60);
    const turned = signs + 16 * usize((((item >> linesShift) & 15) << 4) | signBits);
    v128.store(to, v128.xor(v128.load(vectorOf(book, item)), v128.load(turned)));
  }
  goTo(bit);
}

function readSignedPairs(book: Book, to: usize, end: usize): void {
  let bit = bitPosition();
  for (; to < end; to += 8) {
    const item = itemAt(book, bitsAt(bit));
    bit += item & lengthMask;
    store<u64>(to, load<u64>(vectorOf(book, item)));
  }
  goTo(bit);
}

function readPairs(book: Book, to: usize, end: usize): void {
  let bit = bitPosition();
  for (; to < end; to += 8) {
    const bits = bitsAt(bit);
    const item = itemAt(book, bits);
    bit += item & lengthMask;
    store<u64>(to, load<u64>(variantOf(book, item, bits)));
  }
  goTo(bit);
}

/** Where two lines stand with the signs that follow their code. */
function variantOf(book: Book, item: u32, bits: u64): usize {
  return vectorOf(book, item) + (usize((bits << u64((item >> codeShift) & lengthMask)) >>> 62) << 3);
}

/** Lines of 16 stand for what is written behind their signs (ISO 14496-3 4.6.3.3). False when that is greater than any. */
function readEscapedPairs(book: Book, to: usize, end: usize): bool {
  let bit = bitPosition();
  for (; to < end; to += 8) {
    const bits = bitsAt(bit);
    const item = itemAt(book, bits);
    bit += item & lengthMask;
    store<u64>(to, load<u64>(variantOf(book, item, bits)));
    if ((item & firstEscape) !== 0 && (bit = readEscape(to, bit)) < 0) return false;
    if ((item & secondEscape) !== 0 && (bit = readEscape(to + 4, bit)) < 0) return false;
  }
  goTo(bit);
  return true;
}

/** Puts what is written at `bit` in place of the line at `to`, whose sign stays. Returns where to go on; below 0 when there are too many bits. */
function readEscape(to: usize, bit: i32): i32 {
  const bits = bitsAt(bit);
  const ones = i32(clz(~bits));
  if (ones > 8) return -1;
  const line = u32((bits << u64(ones + 1)) >>> u64(60 - ones)) | (1 << (ones + 4));
  store<f32>(to, copysign(load<f32>(powers + 4 * (line as usize)), load<f32>(to)));
  return bit + 2 * ones + 5;
}

const mostPulses = 4;
const pulseLines = memory.data(mostPulses * 4, 16);
const pulseHeights = memory.data(mostPulses * 4, 16);
let pulses = 0;

/** Reads the pulses that `addPulses` adds (`pulse_data`, ISO 14496-3 table 4.7), if there are any. False when they are not within the lines. */
export function readPulses(channel: Channel): bool {
  pulses = 0;
  if (readBits(1) === 0) return true;
  if (isShort(channel)) return false;
  pulses = readBits(2) + 1;
  const band = readBits(6) as i32;
  if (band >= channel.bands.count) return false;
  let line = bandStart(channel.bands, band);
  for (let pulse = 0; pulse < pulses; pulse++) {
    line += readBits(5);
    store<i32>(pulseLines + 4 * pulse, line);
    store<i32>(pulseHeights + 4 * pulse, readBits(4));
  }
  return line < frameLines;
}

/** Makes some lines greater, before they are scaled (ISO 14496-3 4.6.5.3). */
export function addPulses(channel: Channel): void {
  let band = 0;
  for (let pulse = 0; pulse < pulses; pulse++) {
    const line = load<i32>(pulseLines + 4 * pulse);
    while (band < channel.bandCount && bandStart(channel.bands, band + 1) <= line) band++;
    if (band === channel.bandCount) return;
    const book = bookAt(channel, slotOf(0, band));
    if (book === silentBook || book >= noiseBook) continue;
    const place = linesOf(channel) + 4 * line;
    const raised = load<f32>(place);
    // Back from the power of 4/3.
    const size = i32(nearest(Math.pow(f64(abs(raised)), 0.75))) + load<i32>(pulseHeights + 4 * pulse);
    const power = load<f32>(powers + 4 * min(size, greatestLine));
    store<f32>(place, raised > 0 ? power : -power);
  }
}

/** Whether noise was made of this packet, and what the next is made from. */
let isSown = false;
let noise: u32 = 0;

/** Before a packet: its noise depends on it alone, so that it is the same wherever reading begins. */
export function sowNoise(): void {
  isSown = false;
}

/** Scales all lines (ISO 14496-3 4.6.2.3.3), and puts noise where there are none (ISO 14496-3 4.6.13.3). */
export function scaleLines(channel: Channel): void {
  const lines = linesOf(channel);
  let window = 0;
  for (let group = 0; group < channel.groupCount; group++) {
    const windows = groupLength(channel, group);
    for (let band = 0; band < channel.bandCount; band++) {
      const slot = slotOf(group, band);
      const book = bookAt(channel, slot);
      if (book === silentBook || book > noiseBook) continue;
      const gain = gainOf(channel, slot);
      const from = lines + 4 * bandStart(channel.bands, band);
      const to = lines + 4 * bandStart(channel.bands, band + 1);
      for (let offset = window * shortLines * 4, left = windows; left > 0; left--, offset += shortLines * 4) {
        if (book === noiseBook) fillWithNoise(from + offset, to + offset, gain);
        else scale(from + offset, to + offset, f32x4.splat(gain));
      }
    }
    window += windows;
  }
}

function scale(from: usize, end: usize, gain: v128): void {
  for (; from < end; from += 16) v128.store(from, f32x4.mul(v128.load(from), gain));
}

function fillWithNoise(from: usize, end: usize, gain: f32): void {
  if (!isSown) noise = hashOfPacket();
  isSown = true;
  let energy: f32 = 0;
  for (let place = from; place < end; place += 4) {
    noise = noise * 1_664_525 + 1_013_904_223;
    const line = f32(i32(noise)) * f32(1.0 / 2_147_483_648.0);
    store<f32>(place, line);
    energy += line * line;
  }
  scale(from, end, f32x4.splat(gain / sqrt(energy)));
}
