import type { MeterReading } from '../player.ts';

/** Quanta in the ring: over a second, so that a page that stalls for less misses no peak. */
const meterBlocks = 512;
/** Peak left, peak right, sum of squares left, sum of squares right. */
const meterFields = 4;
/** Frames of one measured block: a quantum of the audio thread. */
export const meterBlockFrames = 128;

type MeterMemory = { readonly channelCount: number; readonly bytes: SharedArrayBuffer };

/** Allocates the shared memory of a meter ring of `channelCount` stereo channels. */
export const createMeterMemory = (channelCount: number): MeterMemory => ({
  channelCount,
  bytes: new SharedArrayBuffer(4 + meterBlocks * channelCount * meterFields * 4),
});

/** The ring of measured quanta, numbered by the context's clock. The channels of a quantum lie side by side. */
export type MeterRing = {
  readonly channelCount: number;
  /** One word: the number of the next quantum to measure. */
  readonly head: Int32Array;
  readonly values: Float32Array;
};

/** Views of a meter ring's memory. */
export const attachMeters = ({ channelCount, bytes }: MeterMemory): MeterRing => ({
  channelCount,
  head: new Int32Array(bytes, 0, 1),
  values: new Float32Array(bytes, 4),
});

const meterIndex = (ring: MeterRing, block: number, channel: number): number =>
  ((block % meterBlocks) * ring.channelCount + channel) * meterFields;

const silence = new Float32Array(0);

/** Measures quantum number `block` of every stereo input into the ring, all samples of it. An unconnected input is silent. */
export function measureBlock(ring: MeterRing, block: number, inputs: readonly (readonly Float32Array[])[]): void {
  for (let channel = 0; channel < ring.channelCount; channel += 1) {
    const input = inputs[channel];
    const left = input?.[0] ?? silence;
    const right = input?.[1] ?? left;
    const at = meterIndex(ring, block, channel);
    measure(left, ring.values, at);
    measure(right, ring.values, at + 1);
  }
  Atomics.store(ring.head, 0, block + 1);
}

function measure(samples: Float32Array, into: Float32Array, at: number): void {
  let peak = 0;
  let squares = 0;
  // Two samples at a time (a quantum is even) without branches: a seventh of the time.
  for (let frame = 0; frame < samples.length; frame += 2) {
    const one = samples[frame] ?? 0;
    const other = samples[frame + 1] ?? 0;
    peak = Math.max(peak, Math.abs(one), Math.abs(other));
    squares += one * one + other * other;
  }
  into[at] = peak;
  into[at + meterFields / 2] = squares;
}

/** Name of the worklet processor. */
export const mixOutName = 'mix-out';

/** Options of the mix-out worklet. */
export type MixOutOptions = {
  readonly meters: MeterMemory;
  readonly loudness: SharedArrayBuffer;
  readonly hasLimiter: boolean;
};

/** Messages to the mix-out worklet. */
export type MixOutMessage = { readonly kind: 'limiter'; readonly isOn: boolean } | { readonly kind: 'retire' };

/** The audio thread may be overwriting the oldest few. */
const safeBlocks = meterBlocks - 16;

/** The reading of silence. */
export const silentReading: MeterReading = { peakLeft: 0, peakRight: 0, rmsLeft: 0, rmsRight: 0 };

/** Reads the meters: for each channel everything since its last reading, up to what is audible. */
export class MeterReader {
  readonly #ring: MeterRing;
  readonly #lastBlocks: number[];
  readonly #lastReadings: MeterReading[];

  constructor(ring: MeterRing) {
    this.#ring = ring;
    this.#lastBlocks = Array.from({ length: ring.channelCount }, () => Atomics.load(ring.head, 0));
    this.#lastReadings = Array.from({ length: ring.channelCount }, () => silentReading);
  }

  /** `heardFrame`: the audible frame of the context's clock. Returns the last reading again when nothing new was audible. */
  read(channel: number, heardFrame: number): MeterReading {
    const head = Atomics.load(this.#ring.head, 0);
    const end = Math.min(head, Math.floor(heardFrame / meterBlockFrames));
    const last = this.#lastBlocks[channel] ?? end;
    if (end <= last) return this.#lastReadings[channel] ?? silentReading;
    const reading = this.#measure(channel, Math.max(last, head - safeBlocks), end);
    this.#lastBlocks[channel] = end;
    this.#lastReadings[channel] = reading;
    return reading;
  }

  #measure(channel: number, from: number, end: number): MeterReading {
    const { values } = this.#ring;
    let peakLeft = 0;
    let peakRight = 0;
    let squaresLeft = 0;
    let squaresRight = 0;
    for (let block = from; block < end; block += 1) {
      const at = meterIndex(this.#ring, block, channel);
      peakLeft = Math.max(peakLeft, values[at] ?? 0);
      peakRight = Math.max(peakRight, values[at + 1] ?? 0);
      squaresLeft += values[at + 2] ?? 0;
      squaresRight += values[at + 3] ?? 0;
    }
    const frameCount = Math.max(1, end - from) * meterBlockFrames;
    return {
      peakLeft,
      peakRight,
      rmsLeft: Math.sqrt(squaresLeft / frameCount),
      rmsRight: Math.sqrt(squaresRight / frameCount),
    };
  }
}
