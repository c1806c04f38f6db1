export const SAMPLE_RATE = 44100;

/**
 * Two channels of samples, full scale at +-1, at SAMPLE_RATE.
 * @typedef {{ left: Float32Array, right: Float32Array }} Stereo
 */

/**
 * @param {number} frames
 * @returns {Stereo}
 */
export function silence(frames) {
  return { left: new Float32Array(frames), right: new Float32Array(frames) };
}

/** @param {number} decibels */
export function gainOf(decibels) {
  return 10 ** (decibels / 20);
}

/**
 * Adds `sound` to `sum`, in place.
 * @param {Stereo} sum
 * @param {Stereo} sound
 * @param {number} [leftGain]
 * @param {number} [rightGain]
 */
export function addInto(sum, sound, leftGain = 1, rightGain = leftGain) {
  const frames = Math.min(sum.left.length, sound.left.length);
  for (let frame = 0; frame < frames; frame += 1) {
    sum.left[frame] = (sum.left[frame] ?? 0) + leftGain * (sound.left[frame] ?? 0);
    sum.right[frame] = (sum.right[frame] ?? 0) + rightGain * (sound.right[frame] ?? 0);
  }
}

/**
 * Balance as on a desk: the far side is turned down along a quarter sine, the near side stays.
 * @param {number} pan -1 (left) .. +1 (right)
 * @returns {[number, number]} gains left and right
 */
export function balanceOf(pan) {
  const far = Math.cos((Math.abs(pan) * Math.PI) / 2);
  return pan > 0 ? [far, 1] : [1, far];
}

/**
 * Narrows (0 is mono) or widens (above 1) the picture, in place.
 * @param {Stereo} sound
 * @param {number} width
 */
export function setWidth(sound, width) {
  for (let frame = 0; frame < sound.left.length; frame += 1) {
    const middle = ((sound.left[frame] ?? 0) + (sound.right[frame] ?? 0)) / 2;
    const side = (((sound.left[frame] ?? 0) - (sound.right[frame] ?? 0)) / 2) * width;
    sound.left[frame] = middle + side;
    sound.right[frame] = middle - side;
  }
}
