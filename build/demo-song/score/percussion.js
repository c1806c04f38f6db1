import { FINAL_BEAT, FORM } from './form.js';
import { readSteps } from './notation.js';
import { repeat } from './part.js';
import { play } from './performance.js';

/** Keys of the General MIDI kit. */
const CLAP = 39;
const TAMBOURINE = 54;
const MUTE_CONGA = 62;
const OPEN_CONGA = 63;
const LOW_CONGA = 64;
const CABASA = 69;
const TRIANGLE = 81;

const { intro, verse, chorus, bridge, lastChorus, outro } = FORM;

const cabasa = [
  ...readSteps(repeat('xgogxgogxgogxgog', 2), intro.start + 8, CABASA),
  ...readSteps(repeat('xgogxgogxgogxgoo', 8), verse.start, CABASA),
  ...readSteps(repeat('xgmgxgmgxgmgxgmo', 8), chorus.start, CABASA),
  ...readSteps(repeat('o.g.o.g.o.g.o.g.', 3) + 'ogogogogmgmgmomo', bridge.start, CABASA),
  ...readSteps(repeat('xgmgxgmgxgmgxgmo', 8), lastChorus.start, CABASA),
  ...readSteps('xgogxgogxgogxgog' + 'ogogogogogogo...', outro.start, CABASA),
];

const congas = [
  ...readSteps(repeat('..o..o....o.....' + '..o..o..o.o..o..', 4), verse.start, MUTE_CONGA),
  ...readSteps(repeat('......m......mm.' + '......m.......mm', 4), verse.start, OPEN_CONGA),
  ...readSteps(repeat('...........m....', 8), verse.start, LOW_CONGA),
  ...readSteps(repeat('......m.....x.m.' + '..m...m...x...mm', 8), chorus.start, OPEN_CONGA).filter(
    ({ beat }) => beat < bridge.start || beat >= lastChorus.start,
  ),
  ...readSteps(repeat('...m.......m....', 8), lastChorus.start, LOW_CONGA),
  ...readSteps('......m......mm.' + '......m.........', outro.start, OPEN_CONGA),
].filter(({ beat }) => beat < outro.start || beat < FINAL_BEAT);

const tambourine = [chorus, lastChorus].flatMap(({ start }) =>
  readSteps(repeat('..o.x.o...o.x.o.', 8), start, TAMBOURINE),
);
const claps = readSteps(repeat('....x.......x...', 8), lastChorus.start, CLAP);
const triangle = [intro.start, intro.start + 8, verse.start + 16, bridge.start, bridge.start + 8, FINAL_BEAT].map(
  (beat) => ({ beat, beats: 4, pitch: TRIANGLE, velocity: 78 }),
);

const patch = { bank: 0, program: 0, isKit: true };

/** @type {import('./part.js').StemScore} */
export const percussion = {
  kind: 'percussion',
  name: 'Percussion',
  parts: [
    {
      source: { patch, notes: play(cabasa, { seed: 401, looseMs: 5, looseVelocity: 8, behindMs: -4 }) },
      loudness: -36,
      pan: -0.4,
      width: 0,
      bands: [
        ['highpass', 900],
        ['lowpass', 11000],
      ],
    },
    {
      source: { patch, notes: play(congas, { seed: 402, looseMs: 7, looseVelocity: 10, behindMs: 3 }) },
      loudness: -31,
      pan: 0.4,
      bands: [
        ['highpass', 120],
        ['peak', 500, -2, 1],
      ],
      reverb: { room: 'room', decibels: -12 },
    },
    {
      source: { patch, notes: play(tambourine, { seed: 403, looseMs: 6, looseVelocity: 8 }) },
      loudness: -36,
      pan: -0.55,
      width: 0,
      bands: [
        ['highpass', 1200],
        ['lowpass', 11000],
      ],
    },
    {
      source: { patch, notes: play(claps, { seed: 404, looseMs: 8, behindMs: 4 }) },
      loudness: -33,
      pan: 0.1,
      bands: [['highpass', 400]],
      reverb: { room: 'plate', decibels: -10 },
    },
    {
      source: { patch, notes: play(triangle, { seed: 405, looseMs: 4 }) },
      loudness: -39,
      pan: 0.6,
      reverb: { room: 'hall', decibels: -8 },
    },
  ],
};
