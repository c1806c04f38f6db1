import { emptySheet, type Frames, type Mix, type Result, type SongSheet, type StemId } from '#contract';
import type { BeatGrid } from '../song/beat-grid.ts';
import type { LoudnessReading } from './meters/loudness-so-far.ts';
import { NoticeBoard } from './playback-notices.ts';
import type { MeterReading, OpenedSong, Player, PlayerNotice, PlayerStem, TransportState } from './player.ts';

/** A player that can hold a song ready while another one plays. */
export type StandbyPlayer = Omit<Player, 'prepare' | 'unprepare'> & {
  /** Keeps the sound device awake while nothing plays, so that the song starts at once. */
  keepAwake(isAwake: boolean): void;
};

type Prepared = { readonly key: string; readonly opened: Promise<Result<OpenedSong>> };

const keyOf = (stems: readonly PlayerStem[]): string => stems.map(({ id, audio }) => `${id} ${audio.sha256}`).join();

/**
 * Two players of which one plays and the other holds the next song ready, with a page cache and a device of its own: opening that song
 * only swaps the two. The second one is created with the first song that is prepared, so it costs nothing until then.
 */
export class RelayPlayer implements Player {
  readonly #create: () => Promise<StandbyPlayer>;
  readonly #notices = new NoticeBoard();
  #playing: StandbyPlayer;
  #standby: Promise<StandbyPlayer> | null = null;
  #prepared: Prepared | null = null;
  #sheet: SongSheet = emptySheet;
  #grid: BeatGrid | null = null;
  #hasLimiter: boolean | null = null;

  /** @param create returns another player like `first` */
  constructor(first: StandbyPlayer, create: () => Promise<StandbyPlayer>) {
    this.#playing = first;
    this.#create = create;
    this.#follow(first);
  }

  async open(stems: readonly PlayerStem[], mix: Mix, signal?: AbortSignal): Promise<Result<OpenedSong>> {
    const prepared = this.#prepared;
    const standby = this.#standby;
    if (prepared === null || standby === null || prepared.key !== keyOf(stems)) {
      return this.#playing.open(stems, mix, signal);
    }
    const [next, opened] = await Promise.all([standby, prepared.opened]);
    if (!opened.ok || this.#prepared !== prepared || signal?.aborted === true) {
      return this.#playing.open(stems, mix, signal);
    }
    this.#prepared = null;
    const before = this.#playing;
    this.#playing = next;
    this.#standby = Promise.resolve(before);
    // Fades out while the next one begins.
    void before.close();
    before.keepAwake(false);
    next.keepAwake(false);
    next.applySheet(this.#sheet, this.#grid);
    next.applyMix(mix);
    return opened;
  }

  async prepare(stems: readonly PlayerStem[], mix: Mix, signal?: AbortSignal): Promise<Result<OpenedSong>> {
    this.#standby ??= this.#createStandby();
    const standby = await this.#standby;
    const opened = standby.open(stems, mix, signal);
    this.#prepared = { key: keyOf(stems), opened };
    standby.keepAwake(this.state() === 'playing');
    return opened;
  }

  async unprepare(): Promise<void> {
    this.#prepared = null;
    const standby = await this.#standby;
    standby?.keepAwake(false);
    await standby?.close();
  }

  withdraw(stemIds: readonly StemId[]): Promise<void> {
    return this.#playing.withdraw(stemIds);
  }

  close(): Promise<void> {
    return this.#playing.close();
  }

  play(): Promise<Result<undefined>> {
    return this.#playing.play();
  }

  pause(): void {
    this.#playing.pause();
  }

  stop(): void {
    this.#playing.stop();
  }

  seek(to: Frames): void {
    this.#playing.seek(to);
  }

  applyMix(mix: Mix, glideSeconds?: number): void {
    this.#playing.applyMix(mix, glideSeconds);
  }

  applySheet(sheet: SongSheet, grid: BeatGrid | null): void {
    this.#sheet = sheet;
    this.#grid = grid;
    this.#playing.applySheet(sheet, grid);
  }

  state(): TransportState {
    return this.#playing.state();
  }

  setSafetyLimiter(isOn: boolean): void {
    this.#hasLimiter = isOn;
    this.#playing.setSafetyLimiter(isOn);
    void this.#standby?.then((standby) => {
      standby.setSafetyLimiter(isOn);
    });
  }

  playhead(): Frames {
    return this.#playing.playhead();
  }

  readStripMeter(stemId: StemId): MeterReading {
    return this.#playing.readStripMeter(stemId);
  }

  readClickMeter(): MeterReading {
    return this.#playing.readClickMeter();
  }

  readMasterMeter(): MeterReading {
    return this.#playing.readMasterMeter();
  }

  readLoudness(): LoudnessReading {
    return this.#playing.readLoudness();
  }

  restartLoudness(): void {
    this.#playing.restartLoudness();
  }

  onNotice(listener: (notice: PlayerNotice) => void): () => void {
    return this.#notices.listen(listener);
  }

  async dispose(): Promise<void> {
    const standby = await this.#standby;
    await Promise.all([this.#playing.dispose(), standby?.dispose()]);
  }

  async #createStandby(): Promise<StandbyPlayer> {
    const player = await this.#create();
    if (this.#hasLimiter !== null) player.setSafetyLimiter(this.#hasLimiter);
    this.#follow(player);
    return player;
  }

  #follow(player: StandbyPlayer): void {
    player.onNotice((notice) => {
      if (player !== this.#playing) return;
      this.#notices.post(notice);
      if (notice.about === 'transport' && this.#prepared !== null) {
        const isPlaying = notice.state === 'playing';
        void this.#standby?.then((standby) => {
          if (standby !== this.#playing) standby.keepAwake(isPlaying);
        });
      }
    });
  }
}
