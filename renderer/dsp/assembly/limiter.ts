import { MovingMean, SlidingMaximum } from './moving';
import { findOver, line, peaks } from './peaks';

// A limiter is an instance of its own: what it keeps lies in its memory.

/** Frames that are limited in one go. Where none of them is touched, none of them costs much. */
export const mostLimited: i32 = 2048;
/** The longest delay there is room for: look-ahead at 192 kHz. */
const mostLate = 2048;
/** Of the amplitude, taken away: so little is let go of at once. */
const faintest: f64 = 1e-6;
/** Samples that `findOver` has before the new ones, and how much later it tells of a peak. */
const before = 24;
const reach = 12;

/** Where the next frames are put, and found limited, some later. */
export const left = memory.data(mostLimited * 8, 16);
export const right = memory.data(mostLimited * 8, 16);
const leftLine = memory.data((mostLate + mostLimited) * 8, 16);
const rightLine = memory.data((mostLate + mostLimited) * 8, 16);
const leftTail = memory.data(before * 4, 16);
const rightTail = memory.data(before * 4, 16);
let leftEarlier: f32 = 0;
let rightEarlier: f32 = 0;

/** What the sound is made louder by before it is limited. */
let louder: f64 = 1;
let ceiling: f64 = 1;
let goal: f64 = 1;
let release: f64 = 0;
let late = 0;
/** Part of the amplitude that is taken away. */
let taken: f64 = 0;
let least: f64 = 1;
/** Frames since something was taken away before it was smoothed. */
let calmFrames = 0;

const greatest = new SlidingMaximum();
const first = new MovingMean();
const second = new MovingMean();

/**
 * Begins. The sound is multiplied by `gain`. What comes over `most` (linear) is brought to `aim`; what was taken away comes back by the factor `back` a frame; the
 * gain is smoothed by two means of `half` frames. Gives by how many frames the sound is late.
 */
export function begin(gain: f64, most: f64, aim: f64, back: f64, half: i32): i32 {
  louder = gain;
  ceiling = most;
  goal = aim;
  release = back;
  // Two means of `half` reach over this many frames.
  const width = 2 * half - 1;
  late = width - 1 + reach;
  calmFrames = late + 1;
  greatest.begin(width);
  first.begin(half);
  second.begin(half);
  return late;
}

/** The least gain so far. */
export function leastGain(): f64 {
  return least;
}

/** Limits `count` frames. */
export function limit(count: i32): void {
  if (louder !== 1) {
    amplify(left, count);
    amplify(right, count);
  }
  memory.copy(leftLine + 8 * late, left, 8 * count);
  memory.copy(rightLine + 8 * late, right, 8 * count);
  memory.fill(peaks, 0, 4 * count);
  leftEarlier = look(left, leftTail, count, leftEarlier);
  rightEarlier = look(right, rightTail, count, rightEarlier);
  if (!isIdle(count)) apply(count);
  memory.copy(left, leftLine, 8 * count);
  memory.copy(right, rightLine, 8 * count);
  memory.copy(leftLine, leftLine + 8 * count, 8 * late);
  memory.copy(rightLine, rightLine + 8 * count, 8 * late);
}

function amplify(samples: usize, count: i32): void {
  const gain = f64x2.splat(louder);
  for (let at = samples; at < samples + 8 * count; at += 16) v128.store(at, f64x2.mul(v128.load(at), gain));
}

function look(samples: usize, tail: usize, count: i32, earlier: f32): f32 {
  memory.copy(line, tail, 4 * before);
  for (let frame = 0; frame < count; frame++) {
    store<f32>(line + 4 * (before + frame), f32(load<f64>(samples + 8 * frame)));
  }
  const found = findOver(count, f32(ceiling), earlier);
  memory.copy(tail, line + 4 * count, 4 * before);
  return found;
}

/** Whether nothing is held or smoothed any more, and there is no peak among these frames. */
function isIdle(count: i32): bool {
  if (calmFrames <= late) return false;
  for (let frame = 0; frame < count; frame++) if (load<f32>(peaks + 4 * frame) !== 0) return false;
  return true;
}

function apply(count: i32): void {
  for (let frame = 0; frame < count; frame++) {
    const peak = f64(load<f32>(peaks + 4 * frame));
    const wanted = greatest.next(peak === 0 ? 0 : 1 - goal / peak);
    const released = taken * release;
    taken = wanted > released ? wanted : released < faintest ? 0 : released;
    calmFrames = taken === 0 ? calmFrames + 1 : 0;
    const away = second.next(first.next(taken));
    if (away === 0) continue;
    const gain = 1 - away;
    least = min(least, gain);
    store<f64>(leftLine + 8 * frame, load<f64>(leftLine + 8 * frame) * gain);
    store<f64>(rightLine + 8 * frame, load<f64>(rightLine + 8 * frame) * gain);
  }
}
