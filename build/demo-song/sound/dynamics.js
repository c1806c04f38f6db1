import { SAMPLE_RATE, gainOf } from './stereo.js';

/** @typedef {import('./stereo.js').Stereo} Stereo */
/** @typedef {{ thresholdDb: number, ratio: number, attackMs: number, releaseMs: number }} Compressor */

/**
 * Compresses in place; both sides get the same gain.
 * @param {Stereo} sound
 * @param {Compressor} compressor
 */
export function compress(sound, { thresholdDb, ratio, attackMs, releaseMs }) {
  const attack = Math.exp(-1000 / (attackMs * SAMPLE_RATE));
  const release = Math.exp(-1000 / (releaseMs * SAMPLE_RATE));
  let reductionDb = 0;
  for (let frame = 0; frame < sound.left.length; frame += 1) {
    const peak = Math.max(Math.abs(sound.left[frame] ?? 0), Math.abs(sound.right[frame] ?? 0));
    const over = 20 * Math.log10(peak + 1e-9) - thresholdDb;
    const wanted = over > 0 ? over * (1 - 1 / ratio) : 0;
    reductionDb = wanted + (reductionDb - wanted) * (wanted > reductionDb ? attack : release);
    const gain = gainOf(-reductionDb);
    sound.left[frame] = (sound.left[frame] ?? 0) * gain;
    sound.right[frame] = (sound.right[frame] ?? 0) * gain;
  }
}

/**
 * The gain that keeps a sound's peaks under a ceiling: it looks ahead, so it has come down before
 * the peak comes, and goes back slowly.
 * @param {Stereo} sound
 * @param {number} ceilingDb
 * @returns {Float32Array} a gain for every frame, to be laid on each stem of that sum alike
 */
export function limiterGain(sound, ceilingDb) {
  const ceiling = gainOf(ceilingDb);
  const frames = sound.left.length;
  const ahead = Math.round(0.004 * SAMPLE_RATE);
  const release = Math.exp(-1 / (0.12 * SAMPLE_RATE));
  const needed = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    const peak = Math.max(Math.abs(sound.left[frame] ?? 0), Math.abs(sound.right[frame] ?? 0));
    needed[frame] = peak > ceiling ? ceiling / peak : 1;
  }
  const held = new Float32Array(frames);
  let gain = 1;
  for (let frame = 0; frame < frames; frame += 1) {
    let lowest = 1;
    for (let near = frame; near <= Math.min(frames - 1, frame + ahead); near += 1) {
      lowest = Math.min(lowest, needed[near] ?? 1);
    }
    gain = Math.min(lowest, 1 + (gain - 1) * release);
    held[frame] = gain;
  }
  return smoothed(held, ahead);
}

/**
 * Mean of the last `span` values, so that gain never steps.
 * @param {Float32Array} values
 * @param {number} span
 */
function smoothed(values, span) {
  let sum = span;
  return values.map((value, index) => {
    sum += value - (index >= span ? (values[index - span] ?? 1) : 1);
    return sum / span;
  });
}
