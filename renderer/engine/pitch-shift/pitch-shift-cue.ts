/**
 * `bypass`: the buses pass what they are given. `warming`: so they do, and fill their stretches. `shifting`: what comes out is
 * the stretches', later by their latency.
 */
export type StretchStage = 'bypass' | 'warming' | 'shifting';

const stages: readonly StretchStage[] = ['bypass', 'warming', 'shifting'];
const [stageAt, speedAt, ratioAt, keepsAt, cutsAt, cutFramesAt, fieldCount] = [0, 1, 2, 3, 4, 5, 6] as const;

export const createCueMemory = (): SharedArrayBuffer => new SharedArrayBuffer(fieldCount * 8);

/**
 * What the reader tells the pitch buses in every quantum. Reader and buses are run one after the other by one thread, the
 * reader first, so what is read belongs to the very sound that comes in.
 */
export class StretchCue {
  readonly #values: Float64Array;

  constructor(memory: SharedArrayBuffer) {
    this.#values = new Float64Array(memory);
    // Memory that the reader has not told anything yet.
    if (this.speed() === 0) this.tell('bypass', 1, 1, true);
  }

  /** `speed`: at which the sound was read. `transposeRatio`: by which its pitch is to be off in the end. */
  tell(stage: StretchStage, speed: number, transposeRatio: number, keepsDrumPitch: boolean): void {
    this.#values[stageAt] = stages.indexOf(stage);
    this.#values[speedAt] = speed;
    this.#values[ratioAt] = transposeRatio;
    this.#values[keepsAt] = Number(keepsDrumPitch);
  }

  /** All sound that is in the buses is to go, in a fade of so many frames; none: at once. */
  cut(fadeFrames: number): void {
    this.#values[cutFramesAt] = fadeFrames;
    this.#values[cutsAt] = this.cuts() + 1;
  }

  stage(): StretchStage {
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
