import { aLawAt, deinterleaveFloats, reverseBytes, uLawAt, unpack16, unpack24 } from './samples';

/** The most bytes at a time. */
const mostBytes = 2048 * 16;

/** Where frames are put as the file has them, and where each channel is found. */
export const raw = memory.data(2048 * 16 + 16, 16);
export const left = memory.data(2048 * 4, 16);
export const right = memory.data(2048 * 4, 16);

// In the order of `encodings` in `unpack-frames.ts`.
const u8Samples = 0;
const s8Samples = 1;
const s16Samples = 2;
const s24Samples = 3;
const s32Samples = 4;
const f32Samples = 5;
const f64Samples = 6;
const aLawSamples = 7;

/** Turns the bytes of each sample at `raw` around: big-endian frames become what `unpack` reads. `byteLength`: of all of them. */
export function turnAround(encoding: i32, byteLength: i32): void {
  reverseBytes(raw, bytesOf(encoding) as i32, min(byteLength, mostBytes));
}

/**
 * The frames at `raw` to floats at `left` and `right`; of one channel to `left` only. Integers are divided by their full scale.
 * Returns the count of samples that are no numbers or infinite: they are 0.
 */
export function unpack(encoding: i32, channels: i32, count: i32): i32 {
  let done = 0;
  if (channels === 2) {
    // Four frames at a time; what may be written behind the last one lies within the places.
    const whole = count & ~3;
    if (encoding === s16Samples) done = unpack16(raw, left, right, whole);
    if (encoding === s24Samples) done = unpack24(raw, left, right, whole);
    if (encoding === f32Samples) done = deinterleaveFloats(raw, left, right, whole);
  }
  const bytes = bytesOf(encoding);
  unpackOne(encoding, raw, bytes * channels, left, done, count);
  if (channels === 2) unpackOne(encoding, raw + bytes, bytes * channels, right, done, count);
  if (encoding !== f32Samples && encoding !== f64Samples) return 0;
  return silenceBroken(left, count) + (channels === 2 ? silenceBroken(right, count) : 0);
}

/**
 * Adds one of many channels at `raw` to `left` and `right`, which the first (`channel` 0) overwrites. Returns the count of its
 * samples that are no numbers or infinite: they add nothing.
 */
export function mixIn(encoding: i32, channels: i32, channel: i32, count: i32, toLeft: f32, toRight: f32): i32 {
  if (channel === 0) {
    memory.fill(left, 0, (count as usize) * 4);
    memory.fill(right, 0, (count as usize) * 4);
  }
  let broken = 0;
  const bytes = bytesOf(encoding);
  const step = bytes * channels;
  let from = raw + bytes * channel;
  for (let at: usize = 0, end = (count as usize) * 4; at < end; at += 4, from += step) {
    const sample = sampleAt(encoding, from);
    // Of no number and of infinity this is no number.
    if (sample - sample !== 0) {
      broken++;
      continue;
    }
    store<f32>(left + at, load<f32>(left + at) + sample * toLeft);
    store<f32>(right + at, load<f32>(right + at) + sample * toRight);
  }
  return broken;
}

function bytesOf(encoding: i32): usize {
  if (encoding === u8Samples || encoding === s8Samples || encoding >= aLawSamples) return 1;
  if (encoding === s16Samples) return 2;
  if (encoding === s24Samples) return 3;
  return encoding === s32Samples || encoding === f32Samples ? 4 : 8;
}

/** Samples `[from, end)` of one channel. */
function unpackOne(encoding: i32, first: usize, step: usize, to: usize, from: i32, end: i32): void {
  for (let at = from; at < end; at++) {
    const sample = first + (at as usize) * step;
    store<f32>(to + 4 * (at as usize), sampleAt(encoding, sample));
  }
}

/** Puts 0 for each sample that is no number or infinite, and counts them. The memory holds three more behind the last one. */
function silenceBroken(at: usize, count: i32): i32 {
  for (let tail = count; (tail & 3) !== 0; tail++) store<f32>(at + 4 * (tail as usize), 0);
  let broken = 0;
  const zero = f32x4.splat(0);
  for (let end = at + 4 * (count as usize); at < end; at += 16) {
    const samples = v128.load(at);
    const isWhole = f32x4.eq(f32x4.sub(samples, samples), zero);
    if (i32x4.all_true(isWhole)) continue;
    broken += 4 - popcnt(i32x4.bitmask(isWhole));
    v128.store(at, v128.and(samples, isWhole));
  }
  return broken;
}

// Each is rounded once, as it is stored: to multiply by a power of two takes nothing away.
function sampleAt(encoding: i32, at: usize): f32 {
  if (encoding === u8Samples) return ((load<u8>(at) as f32) - 128) / 128;
  if (encoding === s8Samples) return (load<i8>(at) as f32) / 128;
  if (encoding === s16Samples) return (load<i16>(at) as f32) / 32_768;
  if (encoding === s24Samples) return ((((load<i8>(at, 2) as i32) << 16) | (load<u16>(at) as i32)) as f32) / 8_388_608;
  if (encoding === s32Samples) return (load<i32>(at) as f32) / 2_147_483_648;
  if (encoding === f32Samples) return load<f32>(at);
  if (encoding === f64Samples) return load<f64>(at) as f32;
  return encoding === aLawSamples ? aLawAt(at) : uLawAt(at);
}
