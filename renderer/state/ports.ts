import type {
  Bridge,
  ExportFormat,
  ExportTicket,
  Failure,
  FileTags,
  Frames,
  Hertz,
  LoudnessFigures,
  LoudnessTarget,
  Mix,
  Result,
  SavedAudio,
  SongAnalysis,
  StemFacts,
  StemId,
  StemKind,
} from '#contract';
import type { Player, PlayerStem } from '../engine/player.ts';
import type { WaveShape } from '../mix/wave-shape.ts';

/** Where drawn shapes of stems come from. */
export type OverviewPort = {
  /** The kept shape; null when there is none or it cannot be read. */
  load(audio: SavedAudio): Promise<WaveShape | null>;
  /** Decodes the stem once, and keeps the shape beside it. */
  make(stem: PlayerStem): Promise<Result<{ readonly shape: WaveShape; readonly facts: StemFacts }>>;
};

/** One file of a bounce. */
export type BounceTarget = {
  readonly ticket: ExportTicket;
  readonly mix: Mix;
  readonly loudness: LoudnessTarget | null;
  readonly tags: FileTags;
};

/** Files made of the same stretch of the same stems. */
export type BounceJob = {
  readonly stems: readonly PlayerStem[];
  /** Half open, in frames at `sampleRate`. */
  readonly region: { readonly startFrames: Frames; readonly endFrames: Frames };
  /** The song's. */
  readonly sampleRate: Hertz;
  readonly fileRate: Hertz;
  readonly format: ExportFormat;
  readonly targets: readonly BounceTarget[];
};

/** How one file turned out. */
export type BounceOutcome = {
  /** Of what was written, before anything was clipped; -Infinity is silence. */
  readonly peakDb: number;
  readonly clippedSamples: number;
  readonly lengthFrames: number;
  readonly before: LoudnessFigures;
  readonly after: LoudnessFigures;
  /** By how much it was made louder to reach its loudness. */
  readonly gainDb: number;
  /** The most that the limiter took. */
  readonly limitedDb: number;
  /** Stems that cannot be decoded and are not in the file. */
  readonly problems: readonly { readonly stemId: StemId; readonly failure: Failure }[];
};

/** Renders mixes into the files of their tickets; an outcome for each, in their order. Progress goes from 0 to 1. */
export type BouncePort = (
  job: BounceJob,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
) => Promise<Result<readonly BounceOutcome[]>>;

/** Puts a small document, 8 MiB at most, into the file of its ticket. */
export type PutBytesPort = (ticket: ExportTicket, bytes: Uint8Array<ArrayBuffer>) => Promise<Result<undefined>>;

/** Listens to a whole song, in the background. Progress goes from 0 to 1. */
export type AnalysisPort = (
  song: {
    readonly stems: readonly { readonly id: StemId; readonly kind: StemKind; readonly audio: SavedAudio }[];
    readonly original: SavedAudio | null;
  },
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
) => Promise<Result<Omit<SongAnalysis, 'stated'>>>;

/** What the page's state is built on. */
export type Ports = {
  readonly api: Bridge;
  readonly player: Player;
  readonly overviews: OverviewPort;
  readonly bounce: BouncePort;
  readonly putBytes: PutBytesPort;
  readonly analyse: AnalysisPort;
};
