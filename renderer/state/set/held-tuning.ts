import { flatMix, type Mix, noTuning, type SetTuning, type SongSheet } from '#contract';
import { sameTuning, tunedMix, untunedMix } from '../../mix/setlist.ts';

type Scenes = SongSheet['scenes'];

/** What a setlist changed in the open song's mix, and what the song keeps of its own. */
export class HeldTuning {
  #tuning: SetTuning = noTuning;
  #own: Mix = flatMix([]);
  #tuned: Mix = flatMix([]);

  /** Begins with a song's own mix; returns it as the setlist tunes it. */
  begin(own: Mix, tuning: SetTuning, scenes: Scenes): Mix {
    this.#tuning = tuning;
    this.#own = own;
    this.#tuned = tunedMix(own, tuning, scenes);
    return this.#tuned;
  }

  /** Changes a mix from the tuning before to another; null: it is the same tuning. */
  change(mix: Mix, tuning: SetTuning, scenes: Scenes): Mix | null {
    return sameTuning(this.#tuning, tuning) ? null : this.begin(this.ownOf(mix), tuning, scenes);
  }

  /** The song's own mix, which is saved: what was changed by hand is in it, what the setlist tuned is not. */
  ownOf(mix: Mix): Mix {
    return untunedMix(mix, this.#tuned, this.#own);
  }
}
