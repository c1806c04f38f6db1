import { deinterleaveFloats, unpack16, unpack24 } from './stereo';

/** The most frames at a time. */
const mostFrames = 2048;

/** Where frames are put as the file has them, and where each channel is found. */
export const raw = memory.data(mostFrames * 16 + 16, 16);
export const left = memory.data(mostFrames * 4, 16);
export const right = memory.data(mostFrames * 4, 16);

// In the order of `encodings` in `wav-samples.ts`.
const u8Samples = 0;
const s16Samples = 1;
const s24Samples = 2;
const s32Samples = 3;
const f32Samples = 4;

/** The frames at `raw` to floats at `left` and `right`; of one channel to `left` only. Integers are divided by their full scale. */
export function unpack(encoding: i32, channels: i32, count: i32): void {
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
}

function bytesOf(encoding: i32): usize {
  if (encoding === u8Samples) return 1;
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

// Each is rounded once, as it is stored: to multiply by a power of two takes nothing away.
function sampleAt(encoding: i32, at: usize): f32 {
  if (encoding === u8Samples) return ((load<u8>(at) as f32) - 128) / 128;
  if (encoding === s16Samples) return (load<i16>(at) as f32) / 32_768;
  if (encoding === s24Samples) return ((((load<i8>(at, 2) as i32) << 16) | (load<u16>(at) as i32)) as f32) / 8_388_608;
  if (encoding === s32Samples) return (load<i32>(at) as f32) / 2_147_483_648;
  return encoding === f32Samples ? load<f32>(at) : (load<f64>(at) as f32);
}
