import { secondsAt } from '../score/form.js';
import { design, run } from './filters.js';
import { SAMPLE_RATE, silence } from './stereo.js';

/** @typedef {import('./stereo.js').Stereo} Stereo */

/**
 * Ping-pong echo: only what comes back. It starts left, and every turn is duller.
 * @param {Stereo} sound
 * @param {number} beats time between two echoes
 * @param {number} feedback 0..0.9
 * @returns {Stereo}
 */
export function echo(sound, beats, feedback) {
  const frames = sound.left.length;
  const gap = Math.round(secondsAt(beats) * SAMPLE_RATE);
  const wet = silence(frames);
  let turn = Float32Array.from(sound.left, (sample, frame) => (sample + (sound.right[frame] ?? 0)) / 2);
  run(turn, design(['highpass', 250]));
  let gain = 1;
  for (let count = 0; gain > 0.01; count += 1) {
    run(turn, design(['lowpass', 4200]));
    const delayed = new Float32Array(frames);
    delayed.set(turn.subarray(0, Math.max(0, frames - gap)), gap);
    const [near, far] = count % 2 === 0 ? [wet.left, wet.right] : [wet.right, wet.left];
    for (let frame = 0; frame < frames; frame += 1) {
      near[frame] = (near[frame] ?? 0) + gain * (delayed[frame] ?? 0);
      far[frame] = (far[frame] ?? 0) + gain * 0.25 * (delayed[frame] ?? 0);
    }
    turn = delayed;
    gain *= feedback;
  }
  return wet;
}

/**
 * Chorus, in place: each side mixed with itself through a slowly swaying delay of about 14 ms.
 * @param {Stereo} sound
 * @param {number} amount 0..1
 */
export function thicken(sound, amount) {
  [sound.left, sound.right].forEach((channel, side) => {
    const dry = channel.slice();
    for (let frame = 0; frame < channel.length; frame += 1) {
      const time = frame / SAMPLE_RATE;
      const sway =
        Math.sin(2 * Math.PI * 0.43 * time + side * 2.1) * 0.7 + Math.sin(2 * Math.PI * 0.71 * time + side) * 0.3;
      const at = frame - (0.014 + 0.0028 * sway) * SAMPLE_RATE;
      const whole = Math.floor(at);
      const part = at - whole;
      const delayed = (dry[whole] ?? 0) * (1 - part) + (dry[whole + 1] ?? 0) * part;
      channel[frame] = ((dry[frame] ?? 0) + amount * delayed) / Math.sqrt(1 + amount * amount);
    }
  });
}

/**
 * Stereo tremolo of an electric piano's amplifier, in place.
 * @param {Stereo} sound
 * @param {number} depth 0..1
 */
export function autoPan(sound, depth) {
  const hertz = 1 / secondsAt(1);
  for (let frame = 0; frame < sound.left.length; frame += 1) {
    const sway = depth * Math.sin((2 * Math.PI * hertz * frame) / SAMPLE_RATE);
    sound.left[frame] = (sound.left[frame] ?? 0) * Math.sqrt(1 + sway);
    sound.right[frame] = (sound.right[frame] ?? 0) * Math.sqrt(1 - sway);
  }
}

/**
 * Soft saturation, in place: peaks bend, quiet sound passes unchanged.
 * @param {Stereo} sound
 * @param {number} drive 1 is gentle
 */
export function saturate(sound, drive) {
  for (const channel of [sound.left, sound.right]) {
    for (let frame = 0; frame < channel.length; frame += 1) {
      channel[frame] = Math.tanh((channel[frame] ?? 0) * drive) / drive;
    }
  }
}
