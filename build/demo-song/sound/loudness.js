import { run } from './filters.js';
import { SAMPLE_RATE } from './stereo.js';

/** K-weighting of ITU-R BS.1770-4, bilinear from its analogue prototype at this sample rate. */
const HEAD = kHead();
const BASS_CUT = kBassCut();

/**
 * Integrated loudness after ITU-R BS.1770-4 (both gates). Silent stretches do not count, so it is
 * also a fair measure of how loud a part is while it plays.
 * @param {import('./stereo.js').Stereo} sound
 * @returns {number} LUFS; -Infinity for silence
 */
export function loudnessOf(sound) {
  const powers = blockPowers(sound);
  const loud = powers.filter((power) => lufs(power) > -70);
  const gate = lufs(mean(loud)) - 10;
  return lufs(mean(loud.filter((power) => lufs(power) > gate)));
}

/**
 * Mean power of blocks of 0.4 s, each 0.1 s after the one before.
 * @param {import('./stereo.js').Stereo} sound
 */
function blockPowers(sound) {
  const hop = SAMPLE_RATE / 10;
  const hops = new Float64Array(Math.floor(sound.left.length / hop));
  for (const channel of [sound.left, sound.right]) {
    const weighted = channel.slice();
    run(weighted, HEAD);
    run(weighted, BASS_CUT);
    for (let index = 0; index < hops.length * hop; index += 1) {
      const at = Math.floor(index / hop);
      hops[at] = (hops[at] ?? 0) + (weighted[index] ?? 0) ** 2 / hop;
    }
  }
  return Array.from(hops.subarray(3), (_, index) => mean([...hops.subarray(index, index + 4)]));
}

/** @param {number} power */
function lufs(power) {
  return -0.691 + 10 * Math.log10(power);
}

/** @param {readonly number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function kHead() {
  const k = Math.tan((Math.PI * 1681.974450955533) / SAMPLE_RATE);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

function kBassCut() {
  const k = Math.tan((Math.PI * 38.13547087602444) / SAMPLE_RATE);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}
