import type { MusicalKey, SongAnalysis } from '#contract';

/** Stand-in until the real one arrives. */
export class AnalysisState {
  analysis = $state.raw<SongAnalysis | null>(null);
  progress = $state.raw<number | null>(null);
  readonly isListening = $derived(this.progress !== null);

  setBpm(bpm: number | null): void {
    if (this.analysis !== null) this.analysis = { ...this.analysis, stated: { ...this.analysis.stated, bpm } };
  }

  setKey(key: MusicalKey | null): void {
    if (this.analysis !== null) this.analysis = { ...this.analysis, stated: { ...this.analysis.stated, key } };
  }
}
