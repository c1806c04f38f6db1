/** Samples on either side of an instant that weigh on it: twice as many as in the example of the standard. */
export const reach = 12;
export const width = 2 * reach;
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
