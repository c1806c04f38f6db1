import {
  noTuning,
  type ExportChoices,
  type Notice,
  type Result,
  type Session,
  type SessionId,
  type Settings,
  type SongSource,
  words,
} from '#contract';
import { startOf } from '../mix/mix-edits.ts';
import { asInMixer } from '../mix/strip-stems.ts';
import { withStatedGrid } from '../song/beat-grid.ts';
import { fractionAt } from '../song/timeline.ts';
import { type ExportSong, offeredChoices } from './export/export-plan.ts';
import { ChordsState } from './sheet/chords.ts';
import { ExportQueue, type ExportEntry, type ExportStart } from './export/export-queue.svelte.ts';
import { ControlsState } from './controls/controls.svelte.ts';
import { CueOutputState } from './cue.svelte.ts';
import { KeyState, SettingsState } from './settings.svelte.ts';
import { type DroppedFiles, lastSong, LibraryHomeState, LibraryState, rememberSong } from './library.svelte.ts';
import { LoopPractice } from './song/loop-practice.ts';
import { LyricsState } from './sheet/lyrics.svelte.ts';
import { Mixing } from './song/mixing.ts';
import { NowPlaying } from './set/now-playing.ts';
import type { Ports } from './ports.ts';
import { OriginalState } from './song/original.svelte.ts';
import { PurchaseState, type WantedSeparation } from './purchases.svelte.ts';
import { SessionState } from './song/session.svelte.ts';
import { SetlistState } from './set/setlists.svelte.ts';
import { SetPlayer } from './set/set-player.svelte.ts';
import { SheetAtPlayhead } from './sheet/sheet-at-playhead.ts';
import { TimeViewState, ViewState } from './view.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { TransportState } from './song/transport.svelte.ts';

/** The song as it was separated, or the original that the library has. */
function sourceOf(session: Session | null): SongSource | null {
  const known = session?.origin.from === 'task' ? session.origin.separated.source : null;
  if (known !== null && known.from !== 'file') return known;
  const original = session?.original ?? null;
  if (session === null || original === null) return null;
  return { from: 'file', sha256: original.sha256, name: known?.name ?? session.title };
}

/** All state of the page, put together once. */
export class Stemroom {
  readonly ports: Ports;
  readonly view = new ViewState();
  readonly toasts = new Toasts();
  readonly timeView = new TimeViewState();
  readonly transport: TransportState;
  readonly library: LibraryState;
  readonly home: LibraryHomeState;
  readonly settings: SettingsState;
  readonly key: KeyState;
  readonly session: SessionState;
  readonly original: OriginalState;
  readonly exports: ExportQueue;
  readonly purchases: PurchaseState;
  readonly lyrics: LyricsState;
  readonly chords: ChordsState;
  readonly setlists: SetlistState;
  readonly set: SetPlayer;
  readonly nowPlaying: NowPlaying;
  readonly controls: ControlsState;
  readonly cue: CueOutputState;
  readonly loop: LoopPractice;
  readonly atPlayhead: SheetAtPlayhead;
  readonly mixing: Mixing;
  /** Whether the library was empty at the start. The demo song then opens as soon as it is copied. */
  #isFirstRun = false;
  /** The song that was marked as played. */
  #played: SessionId | null = null;

  constructor(ports: Ports) {
    const { toasts, timeView } = this;
    this.ports = ports;
    this.transport = new TransportState(ports.player, toasts);
    this.library = new LibraryState(ports.api, toasts);
    this.home = new LibraryHomeState(ports.api);
    this.settings = new SettingsState(ports.api, toasts);
    this.key = new KeyState(ports.api);
    this.purchases = new PurchaseState(ports.api, ports.encodeSong, toasts);
    this.session = new SessionState(ports, { library: this.library, transport: this.transport, timeView, toasts });
    this.cue = new CueOutputState(ports.cue, toasts);
    this.original = new OriginalState(ports, this.session, toasts);
    this.controls = new ControlsState(ports.midi, this.settings, () => this.session.mixer);
    this.lyrics = new LyricsState(ports, this.session, this.transport, toasts);
    this.chords = new ChordsState(ports, this.session, this.transport, toasts);
    this.setlists = new SetlistState(ports, this.library, toasts, () => {
      this.set.followSetlist();
    });
    this.set = new SetPlayer({
      ...{
        ports,
        library: this.library,
        setlists: this.setlists,
        session: this.session,
        transport: this.transport,
        toasts,
      },
      onOpen: (id) => {
        this.#prepareStage(id);
      },
    });
    this.loop = new LoopPractice(this);
    this.atPlayhead = new SheetAtPlayhead(this);
    this.mixing = new Mixing(this);
    const { session, transport, set, setlists } = this;
    this.nowPlaying = new NowPlaying({ ...ports, session, transport, set, setlists });
    ports.player.onNotice((notice) => {
      if (notice.about === 'transport' && notice.state === 'playing') this.#notePlayed();
    });
    this.exports = new ExportQueue(ports, {
      verified: (session) => {
        const verified = this.session.whenVerified();
        return async () => {
          await verified;
          return this.library.whole(session.id);
        };
      },
      onEnd: (entry) => {
        this.#showExportEnd(entry);
      },
    });
  }

  /** Subscribes to main, loads the library and opens the last song, or the demo song. Returns the unsubscribe function. */
  async start(): Promise<() => void> {
    const leave = this.ports.api.onNotice((notice) => {
      this.#take(notice);
    });
    await Promise.all([this.library.load(), this.settings.load(), this.setlists.load()]);
    this.cue.set(this.settings.settings.cue);
    void this.key.load();
    void this.controls.start();
    void this.#loadPurchases();
    await this.#openFirst();
    return leave;
  }

  /** Reads the ledger, and says when a purchase of an earlier run is open. */
  async #loadPurchases(): Promise<void> {
    if ((await this.purchases.load()) === 0) return;
    this.toasts.offer(words().notices.purchases.uncertain, words().parts.show, () => {
      this.view.show({ name: 'settings', at: 'purchases' });
    });
  }

  /** Buys a separation and opens its song. */
  async separate(wanted: WantedSeparation): Promise<Result<Session>> {
    const bought = await this.purchases.buy(wanted);
    if (!bought.ok) return bought;
    this.view.closeDialog();
    await this.#bringOnStage(bought.value, words().notices.songs.separating(bought.value.title));
    return bought;
  }

  /** Opens the dialog of a new separation, with what is known of a song; null: nothing. */
  showSeparation(session: Session | null): void {
    this.purchases.forgetFile();
    const separated = session?.origin.from === 'task' ? session.origin.separated : null;
    const title = session?.title ?? '';
    this.view.show({
      name: 'separate',
      song: { title, source: sourceOf(session), kind: separated?.kind ?? null, id: session?.id ?? null },
    });
  }

  /** Loads the library again, after it could not be read or its folder changed. */
  async loadLibrary(): Promise<void> {
    await this.library.load();
    if (this.library.trouble === null) await this.#openFirst();
  }

  /** Moves the library, during which the open song stays, or uses another one and opens a song of it. */
  async changeLibraryFolder(how: 'move' | 'use'): Promise<void> {
    await this.session.save();
    const changed = await this.home.change(how);
    if (changed === null) return;
    const { place } = this.session;
    if (how === 'use') {
      this.view.closeDialog();
      await this.loadLibrary();
      if (place.at !== 'nowhere' && this.library.find(place.id) === null) {
        await this.session.close();
        await this.#openFirst();
      }
    }
    await this.settings.loadFacts();
    this.toasts.news(words().notices.songs[how === 'move' ? 'libraryMoved' : 'libraryUsed'](changed.folder));
  }

  /** Opens a song in place of the one before, whose mix is saved. */
  async openSong(id: SessionId): Promise<void> {
    this.set.leave();
    if (this.session.place.at === 'song' && this.session.place.id === id) this.session.tune(noTuning);
    this.#prepareStage(id);
    await this.session.open(id);
  }

  #prepareStage(id: SessionId): void {
    this.#isFirstRun = false;
    rememberSong(id);
    if (this.session.place.at === 'song' && this.session.place.id === id) return;
    this.timeView.showAll();
    this.view.renamedSection = -1;
    this.view.typedChord = null;
    this.view.renamedScene = null;
    this.view.chosenStrips = [];
    this.#played = null;
  }

  /** Adds a song to the setlist that is shown, and says so. */
  addToSet(id: SessionId): void {
    const song = this.library.find(id);
    if (song === null) return;
    this.setlists.add([song]);
    const { songAdded, songAddedUnnamed } = words().notices.setlists;
    const name = this.setlists.shown?.name;
    this.toasts.news(name === undefined ? songAddedUnnamed(song.title) : songAdded(song.title, name));
  }

  /** Shows the setlist beside the song. */
  showSetlist(): void {
    if (this.setlists.shown === null) this.setlists.create();
    this.view.isLibraryOpen = true;
    this.view.libraryTab = 'set';
  }

  /** Undoes or redoes the last step: of the setlists when the focus is among them, else of the song. */
  stepBack(step: 'undo' | 'redo', isInSet: boolean): void {
    if (isInSet) this.setlists[step]();
    else this.session.mixer?.[step]();
  }

  /** Adds the songs of all task ids in the text and opens the first. */
  async addText(text: string): Promise<Result<readonly Session[]>> {
    const added = await this.library.addTasks(text);
    const first = added.ok ? added.value[0] : undefined;
    if (first !== undefined) await this.#bringOnStage(first, words().notices.songs.added(first.title));
    return added;
  }

  /** Asks for a folder or files, imports them and opens the first song. */
  async importChosen(what: 'folder' | 'files'): Promise<void> {
    await this.#openImported(await this.library.importChosen(what));
  }

  /** Imports what was dropped on the window and opens the first song. */
  async importDropped(files: DroppedFiles): Promise<void> {
    await this.#openImported(await this.library.importDropped(files));
  }

  /** Answers the question of an import of several songs. */
  async answerImport(isWanted: boolean): Promise<void> {
    await this.#openImported(await this.library.answerImport(isWanted));
  }

  /** Restores the demo song or its missing stems and opens it. Returns false after showing why that failed. */
  async restoreDemo(): Promise<boolean> {
    const demo = await this.library.restoreDemo();
    if (demo !== null) await this.#bringOnStage(demo, words().notices.songs.added(demo.title));
    return demo !== null;
  }

  /** Changes settings and applies the safety limiter and the cue output. */
  async changeSettings(change: Partial<Settings>): Promise<void> {
    await this.settings.change(change);
    this.ports.player.setSafetyLimiter(this.settings.settings.hasSafetyLimiter);
    this.cue.set(this.settings.settings.cue);
  }

  /** Opens the export, if the song is ready. */
  openExport(): void {
    if (this.session.sound.state !== 'ready') return;
    // What is exported is what is heard.
    this.original.end();
    if (this.session.mixer?.preview != null) this.session.mixer.previewForward(null);
    this.ports.prepareToRender();
    this.view.openExport();
  }

  /** Exports a region of the open song, or sections of it in its place, and keeps the choices for the next time. */
  async startExport(
    choices: ExportChoices,
    { region, parts, scenes }: Pick<ExportSong, 'region' | 'parts' | 'scenes'>,
  ): Promise<ExportStart> {
    const { session, mixer, analysis } = this.session;
    if (session === null || mixer === null) return 'dismissed';
    await Promise.all([this.settings.facts ?? this.settings.loadFacts(), this.keepChoices(choices)]);
    const song = {
      ...{ session: asInMixer(session, mixer.mix), mix: mixer.mix, sheet: mixer.sheet, region },
      ...(parts === undefined ? {} : { parts }),
      ...(scenes === undefined ? {} : { scenes }),
      analysis: withStatedGrid(analysis.analysis, mixer.sheet),
      ...{ sampleRate: this.transport.sampleRate, undecodable: new Map(this.session.problems) },
      ...{ appVersion: this.settings.facts?.version ?? '' },
    };
    const started = await this.exports.start(song, offeredChoices(song, choices));
    if (started === 'queued') {
      this.view.closeExport();
      this.view.wantsExportList = !this.view.isExportListOpen;
    }
    return started;
  }

  /** Saves the choices of the export. */
  async keepChoices(choices: ExportChoices): Promise<void> {
    if (JSON.stringify(choices) !== JSON.stringify(this.settings.settings.export)) {
      await this.settings.change({ export: choices });
    }
  }

  /** Plays or pauses. When the song's sound failed, opens it again and then plays. */
  async playPause(): Promise<void> {
    const hasFailed = this.session.sound.state === 'failed';
    await this.transport.playPause();
    if (hasFailed) await this.session.retrySound();
  }

  /** Seeks to the start of the loop when it is on, else of the song. */
  toStart(): void {
    this.transport.seek(startOf(this.session.mixer?.mix ?? null));
  }

  /** Starts to learn a pedal, a key or a knob, with the mixer in sight. */
  learn(): void {
    this.view.closeDialog();
    this.controls.startLearning();
  }

  /** Zooms the lanes around the playhead, or around their middle when it is out of view. `factor` below 1 zooms in. */
  zoomAtPlayhead(factor: number): void {
    const at = fractionAt(this.timeView.view, this.transport.playhead());
    this.timeView.zoom(factor, at >= 0 && at <= 1 ? at : 0.5);
  }

  /** Moves a song to the trash. If it was open, opens the first song of the list. */
  async removeSong(id: SessionId): Promise<void> {
    const { place } = this.session;
    const wasOpen = place.at !== 'nowhere' && place.id === id;
    if (wasOpen) await this.session.close();
    const isRemoved = await this.library.remove(id);
    const next = isRemoved ? this.library.songs[0]?.id : id;
    if (wasOpen && next !== undefined) await this.openSong(next);
  }

  async #openImported(sessions: readonly Session[]): Promise<void> {
    const [first] = sessions;
    if (first === undefined) return;
    const { filesLeftOut, showFilesLeftOut, imported, severalImported } = words().notices.songs;
    for (const session of sessions) {
      const count = session.skipped.length;
      if (count === 0) continue;
      this.toasts.offer(filesLeftOut(session.title, count), showFilesLeftOut, () => {
        this.view.show({ name: 'skipped', id: session.id });
      });
    }
    await this.#bringOnStage(first, sessions.length === 1 ? imported(first.title) : severalImported(sessions.length));
  }

  /** Opens a song that arrived. While an export is being set up, offers it in a toast instead. */
  async #bringOnStage({ id }: Session, text: string): Promise<void> {
    if (!this.view.isExportOpen) await this.openSong(id);
    else this.toasts.offer(text, words().parts.open, () => void this.openSong(id));
  }

  /** Opens the last song, or the demo song, if none is open. */
  async #openFirst(): Promise<void> {
    const first = this.library.find(lastSong()) ?? this.library.songs.at(-1);
    this.#isFirstRun = first === undefined;
    if (first !== undefined && this.session.place.at === 'nowhere') await this.openSong(first.id);
  }

  /** Marks the open song as played, once each time it opens. */
  #notePlayed(): void {
    const { session } = this.session;
    if (session === null || session.isReadOnly || this.#played === session.id) return;
    this.#played = session.id;
    // A failure does not concern the user.
    void this.ports.api.markSession({ id: session.id, mark: 'played' });
  }

  /** Shows the end of an export in a toast, unless the list of exports is open. */
  #showExportEnd({ name, phase }: ExportEntry): void {
    if (this.view.isExportListOpen) return;
    if (phase.state === 'done') {
      const without = phase.leftOut.map((stem) => stem.name);
      const { saved, savedWithout } = words().notices;
      this.toasts.news(without.length === 0 ? saved(name) : savedWithout(name, without));
    }
    if (phase.state === 'failed') this.toasts.trouble(phase.failure);
  }

  #take(notice: Notice): void {
    this.library.take(notice);
    this.home.take(notice);
    this.purchases.take(notice);
    this.lyrics.take(notice);
    if (notice.about === 'session') {
      void this.session.follow(notice.session);
      this.set.follow(notice.session);
      if (this.#isFirstRun && notice.session.origin.from === 'demo') void this.openSong(notice.session.id);
    }
    // After the sleep, sound would be unexpected; the playhead stays where it was.
    if (notice.about === 'suspend' && this.transport.motion === 'playing') this.transport.pause();
    if (notice.about === 'keyWaiting') this.key.isWaiting = notice.isWaiting;
    if (notice.about === 'sessionGone') this.set.followRemoval(notice.id);
    if (notice.about === 'sessionGone' && this.session.place.at !== 'nowhere' && this.session.place.id === notice.id) {
      void this.session.close();
    }
  }
}
