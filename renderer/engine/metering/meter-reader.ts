import type { MeterReading } from '../player.ts';
import { meterBlockFrames, meterBlocks, meterIndex, type MeterRing } from './meter-memory.ts';

/** The writer may be over the oldest few. */
const safeBlocks = meterBlocks - 16;

export const silentReading: MeterReading = { peakLeft: 0, peakRight: 0, rmsLeft: 0, rmsRight: 0 };

/** Reads each channel's meter, everything since its last reading, up to what is being heard. */
export class MeterReader {
  readonly #ring: MeterRing;
  readonly #lastBlocks: number[];
  readonly #lastReadings: MeterReading[];

  constructor(ring: MeterRing) {
    this.#ring = ring;
    this.#lastBlocks = Array.from({ length: ring.channelCount }, () => Atomics.load(ring.head, 0));
    this.#lastReadings = Array.from({ length: ring.channelCount }, () => silentReading);
  }

  /** `heardFrame`: frame of the context's clock that is being heard now. The last reading again when nothing new was heard. */
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
