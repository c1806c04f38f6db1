import { bytesRead, isInside, readFrom } from './bits';
import { checksumOf } from './checksum';
import { predictOne, predictTwo } from './prediction';
import { readSubframe, shiftWasted } from './subframe';

/** Of the checksum at the end of a frame. */
const checksumBytes = 2;
/** Behind a frame, so that its last bits are read with those that follow. */
const slack = 16;

/** Channel assignments (RFC 9639 section 9.1.3): up to 7 they are channels less one. */
const leftSide = 8;
const sideRight = 9;
const midSide = 10;

let buffer: usize = 0;
let bufferBytes: i32 = 0;
let frameBytes: i32 = 0;

/**
 * Returns where to put `length` bytes that begin with a frame, with memory behind them for its samples (of one channel) in each channel. 0
 * when there is no memory.
 */
export function placeFrame(length: i32, samples: i32, channels: i32): usize {
  frameBytes = (length + slack + 15) & ~15;
  const needed = frameBytes + channels * channelBytes(samples);
  if (needed > bufferBytes) {
    // What lies behind the static data belongs to this alone.
    bufferBytes = needed;
    buffer = (__heap_base + 15) & ~15;
    const pages = i32((buffer + needed + 0xffff) >> 16) - memory.size();
    if (pages > 0 && memory.grow(pages) < 0) {
      bufferBytes = 0;
      return 0;
    }
  }
  memory.fill(buffer + length, 0, frameBytes - length);
  return buffer;
}

/** Where the samples of a channel are found once a frame of `samples` was decoded, as floats. */
export function placeOf(channel: i32, samples: i32): usize {
  return buffer + frameBytes + channel * channelBytes(samples);
}

/** Of one channel, with up to three samples more than there are. */
function channelBytes(samples: i32): i32 {
  return (samples * 4 + 31) & ~15;
}

/**
 * Decodes the frame at the beginning of the `length` bytes at `placeFrame`, whose head of `head` bytes says `samples`, `assignment`
 * (channels) and `depth` (up to 24 bits), to floats of -1 to 1. Returns how many bytes it takes; 0 when it contradicts itself, its
 * checksum is wrong (RFC 9639 section 9.3) or it does not end among these bytes.
 */
export function decodeFrame(length: i32, head: i32, samples: i32, assignment: i32, depth: i32): i32 {
  readFrom(buffer, length, head * 8);
  const channels = assignment < leftSide ? assignment + 1 : 2;
  for (let channel = 0; channel < channels; channel += 2)
    if (!readTwo(channel, channels - channel, samples, assignment, depth)) return 0;
  const end = bytesRead();
  if (end + checksumBytes > length || !isInside()) return 0;
  if (checksumOf(buffer, buffer + end) !== bswap<u16>(load<u16>(buffer + end))) return 0;
  if (assignment >= leftSide) addDifference(placeOf(0, samples), placeOf(1, samples), samples, assignment);
  for (let channel = 0; channel < channels; channel++)
    if (!scaleToFloats(placeOf(channel, samples), samples, depth)) return 0;
  return end + checksumBytes;
}

/** Reads a channel and the next, where `left` says that there is one, and predicts them. */
function readTwo(channel: i32, left: i32, samples: i32, assignment: i32, depth: i32): bool {
  const one = placeOf(channel, samples);
  const other = placeOf(channel + 1, samples);
  if (!readSubframe(0, one, samples, assignment === sideRight ? depth + 1 : depth)) return false;
  if (left === 1) predictOne(one, samples);
  else {
    const isDifference = assignment === leftSide || assignment === midSide;
    if (!readSubframe(1, other, samples, isDifference ? depth + 1 : depth)) return false;
    predictTwo(one, other, samples);
    shiftWasted(1, other, samples);
  }
  shiftWasted(0, one, samples);
  return true;
}

/** Turns one channel and a difference into left and right, four samples at a time. */
function addDifference(first: usize, second: usize, samples: i32, assignment: i32): void {
  const length = (samples as usize) * 4;
  for (let at: usize = 0; at < length; at += 16) {
    const one = v128.load(first + at);
    const other = v128.load(second + at);
    if (assignment === leftSide) v128.store(second + at, i32x4.sub(one, other));
    else if (assignment === sideRight) v128.store(first + at, i32x4.add(one, other));
    else if (assignment === midSide) {
      // The lowest bit of twice the middle is that of the difference.
      const twice = v128.or(i32x4.shl(one, 1), v128.and(other, i32x4.splat(1)));
      v128.store(first + at, i32x4.shr_s(i32x4.add(twice, other), 1));
      v128.store(second + at, i32x4.shr_s(i32x4.sub(twice, other), 1));
    }
  }
}

/** False when one of the integers has more than `depth` bits. */
function scaleToFloats(place: usize, samples: i32, depth: i32): bool {
  const half = 1 << (depth - 1);
  const offset = i32x4.splat(half);
  const factor = f32x4.splat((1 as f32) / (half as f32));
  let above = i32x4.splat(0);
  // What is behind the last sample is left over from other frames.
  const last = place + (samples as usize) * 4;
  for (; (samples & 3) !== 0; samples++) store<i32>(place + 4 * samples, 0);
  for (let at = place; at < last; at += 16) {
    const four = v128.load(at);
    above = v128.or(above, i32x4.shr_u(i32x4.add(four, offset), depth));
    v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(four), factor));
  }
  return !v128.any_true(above);
}
