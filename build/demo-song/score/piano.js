import { FINAL_BEAT, FORM, chordsOf } from './form.js';
import { readTune } from './notation.js';
import { play } from './performance.js';
import { voiceChords } from './voice-leading.js';

/** @typedef {import('./form.js').Section} Section */
/** @typedef {import('./notation.js').Note} Note */

const RIGHT_HAND = { voices: 4, low: 58, high: 77 };

/** Beat, beats and velocity of each chord of the right hand. */
const COMP = [
  [0, 0.7, 88],
  [1.5, 0.4, 78],
  [2.5, 0.9, 84],
  [3.75, 0.2, 66],
];

/** Answers in the gaps of the tune. */
const VERSE_ANSWERS = `
  -:4 | -:3 D5:.25 F5:.25 G5:.5 | -:4 | -:2.5 Eb5:.25 F5:.25 Ab5:.5 Cb6:.5
  | -:4 | -:2 G5:.5 Bb5:.25 G5:.25 F5:.5 D5:.5 | -:4 | -:1 C5:.5 Eb5:.5 F5:.5 G5:.5 Bb5:.5 C6:.5`;

/**
 * Chords in the right hand, roots in octaves in the left.
 * @param {Section} place
 * @param {number} louder added to each velocity
 * @returns {Note[]}
 */
function comped(place, louder) {
  const chords = chordsOf(place);
  const voicings = voiceChords(chords, RIGHT_HAND);
  return chords.flatMap(({ beat, beats, bass }, index) => {
    const low = { beat, beats: beats * 0.9, pitch: 36 + bass, velocity: 74 + louder };
    const right = COMP.filter(([at = 0]) => at < beats).flatMap(([at = 0, length = 0, velocity = 0]) =>
      (voicings[index] ?? []).map((pitch, voice) => ({
        beat: beat + at,
        beats: length,
        pitch,
        velocity: velocity + louder + (voice === 3 ? 6 : -2),
      })),
    );
    return [low, { ...low, pitch: low.pitch + 12, velocity: low.velocity - 10 }, ...right];
  });
}

/** Sixteenths up and down through two octaves, over a held bass. */
const ARPEGGIO = [0, 1, 2, 3, 4, 3, 2, 1, 0, 2, 1, 3, 2, 4, 3, 1];

/** @returns {Note[]} */
function flowing() {
  const chords = chordsOf(FORM.bridge);
  const voicings = voiceChords(chords, { voices: 4, low: 60, high: 77 });
  return chords.flatMap(({ beat, beats, bass }, index) => {
    const voices = voicings[index] ?? [];
    const ladder = [...voices, (voices[0] ?? 60) + 12];
    const low = { beat, beats: beats * 0.95, pitch: 36 + bass, velocity: 70 };
    const run = ARPEGGIO.slice(0, beats * 4).map((step, sixteenth) => ({
      beat: beat + sixteenth / 4,
      beats: 0.9,
      pitch: ladder[step] ?? 72,
      velocity: 58 + (sixteenth % 4 === 0 ? 12 : 0) + (beat - FORM.bridge.start + sixteenth / 4) * 1.1,
    }));
    return [low, { ...low, pitch: low.pitch + 12, velocity: 60 }, ...run];
  });
}

const outro = { ...FORM.outro, chart: FORM.outro.chart.split('|').slice(0, 2).join('|') };
const ending = [27, 39, 58, 62, 65, 67, 74, 79].map((pitch, index) => ({
  beat: FINAL_BEAT + index * 0.06,
  beats: 9,
  pitch,
  velocity: 78 - index * 2,
}));

const notes = [
  ...readTune(VERSE_ANSWERS, FORM.verse.start, 72).flatMap((note) => [
    note,
    { ...note, pitch: note.pitch - 12, velocity: 58 },
  ]),
  ...comped(FORM.chorus, 0),
  ...flowing(),
  ...comped(FORM.lastChorus, 8),
  ...comped(outro, -12),
  ...ending,
];

/** @type {import('./part.js').StemScore} */
export const piano = {
  kind: 'piano',
  name: 'Piano',
  parts: [
    {
      source: {
        patch: { bank: 0, program: 0 },
        notes: play(notes, { seed: 701, looseMs: 6, looseVelocity: 7, behindMs: 2 }),
      },
      loudness: -27,
      width: 0.85,
      bands: [
        ['highpass', 60],
        ['peak', 280, -3, 0.9],
        ['peak', 3200, 2, 0.8],
        ['highshelf', 8000, 2],
      ],
      compressor: { thresholdDb: -24, ratio: 2, attackMs: 15, releaseMs: 180 },
      reverb: { room: 'plate', decibels: -14 },
    },
  ],
};
