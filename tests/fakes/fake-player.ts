import { frames, hertz, ok, type Failure, type Frames, type Mix, type Result, type SongSheet } from '#contract';
import type {
  MeterReading,
  OpenedSong,
  Player,
  PlayerNotice,
  PlayerStem,
  TransportState,
} from '../../renderer/engine/player.ts';
import type { BeatGrid } from '../../renderer/song/beat-grid.ts';

/** What a player was told of a sheet. */
type AppliedSheet = { readonly sheet: SongSheet; readonly grid: BeatGrid | null };

const silence: MeterReading = { peakLeft: 0, peakRight: 0, rmsLeft: 0, rmsRight: 0 };
export const fakeSongFrames = frames(10 * 44_100);

/** A player without sound: a song of ten seconds at 44.1 kHz whose playhead stands where it was put. */
export class FakePlayer implements Player {
  readonly opened: (readonly string[])[] = [];
  /** The songs that were to be next; an empty one: none. */
  readonly prepared: (readonly string[])[] = [];
  readonly withdrawn: string[] = [];
  readonly applied: Mix[] = [];
  /** The length of each glide to a mix, in seconds; null: the usual one. */
  readonly glides: (number | null)[] = [];
  readonly sheets: AppliedSheet[] = [];
  isLimited = true;
  /** What the next songs fail to open with; null: they open. */
  openFailure: Failure | null = null;
  readonly #listeners = new Set<(notice: PlayerNotice) => void>();
  #state: TransportState = 'stopped';
  #at = frames(0);

  open(stems: readonly PlayerStem[]): Promise<Result<OpenedSong>> {
    this.opened.push(stems.map((stem) => stem.id));
    return this.#songOf(stems);
  }

  #songOf(stems: readonly PlayerStem[]): Promise<Result<OpenedSong>> {
    if (this.openFailure !== null) return Promise.resolve({ ok: false, failure: this.openFailure });
    const facts = { sampleRate: hertz(44_100), channels: 2, lengthFrames: fakeSongFrames } as const;
    return Promise.resolve(
      ok({
        sampleRate: hertz(44_100),
        lengthFrames: fakeSongFrames,
        facts: new Map(stems.map((stem) => [stem.id, facts])),
        problems: [],
      }),
    );
  }

  prepare(stems: readonly PlayerStem[]): Promise<Result<OpenedSong>> {
    this.prepared.push(stems.map((stem) => stem.id));
    return this.#songOf(stems);
  }

  unprepare(): Promise<void> {
    this.prepared.push([]);
    return Promise.resolve();
  }

  withdraw(stemIds: readonly string[]): Promise<void> {
    this.withdrawn.push(...stemIds);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#become('stopped');
    return Promise.resolve();
  }

  play(): Promise<Result<undefined>> {
    this.#become('playing');
    return Promise.resolve(ok());
  }

  pause(): void {
    this.#become('paused');
  }

  stop(): void {
    this.#at = frames(0);
    this.#become('stopped');
  }

  seek(to: Frames): void {
    this.#at = to;
  }

  applyMix(mix: Mix, glideSeconds?: number): void {
    this.glides.push(glideSeconds ?? null);
    this.applied.push(mix);
  }

  applySheet(sheet: SongSheet, grid: BeatGrid | null): void {
    this.sheets.push({ sheet, grid });
  }

  readClickMeter(): MeterReading {
    return silence;
  }

  state(): TransportState {
    return this.#state;
  }

  playhead(): Frames {
    return this.#at;
  }

  readStripMeter(): MeterReading {
    return silence;
  }

  readMasterMeter(): MeterReading {
    return silence;
  }

  readLoudness(): { shortTermLufs: null; integratedLufs: null } {
    return { shortTermLufs: null, integratedLufs: null };
  }

  restartLoudness(): void {
    // There is no sound to measure.
  }

  onNotice(listener: (notice: PlayerNotice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(notice: PlayerNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }

  setSafetyLimiter(isOn: boolean): void {
    this.isLimited = isOn;
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  #become(state: TransportState): void {
    this.#state = state;
    this.tell({ about: 'transport', state });
  }
}
