import type { Mix } from '#contract';

/** "80 % of the speed, key +2.5"; null when both are as recorded. */
export function formatPace({ speed, transposeCents }: Pick<Mix, 'speed' | 'transposeCents'>): string | null {
  const semitones = Math.abs(transposeCents) / 100;
  const parts = [
    ...(speed === 1 ? [] : [`${String(Math.round(speed * 1000) / 10)} % of the speed`]),
    ...(transposeCents === 0 ? [] : [`key ${transposeCents < 0 ? '−' : '+'}${String(semitones)}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}
