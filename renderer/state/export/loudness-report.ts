import type { LoudnessFigures, LoudnessTarget, StemId } from '#contract';
import type { BounceOutcome } from '../ports.ts';
import type { ExportPlan } from './export-plan.ts';
import type { ExportSong } from './export-song.ts';

type Measured = {
  readonly fileName: string;
  readonly variant: string;
  readonly loudness: LoudnessTarget | null;
  /** Stems that should be in it and are not. */
  readonly missing: readonly StemId[];
  readonly outcome: BounceOutcome;
};

/**
 * The loudness of exported files as JSON, in UTF-8: LUFS and LU as ITU-R BS.1770-5 and EBU Tech 3342 have them, peaks in dBTP
 * and dBFS, all to a hundredth. What cannot be told, such as the peak of silence, is null.
 */
export function loudnessReport(
  song: ExportSong,
  plan: ExportPlan,
  files: readonly Measured[],
): Uint8Array<ArrayBuffer> {
  const nameOf = (id: StemId): string => song.session.stems.find((stem) => stem.id === id)?.name ?? id;
  const report = {
    title: song.session.title,
    madeBy: `Stemroom ${song.appVersion}`,
    format: plan.format,
    sampleRate: plan.fileRate,
    files: files.map(({ fileName, variant, loudness, missing, outcome }) => ({
      file: fileName.replace(/^.*\//, ''),
      variant,
      lengthFrames: outcome.lengthFrames,
      target: targetOf(loudness),
      gainDb: rounded(outcome.gainDb),
      limitedDb: rounded(outcome.limitedDb),
      clippedSamples: outcome.clippedSamples,
      before: figuresOf(outcome.before),
      after: figuresOf(outcome.after),
      missingStems: missing.map(nameOf),
      concealed: outcome.concealed.map(({ stemId, seconds }) => ({ stem: nameOf(stemId), seconds: rounded(seconds) })),
    })),
  };
  return new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`);
}

const targetOf = (target: LoudnessTarget | null) =>
  target === null ? null : { integratedLufs: target.integratedLufs, ceilingDbtp: target.ceilingDb };

const figuresOf = (figures: LoudnessFigures) => ({
  integratedLufs: rounded(figures.integratedLufs),
  rangeLu: rounded(figures.rangeLu),
  truePeakDbtp: rounded(figures.truePeakDb),
  samplePeakDbfs: rounded(figures.samplePeakDb),
});

function rounded(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Math.round(value * 100) / 100 + 0;
}
