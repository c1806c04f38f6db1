import { CueFollower } from '../../../../renderer/engine/cue/cue-follower.ts';
import { CueReader } from '../../../../renderer/engine/cue/cue-reader.ts';
import { createCueMemory, cueQuantum, CueRing } from '../../../../renderer/engine/cue/cue-ring.ts';

/** A low rate: a quantum costs the same at any, and a second then has few. */
export const rate = 8000;
const burst = 4;
const followSeconds = 0.1;
/** The hardest note that the sine could be read with. */
export const sineHz = 200;

/** A device whose clock is wrong by `ppm`, renders in bursts, and lets each frame be heard `latencySeconds` after its turn. */
export type Clock = { readonly ppm: number; readonly latencySeconds: number };

type Device = Clock & {
  /** Frames rendered so far, and the second in which the next burst is due. */
  frames: number;
  due: number;
};

/** Two devices beside each other in made-up time, with a ring between them that carries a sine. */
export class TwoClocks {
  readonly ring = new CueRing(createCueMemory());
  readonly follower = new CueFollower();
  readonly #main: Device;
  readonly #cue: Device;
  readonly #reader: CueReader;
  readonly #random: () => number;
  readonly #left = new Float32Array(cueQuantum);
  readonly #right = new Float32Array(cueQuantum);
  /** Where the reader was, by quantum of its clock. */
  readonly #positions: number[] = [];
  #shifts = 0;
  #mainPaused = 0;
  #shiftFrames = 0;
  #before = [0, 0];
  #nextFollow = followSeconds;
  now = 0;
  /** The largest bend of the sound since it was last set to 0; a click has a large one. */
  largestBend = 0;

  constructor(main: Clock, cue: Clock, random: () => number) {
    this.#main = { ...main, frames: 0, due: 0 };
    this.#cue = { ...cue, frames: 0, due: 0.003 };
    this.#reader = new CueReader(this.ring, rate, rate);
    this.#random = random;
  }

  /** How far the cue is heard from where it is meant to be, in seconds; positive is late. */
  offset(): number {
    const heard = this.#heard(this.#cue);
    const quantum = Math.floor(heard / cueQuantum);
    const [from, to] = [this.#positions[quantum] ?? NaN, this.#positions[quantum + 1] ?? NaN];
    const position = from + ((heard % cueQuantum) / cueQuantum) * (to - from);
    return (this.#heard(this.#main) - position) / rate - this.follower.lagSeconds;
  }

  dropouts(): number {
    return this.ring.readReport()?.dropouts ?? 0;
  }

  /** Lets time pass; `each` is called every tenth of a second. */
  run(seconds: number, each: () => void = () => undefined): void {
    const end = this.now + seconds;
    while (this.now < end) {
      const { due: mainDue } = this.#main;
      const { due: cueDue } = this.#cue;
      this.now = Math.min(mainDue, cueDue, this.#nextFollow);
      if (this.now === mainDue) this.#renderMain();
      else if (this.now === cueDue) this.#renderCue();
      else {
        this.#nextFollow += followSeconds;
        this.#follow();
        each();
      }
    }
  }

  /** The main device stands still for so long: its clock does, too. */
  pause(seconds: number): void {
    this.#main.due += seconds;
    this.#mainPaused += seconds;
    this.run(seconds);
  }

  #heard(device: Device): number {
    const paused = device === this.#main ? this.#mainPaused : 0;
    return (this.now - paused - device.latencySeconds) * rate * (1 + device.ppm / 1e6);
  }

  /** A burst comes when the last one has been played, a little late. */
  #schedule(device: Device): void {
    const paused = device === this.#main ? this.#mainPaused : 0;
    device.due = paused + device.frames / (rate * (1 + device.ppm / 1e6)) + 0.003 * this.#random();
  }

  #renderMain(): void {
    const main = this.#main;
    for (let quantum = 0; quantum < burst; quantum += 1) {
      for (let frame = 0; frame < cueQuantum; frame += 1) {
        const phase = 2 * Math.PI * sineHz * ((main.frames + quantum * cueQuantum + frame) / rate);
        this.#left[frame] = 0.5 * Math.sin(phase);
        this.#right[frame] = this.#left[frame] ?? 0;
      }
      this.ring.write(main.frames + quantum * cueQuantum, this.#left, this.#right);
    }
    main.frames += burst * cueQuantum;
    this.#schedule(main);
  }

  #renderCue(): void {
    const cue = this.#cue;
    for (let quantum = 0; quantum < burst; quantum += 1) {
      this.#left.fill(0);
      this.#right.fill(0);
      this.#reader.render(this.#left, this.#right, cue.frames);
      this.#positions[cue.frames / cueQuantum] = this.ring.readReport()?.position ?? NaN;
      cue.frames += cueQuantum;
      for (const sample of this.#left) {
        const [first = 0, second = 0] = this.#before;
        this.largestBend = Math.max(this.largestBend, Math.abs(sample - 2 * second + first));
        this.#before = [second, sample];
      }
    }
    this.#schedule(cue);
  }

  /** As the page does, from stamps that are off by up to 0.2 ms. */
  #follow(): void {
    const report = this.ring.readReport();
    const heard = this.#heard(this.#cue) + this.#jitter();
    if (report === null || heard < report.lastJump + cueQuantum || this.#main.due > this.now + 0.5) {
      this.follower.interrupt();
      return;
    }
    const { correction, leapSeconds } = this.follower.follow({
      elapsedSeconds: followSeconds,
      mainSeconds: (this.#heard(this.#main) + this.#jitter()) / rate,
      cueSeconds: (report.position + (heard - report.contextFrame) * report.rate) / rate,
      headroomSeconds: report.headroom / rate,
      dropouts: report.dropouts,
    });
    if (leapSeconds !== 0) {
      this.#shifts += 1;
      this.#shiftFrames = Math.round(leapSeconds * rate);
    }
    this.ring.order({ correction, shiftFrames: this.#shiftFrames, shifts: this.#shifts });
  }

  #jitter(): number {
    return (this.#random() - 0.5) * 0.0004 * rate;
  }
}
