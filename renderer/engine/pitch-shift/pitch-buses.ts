import { type StretchCore, stretchLatency, stretchQuantum } from '../../dsp/stretch.ts';

/**
 * `bypass`: the buses pass their input. `warming`: they pass it and fill their stretches. `shifting`: their output comes from the
 * stretches, later by their latency.
 */
export type PitchShiftStage = 'bypass' | 'warming' | 'shifting';

const stages: readonly PitchShiftStage[] = ['bypass', 'warming', 'shifting'];
const [stageAt, speedAt, ratioAt, keepsAt, cutsAt, cutFramesAt, fieldCount] = [0, 1, 2, 3, 4, 5, 6] as const;

/** Allocates the shared memory of an order. */
export const createPitchShiftMemory = (): SharedArrayBuffer => new SharedArrayBuffer(fieldCount * 8);

/**
 * What the reader says to the pitch buses in every quantum. One thread runs first the reader, then the buses, so an order always belongs to
 * the sound that the buses get.
 */
export class PitchShiftOrder {
  readonly #values: Float64Array;

  constructor(memory: SharedArrayBuffer) {
    this.#values = new Float64Array(memory);
    // The memory is still empty.
    if (this.speed() === 0) this.write('bypass', 1, 1, true);
  }

  /** `speed`: frames of the song for each frame of the quantum. `transposeRatio`: wanted pitch relative to the recorded one. */
  write(stage: PitchShiftStage, speed: number, transposeRatio: number, keepsDrumPitch: boolean): void {
    this.#values[stageAt] = stages.indexOf(stage);
    this.#values[speedAt] = speed;
    this.#values[ratioAt] = transposeRatio;
    this.#values[keepsAt] = Number(keepsDrumPitch);
  }

  /** Makes the buses fade out the sound they hold over `fadeFrames`; 0 cuts it at once. */
  cut(fadeFrames: number): void {
    this.#values[cutFramesAt] = fadeFrames;
    this.#values[cutsAt] = this.cuts() + 1;
  }

  stage(): PitchShiftStage {
    return stages[this.#values[stageAt] ?? 0] ?? 'bypass';
  }

  speed(): number {
    return this.#values[speedAt] ?? 1;
  }

  transposeRatio(): number {
    return this.#values[ratioAt] ?? 1;
  }

  keepsDrumPitch(): boolean {
    return this.#values[keepsAt] === 1;
  }

  /** How often `cut` was called. */
  cuts(): number {
    return this.#values[cutsAt] ?? 0;
  }

  cutFrames(): number {
    return this.#values[cutFramesAt] ?? 0;
  }
}

/** Name of the worklet processor. */
export const pitchBusesName = 'pitch-buses';

/** Options of the pitch-buses worklet, whose inputs are the main bus, the drums bus and the click. */
export type PitchBusesOptions = {
  readonly stretch: WebAssembly.Module;
  /** Memory of the `PitchShiftOrder` that the reader writes. */
  readonly order: SharedArrayBuffer;
};

/** Ends the worklet. */
export type PitchBusesMessage = { readonly kind: 'retire' };

const crossfadeSeconds = 0.01;
const silence = new Float32Array(stretchQuantum);

/** One stereo quantum. */
type Quantum = { readonly left: Float32Array; readonly right: Float32Array };

/** Stereo sound later by a fixed time, a quantum at a time. */
class DelayLine {
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  readonly #delayFrames: number;
  #at = 0;

  constructor(delayFrames: number) {
    this.#delayFrames = delayFrames;
    this.#left = new Float32Array(delayFrames + stretchQuantum);
    this.#right = new Float32Array(delayFrames + stretchQuantum);
  }

  reset(): void {
    this.#left.fill(0);
    this.#right.fill(0);
  }

  /** Takes a quantum and adds the one of `delayFrames` ago to `out`. */
  process(input: Quantum, out: Quantum): void {
    const size = this.#left.length;
    for (let frame = 0; frame < stretchQuantum; frame += 1) {
      const now = (this.#at + frame) % size;
      const then = (now + size - this.#delayFrames) % size;
      this.#left[now] = input.left[frame] ?? 0;
      this.#right[now] = input.right[frame] ?? 0;
      out.left[frame] = (out.left[frame] ?? 0) + (this.#left[then] ?? 0);
      out.right[frame] = (out.right[frame] ?? 0) + (this.#right[then] ?? 0);
    }
    this.#at = (this.#at + stretchQuantum) % size;
  }
}

const newQuantum = (): Quantum => ({ left: new Float32Array(stretchQuantum), right: new Float32Array(stretchQuantum) });

/**
 * Shifts the pitch of the main bus and the drums bus and sums them. Without a shift it sums them bit by bit; with one factor for both, one
 * stretch processes their sum. The drums crossfade between the two stretches before them, and as both have the same latency, they stay in
 * time. The click is never shifted, only as late as the rest.
 */
export class PitchBuses {
  readonly #order: PitchShiftOrder;
  readonly #main: StretchCore;
  readonly #drums: StretchCore;
  readonly #clickLine: DelayLine;
  readonly #step: number;
  readonly #mainIn = newQuantum();
  readonly #drumsIn = newQuantum();
  readonly #wet = newQuantum();
  /** Speeds of the last quanta, half a latency of them: the middle of a window is that old. */
  readonly #speeds: Float64Array;
  #speedAt = 0;
  #cuts = 0;
  #cutLeft = 0;
  #cutFrames = 1;
  /** Share of the output that comes from the stretches, and share of the drums that have their own. */
  #wetShare = 0;
  #drumsShare = 0;
  #isRunning = false;
  /** Frames until the drums' stretch has run empty. */
  #drumsLeft = 0;

  /** `main` and `drums` belong to this object. `sampleRate` in Hz. */
  constructor(main: StretchCore, drums: StretchCore, sampleRate: number, order: PitchShiftOrder) {
    this.#order = order;
    this.#main = main;
    this.#drums = drums;
    this.#clickLine = new DelayLine(main.latencyFrames);
    this.#step = 1 / Math.round(crossfadeSeconds * sampleRate);
    this.#speeds = new Float64Array(Math.round(stretchLatency(sampleRate) / 2 / stretchQuantum)).fill(1);
  }

  /** Writes one quantum of the pitch-shifted sum into `out`. */
  process(main: Quantum, drums: Quantum, click: Quantum, out: Quantum): void {
    this.#takeCut();
    const isWanted = this.#order.stage() !== 'bypass';
    if (!isWanted && this.#wetShare === 0) {
      this.#isRunning = false;
      for (let frame = 0; frame < stretchQuantum; frame += 1) {
        out.left[frame] = (main.left[frame] ?? 0) + (drums.left[frame] ?? 0) + (click.left[frame] ?? 0);
        out.right[frame] = (main.right[frame] ?? 0) + (drums.right[frame] ?? 0) + (click.right[frame] ?? 0);
      }
    } else {
      if (!this.#isRunning) this.#restart();
      this.#shift(main, drums);
      this.#clickLine.process(click, this.#wet);
      this.#blend(main, drums, click, out);
    }
    if (this.#cutLeft > 0) this.#fadeCut(out);
  }

  #restart(): void {
    this.#isRunning = true;
    this.#main.reset();
    this.#drums.reset();
    this.#clickLine.reset();
    this.#drumsLeft = 0;
    this.#drumsShare = this.#drumsTarget();
    this.#speeds.fill(this.#order.speed());
  }

  #drumsTarget(): number {
    return this.#order.keepsDrumPitch() && this.#order.transposeRatio() !== 1 ? 1 : 0;
  }

  /** Runs the stretches that have work and writes their sum into `#wet`. */
  #shift(main: Quantum, drums: Quantum): void {
    this.#routeDrums(main, drums);
    const speed = this.#nextSpeed();
    this.#main.setFactor(this.#order.transposeRatio() / speed);
    this.#main.process(this.#mainIn.left, this.#mainIn.right, this.#wet.left, this.#wet.right);
    if (this.#drumsShare > 0) this.#drumsLeft = 2 * this.#drums.latencyFrames;
    if (this.#drumsLeft === 0) return;
    this.#drumsLeft = Math.max(0, this.#drumsLeft - stretchQuantum);
    this.#drums.setFactor(1 / speed);
    const { left, right } = this.#drumsIn;
    this.#drums.process(left, right, left, right);
    for (let frame = 0; frame < stretchQuantum; frame += 1) {
      this.#wet.left[frame] = (this.#wet.left[frame] ?? 0) + (left[frame] ?? 0);
      this.#wet.right[frame] = (this.#wet.right[frame] ?? 0) + (right[frame] ?? 0);
    }
    if (this.#drumsLeft === 0) this.#drums.reset();
  }

  /** Routes the drums to their own stretch, to the main one, or crossfades between them. */
  #routeDrums(main: Quantum, drums: Quantum): void {
    const target = this.#drumsTarget();
    for (let frame = 0; frame < stretchQuantum; frame += 1) {
      this.#drumsShare = approach(this.#drumsShare, target, this.#step);
      const [left, right] = [drums.left[frame] ?? 0, drums.right[frame] ?? 0];
      const [ownLeft, ownRight] = [left * this.#drumsShare, right * this.#drumsShare];
      this.#drumsIn.left[frame] = ownLeft;
      this.#drumsIn.right[frame] = ownRight;
      this.#mainIn.left[frame] = (main.left[frame] ?? 0) + left - ownLeft;
      this.#mainIn.right[frame] = (main.right[frame] ?? 0) + right - ownRight;
    }
  }

  /** The speed of the sound in the middle of the next window. */
  #nextSpeed(): number {
    const speed = this.#speeds[this.#speedAt] ?? 1;
    this.#speeds[this.#speedAt] = this.#order.speed();
    this.#speedAt = (this.#speedAt + 1) % this.#speeds.length;
    return speed;
  }

  #blend(main: Quantum, drums: Quantum, click: Quantum, out: Quantum): void {
    const target = this.#order.stage() === 'shifting' ? 1 : 0;
    for (let frame = 0; frame < stretchQuantum; frame += 1) {
      this.#wetShare = approach(this.#wetShare, target, this.#step);
      const dryShare = 1 - this.#wetShare;
      const left = (main.left[frame] ?? 0) + (drums.left[frame] ?? 0) + (click.left[frame] ?? 0);
      const right = (main.right[frame] ?? 0) + (drums.right[frame] ?? 0) + (click.right[frame] ?? 0);
      out.left[frame] = left * dryShare + (this.#wet.left[frame] ?? 0) * this.#wetShare;
      out.right[frame] = right * dryShare + (this.#wet.right[frame] ?? 0) * this.#wetShare;
    }
  }

  #takeCut(): void {
    if (this.#order.cuts() === this.#cuts) return;
    this.#cuts = this.#order.cuts();
    this.#cutFrames = this.#order.cutFrames();
    this.#cutLeft = this.#cutFrames;
    if (this.#cutFrames === 0) this.#drop();
  }

  #fadeCut(out: Quantum): void {
    for (let frame = 0; frame < stretchQuantum; frame += 1) {
      this.#cutLeft = Math.max(0, this.#cutLeft - 1);
      const gain = this.#cutLeft / this.#cutFrames;
      out.left[frame] = (out.left[frame] ?? 0) * gain;
      out.right[frame] = (out.right[frame] ?? 0) * gain;
    }
    if (this.#cutLeft === 0) this.#drop();
  }

  #drop(): void {
    this.#isRunning = false;
    this.#wetShare = this.#order.stage() === 'shifting' ? 1 : 0;
  }
}

const approach = (value: number, target: number, step: number): number =>
  value < target ? Math.min(target, value + step) : Math.max(target, value - step);

/** The two channels of a worklet's input; silence when nothing is connected. */
export const quantumOf = (input: readonly Float32Array[] | undefined): Quantum => {
  const [left = silence, right = left] = input ?? [];
  return { left, right };
};
