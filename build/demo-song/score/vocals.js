import { FINAL_BEAT, FORM } from './form.js';
import { readTune } from './notation.js';
import { play } from './performance.js';

/** @typedef {import('./notation.js').Note} Note */

const VERSE = `
  -:.5 Bb3:.5 Eb4:.5 F4:.5 G4:1.5 F4:.5 | F4:.5 D4:2 -:.5 F4:.5 G4:.5
  | Ab4:.5 G4:.5 Eb4:1.5 -:.5 Eb4:.5 F4:.5 | F4:1.5 Eb4:.5 Cb4:1.25 -:.75
  | -:.5 Bb3:.5 Eb4:.5 F4:.5 G4:1 Bb4:1 | Bb4:.5 G4:2 -:.5 G4:.5 Bb4:.5
  | C5:1 Bb4:.5 Ab4:1 G4:.5 F4:.5 Eb4:.5 | F4:2.5 -:.5 G4:.5 Bb4:.5`;
const VERSE_WORDS =
  'du na la oh na la no du na da oh na lo na la oh na la na oh na lo na da oh na la no du na lo na da';

const HOOK = `
  C5:1.5 Bb4:.5 G4:.5 Bb4:1 -:.5 | Bb4:.5 C5:.5 D5:1 Db5:.5 Bb4:1 -:.5
  | C5:1.5 Ab4:.5 C5:.5 Eb5:1 -:.5 | Eb5:1 C5:.5 Bb4:.5 D5:1.25 -:.75
  | C5:1.5 Bb4:.5 G4:.5 Bb4:1 -:.5 | Bb4:.5 C5:.5 D5:1 Eb5:1 G4:.5 -:.5
  | Ab4:.5 C5:.5 Eb5:.5 C5:.5 D5:.5 C5:.5 G4:.5 F4:.5`;
const HOOK_WORDS = 'la oh na la na la oh la na la oh na la lo na da la oh na la na la oh lo na da na lo na da na da';

const ENDING = 'G4:1 F4:.5 Eb4:2 -:.5';
const LAST_ENDING = 'G4:.5 Bb4:.5 Eb5:2.5 -:.5';
const OUTRO = 'C5:1.5 Bb4:.5 G4:.5 Bb4:1 -:.5 | Ab4:.5 G4:.5 F4:.5 Eb4:.5 F4:1 G4:1 | Eb4:3.5 -:.5';

/** The tune, without words: what the other parts listen to. */
export const tune = {
  verse: readTune(VERSE, FORM.verse.start, 82),
  chorus: readTune(`${HOOK} | ${ENDING}`, FORM.chorus.start, 96),
  lastChorus: readTune(`${HOOK} | ${LAST_ENDING}`, FORM.lastChorus.start, 102),
  outro: readTune(OUTRO, FORM.outro.start, 84),
};

/**
 * Puts syllables under notes, and leans on high notes and on the beat.
 * @param {readonly Note[]} notes
 * @param {string} words
 */
function sung(notes, words) {
  const syllables = words.split(' ');
  return notes.map((note, index) => ({
    ...note,
    velocity: note.velocity + (note.pitch - 67) * 0.7 + (note.beat % 1 === 0 ? 3 : -3),
    syllable: syllables[index % syllables.length] ?? 'la',
  }));
}

const line = [
  ...sung(tune.verse, VERSE_WORDS),
  ...sung(tune.chorus, HOOK_WORDS),
  ...sung(tune.lastChorus, HOOK_WORDS),
  ...sung(tune.outro, 'la oh na la oh na la na lo na oh'),
];
const chorusLine = line.filter(
  ({ beat }) =>
    (beat >= FORM.chorus.start && beat < FORM.bridge.start) || (beat >= FORM.lastChorus.start && beat < FINAL_BEAT - 8),
);

/**
 * Another take of the same line, a little apart in time.
 * @param {typeof line} notes
 * @param {number} seed
 */
const take = (notes, seed) => play(notes, { seed, looseMs: 9, looseVelocity: 3, behindMs: 14 });

/** @type {import('../sound/filters.js').Band[]} */
const BRIGHT = [
  ['highpass', 130],
  ['peak', 420, -2, 1],
  ['peak', 3100, 2.5, 0.9],
  ['highshelf', 8500, 2],
];

/** @type {import('./part.js').StemScore} */
export const vocals = {
  kind: 'vocals',
  name: 'Vocals',
  parts: [
    {
      source: { singer: 5, notes: take(line, 101) },
      loudness: -20,
      bands: BRIGHT,
      compressor: { thresholdDb: -22, ratio: 2.5, attackMs: 8, releaseMs: 140 },
      reverb: { room: 'plate', decibels: -11 },
      echo: { beats: 0.75, feedback: 0.35, decibels: -19 },
    },
    {
      source: { patch: { bank: 0, program: 53 }, notes: take(line, 102) },
      loudness: -27,
      width: 0.5,
      bands: [
        ['highpass', 180],
        ['highshelf', 4000, 2],
      ],
      reverb: { room: 'plate', decibels: -10 },
    },
    ...[-0.6, 0.6].map((pan) => ({
      source: { singer: 7 + pan, notes: take(chorusLine, 110 + pan * 10) },
      loudness: -31,
      pan,
      bands: BRIGHT,
      reverb: /** @type {const} */ ({ room: 'plate', decibels: -8 }),
    })),
  ],
};
