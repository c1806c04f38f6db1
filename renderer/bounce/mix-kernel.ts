import type { StereoMatrix } from '../mix/strip-gains.ts';

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

/** Adds `count` frames of a stem to a mix. The types of the arrays never change, which keeps the loop compiled as one. */
export function addStem(
  sumLeft: Float64Array,
  sumRight: Float64Array,
  left: Float32Array,
  right: Float32Array,
  count: number,
  { leftToLeft, rightToLeft, leftToRight, rightToRight }: StereoMatrix,
): void {
  for (let i = 0; i < count; i++) {
    const one = left[i] ?? 0;
    const other = right[i] ?? 0;
    sumLeft[i] = (sumLeft[i] ?? 0) + one * leftToLeft + other * rightToLeft;
    sumRight[i] = (sumRight[i] ?? 0) + one * leftToRight + other * rightToRight;
  }
}

export function addMix(sum: Float64Array, part: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) sum[i] = (sum[i] ?? 0) + (part[i] ?? 0);
}
