import { SvelteSet } from 'svelte/reactivity';
import type { Failure, MainApi, MusicalKey, Session, SongAnalysis, Stem, StemAnalysis, StemId } from '#contract';
import type { AnalysisPort } from '../ports.ts';

/** Pause after a song opens, for which playback and waveforms come first. */
const settleMs = 2000;
const nothingStated: SongAnalysis['stated'] = { bpm: null, key: null };

type Options = {
  readonly analyse: AnalysisPort;
  readonly api: Pick<MainApi, 'saveAnalysis'>;
  /** Called when a stated tempo or key cannot be saved. */
  readonly onFailure: (failure: Failure) => void;
  /** Called whenever the analysis of the open song has changed. */
  readonly onChange: () => void;
};

/** The analysis of the open song, and what the user states instead. */
export class AnalysisState {
  readonly #options: Options;
  /** Null while no song is open or it is not analysed yet. */
  analysis = $state.raw<SongAnalysis | null>(null);
  /** 0 to 1 while the analysis runs; null otherwise. */
  progress = $state.raw<number | null>(null);
  readonly isListening = $derived(this.progress !== null);
  /** The stated or else the estimated tempo and key; null when unknown. */
  readonly bpm = $derived(this.analysis?.stated.bpm ?? this.analysis?.tempo?.bpm ?? null);
  readonly key = $derived<MusicalKey | null>(this.analysis?.stated.key ?? this.analysis?.key ?? null);
  #session: Session | null = null;
  #stop = new AbortController();
  /** The files that the analysis is about, or is being made from. */
  #files = '';
  /** Files analysed since the app started; analysing them again would find nothing new. */
  readonly #heard = new SvelteSet<string>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Starts with a song and its saved analysis. */
  open(session: Session, kept: SongAnalysis | null): void {
    this.leave();
    this.#session = session;
    this.analysis = kept;
  }

  /** Stops the analysis and forgets the song. */
  leave(): void {
    this.#stop.abort();
    this.#session = null;
    this.#files = '';
    this.analysis = null;
    this.progress = null;
  }

  /**
   * Analyses the open song unless its analysis is already about `stems` (its playable ones) and compares them with its original, if any.
   * Does nothing when called again for the same files.
   */
  async analyse(session: Session, stems: readonly Stem[]): Promise<void> {
    if (this.#session?.id !== session.id) return;
    this.#session = session;
    const files = filesOf(session, stems);
    if (files === this.#files || stems.length === 0) return;
    this.#files = files;
    this.#stop.abort();
    this.progress = null;
    const { signal } = (this.#stop = new AbortController());
    const isLeft = (): boolean => signal.aborted;
    if (this.analysis !== null && (isAbout(this.analysis, session, stems) || this.#heard.has(files))) return;
    this.progress = 0;
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    if (isLeft()) return;
    const song = { stems: saved(stems), original: session.original };
    const onProgress = (fraction: number): void => {
      if (!isLeft()) this.progress = fraction;
    };
    const heard = await this.#options.analyse(song, onProgress, signal);
    if (isLeft()) return;
    this.progress = null;
    if (!heard.ok) return;
    this.#heard.add(files);
    // If it cannot be saved, it is made again next time.
    void this.#become({ ...heard.value, stated: this.analysis?.stated ?? nothingStated });
  }

  /** The analysis of one stem; null when there is none. */
  of(stemId: StemId): StemAnalysis | null {
    return this.analysis?.stems.find((stem) => stem.stemId === stemId) ?? null;
  }

  /** States the tempo, 20 to 400 bpm; null returns to the estimate. */
  setBpm(bpm: number | null): void {
    void this.#state({ bpm });
  }

  /** States the key; null returns to the estimate. */
  setKey(key: MusicalKey | null): void {
    void this.#state({ key });
  }

  async #state(change: Partial<SongAnalysis['stated']>): Promise<void> {
    if (this.#session === null) return;
    const known = this.analysis ?? { stems: [], tempo: null, key: null, residualDb: null, stated: nothingStated };
    const failure = await this.#become({ ...known, stated: { ...known.stated, ...change } });
    if (failure !== null) this.#options.onFailure(failure);
  }

  async #become(analysis: SongAnalysis): Promise<Failure | null> {
    this.analysis = analysis;
    this.#options.onChange();
    if (this.#session === null || this.#session.isReadOnly) return null;
    const kept = await this.#options.api.saveAnalysis({ id: this.#session.id, analysis });
    return kept.ok ? null : kept.failure;
  }
}

const saved = (stems: readonly Stem[]) =>
  stems.flatMap(({ id, kind, file }) => (file.state === 'saved' ? [{ id, kind, audio: file.audio }] : []));

const filesOf = (session: Session, stems: readonly Stem[]): string =>
  [session.id, session.original?.sha256, ...saved(stems).map(({ id, audio }) => `${id} ${audio.sha256}`)].join();

/** Whether an analysis covers the song's original and all of these stems. */
function isAbout(analysis: SongAnalysis, session: Session, stems: readonly Stem[]): boolean {
  const isCompared = session.original === null || analysis.residualDb !== null;
  const known = new Map(analysis.stems.map(({ stemId, sha256 }) => [stemId, sha256]));
  return isCompared && saved(stems).every(({ id, audio }) => known.get(id) === audio.sha256);
}
