import { mostBeats, type SongAnalysis, type StemKind } from '#contract';
import { TempoListener } from '../../dsp/tempo.ts';
import type { StemSum } from './stem-sum.ts';

const rhythmKinds: readonly StemKind[] = ['drums', 'percussion'];
/** The whole song must be so much surer of another tempo than the drums are of theirs. */
const surer = 2;

export const keepsTime = (kind: StemKind): boolean => rhythmKinds.includes(kind);

/** Tempo and beats from the drums, or from all of the song when there are none, or they say nothing. */
export class TempoOfSong {
  readonly #rhythm: TempoListener | null;
  readonly #whole: TempoListener;

  constructor(sampleRate: number, hasRhythm: boolean) {
    this.#rhythm = hasRhythm ? new TempoListener(sampleRate) : null;
    this.#whole = new TempoListener(sampleRate);
  }

  push(rhythm: StemSum, whole: StemSum, count: number): void {
    this.#rhythm?.push(rhythm.left, rhythm.right, count);
    this.#whole.push(whole.left, whole.right, count);
  }

  finish(): SongAnalysis['tempo'] {
    const rhythm = this.#rhythm?.finish() ?? null;
    const whole = this.#whole.finish();
    const isWhole = rhythm === null || (whole !== null && whole.confidence > surer * rhythm.confidence);
    const heard = isWhole ? whole : rhythm;
    // A beat at the very start may come out a rounding error before it.
    return (
      heard && { ...heard, beatSeconds: heard.beatSeconds.slice(0, mostBeats).map((second) => Math.max(0, second)) }
    );
  }
}
