/** Samples on either side of an instant that weigh on it: twice as many as in the example of the standard. */
export const peakReach = 12;
export const peakWidth = 2 * peakReach;

const quarter = weightsAt(1 / 4);
const half = weightsAt(1 / 2);
/** No instant can be greater than the two samples beside it times the one, and the greatest sample near it times the other. */
export const besideGain = quarter[peakReach - 1] ?? 1;
export const aroundGain = Math.max(gainBeyond(quarter, 1), gainBeyond(half, 1));

/** Samples on either side that are reckoned with before all others: the rest weighs little. */
const core = 3;
const [quarter1 = 0, quarter2 = 0, quarter3 = 0, quarter4 = 0, quarter5 = 0, quarter6 = 0] = coreOf(quarter);
const [half1 = 0, half2 = 0, half3 = 0] = coreOf(half);
const restGain = Math.max(gainBeyond(quarter, core), gainBeyond(half, core));

/** The greatest magnitude of the samples `[start, end)`. */
export function peakIn(line: Float32Array, start: number, end: number): number {
  let peak = 0;
  for (let at = start; at < end; at++) {
    const magnitude = Math.abs(line[at] ?? 0);
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
}

/**
 * The greatest magnitude at three instants between two samples, four times oversampled (ITU-R BS.1770-5 annex 2): those in the
 * middle of the `peakWidth` samples from `first` on, none of which is greater than `near`. 0 when it cannot be over `most`. Lines
 * are of single precision everywhere, which keeps the loop compiled as one.
 */
export function greatestBetween(line: Float32Array, first: number, near: number, most: number): number {
  const inner = greatestOfCore(line, first + peakReach - core);
  return inner + restGain * near <= most ? 0 : greatestOf(line, first);
}

/** As `greatestOf`, of the samples that weigh most. Written out, since nearly all that is asked ends here. */
function greatestOfCore(line: Float32Array, first: number): number {
  const a = line[first] ?? 0;
  const b = line[first + 1] ?? 0;
  const c = line[first + 2] ?? 0;
  const d = line[first + 3] ?? 0;
  const e = line[first + 4] ?? 0;
  const f = line[first + 5] ?? 0;
  const one = Math.abs(a * quarter1 + b * quarter2 + c * quarter3 + d * quarter4 + e * quarter5 + f * quarter6);
  const two = Math.abs((a + f) * half1 + (b + e) * half2 + (c + d) * half3);
  const three = Math.abs(f * quarter1 + e * quarter2 + d * quarter3 + c * quarter4 + b * quarter5 + a * quarter6);
  const outer = one > three ? one : three;
  return two > outer ? two : outer;
}

function greatestOf(line: Float32Array, first: number): number {
  let one = 0;
  let two = 0;
  let three = 0;
  for (let tap = 0; tap < peakWidth; tap++) {
    const sample = line[first + tap] ?? 0;
    one += sample * (quarter[tap] ?? 0);
    two += sample * (half[tap] ?? 0);
    // A quarter before a sample is the mirror of a quarter after one.
    three += sample * (quarter[peakWidth - 1 - tap] ?? 0);
  }
  return Math.max(Math.abs(one), Math.abs(two), Math.abs(three));
}

function coreOf(taps: Float64Array): Float64Array {
  return taps.subarray(peakReach - core, peakReach + core);
}

/** What samples of 1 further away than the `beside` nearest on either side come to at most. */
function gainBeyond(taps: Float64Array, beside: number): number {
  const isNear = (tap: number): boolean => tap >= peakReach - beside && tap < peakReach + beside;
  return taps.reduce((sum, tap, at) => sum + (isNear(at) ? 0 : Math.abs(tap)), 0);
}

/** Weights of the samples around an instant `fraction` of a frame after sample `peakReach - 1`: a sinc in a Hann window. */
function weightsAt(fraction: number): Float64Array {
  const taps = Float64Array.from({ length: peakWidth }, (_, tap) => {
    const distance = tap - (peakReach - 1) - fraction;
    const sinc = Math.sin(Math.PI * distance) / (Math.PI * distance);
    return sinc * Math.cos((Math.PI * distance) / peakWidth) ** 2;
  });
  // A constant stays what it is.
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}
