import { FINAL_BEAT, FORM, chordsOf } from './form.js';
import { pitchClassOf } from './notation.js';
import { play } from './performance.js';

/** @typedef {import('./form.js').Chord} Chord */
/** @typedef {import('./form.js').Section} Section */
/** @typedef {'root' | 'fifth' | 'octave' | 'lead'} Degree `lead` walks to the next chord */
/** @typedef {readonly (readonly [number, number, Degree, number])[]} Figure beat, beats, degree, velocity */

/** The E string, the lowest note there is. */
const LOWEST = 28;

/** @type {Record<'verse' | 'chorus' | 'half' | 'bridge', Figure>} */
const FIGURES = {
  verse: [
    [0, 1.2, 'root', 96],
    [1.5, 0.7, 'root', 82],
    [2.5, 0.7, 'fifth', 88],
    [3.5, 0.42, 'lead', 78],
  ],
  chorus: [
    [0, 0.65, 'root', 108],
    [0.75, 0.5, 'root', 88],
    [1.5, 0.42, 'octave', 96],
    [2.5, 0.6, 'root', 104],
    [3.25, 0.2, 'fifth', 84],
    [3.5, 0.42, 'lead', 92],
  ],
  half: [
    [0, 0.65, 'root', 106],
    [0.75, 0.5, 'root', 88],
    [1.5, 0.42, 'lead', 92],
  ],
  bridge: [[0, 3.6, 'root', 88]],
};

/** @param {Chord} chord */
function rootOf(chord) {
  return LOWEST + ((((chord.bass - LOWEST) % 12) + 12) % 12);
}

/** @param {Chord} chord */
function fifthOf(chord) {
  const interval = [7, 6].find((step) => chord.tones.includes((chord.bass + step) % 12)) ?? 12;
  return rootOf(chord) + interval;
}

const SCALE = ['Eb', 'F', 'G', 'Ab', 'Bb', 'C', 'D'].map(pitchClassOf);

/**
 * One step of the scale (or a half step that the chord has) short of the next root, from the side the
 * line comes from; a root that stays is led by its fifth.
 * @param {Chord} chord
 * @param {Chord | undefined} next
 */
function leadOf(chord, next) {
  if (!next || next.bass === chord.bass) return fifthOf(chord);
  const direction = rootOf(next) > rootOf(chord) ? -1 : 1;
  const half = rootOf(next) + direction;
  return SCALE.includes(half % 12) || chord.tones.includes(half % 12) ? half : half + direction;
}

const order = [FORM.verse, FORM.chorus, FORM.bridge, FORM.lastChorus, FORM.outro];
const chords = order.flatMap(chordsOf);

/** @param {Chord} chord */
function figureOf(chord) {
  if (chord.beats < 4) return FIGURES.half;
  if (chord.beat < FORM.chorus.start || chord.beat >= FORM.outro.start) return FIGURES.verse;
  return chord.beat >= FORM.bridge.start && chord.beat < FORM.lastChorus.start ? FIGURES.bridge : FIGURES.chorus;
}

const notes = chords.flatMap((chord, index) => {
  if (chord.beat === FINAL_BEAT) return [{ beat: chord.beat, beats: 7, pitch: rootOf(chord), velocity: 92 }];
  return figureOf(chord).map(([beat, beats, degree, velocity]) => {
    const pitches = {
      root: rootOf(chord),
      fifth: fifthOf(chord),
      octave: rootOf(chord) + 12,
      lead: leadOf(chord, chords[index + 1]),
    };
    return { beat: chord.beat + beat, beats, pitch: pitches[degree], velocity };
  });
});

/** Before the verse: a slide up into the first chord. */
const pickUp = [
  { beat: 14.5, beats: 0.45, pitch: 34, velocity: 84 },
  { beat: 15, beats: 0.45, pitch: 36, velocity: 88 },
  { beat: 15.5, beats: 0.45, pitch: 38, velocity: 92 },
];

/** @type {import('./part.js').StemScore} */
export const bass = {
  kind: 'bass',
  name: 'Bass',
  parts: [
    {
      source: {
        patch: { bank: 0, program: 33 },
        notes: play([...pickUp, ...notes], { seed: 501, looseMs: 4, looseVelocity: 5, behindMs: 4 }),
      },
      loudness: -23.5,
      width: 0,
      bands: [
        ['highpass', 34],
        ['peak', 85, 1.5, 0.9],
        ['peak', 260, -2.5, 1],
        ['peak', 900, 3, 0.9],
        ['lowpass', 5500],
      ],
      compressor: { thresholdDb: -24, ratio: 3.5, attackMs: 14, releaseMs: 160 },
      drive: 1.6,
    },
  ],
};
