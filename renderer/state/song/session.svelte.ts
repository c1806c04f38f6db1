import { SvelteMap } from 'svelte/reactivity';
import {
  emptySheet,
  fail,
  frames,
  verifiedFirstBytes,
  type Failure,
  type Mix,
  noTuning,
  ok,
  type Result,
  type Session,
  type SessionId,
  type SetTuning,
  type SongSheet,
  type StemId,
  failFrom,
} from '#contract';
import type { OpenedSong, PlayerStem, StemProblem } from '../../engine/player.ts';
import { isFittedTo } from '../../mix/mix-edits.ts';
import { originalRow } from '../../mix/original.ts';
import { mixerStems } from '../../mix/strip-stems.ts';
import { type BeatGrid, gridOf } from '../../song/beat-grid.ts';
import { AnalysisState } from './analysis.svelte.ts';
import type { LibraryState } from '../library.svelte.ts';
import { MixerState } from './mixer.svelte.ts';
import { ownMix, playable } from './playable.ts';
import type { Ports } from '../ports.ts';
import { ScenesState } from './scenes.svelte.ts';
import { SongSaver } from './song-saver.ts';
import { HeldTuning } from '../set/held-tuning.ts';
import type { PreparedSong } from '../set/prepare-song.ts';
import { SheetEditor } from '../sheet/sheet-editor.ts';
import { StemFiles } from './stem-files.ts';
import { WaveformsState } from './waveforms.svelte.ts';
import { SoundFaults, type TransportState } from './transport.svelte.ts';
import type { TimeViewState } from '../view.svelte.ts';
import type { Toasts } from '../toasts.svelte.ts';

/** The song on stage, if any. */
export type Place =
  | { readonly at: 'nowhere' }
  | { readonly at: 'opening'; readonly id: SessionId }
  | { readonly at: 'closed'; readonly id: SessionId; readonly failure: Failure }
  | {
      readonly at: 'song';
      readonly id: SessionId;
      readonly mixer: MixerState;
      readonly sheet: SheetEditor;
      readonly scenes: ScenesState;
    };

/** The state of the open song's sound. */
export type Sound =
  | { readonly state: 'none' }
  | { readonly state: 'opening' }
  | { readonly state: 'ready'; readonly song: OpenedSong }
  | { readonly state: 'failed'; readonly failure: Failure };

/** How a setlist opens a song. */
type Entrance = {
  /** What was opened beforehand; null: nothing. */
  readonly prepared: PreparedSong | null;
  readonly tuning: SetTuning;
  /** Whether it plays as soon as it can. */
  readonly plays: boolean;
};

/** So long waveforms and strips wait for the sound, which would wait for them otherwise. */
export const soundFirstMs = 150;

const plainEntrance: Entrance = { prepared: null, tuning: noTuning, plays: false };

type Neighbours = {
  readonly library: LibraryState;
  readonly transport: TransportState;
  readonly timeView: TimeViewState;
  readonly toasts: Toasts;
};

/** The open song: its mix, its sound, its waveforms and its analysis. */
export class SessionState {
  readonly #ports: Ports;
  readonly #near: Neighbours;
  readonly #mixes: SongSaver<Mix>;
  readonly #sheets: SongSaver<SongSheet>;
  readonly waveforms: WaveformsState;
  readonly analysis: AnalysisState;
  readonly stemFiles: StemFiles;
  place = $state.raw<Place>({ at: 'nowhere' });
  sound = $state.raw<Sound>({ state: 'none' });
  /** Why stems whose files are here cannot be heard. */
  readonly problems = new SvelteMap<StemId, Failure>();
  readonly faults = new SoundFaults();
  readonly #tuning = new HeldTuning();
  #opening = new AbortController();
  #played: readonly PlayerStem[] = [];
  /** Whether the original is open beside the stems, and why it cannot be heard. */
  #hasOriginal = false;
  #originalTrouble: Failure | null = null;
  /** Resolves when the waveforms requested last are drawn. */
  #shaped: Promise<void> = Promise.resolve();
  #closed: Promise<void> = Promise.resolve();
  /** Resolves when main has compared the open song's files with their hashes; `#verified` once the song has followed the result. */
  #answered: Promise<unknown> = Promise.resolve();
  #verified: Promise<void> = Promise.resolve();
  #warnedReadOnly: SessionId | null = null;

  constructor(ports: Ports, near: Neighbours) {
    this.#ports = ports;
    this.#near = near;
    const onFailure = (failure: Failure): void => {
      near.toasts.trouble(failure);
    };
    this.#mixes = new SongSaver((id, mix) => ports.api.saveMix({ id, mix }), onFailure);
    this.#sheets = new SongSaver((id, sheet) => ports.api.saveSheet({ id, sheet }), onFailure);
    this.stemFiles = new StemFiles({
      ...{ ports, toasts: near.toasts },
      openSong: () => (this.place.at === 'song' ? { ...this.place, session: this.session } : null),
    });
    this.waveforms = new WaveformsState(ports.waveforms, ports.api);
    this.analysis = new AnalysisState({
      ...{ analyse: ports.analyse, api: ports.api, onFailure },
      onChange: () => {
        if (this.mixer !== null) this.#tellSheet(this.mixer.sheet);
      },
    });
    ports.player.onNotice((notice) => {
      // A stem that is being withdrawn may still fail to be read.
      const isPlayed = ({ problem }: { readonly problem: StemProblem }): boolean =>
        this.#played.some(({ id }) => id === problem.stemId);
      if (notice.about === 'stemProblem' && isPlayed(notice)) this.#note([notice.problem]);
      this.faults.take(notice);
    });
  }

  get mixer(): MixerState | null {
    return this.place.at === 'song' ? this.place.mixer : null;
  }

  /** Edits the sheet of the open song. */
  get sheet(): SheetEditor | null {
    return this.place.at === 'song' ? this.place.sheet : null;
  }

  /** The scenes of the open song. */
  get scenes(): ScenesState | null {
    return this.place.at === 'song' ? this.place.scenes : null;
  }

  /** The tempo of the open song as recorded, in bpm: what the user said, else the estimate; null when neither is known. */
  get bpm(): number | null {
    return this.mixer?.sheet.grid?.bpm ?? this.analysis.bpm;
  }

  /** The beat grid of the open song: what the user said, else the estimate; null when neither is known. */
  get grid(): BeatGrid | null {
    return gridOf(this.analysis.analysis, this.mixer?.sheet ?? null);
  }

  /** The open song as the library knows it now; null when nothing is open, or nothing but its entry in the list is known yet. */
  get session(): Session | null {
    return this.place.at === 'nowhere' ? null : this.#near.library.whole(this.place.id);
  }

  /** The stems of the open song as its mixer has them: in the order of the strips, by their names there. */
  readonly stems = $derived(mixerStems(this.session?.stems ?? [], this.mixer?.looks ?? []));

  /** Brings a song on stage. Does nothing for the open song, unless its sound failed: then it opens again. */
  async open(id: SessionId, { prepared, tuning, plays }: Entrance = plainEntrance): Promise<void> {
    if (this.place.at === 'song' && this.place.id === id && this.sound.state !== 'failed') return;
    // Main looks for the song while the page takes the one before off the stage.
    const isSaved = this.#mixes.isDone && this.#sheets.isDone;
    const asked = prepared === null && isSaved ? this.#ports.api.openSession(id) : null;
    const left = this.#leaveFor({ at: 'opening', id });
    // What is saved of the song before does not concern one that was opened beforehand.
    if (prepared === null && asked === null) await left;
    const { signal } = (this.#opening = new AbortController());
    if (this.place.at !== 'opening' || this.place.id !== id) return;
    const opened = prepared === null ? await (asked ?? this.#ports.api.openSession(id)) : ok(prepared.opened);
    if (signal.aborted) return;
    if (plays) this.#near.transport.playWhenReady();
    if (!opened.ok) {
      this.place = { at: 'closed', id, failure: opened.failure };
      return;
    }
    const { session, mix, sheet, analysis } = opened.value;
    this.#near.library.take({ about: 'session', session });
    this.analysis.open(session, analysis);
    const mixer = this.#mixerFor(session, mix, sheet, tuning);
    this.#tellSheet(mixer.sheet);
    const isHeardLast = session.byteLength <= verifiedFirstBytes && prepared === null;
    if (isHeardLast) this.#verify(id, signal);
    // It was verified beforehand.
    else this.#answered = Promise.resolve();
    // Start the engine before the strips are drawn, which takes the page a while.
    const sounding = this.#sound(session, mixer, signal);
    this.place = { at: 'song', id, mixer, sheet: this.#editorOf(mixer), scenes: new ScenesState(mixer) };
    await sounding;
    // Main has yet to hear that the song is the open one.
    if (prepared !== null) await this.#ports.api.openSession(id);
    if (!isHeardLast) this.#verify(id, signal);
    void this.#analyse(signal);
  }

  /** Applies what a setlist says of the open song, in place of what it said before. */
  tune(tuning: SetTuning): void {
    const { mixer } = this;
    const tuned = mixer === null ? null : this.#tuning.change(mixer.mix, tuning, mixer.sheet.scenes);
    if (tuned !== null) mixer?.tune(() => tuned);
  }

  /** Saves mix and sheet and closes the song. */
  async close(): Promise<void> {
    await this.#leaveFor({ at: 'nowhere' });
    await this.#closed;
  }

  /** Resolves when the open song's files have been compared with their hashes, which an export waits for. Never rejects. */
  async whenVerified(): Promise<void> {
    await this.#verified;
  }

  /** Saves mix and sheet now: when the window loses the focus and before it closes. */
  async save(): Promise<void> {
    await Promise.all([this.#mixes.flush(), this.#sheets.flush()]);
  }

  /** Follows a change of a song in the library: for the open one, adds the stems that arrived and withdraws those that are gone. */
  async follow(session: Session): Promise<void> {
    if (this.place.at !== 'song' || this.place.id !== session.id) return;
    const ids = session.stems.map((stem) => stem.id);
    const { mixer } = this.place;
    if (!isFittedTo(mixer.mix, ids)) mixer.fit(ids);
    await this.#sound(session, mixer, this.#opening.signal);
    void this.#analyse(this.#opening.signal);
  }

  /** Opens the sound of the open song again after it failed; does nothing in any other state. */
  async retrySound(): Promise<void> {
    const { session } = this;
    if (this.place.at !== 'song' || session === null || this.sound.state !== 'failed') return;
    const { signal } = this.#opening;
    this.#played = [];
    await this.#sound(session, this.place.mixer, signal);
    void this.#analyse(signal);
  }

  /** Opens the original beside the stems, at the first call for a song. Fails with why it cannot be heard. */
  async openOriginal(): Promise<Result<undefined>> {
    const { session } = this;
    if (this.place.at !== 'song' || session?.original == null) return fail('notFound');
    this.#hasOriginal = true;
    await this.#sound(session, this.place.mixer, this.#opening.signal);
    if (this.#originalTrouble === null) return ok();
    return { ok: false, failure: this.#originalTrouble };
  }

  /** Looks for the missing files of the open song again and adds the stems that are back. */
  async lookAgain(): Promise<void> {
    if (this.place.at !== 'song') return;
    const { id } = this.place;
    const { signal } = this.#opening;
    const opened = await this.#ports.api.openSession(id);
    if (signal.aborted) return;
    if (!opened.ok) {
      this.#near.toasts.trouble(opened.failure);
      return;
    }
    const { session } = opened.value;
    this.#near.library.take({ about: 'session', session });
    this.#verify(id, signal);
    await this.follow(session);
  }

  /** Compares the song's files with their hashes and withdraws damaged stems. A large song plays meanwhile. */
  #verify(id: SessionId, signal: AbortSignal): void {
    if (signal.aborted) return;
    const broken = (reason: unknown): Failure => failFrom('internal', reason).failure;
    const answered = this.#ports.api.verifySession(id).catch((reason: unknown) => {
      if (!signal.aborted) this.#near.toasts.trouble(broken(reason));
      return fail('internal');
    });
    this.#answered = answered;
    this.#verified = answered
      .then(async (verified) => {
        if (!verified.ok || signal.aborted) return;
        this.#near.library.take({ about: 'session', session: verified.value });
        await this.follow(verified.value);
      })
      .catch((reason: unknown) => {
        this.#near.toasts.trouble(broken(reason));
      });
  }

  async #leaveFor(next: Place): Promise<void> {
    this.#opening.abort();
    const wasOpen = this.place.at === 'song';
    this.place = next;
    this.sound = { state: 'none' };
    this.analysis.leave();
    this.problems.clear();
    this.faults.clear();
    this.#played = [];
    this.#hasOriginal = false;
    this.#originalTrouble = null;
    this.#near.transport.load(frames(0), this.#near.transport.sampleRate);
    if (wasOpen) this.#closed = this.#ports.player.close();
    await this.save();
  }

  #mixerFor(session: Session, saved: Mix | null, sheet: SongSheet | null, tuning: SetTuning): MixerState {
    return new MixerState({
      mix: this.#tuning.begin(ownMix(session, saved), tuning, sheet?.scenes ?? []),
      sheet: sheet ?? emptySheet,
      nameOf: (stemId) => this.session?.stems.find((stem) => stem.id === stemId)?.name ?? stemId,
      onHeard: (heard, glideSeconds) => {
        this.#ports.player.applyMix(heard, glideSeconds);
      },
      onChange: (mix) => {
        if (!this.#mayTrySaving(session.id)) return;
        this.#mixes.schedule(session.id, this.#tuning.ownOf(mix));
      },
      onFile: (stemId, sha256) => {
        void this.stemFiles.use(session.id, stemId, sha256);
      },
      onSheet: (changed) => {
        this.#tellSheet(changed);
        if (this.#mayTrySaving(session.id)) this.#sheets.schedule(session.id, changed);
      },
    });
  }

  #editorOf(mixer: MixerState): SheetEditor {
    return new SheetEditor({
      mixer,
      grid: () => this.grid,
      estimate: () => this.analysis.analysis?.tempo ?? null,
      onEstimate: () => {
        if (this.analysis.analysis?.stated.bpm != null) this.analysis.setBpm(null);
      },
    });
  }

  #tellSheet(sheet: SongSheet): void {
    this.#ports.player.applySheet(sheet, gridOf(this.analysis.analysis, sheet));
  }

  /** A read-only song is saved once all the same: the failure says why the change is not kept. */
  #mayTrySaving(id: SessionId): boolean {
    if (this.session?.isReadOnly === true && this.#warnedReadOnly === id) return false;
    this.#warnedReadOnly = this.session?.isReadOnly === true ? id : null;
    return true;
  }

  async #sound(session: Session, mixer: MixerState, signal: AbortSignal): Promise<void> {
    const stems = this.#rowsOf(session);
    const gone = this.#played.filter((stem) => !has(stems, stem)).map(({ id }) => id);
    const added = stems.filter((stem) => !has(this.#played, stem)).map(({ id }) => id);
    if (gone.length === 0 && added.length === 0) return;
    this.#played = stems;
    if (stems.length === 0) {
      await this.#fallSilent();
      return;
    }
    // Their files now say what is wrong, and they may come back.
    for (const id of gone) this.problems.delete(id);
    if (gone.length > 0) await this.#ports.player.withdraw(gone);
    if (this.sound.state !== 'ready') this.sound = { state: 'opening' };
    const opening = this.#ports.player
      .open(stems, mixer.heardMix, signal)
      .catch((reason: unknown) => failFrom('noAudioDevice', reason));
    const mayDraw = Promise.race([opening, new Promise((resolve) => setTimeout(resolve, soundFirstMs))]);
    this.#shaped = mayDraw.then(() => this.waveforms.want(session, () => !signal.aborted));
    const opened = await opening;
    // What was said of a stem before it came back is over.
    for (const id of added) this.problems.delete(id);
    if (session.byteLength <= verifiedFirstBytes) await this.#answered;
    if (signal.aborted || stems !== this.#played) return;
    if (!opened.ok) {
      this.sound = { state: 'failed', failure: opened.failure };
      this.#near.transport.load(frames(0), this.#near.transport.sampleRate);
      return;
    }
    this.sound = { state: 'ready', song: opened.value };
    this.#near.transport.load(opened.value.lengthFrames, opened.value.sampleRate);
    this.#near.timeView.fit(opened.value.lengthFrames);
    this.#note(opened.value.problems);
    this.#keepFacts(session, opened.value);
  }

  /** What the player opens: the stems, and the original once it was wanted. */
  #rowsOf(session: Session): readonly PlayerStem[] {
    const stems = playable(session);
    if (!this.#hasOriginal || session.original === null || stems.length === 0) return stems;
    return [...stems, { id: originalRow, kind: 'other', audio: session.original }];
  }

  /** Analyses the song once its files are verified, complete and drawn. */
  async #analyse(signal: AbortSignal): Promise<void> {
    await this.#verified;
    await this.#shaped;
    const { session } = this;
    if (signal.aborted || session === null || this.sound.state !== 'ready') return;
    // Only a complete song is analysed.
    if (isArriving(session) || session.stems.some(({ file }) => file.state === 'away')) return;
    await this.analysis.analyse(
      session,
      session.stems.filter(({ id, file }) => file.state === 'saved' && !this.problems.has(id)),
    );
  }

  /** Closes the sound of a song without a playable stem. */
  async #fallSilent(): Promise<void> {
    if (this.sound.state === 'none') return;
    this.sound = { state: 'none' };
    this.#near.transport.load(frames(0), this.#near.transport.sampleRate);
    await this.#ports.player.close();
  }

  #keepFacts(session: Session, song: OpenedSong): void {
    for (const stem of session.stems) {
      const facts = song.facts.get(stem.id);
      if (stem.facts === null && facts !== undefined) {
        void this.#ports.api.saveStemFacts({ id: session.id, stemId: stem.id, facts });
      }
    }
  }

  #note(problems: readonly StemProblem[]): void {
    for (const { stemId, failure } of problems) {
      if (stemId === originalRow) this.#originalTrouble = failure;
      else this.problems.set(stemId, failure);
    }
  }
}

function isArriving({ arrival }: Session): boolean {
  return ['queued', 'separating', 'stillProcessing', 'fetching'].includes(arrival.state);
}

/** Whether one of the stems plays the file of another one in its place. */
const has = (stems: readonly PlayerStem[], { id, audio }: PlayerStem): boolean =>
  stems.some((one) => one.id === id && one.audio.sha256 === audio.sha256);
