import { END_BEAT, FINAL_BEAT, FORM, secondsAt } from './form.js';

const { verse, chorus, bridge, lastChorus } = FORM;

/** @typedef {import('../sound/sweep.js').Sweep} Sweep */

/**
 * Water against a quay: each wave swells and draws back.
 * @param {number} fromBeat
 * @param {number} beats
 * @param {number} level
 * @returns {Sweep}
 */
const wave = (fromBeat, beats, level) => ({
  start: secondsAt(fromBeat),
  end: secondsAt(fromBeat + beats),
  fromHertz: 260,
  toHertz: 1100,
  shape: 'wave',
  level,
});

/**
 * A rush of air that ends on a beat.
 * @param {number} atBeat
 * @param {number} beats
 * @param {number} level
 * @returns {Sweep}
 */
const riser = (atBeat, beats, level) => ({
  start: secondsAt(atBeat - beats),
  end: secondsAt(atBeat),
  fromHertz: 500,
  toHertz: 6500,
  shape: 'rise',
  level,
});

/**
 * @param {number} atBeat
 * @param {number} level
 * @returns {Sweep}
 */
const fall = (atBeat, level) => ({
  start: secondsAt(atBeat),
  end: secondsAt(atBeat + 6),
  fromHertz: 4000,
  toHertz: 300,
  shape: 'fall',
  level,
});

const booms = [chorus.start, lastChorus.start].map((beat) => ({
  start: secondsAt(beat),
  end: secondsAt(beat + 4),
  pitch: 36,
  velocity: 100,
}));

/** @type {import('./part.js').StemScore} */
export const fx = {
  kind: 'fx',
  name: 'FX',
  parts: [
    {
      source: {
        sweeps: [
          wave(0, 7, 0.5),
          wave(4.5, 8, 0.4),
          wave(10, 7, 0.3),
          wave(FINAL_BEAT + 0.5, 6, 0.4),
          wave(FINAL_BEAT + 4, END_BEAT - FINAL_BEAT - 4.6, 0.35),
        ],
      },
      loudness: -36,
      width: 0.3,
      bands: [
        ['highpass', 120],
        ['lowpass', 7000],
      ],
    },
    {
      source: {
        sweeps: [
          riser(verse.start, 3, 0.5),
          riser(chorus.start, 6, 0.8),
          riser(bridge.start, 2, 0.5),
          riser(lastChorus.start, 8, 1),
          fall(chorus.start, 0.7),
          fall(lastChorus.start, 0.9),
        ],
      },
      loudness: -34,
      width: 0.3,
      bands: [
        ['highpass', 300],
        ['lowpass', 9000],
      ],
      reverb: { room: 'hall', decibels: -12 },
    },
    {
      source: { patch: { bank: 8, program: 116 }, notes: booms },
      loudness: -30,
      width: 0.5,
      bands: [
        ['lowpass', 900],
        ['highpass', 35],
      ],
      reverb: { room: 'hall', decibels: -12 },
    },
  ],
};
