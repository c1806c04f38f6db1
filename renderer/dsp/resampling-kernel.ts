/**
 * A windowed-sinc low-pass in polyphase form: output frame `n` lies at input position `n * step / phases`; row
 * `(n * step) mod phases` of `taps` weighs the `width` input frames from `floor(position) - width / 2 + 1` on.
 */
export type ResamplingKernel = {
  readonly phases: number;
  readonly step: number;
  readonly width: number;
  /** `phases * width`, row by row. */
  readonly taps: Float32Array;
};

/** 100 dB of stop band: Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974. */
const kaiserBeta = 10.06;
/** Zero crossings of the sinc on each side; together with beta this leaves 20 kHz of 44.1 kHz untouched. */
const crossings = 40;

/** Both rates in whole hertz, above 0. */
export function resamplingKernel(fromRate: number, toRate: number): ResamplingKernel {
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const phases = toRate / divisor;
  const step = fromRate / divisor;
  const cutoff = Math.min(1, toRate / fromRate);
  const halfWidth = Math.ceil(crossings / cutoff);
  const width = 2 * halfWidth;
  const taps = new Float32Array(phases * width);
  for (let phase = 0; phase < phases; phase++) {
    const row = kernelRow(phase / phases, halfWidth, cutoff);
    taps.set(row, phase * width);
  }
  return { phases, step, width, taps };
}

/** Weights for a position `fraction` after an input frame; they sum to 1, so that a constant stays what it is. */
function kernelRow(fraction: number, halfWidth: number, cutoff: number): Float64Array {
  const row = new Float64Array(2 * halfWidth);
  let sum = 0;
  for (let tap = 0; tap < row.length; tap++) {
    const distance = tap - halfWidth + 1 - fraction;
    const value = sinc(distance * cutoff) * kaiser(distance / halfWidth);
    row[tap] = value;
    sum += value;
  }
  return row.map((value) => value / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : besselI0(kaiserBeta * Math.sqrt(1 - x * x)) / besselI0(kaiserBeta);
}

/** Modified Bessel function of the first kind, order 0, by its power series (Abramowitz and Stegun 9.6.12). */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * Fills `output` with the output frames from `firstOutput` on. `input[0]` is the input frame `firstInput`, and `input`
 * reaches over all the frames that the outputs need (see `inputSpan`).
 */
export function resample(
  kernel: ResamplingKernel,
  input: Float32Array,
  firstInput: number,
  output: Float32Array,
  firstOutput: number,
): void {
  const { phases, step, width, taps } = kernel;
  for (let i = 0; i < output.length; i++) {
    const position = (firstOutput + i) * step;
    const whole = Math.floor(position / phases);
    const row = (position - whole * phases) * width;
    const from = whole - width / 2 + 1 - firstInput;
    let sum = 0;
    for (let tap = 0; tap < width; tap++) sum += (taps[row + tap] ?? 0) * (input[from + tap] ?? 0);
    output[i] = sum;
  }
}

/** As `resample`, both channels at once, which is faster than one after the other. */
export function resampleStereo(
  { phases, step, width, taps }: ResamplingKernel,
  [inLeft, inRight]: readonly [Float32Array, Float32Array],
  firstInput: number,
  [outLeft, outRight]: readonly [Float32Array, Float32Array],
  firstOutput: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const position = (firstOutput + i) * step;
    const whole = Math.floor(position / phases);
    const row = (position - whole * phases) * width;
    const from = whole - width / 2 + 1 - firstInput;
    let left = 0;
    let right = 0;
    for (let tap = 0; tap < width; tap++) {
      const weight = taps[row + tap] ?? 0;
      left += weight * (inLeft[from + tap] ?? 0);
      right += weight * (inRight[from + tap] ?? 0);
    }
    outLeft[i] = left;
    outRight[i] = right;
  }
}

/** The input frames `[start, end)` that `count` output frames from `firstOutput` on depend on; may begin before 0. */
export function inputSpan(
  { phases, step, width }: ResamplingKernel,
  firstOutput: number,
  count: number,
): { readonly start: number; readonly end: number } {
  const first = Math.floor((firstOutput * step) / phases);
  const last = Math.floor(((firstOutput + Math.max(0, count - 1)) * step) / phases);
  return { start: first - width / 2 + 1, end: last + width / 2 + 1 };
}
