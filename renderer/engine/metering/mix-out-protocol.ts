import type { MeterMemory } from './meter-memory.ts';

export const mixOutName = 'mix-out';

export type MixOutOptions = { readonly meters: MeterMemory; readonly hasLimiter: boolean };

export type MixOutMessage = { readonly kind: 'limiter'; readonly isOn: boolean } | { readonly kind: 'retire' };
