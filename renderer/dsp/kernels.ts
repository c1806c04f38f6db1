import { wasm } from './assembly/index.ts?assembly';
import { startedOnce, type Place } from './wasm.ts';

/** What `assembly/index.ts` exports; its memory never grows. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  readonly filters: Place;
  readonly states: Place;
  readonly powers: Place;
  readonly weighed: Place;
  readonly mostWeighed: Place;
  readonly weighSamples: (count: number) => void;
  readonly line: Place;
  readonly before: Place;
  readonly mostFrames: Place;
  readonly greatestOf: (count: number, most: number) => number;
  readonly noise: Place;
  readonly mostNoise: Place;
  readonly drawNoise: (state: number, count: number) => number;
  readonly wide: Place;
  readonly narrow: Place;
  readonly mostNarrowed: Place;
  readonly narrowSamples: (from: number, to: number, count: number) => number;
  readonly countOver: () => number;
};

/** One for all that this thread measures and draws, with what lies in its memory. */
export const kernels = startedOnce(wasm, (exports) => {
  const { memory, filters, states, powers, weighed, line, noise, wide, narrow, ...told } = exports as Exports;
  const doubles = ({ value }: Place, length: number) => new Float64Array(memory.buffer, value, length);
  const floats = ({ value }: Place, length: number) => new Float32Array(memory.buffer, value, length);
  const { before, mostWeighed, mostFrames, mostNoise, mostNarrowed, weighSamples, greatestOf, drawNoise, countOver } =
    told;
  return {
    /** Of both filters, b0 b1 b2 a1 a2 each. */
    filters: doubles(filters, 10),
    /** Left and right in turn. */
    states: doubles(states, 8),
    powers: doubles(powers, 2),
    weighedLeft: floats(weighed, mostWeighed.value),
    weighedRight: new Float32Array(memory.buffer, weighed.value + 4 * mostWeighed.value, mostWeighed.value),
    weighSamples,
    /** Of one channel: samples before the new ones, and these. */
    line: floats(line, before.value + mostFrames.value),
    /** How many samples before the new ones instants between them reach back to. */
    samplesBefore: before.value,
    /**
     * The greatest of `most`, of the `count` new samples in the line, and of three instants before each of them, those in the
     * middle of 24 samples of which it is the last.
     */
    greatestOf,
    noise: floats(noise, mostNoise.value),
    drawNoise,
    wide: doubles(wide, mostNarrowed.value),
    narrow: floats(narrow, mostNarrowed.value),
    /** Narrows the first `count` of `wide`; returns their greatest magnitude. */
    narrowSamples: (count: number) => told.narrowSamples(wide.value, narrow.value, count),
    countOver,
  };
});
