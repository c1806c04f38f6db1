/**
 * One player's line and its place in the mix. Loudness is what the part has while it plays, so that
 * the balance is written in one unit whatever the sound's own level is.
 * @typedef {{
 *   source: Source,
 *   loudness: number,
 *   pan?: number,
 *   width?: number,
 *   bands?: readonly import('../sound/filters.js').Band[],
 *   compressor?: import('../sound/dynamics.js').Compressor,
 *   drive?: number,
 *   chorus?: number,
 *   autoPan?: number,
 *   reverb?: { room: 'room' | 'plate' | 'hall', decibels: number },
 *   echo?: { beats: number, feedback: number, decibels: number },
 * }} Part loudness in LUFS, pan -1..+1, width 0 (mono) to 1 (as recorded)
 * @typedef {import('./performance.js').PlayedNote} PlayedNote
 * @typedef {import('../sound/midi.js').Control} Control
 * @typedef {{ patch: import('../sound/midi.js').Patch, notes: readonly PlayedNote[], controls?: readonly Control[] }
 *   | { singer: number, notes: readonly PlayedNote[] }
 *   | { pluck: true, notes: readonly PlayedNote[] }
 *   | { sweeps: readonly import('../sound/sweep.js').Sweep[] }} Source
 * @typedef {{ kind: string, name: string, parts: readonly Part[] }} StemScore
 */

import { secondsAt } from './form.js';

/** Expression, in the sense of MIDI: the loudness of a held note. */
const EXPRESSION = 11;

/**
 * A swell or a fade of held notes between two beats.
 * @param {number} fromBeat
 * @param {number} toBeat
 * @param {number} from 0..127
 * @param {number} to 0..127
 * @returns {Control[]}
 */
export function swell(fromBeat, toBeat, from, to) {
  const steps = Math.max(1, Math.round((toBeat - fromBeat) * 8));
  return Array.from({ length: steps + 1 }, (_, step) => ({
    at: Math.max(0, secondsAt(fromBeat + ((toBeat - fromBeat) * step) / steps) - 0.02),
    controller: EXPRESSION,
    value: Math.round(from + ((to - from) * step) / steps),
  }));
}

/**
 * The same row of steps, bar after bar.
 * @param {string} bar
 * @param {number} times
 */
export function repeat(bar, times) {
  return Array.from({ length: times }, () => bar).join('');
}
