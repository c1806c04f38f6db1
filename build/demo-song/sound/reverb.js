import { seededRandom } from '../score/performance.js';
import { equalise, run, design } from './filters.js';
import { convolve } from './fourier.js';
import { SAMPLE_RATE } from './stereo.js';

/**
 * A room: seconds until -60 dB at low, middle and high frequencies, the time before the first
 * sound comes back, and where its return is cut at the bottom.
 * @typedef {{ seed: number, low: number, middle: number, high: number, preDelayMs: number, cutHertz: number }} Room
 */

/** @type {Readonly<Record<'room' | 'plate' | 'hall', Room>>} */
export const ROOMS = {
  room: { seed: 11, low: 0.45, middle: 0.5, high: 0.35, preDelayMs: 4, cutHertz: 160 },
  plate: { seed: 23, low: 1.2, middle: 1.5, high: 1.0, preDelayMs: 28, cutHertz: 260 },
  hall: { seed: 37, low: 2.2, middle: 2.2, high: 1.1, preDelayMs: 22, cutHertz: 220 },
};

/** @type {Map<Room, import('./stereo.js').Stereo>} */
const responses = new Map();

/**
 * The return of a room alone, without the dry sound. Noise that dies away at its own pace in three
 * bands is smooth and free of the ring of comb filters; unlike noise left and right makes it wide.
 * @param {import('./stereo.js').Stereo} sound
 * @param {Room} room
 * @returns {import('./stereo.js').Stereo}
 */
export function reverberate(sound, room) {
  const response = responses.get(room) ?? responseOf(room);
  responses.set(room, response);
  const wet = { left: convolve(sound.left, response.left), right: convolve(sound.right, response.right) };
  equalise(wet, [['highpass', room.cutHertz]]);
  return wet;
}

/**
 * @param {Room} room
 * @returns {import('./stereo.js').Stereo}
 */
function responseOf(room) {
  const random = seededRandom(room.seed);
  return { left: channelOf(room, random), right: channelOf(room, random) };
}

/**
 * @param {Room} room
 * @param {() => number} random
 */
function channelOf(room, random) {
  const frames = Math.ceil(SAMPLE_RATE * Math.max(room.low, room.middle, room.high) * 1.1);
  const start = Math.round((room.preDelayMs / 1000) * SAMPLE_RATE);
  const sum = new Float32Array(frames + start);
  /** @type {[number, import('./filters.js').Band[]][]} */
  const bands = [
    [room.low, [['lowpass', 400]]],
    [
      room.middle,
      [
        ['highpass', 400],
        ['lowpass', 3500],
      ],
    ],
    [
      room.high,
      [
        ['highpass', 3500],
        ['lowpass', 11000],
      ],
    ],
  ];
  for (const [seconds, filters] of bands) {
    const noise = Float32Array.from({ length: frames }, () => random() * 2 - 1);
    for (const filter of filters) run(noise, design(filter));
    for (let frame = 0; frame < frames; frame += 1) {
      const time = frame / SAMPLE_RATE;
      const rise = Math.min(1, time / 0.006);
      sum[frame + start] = (sum[frame + start] ?? 0) + (noise[frame] ?? 0) * rise * 10 ** ((-3 * time) / seconds);
    }
  }
  const energy = Math.sqrt(sum.reduce((total, sample) => total + sample * sample, 0));
  return sum.map((sample) => sample / energy);
}
