import { Varispeed, varispeedReach } from '../../dsp/varispeed.ts';
import { type CueOrder, cueQuantum, type CueReport, type CueRing, cueRingFrames } from './cue-ring.ts';

/** The most by which the reader runs faster or slower than the nominal rate. Two devices are 200 ppm apart at most. */
export const mostCorrection = 500e-6;
/** How far behind the writer the reader begins, before the page has measured where it must be. */
const firstLag = cueQuantum * 12;
/** A gap that is longer is a pause of the writer, not a dropout. */
const longestDropoutSeconds = 0.5;
/** How much later the reader runs after a dropout. */
const dropoutLag = cueQuantum * 2;
/** The most that the writer writes at once. */
const longestBurstSeconds = 0.1;
/** How much each quantum counts in the mean of the lag. */
const lagShare = 1 / 256;
/** Time in which the least headroom is looked for. */
const headroomSeconds = 1;
/** Frames by which the reader must not come near what the writer overwrites. */
const overwritten = cueQuantum * 8;

/**
 * Plays a ring in a context of another clock. It reads between the frames, a little faster or slower as it is told, so that two devices
 * whose clocks differ stay together. Whenever it has nothing to read or leaps, the sound fades out and in over a quantum.
 */
export class CueReader {
  readonly #ring: CueRing;
  readonly #ratio: number;
  readonly #ringRate: number;
  readonly #sampleRate: number;
  readonly #varispeed: Varispeed;
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  readonly #rising = Float32Array.from({ length: cueQuantum }, (_, frame) => (frame + 0.5) / cueQuantum);
  readonly #falling = this.#rising.toReversed();
  readonly #order: CueOrder = { correction: 0, shiftFrames: 0, shifts: 0 };
  readonly #next: CueOrder = { correction: 0, shiftFrames: 0, shifts: 0 };
  readonly #report: CueReport = {
    contextFrame: 0,
    position: 0,
    rate: 0,
    headroom: 0,
    lastJump: 0,
    dropouts: 0,
  };
  #position = 0;
  /** How far it is behind the writer, in the mean. */
  #lag: number;
  #isPlaying = false;
  #hasPlayed = false;
  #fadesIn = false;
  #silentFrames = 0;
  #shifts = 0;
  #headroom = Infinity;
  #headroomBefore = Infinity;
  #headroomFrames = 0;
  /** The most that was written at once, in this and in the last stretch of time. */
  #burst = 0;
  #burstBefore = 0;
  #writtenBefore = 0;

  /** `ringRate` and `sampleRate`: of the context that writes the ring, and of the one that plays it, in Hz. */
  constructor(ring: CueRing, ringRate: number, sampleRate: number) {
    this.#ring = ring;
    this.#ratio = ringRate / sampleRate;
    this.#ringRate = ringRate;
    this.#sampleRate = sampleRate;
    this.#lag = firstLag;
    const fastest = this.#ratio * (1 + mostCorrection);
    this.#varispeed = new Varispeed(cueQuantum, fastest);
    const longest = Math.ceil(fastest * (cueQuantum + 1)) + 2 * varispeedReach(fastest) + 2;
    this.#left = new Float32Array(longest);
    this.#right = new Float32Array(longest);
  }

  /** Fills the zeroed outputs with a quantum of the ring. `contextFrame`: its first frame on the clock of this context. */
  render(left: Float32Array, right: Float32Array, contextFrame: number): void {
    if (this.#ring.readOrder(this.#next)) Object.assign(this.#order, this.#next);
    const rate = this.#ratio * (1 + Math.min(Math.max(this.#order.correction, -mostCorrection), mostCorrection));
    const written = this.#ring.written();
    if (!this.#isPlaying) this.#resume(written, contextFrame);
    if (!this.#isPlaying) {
      this.#silentFrames += cueQuantum;
      return;
    }
    const leaps = this.#order.shifts !== this.#shifts;
    const spare = this.#spare(written, rate);
    this.#noteHeadroom(spare, written);
    const ends = spare < 0 || this.#position - varispeedReach(rate) < written - cueRingFrames + overwritten;
    if (!ends) this.#lag += (written - this.#position - this.#lag) * lagShare;
    if (spare > -cueQuantum * rate) {
      this.#play(rate, left, right, ends || leaps ? this.#falling : this.#fadesIn ? this.#rising : null);
    }
    this.#fadesIn = false;
    this.#report.contextFrame = contextFrame;
    this.#report.position = this.#position;
    this.#report.rate = rate;
    this.#position += cueQuantum * rate;
    this.#report.headroom = this.#leastSpare(rate);
    if (leaps) this.#leap(contextFrame);
    if (ends) this.#stop();
    this.#ring.report(this.#report);
  }

  /** Frames that are written beyond the next two quanta: the one to play now and the one that it could fade out in. */
  #spare(written: number, rate: number): number {
    return written - (Math.floor(this.#position + 2 * cueQuantum * rate) + varispeedReach(rate) + 1);
  }

  /** Begins, or goes on where it stopped, once as much is written ahead of it as it is used to. */
  #resume(written: number, contextFrame: number): void {
    if (written === 0) return;
    const isDropout = this.#hasPlayed && this.#silentFrames < longestDropoutSeconds * this.#sampleRate;
    const lag = this.#lag + (isDropout ? dropoutLag : 0);
    if (this.#hasPlayed && written - this.#position < lag) return;
    if (isDropout) this.#report.dropouts += 1;
    const isFarBehind = written - this.#position > lag + longestBurstSeconds * this.#ringRate;
    if (!this.#hasPlayed || isFarBehind) this.#position = written - lag;
    this.#lag = lag;
    this.#isPlaying = true;
    this.#hasPlayed = true;
    this.#fadesIn = true;
    this.#silentFrames = 0;
    this.#shifts = this.#order.shifts;
    this.#report.lastJump = contextFrame;
    this.#forgetHeadroom();
  }

  #stop(): void {
    this.#isPlaying = false;
    this.#silentFrames = 0;
    this.#writtenBefore = 0;
  }

  #leap(contextFrame: number): void {
    this.#shifts = this.#order.shifts;
    this.#position += this.#order.shiftFrames;
    this.#lag -= this.#order.shiftFrames;
    this.#fadesIn = true;
    this.#report.lastJump = contextFrame + cueQuantum;
    this.#forgetHeadroom();
  }

  #play(rate: number, left: Float32Array, right: Float32Array, envelope: Float32Array | null): void {
    this.#varispeed.aim(this.#position, rate, cueQuantum);
    const from = Math.floor(this.#position) - varispeedReach(rate) + 1;
    this.#ring.read(from, this.#varispeed.inputFrames, this.#left, this.#right);
    this.#varispeed.add(this.#left, this.#right, 0, envelope, left, right, 0);
  }

  #noteHeadroom(spare: number, written: number): void {
    const burst = this.#writtenBefore === 0 ? 0 : written - this.#writtenBefore;
    this.#writtenBefore = written;
    this.#headroom = Math.min(this.#headroom, spare);
    this.#burst = Math.max(this.#burst, burst);
    this.#headroomFrames += cueQuantum;
    if (this.#headroomFrames < headroomSeconds * this.#sampleRate) return;
    this.#headroomBefore = this.#headroom;
    this.#burstBefore = this.#burst;
    this.#headroom = Infinity;
    this.#burst = 0;
    this.#headroomFrames = 0;
  }

  /**
   * Devices ask for sound in bursts, and those of two devices shift against each other slowly. So the least that lies ahead is not only what
   * was seen: it is what would be when the bursts fall together in the worst way.
   */
  #leastSpare(rate: number): number {
    const mean = this.#lag - (2 * cueQuantum * rate + varispeedReach(rate) + 1);
    const burst = Math.max(this.#burst, this.#burstBefore);
    return Math.min(this.#headroom, this.#headroomBefore, mean - burst);
  }

  #forgetHeadroom(): void {
    this.#headroom = Infinity;
    this.#headroomBefore = Infinity;
    this.#headroomFrames = 0;
  }
}
