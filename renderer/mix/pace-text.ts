import type { Mix } from '#contract';
import { formatSpeed } from './speed.ts';
import { centsPerSemitone, formatSigned } from './transposition.ts';

/** "80 % of the speed, key +2.5"; null when both are as recorded. */
export function formatPace({ speed, transposeCents }: Pick<Mix, 'speed' | 'transposeCents'>): string | null {
  const parts = [
    ...(speed === 1 ? [] : [`${formatSpeed(speed)} of the speed`]),
    ...(transposeCents === 0 ? [] : [`key ${formatSigned(transposeCents / centsPerSemitone)}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}
