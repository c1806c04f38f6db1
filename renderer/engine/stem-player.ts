import { fail, failure, ok, type Failure, type Frames, type Mix, type Result, type StemId } from '#contract';
import { DeviceWatch, LatePageWatch, NoticeBoard } from './playback-notices.ts';
import { arrivals } from './opened-stems.ts';
import type { MeterReading, OpenedSong, Player, PlayerNotice, PlayerStem, TransportState } from './player.ts';
import { commandOf, startOf } from './position.ts';
import type { PlayLine } from './play-line.ts';
import { shiftRows, SongOpener, type OpenerParts, type OpenSong } from './song-opener.ts';
import { isReaderMoving, masterReading, playheadOf, stripReading } from './song-readings.ts';

export type StemPlayerParts = Omit<OpenerParts, 'hasLimiter' | 'onEnd'> & { readonly hasSafetyLimiter: boolean };

/** A start or a seek makes the machine work for a moment; a gap right after it is part of that. */
const settlingMs = 2000;
/** A device that nobody needs is let go, for the battery's sake. */
const idleDeviceMs = 20_000;

/** See `Player`. Opening and closing, which take time, run one after the other. */
export class StemPlayer implements Player {
  readonly #parts: StemPlayerParts;
  readonly #notices = new NoticeBoard();
  readonly #opener: SongOpener;
  readonly #deviceWatch = new DeviceWatch((context) => {
    this.tellDeviceLost(context);
  });
  readonly #latePages = new LatePageWatch(
    () => this.underruns(),
    (count) => {
      this.#notices.post({ about: 'underrun', count });
    },
  );
  #song: OpenSong | null = null;
  #mix: Mix | null = null;
  #state: TransportState = 'stopped';
  #turn: Promise<unknown> = Promise.resolve();
  #turnsAsked = 0;
  #hasLimiter: boolean;
  #disturbedMs = 0;
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
        // It may have been changed meanwhile.
        this.applyMix(this.#mix);
        return ok(openedOf(this.#song));
      } catch (reason) {
        // The device was closed under it, or there is no memory for it: the next song begins afresh.
        await this.#leave();
        return fail('noAudioDevice', reason instanceof Error ? reason.message : '');
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
    this.#song.line.seek(Math.round(Math.min(Math.max(0, to), this.#song.lengthFrames)));
  }

  applyMix(mix: Mix): void {
    this.#mix = mix;
    if (this.#song === null) return;
    this.#song.graph.applyMix(mix, this.#song.device.context.state === 'running' ? 'glide' : 'jump');
    const hasShifted = shiftRows(this.#song.table, this.#song.stems, mix);
    this.#song.line.ask(commandOf(mix), hasShifted);
  }

  /** For the speakers only; glides in and out by itself. */
  setSafetyLimiter(isOn: boolean): void {
    this.#hasLimiter = isOn;
    this.#song?.graph.setLimiter(isOn);
  }

  state(): TransportState {
    return this.#state;
  }

  playhead(): Frames {
    return playheadOf(this.#song);
  }

  /** What the reader does now, ahead of what is heard: whether it has taken up the last seek and moves. For measurements. */
  isReaderMoving(): boolean {
    return isReaderMoving(this.#song);
  }

  /** Pages that came late since the song was opened. */
  underruns(): number {
    return this.#song?.line.log.underruns() ?? 0;
  }

  readStripMeter(stemId: StemId): MeterReading {
    return stripReading(this.#song, stemId);
  }

  readMasterMeter(): MeterReading {
    return masterReading(this.#song);
  }

  onNotice(listener: (notice: PlayerNotice) => void): () => void {
    return this.#notices.listen(listener);
  }

  /** The device went away: what plays is paused where it was heard last. The next Play looks for another one. */
  tellDeviceLost(context: AudioContext): void {
    this.#parts.device.tellLost(context);
    if (this.#song?.device.context !== context || this.#state !== 'playing') return;
    this.pause();
    this.#notices.post({ about: 'device', failure: failure('noAudioDevice') });
  }

  /** It plays on undisturbed, so that a gap in the sound would be the machine's own. */
  isSettled(): boolean {
    return this.#state === 'playing' && performance.now() - this.#disturbedMs > settlingMs;
  }

  /** The device leaves gaps: the song goes over to one that keeps more in hand, and plays on where it was heard. */
  tellDeviceStrained(context: AudioContext): void {
    this.#inTurn(async () => {
      const song = this.#song;
      if (song?.device.context !== context || this.#mix === null) return;
      this.#deviceWatch.stop();
      const moved = await this.#opener.toNewDevice(song, this.#mix);
      if (!moved.ok) {
        this.tellDeviceLost(context);
        return;
      }
      this.#song = moved.value;
      this.applyMix(this.#mix);
      if (this.state() !== 'playing') return;
      this.#deviceWatch.start(moved.value.device.context);
      await this.#parts.device.start(moved.value.device);
      this.#disturbedMs = performance.now();
      if (this.state() === 'playing') moved.value.line.ask({ isPlaying: true });
    }).catch(() => {
      this.tellDeviceLost(context);
    });
  }

  /** So many damaged frames of the stem in this row were silenced so far. */
  tellConcealed(row: number, frameCount: number): void {
    const stem = this.#song?.stems[row];
    if (stem != null) this.#notices.post({ about: 'concealed', stemId: stem.id, frames: frameCount });
  }

  /** The stem in this row cannot be read any more and is silent from now on. */
  tellLostRow(row: number, failure: Failure): void {
    const stem = this.#song?.stems[row];
    if (stem != null) this.#notices.post({ about: 'stemProblem', problem: { stemId: stem.id, failure } });
  }

  async dispose(): Promise<void> {
    await this.close();
    await this.#opener.left();
    clearTimeout(this.#idleTimer);
    this.#parts.crew.dispose();
    await this.#parts.device.close();
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** A device that was lost or will not start is replaced by a new one, once. */
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
    }).catch((reason: unknown) => fail('noAudioDevice', reason instanceof Error ? reason.message : ''));
  }

  async #openAnew(stems: readonly PlayerStem[], mix: Mix, isStale: () => boolean): Promise<Result<OpenedSong>> {
    await this.#leave();
    this.#mix = mix;
    this.#latePages.forget();
    const opened = await this.#opener.open(stems, mix, isStale);
    if (!opened.ok) return opened;
    this.#song = opened.value;
    this.applyMix(this.#mix);
    this.#letDeviceGoLater();
    return ok(openedOf(opened.value));
  }

  async #leave(): Promise<void> {
    const song = this.#song;
    this.#song = null;
    this.#setState('stopped');
    if (song !== null) await this.#opener.close(song);
  }

  /** The reader is ahead of the speakers: the last of the song is still to be heard. */
  #songEnded(line: PlayLine, seekSerial: number): void {
    const song = this.#song;
    const isStale = (): boolean => this.#song?.line !== line || line.command.seekSerial !== seekSerial;
    if (song === null || isStale()) return;
    const last = line.log.spanAt(Infinity);
    const unheard = (last === null ? 0 : last.contextFrame + last.delay) - song.device.heard.frame();
    setTimeout(
      () => {
        if (!isStale() && this.#state === 'playing') this.stop();
      },
      Math.max(0, (unheard / song.rate) * 1000),
    );
  }

  #setState(state: TransportState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#latePages.stop();
    this.#deviceWatch.stop();
    if (state === 'playing') this.#watch();
    else this.#letDeviceGoLater();
    this.#notices.post({ about: 'transport', state });
  }

  #watch(): void {
    if (this.#song !== null) this.#deviceWatch.start(this.#song.device.context);
    this.#latePages.start();
  }

  #letDeviceGoLater(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (this.#state !== 'playing') this.#song?.device.context.suspend().catch(() => undefined);
    }, idleDeviceMs);
  }
}

const openedOf = ({ rate, opened, lengthFrames }: OpenSong): OpenedSong => ({
  sampleRate: rate,
  lengthFrames,
  facts: opened.facts,
  problems: opened.problems,
});
