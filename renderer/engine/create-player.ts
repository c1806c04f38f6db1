import { hertz, type Sha256 } from '#contract';
import type { CueSources } from './cue/cue-source.ts';
import { AudioDevice } from './device/audio-device.ts';
import type { BytePlace } from '../codecs/library-byte-source.ts';
import { fillerCountFor, FillerPool } from './page-cache/filler-pool.ts';
import { setPlaybackFlag } from './waveform-peaks.ts';
import { createPoolMemory } from './page-cache/pages.ts';
import { StemPlayer } from './stem-player.ts';

/** Options of the player. */
export type PlayerOptions = {
  /** Memory of the page cache, in MiB. */
  readonly pagePoolMiB: number;
  /** Whether the limiter keeps peaks over -1 dBFS from the speakers. */
  readonly hasSafetyLimiter: boolean;
  /** Latency to ask of the device at first; it rises by itself when the sound drops out. */
  readonly latencySeconds?: number;
  /** The URL of a stem's bytes. Default: the app's library. */
  readonly urlOf?: (sha256: Sha256) => string;
  /** Restarts Chromium's audio process (`MainApi.restartSound`). Default: does nothing. */
  readonly restartSound?: () => Promise<unknown>;
  /** Where the cue of each song goes. Default: there is none. */
  readonly cue?: CueSources;
};

/** The rate of most songs: its context opens before the first song does. */
const usualRate = hertz(44100);
const usualLatencySeconds = 0.02;

/**
 * Creates the player with its device, filler workers and page cache. Call once a page. Throws when the page is not cross-origin isolated,
 * because it then has no shared memory.
 */
export function createPlayer(options: PlayerOptions): Promise<StemPlayer> {
  const { pagePoolMiB, hasSafetyLimiter, latencySeconds = usualLatencySeconds, urlOf } = options;
  const { restartSound = () => Promise.resolve(), cue } = options;
  const pool = createPoolMemory(pagePoolMiB * 2 ** 20, 'int16');
  const onLost = (context: AudioContext): void => {
    player.noteDeviceLost(context);
  };
  const onDropouts = (context: AudioContext): void => {
    player.raiseLatency(context);
  };
  const isSettled = (): boolean => player.isSettled();
  const device = new AudioDevice({ latencySeconds, onLost, isSettled, onDropouts, restartSound });
  const fillers = new FillerPool(fillerCountFor(navigator.hardwareConcurrency), pool, {
    onLost: (row, failure) => {
      player.noteRowLost(row, failure);
    },
    onConcealed: (row, frames) => {
      player.noteConcealed(row, frames);
    },
  });
  const placeOf = (sha256: Sha256): BytePlace =>
    urlOf === undefined ? { in: 'library', sha256 } : { in: 'web', url: urlOf(sha256) };
  const player = new StemPlayer({
    ...{ device, fillers, pool, placeOf, hasSafetyLimiter },
    ...(cue === undefined ? {} : { cue }),
  });
  player.onNotice((notice) => {
    if (notice.about === 'transport') setPlaybackFlag(notice.state === 'playing');
  });
  void device.at(usualRate);
  return Promise.resolve(player);
}
