import { narrowSamples } from './narrowing';
import { before, findOver, line, peaks, reach } from './peaks';

const mostWidth = 2048;

/** The greatest of the last numbers of a row, by a queue whose numbers only fall (each number goes in and out of it once). */
class SlidingMaximum {
  private width: i32 = 1;
  /** Numbers that may yet be the greatest, and their places in the row, as a ring of a power of two. */
  private values: StaticArray<f64> = new StaticArray<f64>(mostWidth);
  private places: StaticArray<i32> = new StaticArray<i32>(mostWidth);
  private first: i32 = 0;
  private held: i32 = 0;
  private place: i32 = 0;

  /** `width`: how many numbers count, 1 to 2048. */
  begin(width: i32): void {
    this.width = width;
  }

  /** Takes the next number; returns the greatest of the last `width`. */
  next(value: f64): f64 {
    const mask = mostWidth - 1;
    const values = this.values;
    let first = this.first;
    let held = this.held;
    // Places go round as well: it is their distance that counts.
    if (held > 0 && this.place - unchecked(this.places[first]) >= this.width) {
      first = (first + 1) & mask;
      held--;
    }
    while (held > 0 && unchecked(values[(first + held - 1) & mask]) <= value) held--;
    const at = (first + held) & mask;
    unchecked((values[at] = value));
    unchecked((this.places[at] = this.place++));
    this.first = first;
    this.held = held + 1;
    return unchecked(values[first]);
  }
}

/** The mean of the last numbers of a row, none below 0. When all of them are 0 it is 0, not what rounding left over. */
class MovingMean {
  private width: i32 = 1;
  private values: StaticArray<f64> = new StaticArray<f64>(mostWidth);
  private at: i32 = 0;
  private sum: f64 = 0;
  private zeros: i32 = 1;

  /** `width`: how many numbers count, 1 to 2048; before the first one they are 0. */
  begin(width: i32): void {
    this.width = width;
    this.zeros = width;
  }

  next(value: f64): f64 {
    const at = this.at;
    this.zeros = value === 0 ? this.zeros + 1 : 0;
    this.sum += value - unchecked(this.values[at]);
    unchecked((this.values[at] = value));
    this.at = at + 1 === this.width ? 0 : at + 1;
    if (this.zeros >= this.width) this.sum = 0;
    return this.sum / f64(this.width);
  }
}

/** Frames that are limited in one go. Where none of them is touched, none of them costs much. */
export const mostLimited: i32 = 2048;
/** The longest delay: look-ahead at 192 kHz. */
const mostLate = 2048;
/** Of the amplitude, taken away: so little is let go of at once. */
const faintest: f64 = 1e-6;

/** Where the next frames are put, and found limited, some later; three more may be written. */
export const left = memory.data((mostLimited + 3) * 8, 16);
export const right = memory.data((mostLimited + 3) * 8, 16);

/** One channel on its way through a limiter. */
class Channel {
  /** Sound under way, then what is new. */
  line: usize = heap.alloc((mostLate + mostLimited) * 8);
  /** What `findOver` wants of the samples before. */
  tail: usize = heap.alloc(before * 4);
  earlier: f32 = 0;

  constructor() {
    memory.fill(this.line, 0, (mostLate + mostLimited) * 8);
    memory.fill(this.tail, 0, before * 4);
  }

  /** Takes new samples, of which peaks over the ceiling are marked. */
  take(samples: usize, late: i32, count: i32, ceiling: f32): void {
    memory.copy(this.line + 8 * late, samples, 8 * count);
    memory.copy(line, this.tail, 4 * before);
    narrowSamples(samples, line + 4 * before, count);
    this.earlier = findOver(count, ceiling, this.earlier);
    memory.copy(this.tail, line + 4 * count, 4 * before);
  }

  /** Returns the oldest samples. */
  give(samples: usize, late: i32, count: i32): void {
    memory.copy(samples, this.line, 8 * count);
    memory.copy(this.line, this.line + 8 * count, 8 * late);
  }

  amplify(frame: i32, gain: f64): void {
    const at = this.line + 8 * frame;
    store<f64>(at, load<f64>(at) * gain);
  }
}

/** What one limiter keeps. */
export class Limiter {
  readonly left: Channel = new Channel();
  readonly right: Channel = new Channel();
  readonly greatest: SlidingMaximum = new SlidingMaximum();
  readonly first: MovingMean = new MovingMean();
  readonly second: MovingMean = new MovingMean();
  /** What the sound is made louder by before it is limited. */
  louder: f64 = 1;
  ceiling: f64 = 1;
  goal: f64 = 1;
  release: f64 = 0;
  /** By how many frames the sound comes out late. */
  late: i32 = 0;
  /** Part of the amplitude that is taken away. */
  taken: f64 = 0;
  least: f64 = 1;
  /** Frames since something was taken away before it was smoothed. */
  calmFrames: i32 = 0;
}

/**
 * The sound is multiplied by `gain`. What comes over `ceiling` (linear) is brought to `goal`; what was taken away comes back by the
 * factor `release` a frame; the gain is smoothed by two means of `half` frames.
 */
export function makeLimiter(gain: f64, ceiling: f64, goal: f64, release: f64, half: i32): Limiter {
  const limiter = new Limiter();
  limiter.louder = gain;
  limiter.ceiling = ceiling;
  limiter.goal = goal;
  limiter.release = release;
  // Two means of `half` reach over this many frames.
  const reached = 2 * half - 1;
  limiter.late = reached - 1 + reach;
  limiter.calmFrames = limiter.late + 1;
  limiter.greatest.begin(reached);
  limiter.first.begin(half);
  limiter.second.begin(half);
  return limiter;
}

/** By how many frames the sound comes out late. */
export function latencyOf(limiter: Limiter): i32 {
  return limiter.late;
}

/** The least gain so far. */
export function leastGain(limiter: Limiter): f64 {
  return limiter.least;
}

/** Limits `count` frames. */
export function limit(limiter: Limiter, count: i32): void {
  if (limiter.louder !== 1) {
    amplify(left, count, limiter.louder);
    amplify(right, count, limiter.louder);
  }
  memory.fill(peaks, 0, 4 * count);
  limiter.left.take(left, limiter.late, count, f32(limiter.ceiling));
  limiter.right.take(right, limiter.late, count, f32(limiter.ceiling));
  if (!isIdle(limiter, count)) apply(limiter, count);
  limiter.left.give(left, limiter.late, count);
  limiter.right.give(right, limiter.late, count);
}

function amplify(samples: usize, count: i32, by: f64): void {
  const gain = f64x2.splat(by);
  for (let at = samples; at < samples + 8 * count; at += 16) v128.store(at, f64x2.mul(v128.load(at), gain));
}

/** Whether nothing is held or smoothed any more, and there is no peak among these frames. */
function isIdle(limiter: Limiter, count: i32): bool {
  if (limiter.calmFrames <= limiter.late) return false;
  for (let frame = 0; frame < count; frame++) if (load<f32>(peaks + 4 * frame) !== 0) return false;
  return true;
}

function apply(limiter: Limiter, count: i32): void {
  for (let frame = 0; frame < count; frame++) {
    const peak = f64(load<f32>(peaks + 4 * frame));
    const wanted = limiter.greatest.next(peak === 0 ? 0 : 1 - limiter.goal / peak);
    const released = limiter.taken * limiter.release;
    limiter.taken = wanted > released ? wanted : released < faintest ? 0 : released;
    limiter.calmFrames = limiter.taken === 0 ? limiter.calmFrames + 1 : 0;
    const away = limiter.second.next(limiter.first.next(limiter.taken));
    if (away === 0) continue;
    const gain = 1 - away;
    limiter.least = min(limiter.least, gain);
    limiter.left.amplify(frame, gain);
    limiter.right.amplify(frame, gain);
  }
}
