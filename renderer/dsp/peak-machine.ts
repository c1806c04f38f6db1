import { machine } from './machine.ts';

/** Samples on either side of an instant that weigh on it. */
export const peakReach = 12;
/** Samples before the first new one that the line begins with. */
const before = 2 * peakReach;

/** Frames that are looked at in one go. */
export const mostPeakFrames = machine.mostFrames.value;
const line = new Float32Array(machine.memory.buffer, machine.line.value, before + mostPeakFrames);

/** The end of what one channel has pushed so far, which instants between its next samples reach back to. */
export class ChannelTail {
  readonly #last = new Float32Array(before);

  /** Puts the next samples, `mostPeakFrames` at most, where the machine looks at them. */
  lay(samples: Float32Array): void {
    line.set(this.#last);
    line.set(samples, before);
  }

  /** The `count` samples that were laid last are this channel's, and have been looked at. */
  keep(count: number): void {
    this.#last.set(line.subarray(count, count + before));
  }
}

/**
 * The greatest of `most`, of the `count` samples that were laid, and of three instants before each of them (ITU-R BS.1770-5
 * annex 2: four times oversampled), those in the middle of 24 samples of which it is the last.
 */
export const greatestPeak = (count: number, most: number): number => machine.greatestOf(count, most);
