import { SvelteSet } from 'svelte/reactivity';
import type { Failure, MainApi, MusicalKey, Session, SongAnalysis, Stem, StemAnalysis, StemId } from '#contract';
import type { AnalysisPort } from './ports.ts';

/** After a song is opened: playing and drawing it come first. */
const settleMs = 2000;
const nothingStated: SongAnalysis['stated'] = { bpm: null, key: null };

type Options = {
  readonly analyse: AnalysisPort;
  readonly api: Pick<MainApi, 'saveAnalysis'>;
  /** Told when what the user states could not be kept. */
  readonly onFailure: (failure: Failure) => void;
};

/** What is known of the open song by listening to it, and what the user says instead. */
export class AnalysisState {
  readonly #options: Options;
  /** Null while no song is open, or none was listened to. */
  analysis = $state.raw<SongAnalysis | null>(null);
  /** From 0 to 1 while the song is being listened to; null otherwise. */
  progress = $state.raw<number | null>(null);
  readonly isListening = $derived(this.progress !== null);
  /** What the user says, or the estimate; null: not known. */
  readonly bpm = $derived(this.analysis?.stated.bpm ?? this.analysis?.tempo?.bpm ?? null);
  readonly key = $derived<MusicalKey | null>(this.analysis?.stated.key ?? this.analysis?.key ?? null);
  #session: Session | null = null;
  #stop = new AbortController();
  /** The files that are listened to now, or that are known. */
  #files = '';
  /** All that was listened to since the app started: what that could not tell, it will not tell the next time. */
  readonly #heard = new SvelteSet<string>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** A song came on stage, with what is kept about it. */
  open(session: Session, kept: SongAnalysis | null): void {
    this.leave();
    this.#session = session;
    this.analysis = kept;
  }

  /** The song left the stage: nobody listens to it any more. */
  leave(): void {
    this.#stop.abort();
    this.#session = null;
    this.#files = '';
    this.analysis = null;
    this.progress = null;
  }

  /**
   * Listens to the open song when what is known of it is not about these stems, its playable ones, or lacks the comparison with
   * an original that is here. Asking again for the same files does nothing.
   */
  async listen(session: Session, stems: readonly Stem[]): Promise<void> {
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
    // One that could not be kept is made again next time.
    void this.#become({ ...heard.value, stated: this.analysis?.stated ?? nothingStated });
  }

  of(stemId: StemId): StemAnalysis | null {
    return this.analysis?.stems.find((stem) => stem.stemId === stemId) ?? null;
  }

  /** Beats a minute, 20 to 400; null: back to the estimate. */
  setBpm(bpm: number | null): void {
    void this.#state({ bpm });
  }

  /** Null: back to the estimate. */
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
    if (this.#session === null || this.#session.isReadOnly) return null;
    const kept = await this.#options.api.saveAnalysis({ id: this.#session.id, analysis });
    return kept.ok ? null : kept.failure;
  }
}

const saved = (stems: readonly Stem[]) =>
  stems.flatMap(({ id, kind, file }) => (file.state === 'saved' ? [{ id, kind, audio: file.audio }] : []));

const filesOf = (session: Session, stems: readonly Stem[]): string =>
  [session.id, session.original?.sha256, ...saved(stems).map(({ id, audio }) => `${id} ${audio.sha256}`)].join();

/** Stems that have gone since do not matter. */
function isAbout(analysis: SongAnalysis, session: Session, stems: readonly Stem[]): boolean {
  const isCompared = session.original === null || analysis.residualDb !== null;
  const known = new Map(analysis.stems.map(({ stemId, sha256 }) => [stemId, sha256]));
  return isCompared && saved(stems).every(({ id, audio }) => known.get(id) === audio.sha256);
}
