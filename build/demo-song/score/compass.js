import { FORM, chordsOf } from './form.js';
import { pitchOf } from './notation.js';
import { tune } from './vocals.js';

/** @typedef {import('./part.js').StemScore} StemScore */

/**
 * What each player can reach. Kits have no compass.
 * @type {Readonly<Record<string, readonly [string, string]>>}
 */
const COMPASS = {
  vocals: ['G3', 'F5'],
  backingVocals: ['G3', 'C5'],
  bass: ['E1', 'G3'],
  guitar: ['E2', 'E5'],
  piano: ['A0', 'C8'],
  keyboard: ['E1', 'E6'],
  synth: ['C3', 'C6'],
  strings: ['C2', 'C7'],
  brass: ['A2', 'C6'],
  woodwinds: ['D3', 'C7'],
};

/**
 * Notes that a player of the stem could not play.
 * @param {StemScore} stem
 * @returns {string[]}
 */
export function notesOutOfReach({ kind, name, parts }) {
  const compass = COMPASS[kind];
  if (!compass) return [];
  const [low, high] = compass.map(pitchOf);
  return parts.flatMap(({ source }) =>
    'sweeps' in source
      ? []
      : source.notes
          .filter(({ pitch }) => pitch < (low ?? 0) || pitch > (high ?? 127))
          .map(({ pitch, start }) => `${name}: pitch ${pitch} at ${start.toFixed(2)} s is out of reach`),
  );
}

/**
 * Notes of the tune that rub: half a beat or more, a semitone above a tone of the chord and no part of it.
 * @returns {string[]}
 */
export function rubs() {
  const chords = Object.values(FORM).flatMap(chordsOf);
  return Object.values(tune)
    .flat()
    .flatMap((note) =>
      chords
        .filter((chord) => {
          const together = Math.min(note.beat + note.beats, chord.beat + chord.beats) - Math.max(note.beat, chord.beat);
          const tones = [chord.bass, ...chord.tones];
          return together >= 0.5 && !tones.includes(note.pitch % 12) && tones.includes((note.pitch + 11) % 12);
        })
        .map((chord) => `The tune's ${note.pitch} at beat ${note.beat} rubs against ${chord.symbol}`),
    );
}
