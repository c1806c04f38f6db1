import { SAMPLE_RATE, silence } from './stereo.js';

/** @typedef {import('../score/performance.js').PlayedNote} PlayedNote */

/** Detuning in cents and place (0 left .. 1 right) of the oscillators. */
const OSCILLATORS = [
  [-7, 0.2],
  [0, 0.5],
  [8, 0.8],
];

/**
 * A soft analogue pluck: detuned saws through a low-pass that closes after each note.
 * @param {readonly PlayedNote[]} notes
 * @param {number} frames
 * @returns {import('./stereo.js').Stereo}
 */
export function pluck(notes, frames) {
  const sound = silence(frames);
  for (const note of notes) {
    const start = Math.round(note.start * SAMPLE_RATE);
    const held = note.end - note.start;
    const length = Math.min(frames - start, Math.round((held + 0.5) * SAMPLE_RATE));
    const force = (note.velocity / 127) ** 1.5;
    for (const [cents = 0, place = 0.5] of OSCILLATORS) {
      const hertz = 440 * 2 ** ((note.pitch - 69 + cents / 100) / 12);
      const voice = voiceOf(hertz, length, held, force);
      for (let frame = 0; frame < length; frame += 1) {
        const sample = 0.2 * force * (voice[frame] ?? 0);
        const at = start + frame;
        sound.left[at] = (sound.left[at] ?? 0) + sample * Math.cos((place * Math.PI) / 2);
        sound.right[at] = (sound.right[at] ?? 0) + sample * Math.sin((place * Math.PI) / 2);
      }
    }
  }
  return sound;
}

/**
 * @param {number} hertz
 * @param {number} length frames
 * @param {number} held seconds until release
 * @param {number} force 0..1, opens the filter
 */
function voiceOf(hertz, length, held, force) {
  const step = hertz / SAMPLE_RATE;
  const voice = new Float32Array(length);
  let phase = (hertz * 7.31) % 1;
  let low = 0;
  let band = 0;
  for (let frame = 0; frame < length; frame += 1) {
    const time = frame / SAMPLE_RATE;
    phase = (phase + step) % 1;
    const saw = 2 * phase - 1 - cornerCorrection(phase, step);
    const cutoff = 350 + (900 + 3600 * force) * Math.exp(-time / 0.11);
    const tuning = 2 * Math.sin((Math.PI * cutoff) / SAMPLE_RATE);
    low += tuning * band;
    band += tuning * (saw - low - 0.9 * band);
    const amplitude =
      Math.min(1, time / 0.003) * Math.exp(-time / 0.28) * (time > held ? Math.exp(-(time - held) / 0.08) : 1);
    voice[frame] = low * amplitude;
  }
  return voice;
}

/**
 * Rounds the jump of a saw so that it does not alias (polynomial band-limited step).
 * @param {number} phase 0..1
 * @param {number} step phase per sample
 */
function cornerCorrection(phase, step) {
  if (phase < step) {
    const t = phase / step;
    return t + t - t * t - 1;
  }
  if (phase > 1 - step) {
    const t = (phase - 1) / step;
    return t * t + t + t + 1;
  }
  return 0;
}
