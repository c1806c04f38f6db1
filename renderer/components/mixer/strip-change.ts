import type { Decibels } from '#contract';

/** What a user did to a strip. `gesture` names one drag. */
export type StripChange =
  | { readonly what: 'level'; readonly levelDb: Decibels; readonly gesture: string | null }
  | { readonly what: 'pan'; readonly pan: number; readonly gesture: string | null }
  | { readonly what: 'mute' | 'solo'; readonly isExclusive: boolean }
  | { readonly what: 'reset' };
