import { mostCorrection } from './cue-reader.ts';

/**
 * The controller is critically damped. At first it is quick, and holds two clocks that are 200 ppm apart within half a millisecond; once it
 * knows the drift it is slow, because the devices' stamps wander more than their clocks do.
 */
const quick = 0.3;
const slow = 0.08;
const quickSeconds = 20;
/** Farther off it leaps instead of gliding. */
const leapSeconds = 0.02;
/** The stamps of a device that has just started are off by several milliseconds. So it leaps twice, after these seconds, unless it is as exact as this. */
const settling = [
  { afterSeconds: 0.25, withinSeconds: 0.004 },
  { afterSeconds: 2.5, withinSeconds: 0.0015 },
] as const;
/** The reader keeps at least this much ahead of it. */
const leastHeadroomSeconds = 0.004;
/** How much further away it goes when it had less. */
const addedLagSeconds = 0.003;
/** How fast it goes there, as a share of time; the bursts of two devices shift against each other by 200 ppm at most. */
const glideShare = 300e-6;
/** Later than that is not a cue any more. */
const mostLagSeconds = 0.5;
/** The drift is told once the controller has run this long. */
const toldAfterSeconds = 30;

/** Where both outputs are at one moment, in seconds of the ring. */
export type CueMoment = {
  /** Since the moment before. */
  readonly elapsedSeconds: number;
  /** What of the ring the main output lets be heard. */
  readonly mainSeconds: number;
  /** What of the ring the cue output lets be heard. */
  readonly cueSeconds: number;
  /** How much lies ahead of the reader at least. */
  readonly headroomSeconds: number;
  readonly dropouts: number;
};

/** What the reader is to do: run faster by a share, and leap by seconds of the ring, if at all. */
export type CueSteps = { readonly correction: number; readonly leapSeconds: number };

/**
 * Keeps the cue output where the main output is, or by a constant time behind it when its device takes longer than that of the main
 * output: what is not made yet cannot be played.
 */
export class CueFollower {
  #seconds = 0;
  #settled = 0;
  #integral = 0;
  #lag = 0;
  /** What is still to come on top of the lag. */
  #addedLag = 0;
  #dropouts = 0;

  /** How much faster the cue device runs than the main one, in parts per million; null: not known yet. */
  get driftPpm(): number | null {
    return this.#seconds < toldAfterSeconds ? null : -this.#integral * 1e6;
  }

  /** How much later than the main output it is kept. */
  get lagSeconds(): number {
    return this.#lag;
  }

  /** Call when the main output has paused or its clock was interrupted: what was learnt of the drift stays. */
  interrupt(): void {
    if (this.#seconds > toldAfterSeconds) return;
    this.#seconds = 0;
    this.#settled = 0;
    this.#integral = 0;
  }

  /** Follows one moment. Call it several times a second. */
  follow(moment: CueMoment): CueSteps {
    const { elapsedSeconds, mainSeconds, cueSeconds, headroomSeconds, dropouts } = moment;
    this.#seconds += elapsedSeconds;
    // The reader has gone further away by itself and stays there.
    if (dropouts !== this.#dropouts) this.#lag = Math.min(Math.max(mainSeconds - cueSeconds, 0), mostLagSeconds);
    this.#dropouts = dropouts;
    const stage = settling[this.#settled];
    if (stage !== undefined) {
      if (this.#seconds < stage.afterSeconds) return { correction: this.#integral, leapSeconds: 0 };
      this.#settled += 1;
      const late = mainSeconds - cueSeconds;
      if (Math.abs(late - this.#lag) <= stage.withinSeconds) return { correction: this.#integral, leapSeconds: 0 };
      this.#lag = 0;
      return this.#leap(late, headroomSeconds);
    }
    if (headroomSeconds < leastHeadroomSeconds && this.#addedLag === 0) {
      this.#addedLag = leastHeadroomSeconds - headroomSeconds + addedLagSeconds;
    }
    const glide = Math.min(this.#addedLag, glideShare * elapsedSeconds);
    const late = mainSeconds - this.#lag - cueSeconds;
    if (Math.abs(late) > leapSeconds) return this.#leap(late, headroomSeconds);
    const correction = this.#steer(late, elapsedSeconds) - (elapsedSeconds > 0 ? glide / elapsedSeconds : 0);
    this.#addedLag -= glide;
    this.#retreat(glide);
    return { correction, leapSeconds: 0 };
  }

  #steer(late: number, elapsedSeconds: number): number {
    const proportion = this.#seconds < quickSeconds ? quick : slow;
    const integral = this.#integral + (proportion ** 2 / 4) * late * elapsedSeconds;
    const wanted = proportion * late + integral;
    const correction = Math.min(Math.max(wanted, -mostCorrection), mostCorrection);
    // While it cannot do more, it learns nothing of the drift.
    if (correction === wanted) this.#integral = integral;
    return correction;
  }

  /** Leaps, but no further ahead than what is written; the rest it stays behind. */
  #leap(late: number, headroomSeconds: number): CueSteps {
    const most = Number.isFinite(headroomSeconds) ? headroomSeconds - leastHeadroomSeconds - addedLagSeconds : 0;
    const leap = Math.min(late, most);
    this.#retreat(late - leap);
    return { correction: this.#integral, leapSeconds: leap };
  }

  #retreat(seconds: number): void {
    this.#lag = Math.min(this.#lag + seconds, mostLagSeconds);
  }
}
