import type { Failure, Frames, Hertz, Mix, Result, SavedAudio, StemFacts, StemId, StemKind } from '#contract';

/** A stem as the engine needs it: a name, where its bytes are (`stemUrl(audio.sha256)`), and whether it is drums. */
export type PlayerStem = { readonly id: StemId; readonly kind: StemKind; readonly audio: SavedAudio };

export type StemProblem = { readonly stemId: StemId; readonly failure: Failure };

/** A song ready to play. Stems that cannot be decoded are in `problems`, the others play. */
export type OpenedSong = {
  /** The rate of most stems; everything is counted at it. */
  readonly sampleRate: Hertz;
  /** Length of the longest stem, at the song's rate. */
  readonly lengthFrames: Frames;
  readonly facts: ReadonlyMap<StemId, StemFacts>;
  readonly problems: readonly StemProblem[];
};

export type TransportState = 'stopped' | 'playing' | 'paused';

/** Linear sample peaks and RMS since the last read, after fader, mute and pan. */
export type MeterReading = {
  readonly peakLeft: number;
  readonly peakRight: number;
  readonly rmsLeft: number;
  readonly rmsRight: number;
};

export type PlayerNotice =
  | { readonly about: 'transport'; readonly state: TransportState }
  /** A page was not there in time: a short fade, counted since the song was opened. */
  | { readonly about: 'underrun'; readonly count: number }
  | { readonly about: 'stemProblem'; readonly problem: StemProblem }
  /** Damaged frames of a stem's codec that were replaced by silence, as many as were met so far. Told at most once a second. */
  | { readonly about: 'concealed'; readonly stemId: StemId; readonly frames: number }
  /** The sound device went away or will not start. */
  | { readonly about: 'device'; readonly failure: Failure };

/** What makes a mix sound. Positions are frames of the song. One song at a time. */
export type Player = {
  /**
   * Opens a song in place of the one before and stands at its start. When the stems are those of the open song and more (a
   * song that is arriving), position and playing state stay.
   */
  open(stems: readonly PlayerStem[], mix: Mix, signal?: AbortSignal): Promise<Result<OpenedSong>>;
  /** Stems of the open song that turned out to be damaged fade out; the others play on. */
  withdraw(stemIds: readonly StemId[]): Promise<void>;
  close(): Promise<void>;
  play(): Promise<Result<undefined>>;
  pause(): void;
  /** Back to the start (of the loop, when it is on). */
  stop(): void;
  seek(to: Frames): void;
  /**
   * Glides to the mix in about 20 ms; takes over its loop, speed, pitch and shifts. The first change of speed or pitch while a song
   * plays is heard 0.3 s later, those that follow 0.15 s.
   */
  applyMix(mix: Mix): void;
  state(): TransportState;
  /** Protects the speakers; never part of a bounce. */
  setSafetyLimiter(isOn: boolean): void;
  /** The position that is being heard now, latencies of the output and of a change of pitch included. */
  playhead(): Frames;
  /** Peak and RMS of one strip since the last call for it. */
  readStripMeter(stemId: StemId): MeterReading;
  readMasterMeter(): MeterReading;
  /** Returns the way out. */
  onNotice(listener: (notice: PlayerNotice) => void): () => void;
  dispose(): Promise<void>;
};
