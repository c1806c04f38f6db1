import type {
  AudioContainer,
  ExportFormat,
  Failure,
  LevelStretch,
  LoudnessTarget,
  Mix,
  Result,
  StemFacts,
  StemKind,
} from '#contract';
import type { PlannedWorker } from '../../../../renderer/export/plan/worker-plan.ts';
import type { RenderReport } from '../../../../renderer/export/render-job.ts';
import type { Outcome } from '../../../unit/codecs/fuzz/read-stem.ts';
import type { ClickRequest } from '../../harness/harness-api.ts';
import type { EncodeRequest } from './encode.ts';
import type { AnalysisResult } from '../../../../renderer/engine/analysis/analyse-song.ts';

export type ServedStem = {
  readonly name: string;
  readonly kind: StemKind;
  readonly byteLength: number;
  readonly container: AudioContainer;
};

export type RenderRequest = {
  readonly stems: readonly ServedStem[];
  readonly mix: Mix;
  readonly region: { readonly startFrames: number; readonly endFrames: number };
  readonly sampleRate: number;
  readonly fileName: string;
  readonly click?: ClickRequest;
  readonly stretches?: readonly LevelStretch[];
  /** Cancels when so much is done. */
  readonly cancelAt?: number;
};

/** Several files at once. */
export type FilesRequest = {
  readonly stems: readonly ServedStem[];
  readonly region: { readonly startFrames: number; readonly endFrames: number };
  readonly sampleRate: number;
  readonly fileRate?: number;
  readonly format: ExportFormat;
  readonly targets: readonly {
    readonly fileName: string;
    readonly mix: Mix;
    readonly loudness: LoudnessTarget | null;
    readonly click?: ClickRequest;
    readonly stretches?: readonly LevelStretch[];
  }[];
  /** Cancels when so much is done. */
  readonly cancelAt?: number;
};

export type AnalysisRequest = {
  readonly stems: readonly (ServedStem & { readonly kind: StemKind })[];
  readonly original: ServedStem | null;
  /** As if a song played meanwhile. */
  readonly isPlaying?: boolean;
  /** Cancels when so much is done. */
  readonly cancelAt?: number;
};

export type LiveRequest = {
  readonly name: string;
  readonly stems: readonly ServedStem[];
  readonly mix: Mix;
  readonly sampleRate: number;
  readonly lengthFrames: number;
  readonly click?: ClickRequest;
  readonly stretches?: readonly LevelStretch[];
};

/** A worker of an export that breaks instead of sending a message. */
export type Break = {
  readonly worker: PlannedWorker['does'];
  /** What the message is about. */
  readonly message: string;
  /** How many of the kind it sends before. */
  readonly after: number;
  readonly how: 'throws' | 'throws outside of its promises' | 'forgets a rejection' | 'dies' | 'hangs';
};

/** What the page offers to the specs. Sound goes back by `PUT`, to `/result/<name>-left` and `-right`. */
export type DecodingApi = {
  decode(
    stem: ServedStem,
    rate: number | null,
  ): Promise<{ readonly facts: StemFacts; readonly lengthFrames: number; readonly concealedFrames: number }>;
  /** The greatest difference between reading from these frames on and reading through. */
  seekError(stem: ServedStem, starts: readonly number[]): Promise<number>;
  failureOf(stem: ServedStem): Promise<Failure | null>;
  /** Reads parts of a file, given in base64. Rejects when that throws or reads without end. */
  readSpoilt(file: string, container: AudioContainer): Promise<Outcome>;
  render(request: RenderRequest): Promise<{
    readonly report: Result<RenderReport>;
    readonly fractions: readonly number[];
  }>;
  renderFiles(request: FilesRequest): Promise<{
    readonly reports: Result<readonly RenderReport[]>;
    readonly fractions: readonly number[];
    readonly tookMs: number;
  }>;
  /** Workers of exports that start from now on break so; null: they work. Those that are ready are not used, unless they `stay`. */
  breakWorkers(
    next: Break | { readonly worker: PlannedWorker['does']; readonly how: 'has no script' } | null,
    readyOnes?: 'stay' | 'too',
  ): void;
  /** Has workers of these kinds ready for the next export. */
  prepareWorkers(kinds: readonly PlannedWorker['does'][]): void;
  /** How many workers have been started so far, and how many of these failed for want of a script. */
  countsOfWorkers(): { readonly started: number; readonly unloaded: number };
  /** Temporary files of exports that are still there. */
  temporaryFiles(): Promise<number>;
  /** Encodes a stem's samples to a file. */
  encode(stem: ServedStem, request: EncodeRequest): Promise<Result<undefined>>;
  /** Has Chromium decode it, and delivers that as `decode` does. */
  decodeByChromium(name: string, rate: number): Promise<void>;
  analyse(request: AnalysisRequest): Promise<{
    readonly heard: Result<AnalysisResult>;
    readonly fractions: readonly number[];
    readonly tookMs: number;
  }>;
  /** What the live graph makes of a song from its start on, through float pages, without the safety limiter. Gives underruns. */
  live(request: LiveRequest): Promise<number>;
  overview(
    stem: ServedStem,
    pixels: number,
  ): Promise<{ readonly facts: StemFacts; readonly slice: readonly number[]; readonly tookMs: number }>;
};
