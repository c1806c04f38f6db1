import type { Click, CountIn, LevelStretch, Mix, Result, SavedAudio, StemId } from '#contract';
import type { BeatGrid } from '../../../renderer/song/beat-grid.ts';
import type { SongToAnalyse } from '../../../renderer/engine/analysis/analyse-song.ts';
import type { FillerRequest } from '../../../renderer/engine/page-cache/filler-pool.ts';
import type { PlayerOptions } from '../../../renderer/engine/create-player.ts';
import type { OpenedSong, PlayerStem } from '../../../renderer/engine/player.ts';
import type { StemPlayer } from '../../../renderer/engine/stem-player.ts';
import type { Tap } from './tap.ts';

/** Something done at a frame of the context's clock, a multiple of 128. */
export type OfflineAction = {
  readonly atFrame: number;
  readonly seek?: number;
  readonly isPlaying?: boolean;
  readonly mix?: Mix;
  /** How long the sound takes to get to `mix`; not there: the usual. */
  readonly glideSeconds?: number;
  /** From here on no page is filled, and every other stem has none. */
  readonly isStarved?: boolean;
};

/** A click on the beats of a grid. */
export type ClickRequest = { readonly grid: BeatGrid; readonly click: Click; readonly countIn: CountIn };

export type OfflineRequest = {
  readonly stems: readonly PlayerStem[];
  readonly mix: Mix;
  readonly sampleRate: number;
  readonly lengthFrames: number;
  readonly format: 'int16' | 'float32';
  readonly hasLimiter: boolean;
  readonly actions: readonly OfflineAction[];
  readonly click?: ClickRequest;
  readonly stretches?: readonly LevelStretch[];
};

export type OfflineResult = {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly dropouts: number;
};

export type HarnessApi = {
  readonly createPlayer: (options: PlayerOptions) => Promise<StemPlayer>;
  readonly flatMix: (stemIds: readonly StemId[]) => Mix;
  readonly valueOf: (opened: Result<OpenedSong>) => OpenedSong;
  readonly urlOf: (sha256: string) => string;
  /** Resolves when it is so; a test that waits in vain ends with its own time. */
  readonly until: (isSo: () => boolean) => Promise<void>;
  /** Renders the live graph, pages and all, without a device. */
  readonly renderOffline: (request: OfflineRequest) => Promise<OfflineResult>;
  /** See `failures.ts`. */
  readonly refuseDevices: (isRefused: boolean) => void;
  readonly loseDevicesAtOnce: (isLost: boolean) => void;
  readonly latestDevice: () => AudioContext | null;
  readonly killFillersAt: (kind: FillerRequest['kind'] | null) => void;
  readonly unloadWorkers: (name: string | null) => void;
  readonly analyse: (song: SongToAnalyse, urlOf: (sha256: string) => string) => Promise<Result<unknown>>;
  readonly makeWaveformPeaks: (audio: SavedAudio, url: string) => Promise<Result<unknown>>;
  /** See `tap.ts`: what the reader of the song that was opened last puts out. */
  readonly tapReader: (rows: number) => Promise<Tap>;
  /** Gives mono sounds to the spec, as `<name>-0`, `<name>-1` and so on. */
  readonly deliverAll: (name: string, sounds: readonly Float32Array[]) => Promise<void>;
  /** Gives sound to the spec: interleaved float32 under a name. */
  readonly deliver: (name: string, result: OfflineResult) => Promise<void>;
};
