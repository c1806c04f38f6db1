import { FINAL_BEAT, FORM, chordsOf } from './form.js';
import { readSteps } from './notation.js';
import { play } from './performance.js';
import { voiceChords } from './voice-leading.js';

/** @typedef {import('./form.js').Section} Section */
/** @typedef {import('./notation.js').Note} Note */

const PICKED = { voices: 4, low: 51, high: 70 };
const STRUMMED = { voices: 4, low: 55, high: 74 };

/** Which string is picked on each eighth, and how hard. */
const PATTERN = [
  [0, 84],
  [2, 64],
  [1, 70],
  [3, 76],
  [2, 66],
  [1, 68],
  [3, 78],
  [2, 62],
];

/**
 * Broken chords in eighths that ring into each other.
 * @param {Section} place
 * @returns {Note[]}
 */
function picked(place) {
  const chords = chordsOf(place);
  const voicings = voiceChords(chords, PICKED);
  return chords.flatMap(({ beat, beats }, index) =>
    PATTERN.slice(0, beats * 2).flatMap(([string = 0, velocity = 70], eighth) => {
      const pitch = voicings[index]?.[string];
      if (pitch === undefined) return [];
      const rings = Math.min(2, beats - eighth / 2);
      return [{ beat: beat + eighth / 2, beats: rings, pitch, velocity }];
    }),
  );
}

const STRUM = 'x.o.m.xo.oxom.xo';

/**
 * Sixteenths of the wrist: down on even steps, up on odd ones; a down-stroke starts at the low string.
 * @param {Section} place
 * @returns {Note[]}
 */
function strummed(place) {
  const chords = chordsOf(place);
  const voicings = voiceChords(chords, STRUMMED);
  return chords.flatMap(({ beat, beats }, index) => {
    const strings = voicings[index] ?? [];
    return readSteps(STRUM.slice(0, beats * 4), beat, 0).flatMap((stroke) => {
      const isDown = (stroke.beat * 4) % 2 === 0;
      return strings.map((pitch, string) => {
        const delay = (isDown ? string : strings.length - 1 - string) * 0.02;
        return {
          beat: stroke.beat + delay,
          beats: isDown ? 0.45 : 0.24,
          pitch,
          velocity: stroke.velocity - 4 * (isDown ? string : 3 - string),
        };
      });
    });
  });
}

/** The last chord, rolled slowly. */
const ending = [46, 51, 58, 62, 67, 70].map((pitch, string) => ({
  beat: FINAL_BEAT + string * 0.07,
  beats: 8,
  pitch,
  velocity: 80 - string * 2,
}));

const pickedNotes = [
  FORM.intro,
  FORM.verse,
  FORM.bridge,
  { ...FORM.outro, chart: FORM.outro.chart.split('|').slice(0, 2).join('|') },
].flatMap(picked);
const strummedNotes = [FORM.chorus, FORM.lastChorus].flatMap(strummed);

/** @type {import('./part.js').StemScore} */
export const guitar = {
  kind: 'guitar',
  name: 'Guitar',
  parts: [
    {
      source: {
        patch: { bank: 0, program: 27 },
        notes: play([...pickedNotes, ...ending], { seed: 601, looseMs: 7, looseVelocity: 8, behindMs: 2 }),
      },
      loudness: -28,
      pan: -0.3,
      chorus: 0.45,
      bands: [
        ['highpass', 140],
        ['peak', 300, -1.5, 1],
        ['peak', 2600, 2, 1],
      ],
      reverb: { room: 'plate', decibels: -13 },
      echo: { beats: 0.75, feedback: 0.3, decibels: -17 },
    },
    ...[-0.75, 0.75].map((pan) => ({
      source: {
        patch: { bank: 0, program: 25 },
        notes: play(strummedNotes, { seed: 610 + pan * 4, looseMs: 7, looseVelocity: 9, behindMs: 3 }),
      },
      loudness: -31.5,
      pan,
      width: 0.3,
      bands: /** @type {import('../sound/filters.js').Band[]} */ ([
        ['highpass', 220],
        ['peak', 450, -3, 0.9],
        ['highshelf', 6000, 3],
      ]),
      compressor: { thresholdDb: -24, ratio: 2.5, attackMs: 10, releaseMs: 100 },
      reverb: /** @type {const} */ ({ room: 'room', decibels: -14 }),
    })),
  ],
};
