import { FINAL_BEAT, FORM, chordsOf } from './form.js';
import { play } from './performance.js';
import { voiceChords } from './voice-leading.js';

/** @typedef {import('./form.js').Section} Section */
/** @typedef {import('./notation.js').Note} Note */

/** @type {Record<'sparse' | 'pushed' | 'held', readonly (readonly [number, number, number])[]>} beat, beats, velocity */
const FIGURES = {
  sparse: [
    [0, 3.4, 76],
    [3.5, 0.4, 58],
  ],
  pushed: [
    [0, 1.3, 80],
    [1.75, 0.6, 66],
    [2.5, 1, 76],
  ],
  held: [[0, 3.8, 72]],
};

/**
 * @param {Section} place
 * @param {keyof typeof FIGURES} figure
 * @returns {Note[]}
 */
function chordal(place, figure) {
  const chords = chordsOf(place);
  const voicings = voiceChords(chords, { voices: 4, low: 53, high: 72 });
  return chords.flatMap(({ beat, beats }, index) =>
    FIGURES[figure]
      .filter(([at]) => at < beats)
      .flatMap(([at, length, velocity]) =>
        (voicings[index] ?? []).map((pitch, voice) => ({
          beat: beat + at + voice * 0.012,
          beats: Math.min(length, beats - at - 0.05),
          pitch,
          velocity: velocity + (voice === 3 ? 8 : 0),
        })),
      ),
  );
}

/** Low roots in the intro, where no bass plays yet. */
const roots = chordsOf(FORM.intro).map(({ beat, beats, bass }) => ({
  beat,
  beats: beats - 0.3,
  pitch: 36 + bass,
  velocity: 70,
}));

const outro = { ...FORM.outro, chart: FORM.outro.chart.split('|').slice(0, 2).join('|') };
const ending = [51, 58, 62, 67, 70, 77].map((pitch, index) => ({
  beat: FINAL_BEAT + index * 0.03,
  beats: 8,
  pitch,
  velocity: 70,
}));

const notes = [
  ...roots,
  ...chordal(FORM.intro, 'sparse'),
  ...chordal(FORM.verse, 'pushed'),
  ...chordal(FORM.chorus, 'held'),
  ...chordal(FORM.lastChorus, 'held'),
  ...chordal(outro, 'sparse'),
  ...ending,
];

/** @type {import('./part.js').StemScore} */
export const keyboard = {
  kind: 'keyboard',
  name: 'Keyboard',
  parts: [
    {
      source: {
        patch: { bank: 0, program: 4 },
        notes: play(notes, { seed: 801, looseMs: 6, looseVelocity: 7, behindMs: 4 }),
      },
      loudness: -27,
      width: 0.8,
      bands: [
        ['highpass', 70],
        ['peak', 250, -2.5, 1],
        ['peak', 1800, 2, 0.8],
      ],
      drive: 1.8,
      autoPan: 0.42,
      reverb: { room: 'plate', decibels: -14 },
    },
  ],
};
