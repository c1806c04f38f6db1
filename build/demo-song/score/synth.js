import { FINAL_BEAT, FORM, chordsOf } from './form.js';
import { swell } from './part.js';
import { play } from './performance.js';
import { voiceChords } from './voice-leading.js';

/** @typedef {import('./form.js').Section} Section */
/** @typedef {import('./notation.js').Note} Note */

/** Sixteenths: which voice of the chord, and how hard; -1 is a rest. Three against four keeps it moving. */
const PATTERN = [
  [0, 84],
  [2, 62],
  [3, 74],
  [1, 58],
  [2, 66],
  [3, 80],
  [-1, 0],
  [2, 60],
  [0, 70],
  [3, 78],
  [1, 60],
  [2, 68],
  [3, 76],
  [-1, 0],
  [1, 62],
  [2, 70],
];

/**
 * @param {Section} place
 * @param {(beat: number) => number} louder added to the velocity as the section goes on
 * @returns {Note[]}
 */
function arpeggio(place, louder) {
  const chords = chordsOf(place);
  const voicings = voiceChords(chords, { voices: 4, low: 63, high: 82 });
  return chords.flatMap(({ beat, beats }, index) =>
    PATTERN.slice(0, beats * 4).flatMap(([voice = 0, velocity = 0], sixteenth) => {
      const pitch = voicings[index]?.[voice];
      const at = beat + sixteenth / 4;
      return pitch === undefined ? [] : [{ beat: at, beats: 0.22, pitch, velocity: velocity + louder(at) }];
    }),
  );
}

/**
 * @param {Section} place
 * @returns {Note[]}
 */
function pad(place) {
  const chords = chordsOf(place);
  const voicings = voiceChords(chords, { voices: 3, low: 51, high: 67 });
  return chords.flatMap(({ beat, beats }, index) =>
    (voicings[index] ?? []).map((pitch) => ({ beat, beats: beats + 0.1, pitch, velocity: 80 })),
  );
}

const plucks = [
  ...arpeggio(FORM.intro, (beat) => (beat - 16) * 1.6),
  ...arpeggio(FORM.chorus, () => -4),
  ...arpeggio(FORM.lastChorus, () => 4),
];
const last = [51, 58, 67].map((pitch) => ({ beat: FINAL_BEAT, beats: 7, pitch, velocity: 80 }));

/** @type {import('./part.js').StemScore} */
export const synth = {
  kind: 'synth',
  name: 'Synth',
  parts: [
    {
      source: { pluck: true, notes: play(plucks, { seed: 1001, looseMs: 2, looseVelocity: 5 }) },
      loudness: -33,
      bands: [
        ['highpass', 240],
        ['highshelf', 6000, 1],
      ],
      reverb: { room: 'plate', decibels: -12 },
      echo: { beats: 0.75, feedback: 0.45, decibels: -8 },
    },
    {
      source: {
        patch: { bank: 0, program: 89 },
        notes: play([...pad(FORM.bridge), ...pad(FORM.lastChorus), ...last], { seed: 1002, looseMs: 4, behindMs: -30 }),
        controls: [
          ...swell(FORM.bridge.start, FORM.lastChorus.start, 60, 116),
          ...swell(FORM.lastChorus.start + 0.5, FORM.outro.start, 96, 100),
          ...swell(FINAL_BEAT, FINAL_BEAT + 7, 96, 24),
        ],
      },
      loudness: -34,
      bands: [
        ['highpass', 180],
        ['peak', 400, -2, 1],
      ],
      chorus: 0.4,
      reverb: { room: 'hall', decibels: -12 },
    },
  ],
};
