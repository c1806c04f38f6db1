import { FINAL_BEAT, FORM, chordsOf } from './form.js';
import { readTune } from './notation.js';
import { swell } from './part.js';
import { play } from './performance.js';
import { voiceChords } from './voice-leading.js';

/** @typedef {import('./form.js').Section} Section */
/** @typedef {import('./notation.js').Note} Note */

const SECTION = { voices: 4, low: 50, high: 74 };

/** The second half of the verse: the strings steal in. */
const verseEnd = {
  ...FORM.verse,
  start: FORM.verse.start + 16,
  chart: FORM.verse.chart.split('|').slice(4).join('|'),
};

/**
 * Each voice holds its pitch through chords that share it, as players would bow it.
 * @param {Section} place
 * @param {number} velocity
 * @returns {Note[]}
 */
function bowed(place, velocity) {
  const chords = chordsOf(place);
  const voicings = voiceChords(chords, SECTION);
  return Array.from({ length: SECTION.voices }).flatMap((_, voice) => {
    /** @type {Note[]} */
    const line = [];
    chords.forEach(({ beat, beats }, index) => {
      const pitch = voicings[index]?.[voice] ?? 60;
      const before = line.at(-1);
      if (before && before.pitch === pitch && beat % 8 !== 0) before.beats += beats;
      else line.push({ beat, beats, pitch, velocity });
    });
    return line;
  });
}

/** High violins over the choruses: they move where the tune rests. */
const DESCANT = `
  Eb5:2 G5:1.5 F5:.5 | D5:2 E5:1 G5:1 | Ab5:2.5 G5:.5 F5:.5 Eb5:.5 | F5:1 Eb5:1 D5:1 F5:.5 Bb5:.5
  | C6:2 Bb5:1 G5:1 | F5:2 Eb5:1 G5:1 | Ab5:2 Ab5:1 D5:1`;
const descant = [
  ...readTune(`${DESCANT} | G5:1 F5:1 D5:2`, FORM.chorus.start, 70).filter(
    ({ beat }) => beat >= FORM.chorus.start + 16,
  ),
  ...readTune(`${DESCANT} | G5:1 F5:1 Bb5:2`, FORM.lastChorus.start, 84),
  ...readTune('-:4 | Ab5:1 G5:1 F5:1 D5:1 | -:4', FORM.outro.start, 66),
  { beat: FINAL_BEAT, beats: 8, pitch: 79, velocity: 62 },
].map((note) => ({ ...note, beats: note.beats + 0.06 }));

const ending = [51, 58, 62, 67].map((pitch) => ({ beat: FINAL_BEAT, beats: 8, pitch, velocity: 72 }));
const outro = { ...FORM.outro, chart: FORM.outro.chart.split('|').slice(0, 2).join('|') };
const section = [
  ...bowed(verseEnd, 66),
  ...bowed(FORM.chorus, 78),
  ...bowed(FORM.bridge, 74),
  ...bowed(FORM.lastChorus, 88),
  ...bowed(outro, 72),
  ...ending,
].map((note) => ({ ...note, beats: note.beats + 0.04 }));

const controls = [
  ...swell(verseEnd.start, FORM.chorus.start, 44, 104),
  ...swell(FORM.chorus.start + 1, FORM.chorus.start + 14, 86, 98),
  ...swell(FORM.chorus.start + 16, FORM.bridge.start, 98, 104),
  ...swell(FORM.bridge.start, FORM.bridge.start + 8, 56, 76),
  ...swell(FORM.bridge.start + 8, FORM.lastChorus.start, 76, 122),
  ...swell(FORM.lastChorus.start + 1, FORM.outro.start, 106, 116),
  ...swell(FORM.outro.start, FINAL_BEAT, 96, 84),
  ...swell(FINAL_BEAT + 0.5, FINAL_BEAT + 8, 92, 16),
];

/** @type {import('./part.js').StemScore} */
export const strings = {
  kind: 'strings',
  name: 'Strings',
  parts: [
    {
      source: {
        patch: { bank: 0, program: 48 },
        notes: play(section, { seed: 901, looseMs: 14, looseVelocity: 5, behindMs: -18 }),
        controls,
      },
      loudness: -29,
      width: 0.7,
      bands: [
        ['highpass', 130],
        ['peak', 350, -2, 1],
        ['highshelf', 7000, -1],
      ],
      reverb: { room: 'hall', decibels: -10 },
    },
    {
      source: {
        patch: { bank: 0, program: 49 },
        notes: play(descant, { seed: 902, looseMs: 10, looseVelocity: 4, behindMs: -40 }),
        controls,
      },
      loudness: -31,
      width: 0.7,
      pan: -0.35,
      bands: [
        ['highpass', 300],
        ['peak', 3000, 1, 1],
      ],
      reverb: { room: 'hall', decibels: -8 },
    },
  ],
};
