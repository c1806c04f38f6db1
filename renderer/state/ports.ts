import type {
  Bridge,
  ExportTicket,
  Frames,
  Hertz,
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

export type BounceTask = {
  readonly stems: readonly PlayerStem[];
  readonly mix: Mix;
  /** Half open, in frames at `sampleRate`. */
  readonly region: { readonly startFrames: Frames; readonly endFrames: Frames };
  readonly sampleRate: Hertz;
  readonly ticket: ExportTicket;
};

export type BounceOutcome = { readonly peakDb: number; readonly clippedSamples: number };

/** Renders a mix into the file of the ticket. Progress goes from 0 to 1. */
export type BouncePort = (
  task: BounceTask,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
) => Promise<Result<BounceOutcome>>;

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
  readonly analyse: AnalysisPort;
};
