import { FINAL_BEAT, FORM } from './form.js';
import { readTune } from './notation.js';
import { swell } from './part.js';
import { play } from './performance.js';

/** Flute: a call in the intro, answers in the verse, the solo of the bridge, runs in the last chorus. */
const flute = [
  ...readTune(
    '-:4 | -:2 D5:.5 F5:.5 G5:.5 Bb5:.5 | C6:1.5 Bb5:.5 Ab5:.5 G5:.5 Eb5:1 | F5:2.5 -:1.5',
    FORM.intro.start,
    76,
  ),
  ...readTune(
    '-:4 | -:4 | -:4 | -:2.5 Ab5:.5 G5:.25 F5:.25 Eb5:.5 | -:4 | -:4 | -:4 | -:2 Eb5:.5 F5:.5 G5:.25 Ab5:.25 Bb5:.5',
    FORM.verse.start,
    74,
  ),
  ...readTune(
    `G5:1.5 F5:.5 Eb5:.5 D5:.5 Eb5:1 | D5:1 F5:.5 G5:.5 Bb5:1.5 G5:.5
     | C6:1.5 Bb5:.5 A5:.5 G5:.5 Eb5:1 | C5:.5 Eb5:.5 G5:1 F5:.5 G5:.5 Ab5:.5 Bb5:.5`,
    FORM.bridge.start,
    92,
  ),
  ...readTune(
    `-:3.5 G5:.25 Bb5:.25 | C6:1 -:3 | -:3 Eb5:.25 F5:.25 G5:.25 Ab5:.25 | C6:1 -:3
     | -:3.5 G5:.25 Bb5:.25 | D6:1 -:3 | -:4 | -:3 F5:.25 G5:.25 Bb5:.25 C6:.25`,
    FORM.lastChorus.start,
    86,
  ),
  ...readTune('-:3.5 G5:.25 Bb5:.25 | C6:1.5 Bb5:.5 Ab5:.5 G5:.5 F5:1 | -:4', FORM.outro.start, 74),
  { beat: FINAL_BEAT + 1, beats: 5, pitch: 74, velocity: 66 },
];

/** Clarinet: thirds and sixths below the flute, and a line of its own in the bridge. */
const clarinet = [
  ...readTune('-:4 | -:4 | -:2 F4:.5 Eb4:.5 C4:1 | D4:2.5 -:1.5', FORM.intro.start, 66),
  ...readTune(
    '-:4 | -:4 | -:4 | -:2.5 F5:.5 Eb5:.25 D5:.25 Cb5:.5 | -:4 | -:4 | -:4 | -:2 C5:.5 D5:.5 Eb5:.25 F5:.25 G5:.5',
    FORM.verse.start,
    62,
  ),
  ...readTune(
    `Eb4:2 G4:1 Bb4:1 | G4:2 D4:1 F4:1 | G4:2 C5:1 C5:1 | Eb4:1 Eb5:1 D5:.5 Eb5:.5 F5:.5 G5:.5`,
    FORM.bridge.start,
    72,
  ),
  ...readTune('-:4 | Eb5:1.5 D5:.5 C5:.5 Bb4:.5 Ab4:1 | -:4', FORM.outro.start, 60),
  { beat: FINAL_BEAT + 1, beats: 5, pitch: 67, velocity: 58 },
];

/**
 * Breath: long notes swell and relax.
 * @param {readonly import('./notation.js').Note[]} notes
 */
const breath = (notes) =>
  notes.flatMap(({ beat, beats }) =>
    beats < 1
      ? swell(beat, beat + 0.01, 104, 104)
      : [...swell(beat, beat + beats * 0.4, 90, 116), ...swell(beat + beats * 0.5, beat + beats, 116, 88)],
  );

/** @type {import('./part.js').StemScore} */
export const woodwinds = {
  kind: 'woodwinds',
  name: 'Woodwinds',
  parts: [
    {
      source: {
        patch: { bank: 0, program: 73 },
        notes: play(flute, { seed: 1201, looseMs: 9, looseVelocity: 5, behindMs: 4 }),
        controls: breath(flute),
      },
      loudness: -25,
      pan: 0.22,
      width: 0.4,
      bands: [
        ['highpass', 220],
        ['highshelf', 6000, 1],
      ],
      reverb: { room: 'hall', decibels: -10 },
      echo: { beats: 0.75, feedback: 0.3, decibels: -18 },
    },
    {
      source: {
        patch: { bank: 0, program: 71 },
        notes: play(clarinet, { seed: 1202, looseMs: 9, looseVelocity: 5, behindMs: 8 }),
        controls: breath(clarinet),
      },
      loudness: -29,
      pan: -0.3,
      width: 0.4,
      bands: [['highpass', 140]],
      reverb: { room: 'hall', decibels: -10 },
    },
  ],
};
