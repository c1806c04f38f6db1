import type { StereoMatrix } from '../mix/audibility.ts';

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

export function addMix(sum: Float64Array, part: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) sum[i] = (sum[i] ?? 0) + (part[i] ?? 0);
}

export function copySum(from: StereoSum, to: StereoSum, count: number): void {
  to.left.set(from.left.subarray(0, count));
  to.right.set(from.right.subarray(0, count));
}
