import type { LoudnessFigures } from '#contract';
import { formatDecibels } from '../../mix/decibels.ts';
import { counted } from '../parts/plain-text.ts';

/** What is told of a file that is written. */
export type Outcome = {
  readonly peakDb: number;
  readonly clippedSamples: number;
  readonly before: LoudnessFigures;
  readonly after: LoudnessFigures;
  readonly gainDb: number;
  readonly limitedDb: number;
};

/** A true minus sign, one decimal. */
function tenths(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return `${rounded < 0 ? '−' : ''}${Math.abs(rounded).toFixed(1)}`;
}

const known = (value: number | null): string => (value === null || !Number.isFinite(value) ? '–' : tenths(value));

/** "−17.2 → −14.0": one figure when both read the same. */
function changed(before: number | null, after: number | null): string {
  const [one, other] = [known(before), known(after)];
  return one === other ? one : `${one} → ${other}`;
}

/** "−17.2 → −14.0 LUFS · true peak −3.1 → −1.0 dBTP · range 6.2 LU": what an export measured before and after; the range after. */
export function loudnessLine({ before, after }: Pick<Outcome, 'before' | 'after'>): string {
  return [
    `${changed(before.integratedLufs, after.integratedLufs)} LUFS`,
    `true peak ${changed(before.truePeakDb, after.truePeakDb)} dBTP`,
    `range ${known(after.rangeLu)} LU`,
  ].join(' · ');
}

/** What was done to the sound, and what happened to it. */
export function treatmentLine({ peakDb, clippedSamples, gainDb, limitedDb }: Outcome): string {
  const words = [
    ...(gainDb === 0 ? [`Peak ${formatDecibels(peakDb)}FS.`] : [`Gain ${formatDecibels(gainDb)}.`]),
    ...(limitedDb > 0.05 ? [`Limited by up to ${tenths(limitedDb)} dB.`] : []),
    clippedSamples === 0
      ? 'Nothing clipped.'
      : `${counted(clippedSamples, 'sample')} clipped: turn the master down and export again to keep them.`,
  ];
  return words.join(' ');
}

/** "0.35 s", "less than 0.01 s": how long damage is. */
export function formatDamage(seconds: number): string {
  return seconds < 0.01 ? 'Less than 0.01 s' : `${seconds.toFixed(seconds < 10 ? 2 : 0)} s`;
}
