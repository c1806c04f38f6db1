import {
  emptySheet,
  fail,
  failure,
  frames,
  ok,
  type Failure,
  type Frames,
  type Mix,
  type Result,
  type SongSheet,
  type StemId,
  failFrom,
} from '#contract';
import { CountWatch, DeviceWatch, NoticeBoard } from './playback-notices.ts';
import { arrivals } from './opened-stems.ts';
import type { MeterReading, OpenedSong, PlayerNotice, PlayerStem, TransportState } from './player.ts';
import type { StandbyPlayer } from './relay-player.ts';
import { commandOf, type PlayCommand, type PlayLine } from './play-line.ts';
import { type LoudnessReading, nothingHeard } from './meters/loudness-so-far.ts';
import { silentReading } from './meters/meters.ts';
import { startOf } from '../mix/mix-edits.ts';
import type { BeatGrid } from '../song/beat-grid.ts';
import { rampedSpeed } from '../song/practice.ts';
import type { OpenDevice } from './device/audio-device.ts';
import { GraphSheet } from './graph-sheet.ts';
import type { ChangeManner } from './mixer-nodes.ts';
import { shiftRows, SongOpener, type OpenerParts, type OpenSong } from './song-opener.ts';

/** What the player works with. */
export type StemPlayerParts = Omit<OpenerParts, 'hasLimiter' | 'onEnd'> & { readonly hasSafetyLimiter: boolean };

/** A start or a seek loads the processor for a moment; a dropout in this time after it does not count. */
const settlingMs = 2000;
/** An idle device is suspended after this time to save the battery. */
const idleDeviceMs = 20_000;

/** How soon the speed follows a pass of the loop. */
const passPollMs = 30;

/** A small part of a frame of the screen. */
const heardForMs = 4;

/** The audible frame of a device's clock, and that of the strips, as of `atMs`. */
type Heard = {
  readonly device: OpenDevice | null;
  readonly atMs: number;
  readonly frame: number;
  readonly stripFrame: number;
};

/** Plays one song. Opening, closing and changes of device run one after the other. */
export class StemPlayer implements StandbyPlayer {
  readonly #parts: StemPlayerParts;
  readonly #notices = new NoticeBoard();
  readonly #opener: SongOpener;
  readonly #deviceWatch = new DeviceWatch((context) => {
    this.noteDeviceLost(context);
  });
  readonly #dropoutWatch = new CountWatch(
    () => this.dropouts(),
    (count) => {
      this.#notices.post({ about: 'dropout', count });
    },
  );
  readonly #passWatch = new CountWatch(
    () => this.#passesOver(),
    (passes) => {
      this.#passes = passes;
      if (this.#song !== null && this.#mix !== null) this.#song.line.ask(this.#commandOf(this.#mix));
      this.#tellPass();
    },
    passPollMs,
  );
  #song: OpenSong | null = null;
  #mix: Mix | null = null;
  /** Passes of the loop that are over, which the speed follows. */
  #passes = 0;
  #sheet: SongSheet = emptySheet;
  #grid: BeatGrid | null = null;
  readonly #graphSheet = new GraphSheet();
  #state: TransportState = 'stopped';
  #turn: Promise<unknown> = Promise.resolve();
  #turnsAsked = 0;
  #hasLimiter: boolean;
  #disturbedMs = 0;
  #heard: Heard = { device: null, atMs: -Infinity, frame: 0, stripFrame: 0 };
  #isKeptAwake = false;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: StemPlayerParts) {
    this.#parts = parts;
    this.#hasLimiter = parts.hasSafetyLimiter;
    this.#opener = new SongOpener({
      ...parts,
      hasLimiter: () => this.#hasLimiter,
      onEnd: (line, seekSerial) => {
        this.#songEnded(line, seekSerial);
      },
    });
  }

  open(stems: readonly PlayerStem[], mix: Mix, signal?: AbortSignal): Promise<Result<OpenedSong>> {
    this.#turnsAsked += 1;
    const turn = this.#turnsAsked;
    const isStale = (): boolean => turn !== this.#turnsAsked || signal?.aborted === true;
    return this.#inTurn(async () => {
      if (isStale()) return fail('cancelled');
      try {
        const added = this.#song === null ? null : arrivals(this.#song.stems, stems);
        if (this.#song === null || added === null) return await this.#openAnew(stems, mix, isStale);
        this.#mix = mix;
        if (added.length > 0) this.#song = await this.#opener.extend(this.#song, added, mix);
        // The user may have changed the mix in the meantime.
        this.applyMix(this.#mix);
        return ok(openedOf(this.#song));
      } catch (reason) {
        // The device closed meanwhile or memory ran out: drop the song, so that the next one opens from scratch.
        await this.#leave();
        return failFrom('noAudioDevice', reason);
      }
    });
  }

  withdraw(stemIds: readonly StemId[]): Promise<void> {
    return this.#inTurn(async () => {
      const song = this.#song;
      const rows = song?.stems.flatMap((stem, row) => (stem !== null && stemIds.includes(stem.id) ? [row] : [])) ?? [];
      if (song === null || this.#mix === null || rows.length === 0) return;
      this.#song = await this.#opener.withdraw(song, rows, this.#mix);
      this.applyMix(this.#mix);
    });
  }

  close(): Promise<void> {
    this.#turnsAsked += 1;
    return this.#inTurn(() => this.#leave());
  }

  async play(): Promise<Result<undefined>> {
    const song = this.#song;
    if (song === null) return fail('notFound');
    clearTimeout(this.#idleTimer);
    const started = await this.#startDevice(song);
    if (!started.ok) return started;
    if (this.#song?.line !== song.line) return fail('cancelled');
    if (this.playhead() >= song.lengthFrames) this.seek(startOf(this.#mix));
    if (this.#state === 'stopped') song.graph.loudness.restart();
    if (this.#state === 'paused') song.graph.loudness.skip();
    song.line.ask({ isPlaying: true });
    this.#disturbedMs = performance.now();
    this.#setState('playing');
    return ok();
  }

  pause(): void {
    if (this.#state !== 'playing') return;
    this.#song?.line.ask({ isPlaying: false });
    this.#setState('paused');
  }

  stop(): void {
    this.#song?.line.ask({ isPlaying: false });
    this.seek(startOf(this.#mix));
    this.#setState('stopped');
  }

  seek(to: Frames): void {
    if (this.#song === null) return;
    this.#disturbedMs = performance.now();
    this.#beginPasses();
    this.#song.line.seek(Math.round(Math.min(Math.max(0, to), this.#song.lengthFrames)));
  }

  applyMix(mix: Mix, glideSeconds?: number): void {
    this.#mix = mix;
    if (this.#song === null) return;
    this.#song.graph.applyMix(mix, this.#manner(this.#song), glideSeconds);
    const hasShifted = shiftRows(this.#song.table, this.#song.stems, mix, this.#song.rate);
    this.#song.line.ask(this.#commandOf(mix), hasShifted);
    this.#tellSheet();
  }

  applySheet(sheet: SongSheet, grid: BeatGrid | null): void {
    this.#sheet = sheet;
    this.#grid = grid;
    this.#tellSheet();
  }

  setSafetyLimiter(isOn: boolean): void {
    this.#hasLimiter = isOn;
    this.#song?.graph.setLimiter(isOn);
  }

  keepAwake(isAwake: boolean): void {
    this.#isKeptAwake = isAwake;
    if (!isAwake) this.#suspendDeviceLater();
    else if (this.#song !== null) void this.#parts.device.start(this.#song.device);
  }

  state(): TransportState {
    return this.#state;
  }

  playhead(): Frames {
    const song = this.#song;
    return song === null ? frames(0) : song.line.positionAt(song.device.heard.frame(), song.lengthFrames);
  }

  /** Whether the reader, which runs ahead of the speakers, has taken up the last seek and moves. For measurements. */
  isReaderMoving(): boolean {
    if (this.#song === null) return false;
    const { log, command } = this.#song.line;
    const span = log.spanAt(Infinity);
    return span !== null && span.rate > 0 && span.seekSerial === command.seekSerial;
  }

  /** Times that the page cache was late since the song opened. */
  dropouts(): number {
    return this.#song?.line.log.dropouts() ?? 0;
  }

  readStripMeter(stemId: StemId): MeterReading {
    const song = this.#song;
    const row = song?.stems.findIndex((stem) => stem?.id === stemId) ?? -1;
    if (song === null || row < 0) return silentReading;
    return song.graph.meters.read(row, this.#heardNow(song).stripFrame);
  }

  readMasterMeter(): MeterReading {
    const song = this.#song;
    return song === null ? silentReading : song.graph.meters.read(song.graph.masterChannel, this.#heardNow(song).frame);
  }

  readLoudness(): LoudnessReading {
    const loudness = this.#song?.graph.loudness;
    if (loudness === undefined) return nothingHeard;
    if (this.#state === 'playing') loudness.follow();
    return loudness.reading();
  }

  restartLoudness(): void {
    this.#song?.graph.loudness.restart();
  }

  readClickMeter(): MeterReading {
    const song = this.#song;
    if (song === null) return silentReading;
    return song.graph.meters.read(song.graph.clickChannel, this.#heardNow(song).stripFrame);
  }

  onNotice(listener: (notice: PlayerNotice) => void): () => void {
    return this.#notices.listen(listener);
  }

  /** Call when the device of `context` is gone: pauses at the last audible position. The next Play looks for another device. */
  noteDeviceLost(context: AudioContext): void {
    this.#parts.device.noteLost(context);
    if (this.#song?.device.context !== context || this.#state !== 'playing') return;
    this.pause();
    this.#notices.post({ about: 'device', failure: failure('noAudioDevice') });
  }

  /** Whether playback has run undisturbed for 2 s, so that a dropout now says that the latency is too low. */
  isSettled(): boolean {
    return this.#state === 'playing' && performance.now() - this.#disturbedMs > settlingMs;
  }

  /** Call when `context` drops out too often: moves the song to a device with more latency and plays on where it was audible. */
  raiseLatency(context: AudioContext): void {
    this.#inTurn(async () => {
      const song = this.#song;
      if (song?.device.context !== context || this.#mix === null) return;
      this.#deviceWatch.stop();
      const moved = await this.#opener.toNewDevice(song, this.#mix);
      if (!moved.ok) {
        this.noteDeviceLost(context);
        return;
      }
      this.#song = moved.value;
      this.applyMix(this.#mix);
      if (this.state() !== 'playing') return;
      this.#deviceWatch.start(moved.value.device.context);
      const started = await this.#parts.device.start(moved.value.device);
      if (!started.ok) {
        // It may have been lost before the song was in it.
        this.noteDeviceLost(moved.value.device.context);
        return;
      }
      this.#disturbedMs = performance.now();
      if (this.state() === 'playing') moved.value.line.ask({ isPlaying: true });
    }).catch(() => {
      this.noteDeviceLost(context);
    });
  }

  /** Call with the count of codec frames concealed so far in the stem of this row. */
  noteConcealed(row: number, frameCount: number): void {
    const stem = this.#song?.stems[row];
    if (stem != null) this.#notices.post({ about: 'concealed', stemId: stem.id, frames: frameCount });
  }

  /** Call when the stem of this row cannot be read any more; it stays silent. */
  noteRowLost(row: number, failure: Failure): void {
    const stem = this.#song?.stems[row];
    if (stem != null) this.#notices.post({ about: 'stemProblem', problem: { stemId: stem.id, failure } });
  }

  async dispose(): Promise<void> {
    await this.close();
    await this.#opener.left();
    clearTimeout(this.#idleTimer);
    this.#parts.fillers.dispose();
    await this.#parts.device.close();
  }

  /** What the meters show: asked of the device once for all that are read together, since it takes longer to answer than a meter to read. */
  #heardNow({ device, line }: OpenSong): Heard {
    const nowMs = performance.now();
    if (this.#heard.device === device && nowMs - this.#heard.atMs < heardForMs) return this.#heard;
    const frame = device.heard.frame();
    // The strips are metered before the pitch buses delay the sound.
    this.#heard = { device, atMs: nowMs, frame, stripFrame: frame - line.log.delayAt(frame) };
    return this.#heard;
  }

  #manner({ device }: OpenSong): ChangeManner {
    return device.context.state === 'running' ? 'glide' : 'jump';
  }

  #tellSheet(): void {
    const song = this.#song;
    if (song === null) return;
    if (this.#mix !== null) song.line.ask({ speed: this.#speedOf(this.#mix) });
    this.#graphSheet.give(song, this.#sheet, this.#grid, this.#manner(song));
  }

  /** Passes that are over since the last seek; the reader may not have taken that up yet. */
  #passesOver(): number {
    const line = this.#song?.line;
    return line?.log.seekSerialTaken() === line?.command.seekSerial ? (line?.log.passes() ?? 0) : 0;
  }

  /** The mix as the reader plays it now: the speed climbs with the passes. */
  #commandOf(mix: Mix): Partial<PlayCommand> {
    return { ...commandOf(mix), speed: this.#speedOf(mix) };
  }

  #speedOf({ speed, loop }: Mix): number {
    return loop?.isOn === true ? rampedSpeed(speed, this.#sheet.practice.ramp, this.#passes) : speed;
  }

  #beginPasses(): void {
    this.#passWatch.forget();
    if (this.#passes === 0) return;
    this.#passes = 0;
    if (this.#song !== null && this.#mix !== null) this.#song.line.ask({ speed: this.#speedOf(this.#mix) });
    this.#tellPass();
  }

  #tellPass(): void {
    if (this.#mix === null) return;
    this.#notices.post({ about: 'pass', passes: this.#passes, speed: this.#speedOf(this.#mix) });
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Starts the device; replaces one that is lost or does not start, once. */
  async #startDevice(song: OpenSong): Promise<Result<undefined>> {
    const { device } = this.#parts;
    const started = await device.start(song.device);
    if (started.ok) return started;
    return this.#inTurn(async (): Promise<Result<undefined>> => {
      const current = this.#song;
      if (current?.line !== song.line || this.#mix === null) return fail('cancelled');
      const moved = await this.#opener.toNewDevice(current, this.#mix);
      if (!moved.ok) return moved;
      this.#song = moved.value;
      this.applyMix(this.#mix);
      return device.start(moved.value.device);
    }).catch((reason: unknown) => failFrom('noAudioDevice', reason));
  }

  async #openAnew(stems: readonly PlayerStem[], mix: Mix, isStale: () => boolean): Promise<Result<OpenedSong>> {
    await this.#leave();
    this.#mix = mix;
    this.#dropoutWatch.forget();
    this.#passWatch.forget();
    this.#passes = 0;
    const opened = await this.#opener.open(stems, mix, isStale);
    if (!opened.ok) return opened;
    this.#song = opened.value;
    this.applyMix(this.#mix);
    this.#suspendDeviceLater();
    return ok(openedOf(opened.value));
  }

  async #leave(): Promise<void> {
    const song = this.#song;
    this.#song = null;
    this.#setState('stopped');
    if (song !== null) await this.#opener.close(song);
  }

  /** Stops once the end of the song has left the speakers, which the reader is ahead of. */
  #songEnded(line: PlayLine, seekSerial: number): void {
    const song = this.#song;
    const isStale = (): boolean => this.#song?.line !== line || line.command.seekSerial !== seekSerial;
    if (song === null || isStale()) return;
    const last = line.log.spanAt(Infinity);
    const unheard = (last === null ? 0 : last.contextFrame + last.delay) - song.device.heard.frame();
    setTimeout(
      () => {
        if (isStale() || this.#state !== 'playing') return;
        const isEnd = last !== null && last.position >= song.lengthFrames;
        this.stop();
        if (isEnd) this.#notices.post({ about: 'ended' });
      },
      Math.max(0, (unheard / song.rate) * 1000),
    );
  }

  #setState(state: TransportState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#dropoutWatch.stop();
    this.#passWatch.stop();
    this.#deviceWatch.stop();
    if (state === 'playing') this.#watch();
    else this.#suspendDeviceLater();
    this.#notices.post({ about: 'transport', state });
  }

  #watch(): void {
    if (this.#song !== null) this.#deviceWatch.start(this.#song.device.context);
    this.#dropoutWatch.start();
    this.#passWatch.start();
  }

  #suspendDeviceLater(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (this.#state !== 'playing' && !this.#isKeptAwake) this.#song?.device.context.suspend().catch(() => undefined);
    }, idleDeviceMs);
  }
}

const openedOf = ({ rate, opened, lengthFrames }: OpenSong): OpenedSong => ({
  sampleRate: rate,
  lengthFrames,
  facts: opened.facts,
  problems: opened.problems,
});
