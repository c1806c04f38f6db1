/**
 * `bypass`: the buses pass their input. `warming`: they pass it and fill their stretches. `shifting`: their output comes from the
 * stretches, later by their latency.
 */
export type PitchShiftStage = 'bypass' | 'warming' | 'shifting';

const stages: readonly PitchShiftStage[] = ['bypass', 'warming', 'shifting'];
const [stageAt, speedAt, ratioAt, keepsAt, cutsAt, cutFramesAt, fieldCount] = [0, 1, 2, 3, 4, 5, 6] as const;

/** Allocates the shared memory of a cue. */
export const createCueMemory = (): SharedArrayBuffer => new SharedArrayBuffer(fieldCount * 8);

/**
 * What the reader says to the pitch buses in every quantum. One thread runs first the reader, then the buses, so a cue always belongs to
 * the sound that the buses get.
 */
export class PitchShiftCue {
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
