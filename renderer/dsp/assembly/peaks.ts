/** Samples on either side of an instant that weigh on it: twice as many as in the example of the standard. */
export const reach = 12;
const width = 2 * reach;
/** Samples on either side that are reckoned with before all others: the rest weighs little. */
const core = 3;
/** Sums of floats may come out a little otherwise than they are. */
const slack: f32 = 1.0001;

const quarter = memory.data(width * 4, 16);
const half = memory.data(width * 4, 16);
layWeights(quarter, 0.25);
layWeights(half, 0.5);

/** No instant can be greater than the two samples beside it times the one, and the greatest sample near it times the other. */
export const besideGain: f32 = load<f32>(quarter + 4 * (reach - 1)) * slack;
export const aroundGain: f32 = max(gainBeyond(quarter, 1), gainBeyond(half, 1)) * slack;
const restGain: f32 = max(gainBeyond(quarter, core), gainBeyond(half, core)) * slack;

/**
 * The greatest magnitude at three instants between each two samples (ITU-R BS.1770-5 annex 2, four times oversampled), for four
 * samples that come one after the other: lane n is of the instants whose last sample is the one at `last` + 4n, so that they lie
 * between the samples 12 and 11 before it. All zero when none can be over `most`; no sample near them is over `near`.
 */
export function greatestBetween(last: usize, near: f32, most: f32): v128 {
  const inner = magnitudes(last, reach - core, reach + core);
  const greatest = f32x4.add(inner, f32x4.splat(restGain * near));
  if (!v128.any_true(f32x4.gt(greatest, f32x4.splat(most)))) return f32x4.splat(0);
  const exact = magnitudes(last, 0, width);
  // What is no number does not count.
  return v128.and(exact, f32x4.eq(exact, exact));
}

/** Of the instants that these taps come to. */
function magnitudes(last: usize, from: i32, end: i32): v128 {
  let one = f32x4.splat(0);
  let two = f32x4.splat(0);
  let three = f32x4.splat(0);
  let at = last - 4 * (width - 1) + 4 * from;
  for (let tap = from; tap < end; tap++) {
    const samples = v128.load(at);
    one = f32x4.add(one, f32x4.mul(samples, v128.load_splat<f32>(quarter + 4 * tap)));
    two = f32x4.add(two, f32x4.mul(samples, v128.load_splat<f32>(half + 4 * tap)));
    // A quarter before a sample is the mirror of a quarter after one.
    three = f32x4.add(three, f32x4.mul(samples, v128.load_splat<f32>(quarter + 4 * (width - 1 - tap))));
    at += 4;
  }
  return f32x4.max(f32x4.abs(two), f32x4.max(f32x4.abs(one), f32x4.abs(three)));
}

/** Weights of the samples around an instant `fraction` of a frame after the twelfth: a sinc in a Hann window. */
function layWeights(weights: usize, fraction: f64): void {
  let sum: f64 = 0;
  for (let tap = 0; tap < width; tap++) sum += weightAt(tap, fraction);
  // A constant stays what it is.
  for (let tap = 0; tap < width; tap++) store<f32>(weights + 4 * tap, f32(weightAt(tap, fraction) / sum));
}

function weightAt(tap: i32, fraction: f64): f64 {
  const distance = f64(tap - (reach - 1)) - fraction;
  const sinc = Math.sin(Math.PI * distance) / (Math.PI * distance);
  const shape = Math.cos((Math.PI * distance) / width);
  return sinc * shape * shape;
}

/** What samples of 1 further away than the `beside` nearest on either side come to at most. */
function gainBeyond(weights: usize, beside: i32): f32 {
  let sum: f32 = 0;
  for (let tap = 0; tap < width; tap++) {
    const isNear = tap >= reach - beside && tap < reach + beside;
    if (!isNear) sum += abs(load<f32>(weights + 4 * tap));
  }
  return sum;
}

/** Samples before those that are looked at: as far as an instant reaches back, and one more. */
export const before: i32 = width;
/** The most frames that are looked at in one go. */
export const mostFrames: i32 = 16_384;
/** Frames that are looked at together, and skipped together when nothing near them can be over what is asked for. */
const blockFrames = 32;
/** No instant is further over the greatest sample near it. */
const mostGain: f32 = besideGain + besideGain + aroundGain;

/** Samples of one channel: the last 24 of those before, then the new ones; three more are looked at. */
export const line = memory.data((before + mostFrames + 3) * 4, 16);
/** For each new frame: the true peak around the frame 24 before it, where that is over a ceiling. */
export const peaks = memory.data((mostFrames + 3) * 4, 16);

/** The greatest of `most`, the `count` new samples, and the instants between samples whose last one is among the new. */
export function greatestOf(count: i32, most: f32): f32 {
  let found = most;
  let last = greatestIn(0, before);
  for (let start = before; start < before + count; start += blockFrames) {
    const stop = min(before + count, start + blockFrames);
    const own = greatestIn(start, stop);
    // A block is longer than what an instant reaches back.
    const near = max(own, last);
    last = own;
    found = max(found, own);
    if (mostGain * near <= found) continue;
    for (let frame = start; frame < stop; frame += 4) {
      const between = held(greatestBetween(line + 4 * frame, near, found), stop - frame);
      found = max(found, greatestLane(between));
    }
  }
  return found;
}

/**
 * Raises `peaks` where the `count` new samples and the instants whose last sample is among them are over the ceiling. `earlier`:
 * what the last call gave, the instants before the first; 0 at first.
 */
export function findOver(count: i32, ceiling: f32, earlier: f32): f32 {
  let instant = earlier;
  for (let start = before; start < before + count; start += blockFrames) {
    const stop = min(before + count, start + blockFrames);
    const near = greatestIn(start - before, stop);
    if (mostGain * near <= ceiling) {
      instant = 0;
      continue;
    }
    for (let frame = start; frame < stop; frame += 4) {
      const between = held(greatestBetween(line + 4 * frame, near, ceiling), stop - frame);
      // Each frame has the instants before it and those after it.
      const shifted = v128.shuffle<f32>(f32x4.splat(instant), between, 0, 4, 5, 6);
      const own = f32x4.abs(v128.load(line + 4 * (frame - reach)));
      const peak = held(f32x4.pmax(own, f32x4.pmax(between, shifted)), stop - frame);
      const isOver = f32x4.gt(peak, f32x4.splat(ceiling));
      instant = lane(between, min(3, stop - frame - 1));
      if (!v128.any_true(isOver)) continue;
      const at = peaks + 4 * (frame - before);
      v128.store(at, f32x4.pmax(v128.load(at), v128.and(peak, isOver)));
    }
  }
  return instant;
}

/** The greatest magnitude of the samples `[start, end)` of the line; what is no number does not count. */
function greatestIn(start: i32, end: i32): f32 {
  let most = f32x4.splat(0);
  let at = start;
  for (; at <= end - 4; at += 4) most = f32x4.pmax(most, f32x4.abs(v128.load(line + 4 * at)));
  let found = greatestLane(most);
  for (; at < end; at++) {
    const magnitude = abs(load<f32>(line + 4 * at));
    if (magnitude > found) found = magnitude;
  }
  return found;
}

/** The first `count` lanes; the others are zero. */
function held(lanes: v128, count: i32): v128 {
  if (count >= 4) return lanes;
  return v128.and(lanes, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count)));
}

function greatestLane(lanes: v128): f32 {
  const pairs = f32x4.pmax(lanes, v128.shuffle<f32>(lanes, lanes, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.pmax(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2)), 0);
}

function lane(lanes: v128, index: i32): f32 {
  if (index === 0) return f32x4.extract_lane(lanes, 0);
  if (index === 1) return f32x4.extract_lane(lanes, 1);
  return index === 2 ? f32x4.extract_lane(lanes, 2) : f32x4.extract_lane(lanes, 3);
}
