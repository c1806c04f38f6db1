import { SAMPLE_RATE } from './stereo.js';

/**
 * A second-order filter: y = b0 x + b1 x1 + b2 x2 - a1 y1 - a2 y2.
 * @typedef {{ b0: number, b1: number, b2: number, a1: number, a2: number }} Biquad
 * @typedef {['highpass' | 'lowpass', number] | ['peak' | 'lowshelf' | 'highshelf', number, number]
 *   | ['peak', number, number, number]} Band kind, hertz, and for the last three decibels and Q
 */

/**
 * After Robert Bristow-Johnson's "Cookbook formulae for audio EQ biquad filter coefficients".
 * @param {Band} band
 * @returns {Biquad}
 */
export function design([kind, hertz, decibels = 0, q = Math.SQRT1_2]) {
  const omega = (2 * Math.PI * hertz) / SAMPLE_RATE;
  const cos = Math.cos(omega);
  const alpha = Math.sin(omega) / (2 * q);
  const a = 10 ** (decibels / 40);
  switch (kind) {
    case 'highpass':
      return normalised((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    case 'lowpass':
      return normalised((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    case 'peak':
      return normalised(1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a);
    case 'lowshelf':
      return shelf(a, cos, 2 * Math.sqrt(a) * alpha, 1);
    case 'highshelf':
      return shelf(a, cos, 2 * Math.sqrt(a) * alpha, -1);
  }
}

/**
 * The two shelves are mirror images: the high one turns the sign of the cosine and of the middle terms.
 * @param {number} a
 * @param {number} cos
 * @param {number} root
 * @param {1 | -1} side 1 for low, -1 for high
 */
function shelf(a, cos, root, side) {
  const up = a + 1;
  const down = a - 1;
  const turned = side * cos;
  return normalised(
    a * (up - down * turned + root),
    2 * side * a * (down - up * turned),
    a * (up - down * turned - root),
    up + down * turned + root,
    -2 * side * (down + up * turned),
    up + down * turned - root,
  );
}

/**
 * @param {number} b0
 * @param {number} b1
 * @param {number} b2
 * @param {number} a0
 * @param {number} a1
 * @param {number} a2
 * @returns {Biquad}
 */
function normalised(b0, b1, b2, a0, a1, a2) {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
}

/**
 * Filters one channel, in place.
 * @param {Float32Array} samples
 * @param {Biquad} filter
 */
export function run(samples, { b0, b1, b2, a1, a2 }) {
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const x = samples[index] ?? 0;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = Math.abs(y) < 1e-20 ? 0 : y;
    samples[index] = y1;
  }
}

/**
 * Equalises both channels, in place.
 * @param {import('./stereo.js').Stereo} sound
 * @param {readonly Band[]} bands
 */
export function equalise(sound, bands) {
  for (const band of bands) {
    const filter = design(band);
    run(sound.left, filter);
    run(sound.right, filter);
  }
}
