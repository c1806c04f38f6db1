import { FINAL_BEAT, FORM, chordsOf } from './form.js';
import { readTune } from './notation.js';
import { swell } from './part.js';
import { play } from './performance.js';
import { voiceChords } from './voice-leading.js';

/** @typedef {import('./form.js').Section} Section */
/** @typedef {import('./notation.js').Note} Note */

const CHOIR = { voices: 4, low: 58, high: 76 };

/** Stabs on the weak beats, two bars in turn: beat, beats, velocity. */
const STABS = [
  [
    [1.5, 0.3, 92],
    [3.5, 0.42, 104],
  ],
  [
    [0.75, 0.22, 88],
    [1.5, 0.4, 98],
    [2.75, 0.22, 88],
    [3.5, 0.35, 102],
  ],
];

/**
 * @param {Section} place
 * @param {number} fromBar bars before it are left out
 * @param {number} louder
 * @returns {Note[]}
 */
function stabs(place, fromBar, louder) {
  const chords = chordsOf(place);
  const voicings = voiceChords(chords, CHOIR);
  return Array.from({ length: place.bars }).flatMap((_, bar) =>
    (bar < fromBar || bar === place.bars - 1 ? [] : (STABS[bar % 2] ?? [])).flatMap(
      ([at = 0, beats = 0, velocity = 0]) => {
        const beat = place.start + bar * 4 + at;
        const index = chords.findIndex((chord) => beat >= chord.beat && beat < chord.beat + chord.beats);
        return (voicings[index] ?? []).map((pitch) => ({ beat, beats, pitch, velocity: velocity + louder }));
      },
    ),
  );
}

/** The swell into the last chorus, and a warm close. */
const bridgeEnd = {
  ...FORM.bridge,
  start: FORM.bridge.start + 8,
  chart: FORM.bridge.chart.split('|').slice(2).join('|'),
};
const bridgeVoicings = voiceChords(chordsOf(bridgeEnd), CHOIR);
const held = chordsOf(bridgeEnd).flatMap(({ beat, beats }, index) =>
  (bridgeVoicings[index] ?? []).map((pitch) => ({ beat, beats: beats - 0.1, pitch, velocity: 84 })),
);

/** The trumpet leads the section and answers the tune at the ends of its lines. */
const TRUMPET = `
  -:4 | -:4 | -:4 | -:2.5 Bb4:.5 D5:.25 F5:.25 Bb5:.5
  | -:4 | -:4 | -:4 | -:1.5 Bb4:.25 D5:.25 F5:.5 G5:.5 F5:.5 Bb5:.5`;
const trumpet = readTune(TRUMPET, FORM.lastChorus.start, 92).map((note) => ({ ...note, beats: note.beats * 0.85 }));
const horns = [51, 58, 63, 67].map((pitch) => ({ beat: FINAL_BEAT, beats: 7, pitch, velocity: 74 }));

const section = [...stabs(FORM.chorus, 4, -6), ...held, ...stabs(FORM.lastChorus, 0, 0)];
const controls = [
  ...swell(0, 0.1, 110, 110),
  ...swell(bridgeEnd.start, FORM.lastChorus.start - 0.1, 36, 118),
  ...swell(FORM.lastChorus.start, FORM.lastChorus.start + 0.1, 112, 112),
];

/** @type {import('./part.js').StemScore} */
export const brass = {
  kind: 'brass',
  name: 'Brass',
  parts: [
    {
      source: {
        patch: { bank: 0, program: 61 },
        notes: play(section, { seed: 1101, looseMs: 7, looseVelocity: 5, behindMs: -8 }),
        controls,
      },
      loudness: -27.5,
      pan: 0.2,
      bands: [
        ['highpass', 150],
        ['peak', 500, -2, 1],
        ['peak', 2400, 1.5, 1],
      ],
      compressor: { thresholdDb: -22, ratio: 2.5, attackMs: 10, releaseMs: 120 },
      reverb: { room: 'plate', decibels: -11 },
    },
    {
      source: {
        patch: { bank: 0, program: 56 },
        notes: play(trumpet, { seed: 1102, looseMs: 6, looseVelocity: 5, behindMs: -4 }),
      },
      loudness: -27,
      pan: 0.3,
      bands: [
        ['highpass', 200],
        ['highshelf', 5000, -1],
      ],
      reverb: { room: 'plate', decibels: -10 },
    },
    {
      source: {
        patch: { bank: 0, program: 60 },
        notes: play(horns, { seed: 1103, looseMs: 10 }),
        controls: swell(FINAL_BEAT, FINAL_BEAT + 7, 96, 20),
      },
      loudness: -32,
      pan: -0.15,
      bands: [['highpass', 110]],
      reverb: { room: 'hall', decibels: -9 },
    },
  ],
};
