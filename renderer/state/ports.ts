import type {
  Bridge,
  CoverArt,
  ExportTicket,
  Result,
  SavedAudio,
  SessionId,
  SongAnalysis,
  StemFacts,
  StemId,
  StemKind,
} from '#contract';
import type { RenderJob, RenderReport } from '../export/render-job.ts';
import type { StemFileJob } from '../export/stem-file/render-stem-file.ts';
import type { CuePort } from '../engine/cue/cue-output.ts';
import type { ComparedLoudness } from '../engine/analysis/compared-loudness.ts';
import type { SongToCompare } from '../engine/analysis/measure-comparison.ts';
import type { SystemPlayer } from '../engine/device/system-player.ts';
import type { MidiPort } from '../engine/device/web-midi.ts';
import type { Player, PlayerStem } from '../engine/player.ts';
import type { DrawnWaveform } from '../song/timeline.ts';

/** Loads and makes the drawn waveforms of stems. */
export type WaveformPort = {
  /** The saved waveform; null when there is none or it cannot be read. */
  load(audio: SavedAudio): Promise<DrawnWaveform | null>;
  /** Decodes the stem and saves the waveform beside it. Fails as `makeWaveformPeaks` does. */
  make(stem: PlayerStem): Promise<Result<{ readonly waveform: DrawnWaveform; readonly facts: StemFacts }>>;
};

/** Renders mixes into the files of their tickets. Returns a report for each, in their order. Progress goes from 0 to 1. */
export type RenderPort = (
  job: RenderJob,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
) => Promise<Result<readonly RenderReport[]>>;

/** Renders a mix and its parts into the one file of a ticket. */
export type StemFilePort = (
  job: StemFileJob,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
) => Promise<Result<RenderReport>>;

/** Puts a small document, 8 MiB at most, into the file of its ticket. */
export type PutBytesPort = (ticket: ExportTicket, bytes: Uint8Array<ArrayBuffer>) => Promise<Result<undefined>>;

/** The picture of a song; null when there is none, or it cannot be read. */
export type CoverPort = (id: SessionId) => Promise<CoverArt | null>;

/** Analyses a whole song in the background. Progress goes from 0 to 1. */
export type AnalysisPort = (
  song: {
    readonly stems: readonly { readonly id: StemId; readonly kind: StemKind; readonly audio: SavedAudio }[];
    readonly original: SavedAudio | null;
  },
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
) => Promise<Result<Omit<SongAnalysis, 'stated'>>>;

/** Reads the headers of a sound file of the library. Fails with why it cannot be decoded. */
export type ProbePort = (audio: SavedAudio) => Promise<Result<StemFacts>>;

/** Measures how loud a mix and the original of its song are. */
export type ComparePort = (song: SongToCompare, signal: AbortSignal) => Promise<Result<ComparedLoudness>>;

/** Encodes a song to an MP3 that the service takes, into the file of a ticket. Progress goes from 0 to 1. */
export type EncodePort = (
  audio: SavedAudio,
  ticket: ExportTicket,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
) => Promise<Result<undefined>>;

/** Everything outside that the page's state uses. */
export type Ports = {
  readonly api: Bridge;
  readonly player: Player;
  readonly system: SystemPlayer;
  readonly midi: MidiPort;
  readonly cue: CuePort;
  readonly waveforms: WaveformPort;
  /** An export is likely to begin soon. */
  readonly prepareToRender: () => void;
  readonly renderFiles: RenderPort;
  readonly renderStemFile: StemFilePort;
  readonly putBytes: PutBytesPort;
  readonly readCover: CoverPort;
  readonly analyse: AnalysisPort;
  readonly compareLoudness: ComparePort;
  readonly probe: ProbePort;
  readonly encodeSong: EncodePort;
};
