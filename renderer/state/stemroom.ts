import {
  frames,
  mostChained,
  noTuning,
  type ExportChoices,
  type Notice,
  type Result,
  type Session,
  type SessionId,
  type Settings,
  type SongSource,
  type StemId,
  words,
} from '#contract';
import { loopBetween, startOf } from '../mix/mix-edits.ts';
import { asInMixer } from '../mix/strip-stems.ts';
import { type BeatGrid, withStatedGrid } from '../song/beat-grid.ts';
import { nearestBeatSeconds } from '../song/chords.ts';
import { ClockWriter, clockPulses } from '../song/midi-clock.ts';
import { chainedSections, parseBound } from '../song/practice.ts';
import { nearestBarFrame, sectionIndexAt } from '../song/sections.ts';
import { fractionAt } from '../song/timeline.ts';
import { type ExportSong, offeredChoices } from './export/export-plan.ts';
import { ChordsState } from './sheet/chords.ts';
import { ExportQueue, type ExportEntry, type ExportStart } from './export/export-queue.svelte.ts';
import { ControlsState } from './controls.svelte.ts';
import { CueOutputState } from './cue.svelte.ts';
import { KeyState, SettingsState } from './settings.svelte.ts';
import { type DroppedFiles, lastSong, LibraryHomeState, LibraryState, rememberSong } from './library.svelte.ts';
import { LyricsState } from './sheet/lyrics.svelte.ts';
import { NowPlaying } from './set/now-playing.ts';
import type { Ports } from './ports.ts';
import { OriginalState } from './original.svelte.ts';
import { PurchaseState, type WantedSeparation } from './purchases.svelte.ts';
import { SessionState } from './session.svelte.ts';
import { SetlistState } from './set/setlists.svelte.ts';
import { SetPlayer } from './set/set-player.svelte.ts';
import type { GridEdit } from './sheet/sheet-editor.ts';
import { TimeViewState, ViewState } from './view.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { TransportState } from './transport.svelte.ts';

/** The song as it was separated, or the original that the library has. */
function sourceOf(session: Session | null): SongSource | null {
  const known = session?.origin.from === 'task' ? session.origin.separated.source : null;
  if (known !== null && known.from !== 'file') return known;
  const original = session?.original ?? null;
  if (session === null || original === null) return null;
  return { from: 'file', sha256: original.sha256, name: known?.name ?? session.title };
}

/** An edit of the beat grid, in part at the playhead. */
type HereEdit =
  | Exclude<GridEdit, { readonly does: 'oneAt' | 'setMeter' }>
  | { readonly does: 'oneHere' }
  | Omit<Extract<GridEdit, { readonly does: 'setMeter' }>, 'seconds'>;

/** How often the MIDI clock looks ahead. */
const clockEveryMs = 25;

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

  /** Takes a tap on the beat that the user hears, at a time of the page's clock in milliseconds. Counts only while the song plays. */
  tapBeat(timeStampMs: number): void {
    const { mixer, sheet } = this.session;
    if (this.transport.motion !== 'playing' || mixer === null) return;
    const lateSeconds = ((performance.now() - timeStampMs) / 1000) * mixer.mix.speed;
    sheet?.tap(this.transport.playheadSeconds() - lateSeconds);
  }

  /** Edits the beat grid; what is about "here" is about the playhead. `gesture` names one row of key presses. */
  editGrid(edit: HereEdit, gesture: string | null = null): void {
    const seconds = this.transport.playheadSeconds();
    switch (edit.does) {
      case 'oneHere':
        this.session.sheet?.editGrid({ does: 'oneAt', seconds }, gesture);
        break;
      case 'setMeter':
        this.session.sheet?.editGrid({ ...edit, seconds }, gesture);
        break;
      case 'setTempo':
      case 'double':
      case 'halve':
      case 'toEstimate':
      case 'nudge':
      case 'nudgeBeats':
        this.session.sheet?.editGrid(edit, gesture);
    }
  }

  /** Begins a section at the bar line nearest to the playhead, and asks for its name. */
  nameSectionHere(): void {
    const { sampleRate, lengthFrames } = this.transport;
    if (lengthFrames === 0) return;
    const start = nearestBarFrame(this.session.grid, this.transport.playhead(), lengthFrames, sampleRate);
    this.view.renamedSection = this.session.sheet?.addSection(start, lengthFrames) ?? -1;
  }

  /** Asks for a chord at a time in seconds, which comes into view; null: for none. Beyond the song: for none. */
  typeChordAt(seconds: number | null): void {
    const { lengthFrames, sampleRate } = this.transport;
    const isIn = seconds !== null && seconds * sampleRate < lengthFrames;
    this.view.typedChord = isIn ? seconds : null;
    if (isIn) this.timeView.follow(seconds * sampleRate);
  }

  /** Asks for a chord at the beat nearest to the playhead. */
  typeChordHere(): void {
    if (this.transport.lengthFrames === 0) return;
    this.typeChordAt(nearestBeatSeconds(this.session.grid, this.transport.playheadSeconds()));
  }

  /** Loops a section; `isExtended`: the loop reaches over it and what it is on already. Goes there when the playhead is outside. */
  loopSection(index: number, isExtended: boolean): void {
    const { mixer } = this.session;
    const section = mixer?.sheet.sections[index];
    if (mixer === null || section === undefined) return;
    const { loop } = mixer.mix;
    const from = isExtended && loop?.isOn === true ? loop : section;
    const startFrames = frames(Math.min(from.startFrames, section.startFrames));
    const endFrames = frames(Math.min(this.transport.lengthFrames, Math.max(from.endFrames, section.endFrames)));
    if (endFrames <= startFrames) return;
    mixer.setLoop({ startFrames, endFrames, isOn: true });
    const at = this.transport.playhead();
    if (at < startFrames || at >= endFrames) this.transport.seek(startFrames);
  }

  /** Adds a section to the end of the chain that the loop plays. The first one follows the section that is looped already. */
  chainSection(index: number): void {
    const { mixer } = this.session;
    const sections = mixer?.sheet.sections ?? [];
    const section = sections[index];
    if (mixer === null || section === undefined) return;
    const { loop } = mixer.mix;
    const { chain } = mixer.sheet.practice;
    const looped = sections.findIndex(
      ({ startFrames, endFrames }) =>
        loop?.isOn === true && startFrames === loop.startFrames && endFrames === loop.endFrames,
    );
    const before = chain.length > 0 ? chain : looped < 0 ? [] : [looped];
    this.#playChain([...before, index].slice(0, mostChained));
  }

  /** Takes the section at a place of the chain out of it. Of the last one the loop stays. */
  unchain(place: number): void {
    this.#playChain(this.session.mixer?.sheet.practice.chain.filter((_, at) => at !== place) ?? []);
  }

  #playChain(chain: readonly number[]): void {
    const { mixer } = this.session;
    const parts = chainedSections(mixer?.sheet.sections ?? [], chain);
    const [first] = parts;
    if (mixer === null) return;
    if (first === undefined) mixer.setLoop(mixer.mix.loop);
    else {
      const { startFrames, endFrames } = first;
      mixer.setChain(chain, { startFrames, endFrames, isOn: true });
      const at = this.transport.playhead();
      const isIn = parts.some((part) => at >= part.startFrames && at < part.endFrames);
      if (!isIn) this.transport.seek(startFrames);
    }
  }

  /** Mutes a stem within the loop, or without one in the section at the playhead; or takes that back. */
  toggleMutedPart(stemId: StemId): void {
    const { mixer } = this.session;
    if (mixer === null) return;
    const { sections } = mixer.sheet;
    const part = mixer.mix.loop ?? sections[sectionIndexAt(sections, this.transport.playhead())];
    const name = mixer.nameOf(stemId);
    if (part === undefined) this.toasts.news(words().notices.mixing.loopFirst);
    else this.session.sheet?.toggleMutedIn(stemId, part, name);
  }

  /** Moves a strip to a place in the mixer, counted from 0. `gesture` as in the mixer's `setLevel`. */
  moveStrip(stemId: StemId, place: number, gesture: string | null = null): void {
    const { mixer } = this.session;
    if (mixer?.moveStrip(stemId, place, gesture) !== true) return;
    const { looks } = mixer;
    const at = looks.findIndex((look) => look.stemId === stemId) + 1;
    this.view.stripNews = words().strips.movedTo(mixer.nameOf(stemId), at, looks.length);
  }

  /** Groups strips, and says so; or why not. */
  groupStrips(stemIds: readonly StemId[], name = ''): void {
    const { mixer } = this.session;
    if (mixer === null) return;
    const { full, made } = words().strips.groups;
    this.view.chosenStrips = [];
    if (!mixer.groupStrips(stemIds, name)) this.toasts.news(full);
    else this.view.stripNews = made(stemIds.length);
  }

  /** Groups the chosen strips, or asks what a strip is to be grouped with. */
  groupFrom(stemId: StemId): void {
    const { chosenStrips } = this.view;
    if (chosenStrips.length > 1) this.groupStrips(chosenStrips);
    else this.view.editStrip('group', stemId);
  }

  /** Saves the mix as a scene under a key, or under the lowest free one (null), for which it asks for a name. */
  saveScene(key: number | null): void {
    const { scenes } = this.session;
    if (scenes === null) return;
    const saved = scenes.save(key);
    if (saved === null) this.toasts.news(words().notices.mixing.scenesFull);
    else if (key === null) this.view.renamedScene = saved;
  }

  /** Recalls the scene of a key, if there is one. */
  recallScene(key: number): void {
    if (this.session.scenes?.recall(key) !== false) return;
    this.toasts.news(words().notices.mixing.noScene(`F${String(key)}`));
  }

  /** Lets a stem be heard forward, as an export of that version has it, or the mix again. */
  togglePreview(stemId: StemId): void {
    const { mixer, session } = this.session;
    if (mixer === null || session === null || session.stems.length < 2) return;
    const isOn = mixer.preview?.stemId === stemId;
    mixer.previewForward(isOn ? null : { stemId, ...this.settings.settings.export.forward });
  }

  /** Starts to learn a pedal, a key or a knob, with the mixer in sight. */
  learn(): void {
    this.view.closeDialog();
    this.controls.startLearning();
  }

  /** Sends MIDI clock on the beats of a grid to what is heard, until the returned function is called, which sends Stop. */
  sendClock(grid: BeatGrid | null): () => void {
    const writer = new ClockWriter((bytes, atMs) => {
      this.controls.sendClock(bytes, atMs);
    });
    const pulses = grid === null ? null : clockPulses(grid, this.transport.lengthSeconds);
    const tick = (): void => {
      const { mixer } = this.session;
      const { sampleRate } = this.transport;
      const loop = mixer?.mix.loop ?? null;
      const isLooped = loop?.isOn === true && mixer?.sheet.practice.chain.length === 0;
      const moment = {
        isPlaying: this.transport.motion === 'playing',
        seconds: this.transport.playheadSeconds(),
        speed: this.transport.pass?.speed ?? mixer?.mix.speed ?? 1,
        loop: isLooped ? { start: loop.startFrames / sampleRate, end: loop.endFrames / sampleRate } : null,
        pulses,
      };
      writer.tick(moment, performance.now());
    };
    const timer = setInterval(tick, clockEveryMs);
    return () => {
      clearInterval(timer);
      writer.stop(performance.now());
    };
  }

  /** Opens the panel of the loop; without one, the whole song is looped first. */
  editLoop(): void {
    const { mixer } = this.session;
    const { lengthFrames } = this.transport;
    const whole = loopBetween(frames(0), lengthFrames, lengthFrames);
    if (mixer === null || whole === null) return;
    if (mixer.mix.loop === null) mixer.setLoop({ ...whole, isOn: false });
    this.view.wantsLoop = true;
  }

  /** Sets an edge of the loop, which is on then, to what was typed, bars or a time; false when it is neither, or not a place for that edge. */
  typeLoopBound(edge: 'start' | 'end', text: string): boolean {
    const { mixer, grid } = this.session;
    const { lengthFrames, sampleRate } = this.transport;
    const loop = mixer?.mix.loop ?? null;
    const to = parseBound(text, edge, grid, sampleRate);
    if (mixer === null || to === null) return false;
    const startFrames = edge === 'start' ? to : (loop?.startFrames ?? frames(0));
    const endFrames = frames(Math.min(edge === 'end' ? to : (loop?.endFrames ?? lengthFrames), lengthFrames));
    if (startFrames >= endFrames) return false;
    const region = loopBetween(startFrames, endFrames, lengthFrames);
    if (region !== null) mixer.setLoop(region);
    return region !== null;
  }

  /** Sets the start or the end of the loop at the playhead. */
  setLoopEdgeHere(edge: 'start' | 'end'): void {
    const { mixer } = this.session;
    const { lengthFrames } = this.transport;
    if (mixer === null || lengthFrames === 0) return;
    const at = this.transport.playhead();
    const { loop } = mixer.mix;
    const other = edge === 'start' ? (loop?.endFrames ?? lengthFrames) : (loop?.startFrames ?? frames(0));
    const isOutside = edge === 'start' ? other <= at : other >= at;
    const far = isOutside ? (edge === 'start' ? lengthFrames : frames(0)) : other;
    const region = loopBetween(at, far, lengthFrames);
    if (region !== null) mixer.setLoop(region);
  }

  /** Goes to the start of the next section, or of this one and then the one before. */
  goToSection(step: 1 | -1): void {
    const at = this.transport.playhead();
    const starts = this.session.mixer?.sheet.sections.map(({ startFrames }) => startFrames) ?? [];
    // A press soon after the start of a section means the one before.
    const near = at - this.transport.sampleRate;
    const to = step === 1 ? starts.find((start) => start > at) : starts.findLast((start) => start < near);
    if (to !== undefined) this.transport.seek(to);
    else if (step === -1 && starts.length > 0) this.transport.seek(frames(0));
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
