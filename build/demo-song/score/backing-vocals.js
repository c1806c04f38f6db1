import { FINAL_BEAT, FORM, chordsOf } from './form.js';
import { play } from './performance.js';
import { swell } from './part.js';
import { voiceChords } from './voice-leading.js';

/** @typedef {import('./notation.js').SungNote} SungNote */
/** @typedef {import('./form.js').Section} Section */

const CHOIR = { voices: 3, low: 55, high: 71 };

/**
 * Three voices hold each chord; `answer` sings it again on the off-beat after the tune has paused.
 * @param {Section} place
 * @param {number} velocity
 * @param {string} syllable
 * @param {boolean} hasAnswers
 * @returns {SungNote[][]} one row for each voice
 */
function harmony(place, velocity, syllable, hasAnswers) {
  const chords = chordsOf(place);
  const voicings = voiceChords(chords, CHOIR);
  return Array.from({ length: CHOIR.voices }, (_, voice) =>
    chords.flatMap(({ beat, beats }, index) => {
      const pitch = voicings[index]?.[voice];
      if (pitch === undefined) return [];
      const note = { beat, beats, pitch, velocity, syllable };
      if (!hasAnswers || beats < 4) return [{ ...note, beats: beats - 0.1 }];
      return [
        { ...note, beats: 2.4 },
        { ...note, beat: beat + 2.5, beats: 0.45, syllable: 'da' },
        { ...note, beat: beat + 3, beats: 0.9, syllable: 'du' },
      ];
    }),
  );
}

const last = harmony(FORM.outro, 74, 'u', false).map((row) =>
  row.map((note) => (note.beat === FINAL_BEAT ? { ...note, beats: 6 } : note)),
);
const sections = [
  harmony({ ...FORM.chorus }, 84, 'a', true),
  harmony({ ...FORM.bridge }, 62, 'u', false),
  harmony({ ...FORM.lastChorus }, 94, 'a', true),
  last,
];
const rows = [0, 1, 2].map((voice) => sections.flatMap((section) => section[voice] ?? []));

const controls = [
  ...swell(FORM.chorus.start, FORM.chorus.start + 16, 88, 108),
  ...swell(FORM.bridge.start, FORM.bridge.start + 8, 60, 80),
  ...swell(FORM.bridge.start + 8, FORM.lastChorus.start, 80, 112),
  ...swell(FORM.lastChorus.start + 1, FORM.outro.start, 104, 118),
  ...swell(FORM.outro.start, FINAL_BEAT, 90, 80),
  ...swell(FINAL_BEAT + 1, FINAL_BEAT + 6, 84, 30),
];

/** @type {import('./part.js').StemScore} */
export const backingVocals = {
  kind: 'backingVocals',
  name: 'Backing vocals',
  parts: [
    {
      source: {
        patch: { bank: 0, program: 52 },
        notes: play(rows.flat(), { seed: 201, looseMs: 14, behindMs: 6 }),
        controls,
      },
      loudness: -28,
      bands: [
        ['highpass', 170],
        ['peak', 900, -1.5, 1],
        ['highshelf', 6000, 2],
      ],
      reverb: { room: 'hall', decibels: -9 },
    },
    ...rows.map((row, voice) => ({
      source: {
        singer: 30 + voice,
        notes: play(row, { seed: 210 + voice, looseMs: 12, looseVelocity: 4, behindMs: 10 }),
      },
      loudness: -32.5,
      pan: [-0.7, 0.7, 0.15][voice] ?? 0,
      bands: /** @type {import('../sound/filters.js').Band[]} */ ([
        ['highpass', 200],
        ['peak', 2900, -2, 0.8],
      ]),
      reverb: /** @type {const} */ ({ room: 'hall', decibels: -7 }),
    })),
  ],
};
