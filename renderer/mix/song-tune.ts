import type { Mix, MusicalKey, SongAnalysis } from '#contract';
import { transposedKey } from './musical-key.ts';

/** Tempo and key of the song as a mix plays it; null while nobody knows. */
export type SongTune = { readonly bpm: number | null; readonly key: MusicalKey | null };

/** An estimate that is less sure than this, of 0 to 1, is written nowhere. */
const sureEnough = 0.35;

/** What was stated counts, then an estimate that is fairly sure. The tempo is rounded to a tenth. */
export function tuneOf(
  analysis: SongAnalysis | null,
  { speed, transposeCents }: Pick<Mix, 'speed' | 'transposeCents'>,
): SongTune {
  const bpm = analysis?.stated.bpm ?? sure(analysis?.tempo ?? null)?.bpm ?? null;
  const key = analysis?.stated.key ?? sure(analysis?.key ?? null);
  return {
    bpm: bpm === null ? null : Math.round(bpm * speed * 10) / 10,
    key: key === null ? null : transposedKey({ tonic: key.tonic, mode: key.mode }, transposeCents),
  };
}

const sure = <Estimate extends { readonly confidence: number }>(estimate: Estimate | null): Estimate | null =>
  estimate !== null && estimate.confidence >= sureEnough ? estimate : null;
