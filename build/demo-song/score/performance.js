/** @typedef {import('./notation.js').Note} Note */

import { secondsAt } from './form.js';

/**
 * A note as it is played: in seconds, no longer in beats.
 * @typedef {{ start: number, end: number, pitch: number, velocity: number, syllable?: string }} PlayedNote
 */

/**
 * The same row of numbers in 0..1 for the same seed, everywhere (mulberry32).
 * @param {number} seed
 * @returns {() => number}
 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** How late the second of two sixteenths comes: 0.5 is straight, 0.667 a triplet. */
const SWING = 0.555;

/** @param {number} beat */
function swung(beat) {
  const half = Math.floor(beat * 2) / 2;
  const within = (beat - half) * 2;
  const bent = within < 0.5 ? within * 2 * SWING : SWING + (within - 0.5) * 2 * (1 - SWING);
  return half + bent / 2;
}

/**
 * How a player plays: spread of timing and velocity, and how far behind (+) or ahead (-) of the beat.
 * @typedef {{ seed: number, looseMs?: number, looseVelocity?: number, behindMs?: number }} Player
 */

/**
 * Plays written notes with swing, and with the small unevenness of a hand.
 * @template {Note} T
 * @param {readonly T[]} notes
 * @param {Player} player
 * @returns {(PlayedNote & Omit<T, keyof Note>)[]}
 */
export function play(notes, { seed, looseMs = 6, looseVelocity = 6, behindMs = 0 }) {
  const random = seededRandom(seed);
  const spread = () => random() + random() + random() - 1.5;
  return notes.map(({ beat, beats, pitch, velocity, ...rest }) => {
    const shift = (behindMs + spread() * looseMs) / 1000;
    const start = Math.max(0, secondsAt(swung(beat)) + shift);
    const end = Math.max(start + 0.03, secondsAt(swung(beat + beats)) + shift);
    const struck = Math.round(velocity + spread() * looseVelocity);
    return { ...rest, start, end, pitch, velocity: Math.min(127, Math.max(1, struck)) };
  });
}
