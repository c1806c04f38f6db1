import type { PlayCommand } from '../play-line.ts';
import type { PitchShiftOrder, PitchShiftStage } from '../pitch-shift/pitch-buses.ts';
import { stretchLatency } from '../../dsp/stretch.ts';

/** What a command changed while the song plays. `released`: the shift is bypassed, so sound leaves the buses without its latency. */
export type BypassChange = 'none' | 'engaged' | 'released';

const isShift = ({ speed, transposeRatio }: PlayCommand): boolean => speed !== 1 || transposeRatio !== 1;

/**
 * Switches the pitch shift of the buses in and out. While the song plays, the pitch shift first fills with the song at its old speed and
 * then takes over with the sound of one latency ago.
 */
export class PitchShiftBypass {
  readonly #order: PitchShiftOrder;
  readonly #latency: number;
  #stage: PitchShiftStage = 'bypass';
  #warmed = 0;

  constructor(order: PitchShiftOrder, sampleRate: number) {
    this.#order = order;
    this.#latency = stretchLatency(sampleRate);
  }

  /** Frames by which the output of the buses is behind the reader. */
  get delay(): number {
    return this.#stage === 'shifting' ? this.#latency : 0;
  }

  get isShifting(): boolean {
    return this.#stage === 'shifting';
  }

  /**
   * Follows a command while the song stands still. `isCut`: the sound left in the buses must fade out. Returns how many frames a start
   * must wait for that: `fadeFrames` or 0.
   */
  settle(command: PlayCommand, isCut: boolean, fadeFrames: number): number {
    const stage = isShift(command) ? 'shifting' : 'bypass';
    const isChange = stage !== this.#stage;
    this.#stage = stage;
    if (!isChange && !(isCut && stage === 'shifting')) return 0;
    this.#order.cut(fadeFrames);
    return fadeFrames;
  }

  /** Follows a command while the song plays. */
  change(command: PlayCommand): BypassChange {
    if (isShift(command)) {
      if (this.#stage === 'shifting') return 'engaged';
      if (this.#stage === 'bypass') this.#warmed = 0;
      this.#stage = 'warming';
      return 'none';
    }
    const wasShifting = this.#stage === 'shifting';
    this.#stage = 'bypass';
    return wasShifting ? 'released' : 'none';
  }

  /** Counts played frames while the pitch shift fills. Returns true when it is full and takes over. */
  warm(frameCount: number): boolean {
    if (this.#stage !== 'warming') return false;
    this.#warmed += frameCount;
    if (this.#warmed < this.#latency) return false;
    this.#stage = 'shifting';
    return true;
  }

  /** Describes the quantum being read to the buses. */
  describe(speed: number, { transposeRatio, keepsDrumPitch }: PlayCommand): void {
    this.#order.write(this.#stage, speed, transposeRatio, keepsDrumPitch);
  }
}
