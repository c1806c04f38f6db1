import { hertz, type Sha256 } from '#contract';
import { AudioDevice } from './audio-device.ts';
import type { BytePlace } from '../codecs/library-byte-source.ts';
import { crewSize, FillerCrew } from './filling/filler-pool.ts';
import { makeWayForPlaying } from './overviews.ts';
import { createPoolMemory } from './pages/pages.ts';
import { StemPlayer } from './stem-player.ts';

export type PlayerOptions = {
  /** Memory for decoded sound, in MiB. */
  readonly pagePoolMiB: number;
  /** Whether peaks over -1 dBFS are kept from the speakers. */
  readonly hasSafetyLimiter: boolean;
  /** Sound that the device keeps in hand: less answers sooner, more survives a busier machine. */
  readonly latencySeconds?: number;
  /** Where the bytes of a stem are, when they are not in the app's library. */
  readonly urlOf?: (sha256: Sha256) => string;
  /** `MainApi.restartSound`. */
  readonly restartSound?: () => Promise<unknown>;
};

/** Most songs are at this rate: its context is opened ahead of the first song. */
const usualRate = hertz(44100);
/** As little as answers at once; where it leaves gaps, the device takes more by itself. */
const usualLatencySeconds = 0.02;

/** One a page. Throws when the page is not cross-origin isolated, since there is no shared memory then. */
export function createPlayer(options: PlayerOptions): Promise<StemPlayer> {
  const { pagePoolMiB, hasSafetyLimiter, latencySeconds = usualLatencySeconds, urlOf } = options;
  const { restartSound = () => Promise.resolve() } = options;
  const pool = createPoolMemory(pagePoolMiB * 2 ** 20, 'int16');
  const onLost = (context: AudioContext): void => {
    player.tellDeviceLost(context);
  };
  const onStrained = (context: AudioContext): void => {
    player.tellDeviceStrained(context);
  };
  const isSettled = (): boolean => player.isSettled();
  const device = new AudioDevice({ latencySeconds, onLost, isSettled, onStrained, restartSound });
  const crew = new FillerCrew(crewSize(navigator.hardwareConcurrency), pool, {
    onLost: (row, failure) => {
      player.tellLostRow(row, failure);
    },
    onConcealed: (row, frames) => {
      player.tellConcealed(row, frames);
    },
  });
  const placeOf = (sha256: Sha256): BytePlace =>
    urlOf === undefined ? { in: 'library', sha256 } : { in: 'web', url: urlOf(sha256) };
  const player = new StemPlayer({ device, crew, pool, placeOf, hasSafetyLimiter });
  player.onNotice((notice) => {
    if (notice.about === 'transport') makeWayForPlaying(notice.state === 'playing');
  });
  void device.at(usualRate);
  return Promise.resolve(player);
}
