import type {
  Failure,
  Frames,
  Hertz,
  Mix,
  Result,
  SavedAudio,
  SongSheet,
  StemFacts,
  StemId,
  StemKind,
} from '#contract';
import type { BeatGrid } from '../song/beat-grid.ts';
import type { LoudnessReading } from './meters/loudness-so-far.ts';

/**
 * A stem as the engine needs it: its id, its file, and its kind, which decides its bus. `sampleRate`: its rate as far as the library knows
 * it, for which the device is made ready while the stem is opened.
 */
export type PlayerStem = {
  readonly id: StemId;
  readonly kind: StemKind;
  readonly audio: SavedAudio;
  readonly sampleRate?: Hertz;
};

/** Why a stem cannot be heard. */
export type StemProblem = { readonly stemId: StemId; readonly failure: Failure };

/** A song that is ready to play. Stems that cannot be decoded are in `problems`; the others play. */
export type OpenedSong = {
  /** The rate of most stems. All frame counts of the song are at this rate. */
  readonly sampleRate: Hertz;
  /** Length of the longest stem, at the song's rate. */
  readonly lengthFrames: Frames;
  readonly facts: ReadonlyMap<StemId, StemFacts>;
  readonly problems: readonly StemProblem[];
};

/** What the transport does. */
export type TransportState = 'stopped' | 'playing' | 'paused';

/** Linear sample peaks and RMS since the last read, after fader, mute and pan. */
export type MeterReading = {
  readonly peakLeft: number;
  readonly peakRight: number;
  readonly rmsLeft: number;
  readonly rmsRight: number;
};

/** What the player reports by itself. */
export type PlayerNotice =
  | { readonly about: 'transport'; readonly state: TransportState }
  /** The end of the song has left the speakers; the transport has stopped. Not at the end of a loop. */
  | { readonly about: 'ended' }
  /** A pass of the loop is over, or the passes begin anew. `speed`: the one that the song plays at now. */
  | { readonly about: 'pass'; readonly passes: number; readonly speed: number }
  /** The page cache was late and a stem faded out briefly. `count`: times since the song opened. */
  | { readonly about: 'dropout'; readonly count: number }
  | { readonly about: 'stemProblem'; readonly problem: StemProblem }
  /** Damaged codec frames replaced by silence. `frames`: all so far. At most one notice a second. */
  | { readonly about: 'concealed'; readonly stemId: StemId; readonly frames: number }
  /** The sound device is gone or does not start. */
  | { readonly about: 'device'; readonly failure: Failure };

/** Plays one song at a time. Positions are frames of the song. */
export type Player = {
  /**
   * Opens a song in place of the one before, stopped at its start. When `stems` are those of the open song and more (a song that is
   * still being fetched), position and transport state stay. Fails with `noAudioDevice`, or with `cancelled` when `signal` aborts or
   * another call follows.
   */
  open(stems: readonly PlayerStem[], mix: Mix, signal?: AbortSignal): Promise<Result<OpenedSong>>;
  /**
   * Opens the song that is to play next beside the one that plays; `open` of the same stems then takes it at once. Fails as `open` does,
   * and `open` then tries anew.
   */
  prepare(stems: readonly PlayerStem[], mix: Mix, signal?: AbortSignal): Promise<Result<OpenedSong>>;
  /** Closes the song that was prepared, if any. */
  unprepare(): Promise<void>;
  /** Fades out stems that turned out to be damaged; the others play on. */
  withdraw(stemIds: readonly StemId[]): Promise<void>;
  /** Fades the song out and gives back its memory. */
  close(): Promise<void>;
  /** Fails with `notFound` when no song is open, `noAudioDevice`, or `cancelled` when the song closed meanwhile. */
  play(): Promise<Result<undefined>>;
  pause(): void;
  /** Stops and returns to the start of the loop when it is on, else of the song. */
  stop(): void;
  /** Positions outside the song are moved to its nearest end. */
  seek(to: Frames): void;
  /**
   * Glides to the mix, in about 20 ms unless `glideSeconds` says otherwise, and follows its loop, speed, pitch and shifts. The first change of speed or pitch during
   * playback is audible after 0.3 s, those that follow after 0.15 s.
   */
  applyMix(mix: Mix, glideSeconds?: number): void;
  /** Follows the click and the count-in of a sheet, on the beats of `grid` (null: none known). Call it for each song before it opens. */
  applySheet(sheet: SongSheet, grid: BeatGrid | null): void;
  state(): TransportState;
  /** Limits the speakers only, never an export. Glides in and out. */
  setSafetyLimiter(isOn: boolean): void;
  /** The audible position, with the latency of the device and of the pitch shift taken into account. */
  playhead(): Frames;
  /** Peak and RMS of one strip since the last call for it; silence for an unknown id. */
  readStripMeter(stemId: StemId): MeterReading;
  /** Peak and RMS of the click since the last call. */
  readClickMeter(): MeterReading;
  /** Peak and RMS of the master before the limiter since the last call. */
  readMasterMeter(): MeterReading;
  /** Loudness of the master before the limiter since playback started; pauses do not count. Call it at least every five minutes. */
  readLoudness(): LoudnessReading;
  /** Measures the loudness anew from here. */
  restartLoudness(): void;
  /** Returns the unsubscribe function. */
  onNotice(listener: (notice: PlayerNotice) => void): () => void;
  dispose(): Promise<void>;
};
