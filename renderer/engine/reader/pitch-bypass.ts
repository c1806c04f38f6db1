import type { PlayCommand } from '../play-line.ts';
import type { StretchCue, StretchStage } from '../pitch-shift/pitch-shift-cue.ts';
import { stretchLatency } from '../../dsp/stretch.ts';

/** What the gear has to say about a command that came while the song moves. */
export type GearChange = 'none' | 'engaged' | 'released';

const isShift = ({ speed, transposeRatio }: PlayCommand): boolean => speed !== 1 || transposeRatio !== 1;

/**
 * Puts the stretch of the pitch buses into the way of the sound, and out of it. While the song moves, the stretches are filled
 * first, with the song at its old speed: then they take over with the sound of a latency ago.
 */
export class StretchGear {
  readonly #cue: StretchCue;
  readonly #latency: number;
  #stage: StretchStage = 'bypass';
  #warmed = 0;

  constructor(cue: StretchCue, sampleRate: number) {
    this.#cue = cue;
    this.#latency = stretchLatency(sampleRate);
  }

  /** Frames that what comes out of the buses is behind the reader. */
  get delay(): number {
    return this.#stage === 'shifting' ? this.#latency : 0;
  }

  get isShifting(): boolean {
    return this.#stage === 'shifting';
  }

  /**
   * For a song that does not move. `isCut`: what is still in the buses must go. Gives the frames of `fadeFrames` that a start has
   * to wait for it.
   */
  settle(command: PlayCommand, isCut: boolean, fadeFrames: number): number {
    const stage = isShift(command) ? 'shifting' : 'bypass';
    const isChange = stage !== this.#stage;
    this.#stage = stage;
    if (!isChange && !(isCut && stage === 'shifting')) return 0;
    this.#cue.cut(fadeFrames);
    return fadeFrames;
  }

  /** For a song that moves on. `released`: what comes next is heard at once, no longer a latency later. */
  change(command: PlayCommand): GearChange {
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

  /** So many frames were played; true when with them the stretches are full and take over. */
  warm(frameCount: number): boolean {
    if (this.#stage !== 'warming') return false;
    this.#warmed += frameCount;
    if (this.#warmed < this.#latency) return false;
    this.#stage = 'shifting';
    return true;
  }

  /** Tells the buses what the quantum is that they are given. */
  tell(speed: number, { transposeRatio, keepsDrumPitch }: PlayCommand): void {
    this.#cue.tell(this.#stage, speed, transposeRatio, keepsDrumPitch);
  }
}
