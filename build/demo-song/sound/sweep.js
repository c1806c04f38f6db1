import { seededRandom } from '../score/performance.js';
import { SAMPLE_RATE, silence } from './stereo.js';

/**
 * Filtered noise from one moment to another. Its centre and its gain move; a gain of zero ends it.
 * @typedef {{ start: number, end: number, fromHertz: number, toHertz: number, shape: 'rise' | 'fall' | 'wave', level: number }} Sweep
 */

/**
 * @param {readonly Sweep[]} sweeps
 * @param {number} frames
 * @returns {import('./stereo.js').Stereo}
 */
export function sweepNoise(sweeps, frames) {
  const sound = silence(frames);
  sweeps.forEach((sweep, index) => {
    [sound.left, sound.right].forEach((channel, side) => {
      addSweep(channel, sweep, seededRandom(1300 + index * 2 + side));
    });
  });
  return sound;
}

/**
 * @param {Float32Array} channel
 * @param {Sweep} sweep
 * @param {() => number} random
 */
function addSweep(channel, { start, end, fromHertz, toHertz, shape, level }, random) {
  const first = Math.round(start * SAMPLE_RATE);
  const length = Math.min(channel.length - first, Math.round((end - start) * SAMPLE_RATE));
  let low = 0;
  let band = 0;
  for (let frame = 0; frame < length; frame += 1) {
    const part = frame / length;
    const hertz = fromHertz * (toHertz / fromHertz) ** (shape === 'wave' ? Math.sin(Math.PI * part) : part);
    const tuning = 2 * Math.sin((Math.PI * Math.min(7000, hertz)) / SAMPLE_RATE);
    low += tuning * band;
    band += tuning * (random() * 2 - 1 - low - 0.8 * band);
    channel[first + frame] = (channel[first + frame] ?? 0) + level * band * gainAt(shape, part);
  }
}

/**
 * @param {Sweep['shape']} shape
 * @param {number} part 0..1
 */
function gainAt(shape, part) {
  if (shape === 'wave') return Math.sin(Math.PI * part) ** 2;
  if (shape === 'fall') return Math.min(1, part * 200) * (1 - part) ** 3;
  return part ** 3 * Math.min(1, (1 - part) * 60);
}
