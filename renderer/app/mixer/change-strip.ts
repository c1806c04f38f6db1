import type { StemId } from '#contract';
import type { StripChange } from '../../mix/mix-edits.ts';
import type { MixerState } from '../../state/mixer.svelte.ts';

/** Carries out what a user did to a strip. */
export function changeStrip(mixer: MixerState, stemId: StemId, change: StripChange): void {
  switch (change.what) {
    case 'level':
      mixer.setLevel(stemId, change.levelDb, change.gesture);
      break;
    case 'pan':
      mixer.setPan(stemId, change.pan, change.gesture);
      break;
    case 'mute':
      mixer.toggleMute(stemId, change.isExclusive);
      break;
    case 'solo':
      mixer.toggleSolo(stemId, change.isExclusive);
      break;
    case 'reset':
      mixer.resetStrip(stemId);
      break;
  }
}
