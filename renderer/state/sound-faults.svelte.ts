import { SvelteMap } from 'svelte/reactivity';
import type { StemId } from '#contract';
import type { PlayerNotice } from '../engine/player.ts';

/** What was less than perfect about the sound of the open song, counted since it was opened. */
export class SoundFaults {
  /** Times that sound was not there when it was due. */
  dropouts = $state(0);
  /** Damaged frames that were bridged, for each stem that has any. */
  readonly bridged = new SvelteMap<StemId, number>();

  take(notice: PlayerNotice): void {
    if (notice.about === 'underrun') this.dropouts = notice.count;
    if (notice.about === 'concealed') this.bridged.set(notice.stemId, notice.frames);
  }

  clear(): void {
    this.dropouts = 0;
    this.bridged.clear();
  }
}
