import { FINAL_BEAT, FORM } from './form.js';
import { readSteps } from './notation.js';
import { repeat } from './part.js';
import { play } from './performance.js';

/** Keys of the General MIDI kit. */
const KICK = 36;
const SIDE_STICK = 37;
const SNARE = 38;
const CLOSED_HAT = 42;
const PEDAL_HAT = 44;
const OPEN_HAT = 46;
const FLOOR_TOM = 43;
const LOW_TOM = 45;
const MIDDLE_TOM = 47;
const HIGH_TOM = 50;
const CRASH = 49;
const SECOND_CRASH = 57;
const RIDE = 51;

const { intro, verse, chorus, bridge, lastChorus, outro } = FORM;
const barOf = (/** @type {{ start: number }} */ { start }, /** @type {number} */ bar) => start + bar * 4;

const kick = [
  ...readSteps('x.........x.o...', barOf(intro, 3), KICK),
  ...readSteps(
    repeat('x.....x...x.....' + 'x.....x...x..m..', 3) + 'x.....x...x.....' + 'x..x..x...x.x...',
    verse.start,
    KICK,
  ),
  ...readSteps(
    repeat('X..x..x...X..x..' + 'X..x......X..xx.', 3) + 'X..x..x...X..x..' + 'X..x..x...x.....',
    chorus.start,
    KICK,
  ),
  ...readSteps('x...............' + 'x.........m.....' + 'x.........m.....' + 'x...x...x.x.x.x.', bridge.start, KICK),
  ...readSteps(
    repeat('X..x..x...X..x..' + 'X..x...x..X..xx.', 3) + 'X..x..x...X..x..' + 'X..x..x...X.X...',
    lastChorus.start,
    KICK,
  ),
  ...readSteps('x..x..x...x.....' + 'x.....x...x.....' + 'X', outro.start, KICK),
];

const snare = [
  ...readSteps('........ooooxxXX', barOf(intro, 3), SNARE),
  ...readSteps(repeat('....m.......m...', 4), verse.start, SIDE_STICK),
  ...readSteps(
    '....x..g.g..x...' + '....x..g.g..x..g' + '....x..g.g..x...' + '....x..googoxxXX',
    barOf(verse, 4),
    SNARE,
  ),
  ...readSteps(
    repeat('....X..g.g..X..g', 3) + '....X..g.g..X.xx' + repeat('....X..g.g..X..g', 3) + '....X..g.o..x...',
    chorus.start,
    SNARE,
  ),
  ...readSteps(repeat('........m.......', 3), bridge.start, SIDE_STICK),
  ...readSteps('g.g.o.o.ooommmxX', barOf(bridge, 3), SNARE),
  ...readSteps(
    repeat('....X..g.g..X..g', 3) + '....X..gx.o.X.xX' + repeat('....X..g.g..X..g', 3) + '....X..g....xxXX',
    lastChorus.start,
    SNARE,
  ),
  ...readSteps('....x..g.g..x...' + '....x..g.g..m.o.', outro.start, SNARE),
];

const hats = [
  ...readSteps('m.o.m.o.m.o.m.oo' + 'm.o.m.......', barOf(intro, 2), CLOSED_HAT),
  ...readSteps(
    repeat('x.m.x.moo.m.x.m.' + 'x.m.x.mox.m.x.oo', 3) + 'x.m.x.moo.m.x.m.' + 'x.m.x.m.x.......',
    verse.start,
    CLOSED_HAT,
  ),
  ...readSteps(repeat('x.moxomox.moxo..' + 'x.moxomoxomoxo..', 4), chorus.start, CLOSED_HAT),
  ...readSteps(repeat('..............m.', 7), chorus.start, OPEN_HAT),
  ...readSteps(repeat('....o.......o...', 3), bridge.start, PEDAL_HAT),
  ...readSteps(repeat('....o.......o...', 8), lastChorus.start, PEDAL_HAT),
  ...readSteps('x.m.x.mox.m.x.m.' + 'm.o.m.o.m.o.....', outro.start, CLOSED_HAT),
];

const ride = [
  ...readSteps('m...m...m...m...' + repeat('m.o.m...m.o.m...', 2) + 'm...m...........', bridge.start, RIDE),
  ...readSteps(repeat('x.m.x.mox.m.x.m.', 8), lastChorus.start, RIDE),
];

const crashes = [
  ...[barOf(verse, 0), barOf(chorus, 4), outro.start].flatMap((beat) => readSteps('x', beat, SECOND_CRASH)),
  ...[chorus.start, lastChorus.start, barOf(lastChorus, 4), FINAL_BEAT].flatMap((beat) => readSteps('X', beat, CRASH)),
  ...readSteps('m', bridge.start, CRASH),
].map((hit) => ({ ...hit, beats: 8 }));

const toms = [
  ...readSteps('............x...', barOf(verse, 7), HIGH_TOM),
  ...readSteps('.........xx.....', barOf(chorus, 7), HIGH_TOM),
  ...readSteps('...........x.x..', barOf(chorus, 7), MIDDLE_TOM),
  ...readSteps('..............xX', barOf(chorus, 7), FLOOR_TOM),
  ...readSteps('............xx..', barOf(bridge, 3), LOW_TOM),
  ...readSteps('..............xX', barOf(bridge, 3), FLOOR_TOM),
  ...readSteps('........xx......', barOf(lastChorus, 7), HIGH_TOM),
  ...readSteps('..........xx....', barOf(lastChorus, 7), LOW_TOM),
  ...readSteps('............x.m.', barOf(outro, 1), FLOOR_TOM),
].map((hit) => ({ ...hit, beats: 1 }));

const patch = { bank: 0, program: 0, isKit: true };

/** @type {import('./part.js').StemScore} */
export const drums = {
  kind: 'drums',
  name: 'Drums',
  parts: [
    {
      source: { patch, notes: play(kick, { seed: 301, looseMs: 3, looseVelocity: 5 }) },
      loudness: -25.5,
      width: 0.2,
      bands: [
        ['highpass', 32],
        ['peak', 62, 3, 1],
        ['peak', 330, -4, 1],
        ['peak', 3600, 4, 1],
      ],
      compressor: { thresholdDb: -20, ratio: 3, attackMs: 12, releaseMs: 90 },
    },
    {
      source: { patch, notes: play(snare, { seed: 302, looseMs: 4, looseVelocity: 7, behindMs: 6 }) },
      loudness: -24,
      width: 0.5,
      bands: [
        ['highpass', 110],
        ['peak', 200, 2, 1],
        ['peak', 700, -2, 1],
        ['highshelf', 5000, 2.5],
      ],
      compressor: { thresholdDb: -22, ratio: 2.5, attackMs: 9, releaseMs: 110 },
      reverb: { room: 'room', decibels: -12 },
    },
    {
      source: { patch, notes: play(hats, { seed: 303, looseMs: 4, looseVelocity: 9, behindMs: 1 }) },
      loudness: -32,
      pan: 0.25,
      bands: [
        ['highpass', 380],
        ['highshelf', 9000, 1.5],
      ],
      reverb: { room: 'room', decibels: -20 },
    },
    {
      source: { patch, notes: play([...ride, ...crashes], { seed: 304, looseMs: 4, looseVelocity: 7 }) },
      loudness: -30.5,
      bands: [
        ['highpass', 320],
        ['highshelf', 7000, 1],
      ],
      reverb: { room: 'room', decibels: -18 },
    },
    {
      source: { patch, notes: play(toms, { seed: 305, looseMs: 4 }) },
      loudness: -24.5,
      bands: [
        ['highpass', 60],
        ['peak', 400, -4, 1],
        ['peak', 110, 2, 1],
      ],
      reverb: { room: 'room', decibels: -13 },
    },
  ],
};
