import type { StereoMatrix } from '../mix/strip-gains.ts';

/** A mix under way, one number per frame and channel. */
export type StereoSum = {
  readonly left: Float64Array;
  readonly right: Float64Array;
};

export const isSilentMatrix = (matrix: StereoMatrix): boolean =>
  matrix.leftToLeft === 0 && matrix.rightToLeft === 0 && matrix.leftToRight === 0 && matrix.rightToRight === 0;

export function scaledMatrix(matrix: StereoMatrix, gain: number): StereoMatrix {
  return {
    leftToLeft: matrix.leftToLeft * gain,
    rightToLeft: matrix.rightToLeft * gain,
    leftToRight: matrix.leftToRight * gain,
    rightToRight: matrix.rightToRight * gain,
  };
}

/**
 * Adds `count` frames of a stem to a mix, from its frame `at` on. The types of the arrays never change, which keeps the loop
 * compiled as one.
 */
export function addStem(
  { left: sumLeft, right: sumRight }: StereoSum,
  at: number,
  left: Float32Array,
  right: Float32Array,
  count: number,
  { leftToLeft, rightToLeft, leftToRight, rightToRight }: StereoMatrix,
): void {
  if (rightToLeft === 0 && leftToRight === 0) {
    addChannel(sumLeft, at, left, count, leftToLeft);
    addChannel(sumRight, at, right, count, rightToRight);
    return;
  }
  for (let i = 0; i < count; i++) {
    const one = left[i] ?? 0;
    const other = right[i] ?? 0;
    sumLeft[at + i] = (sumLeft[at + i] ?? 0) + one * leftToLeft + other * rightToLeft;
    sumRight[at + i] = (sumRight[at + i] ?? 0) + one * leftToRight + other * rightToRight;
  }
}

/** Most stems are in the middle. */
function addChannel(sum: Float64Array, at: number, samples: Float32Array, count: number, gain: number): void {
  for (let i = 0; i < count; i++) sum[at + i] = (sum[at + i] ?? 0) + (samples[i] ?? 0) * gain;
}

export function addMix(sum: Float64Array, part: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) sum[i] = (sum[i] ?? 0) + (part[i] ?? 0);
}

export function copySum(from: StereoSum, to: StereoSum, count: number): void {
  to.left.set(from.left.subarray(0, count));
  to.right.set(from.right.subarray(0, count));
}
