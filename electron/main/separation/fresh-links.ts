import type { EpochMs, Session } from '#contract';
import type { Clock } from '../net/clock.ts';
import type { PartSlot } from './library-port.ts';
import type { TaskAnswer } from './kie-client.ts';
import type { SeparatedSong } from './record-info.ts';

export type SlotLinks = ReadonlyMap<PartSlot, string>;

/** Below this difference the two clocks are taken to agree. */
const toleratedSkewMs = 5 * 60 * 1000;

/** Where each file of a song lies. */
export function linksOf(song: SeparatedSong): SlotLinks {
  const links = new Map<PartSlot, string>(song.stems.map(({ id, url }) => [id, url]));
  if (song.originalUrl !== null) links.set('original', song.originalUrl);
  return links;
}

/** Whether the service offers a file that the song does not have. */
export function offersMore(song: SeparatedSong, { stems, original }: Session): boolean {
  const isHere = (slot: PartSlot): boolean =>
    slot === 'original' ? original !== null : stems.some(({ id, file }) => id === slot && file.state === 'saved');
  return [...linksOf(song).keys()].some((slot) => !isHere(slot));
}

/** Dead links are asked for anew, once per run of a song however many of its links are dead. */
export class FreshLinks {
  readonly #askTask: (signal: AbortSignal) => Promise<TaskAnswer>;
  readonly #clock: Clock;
  readonly #expiresAt: EpochMs | null;
  readonly #clockSkewMs: number;
  #asked: Promise<SlotLinks | null> | null = null;

  /** @param clockSkewMs how far the service's clock is ahead of ours: what has expired is told by the service's */
  constructor(
    askTask: (signal: AbortSignal) => Promise<TaskAnswer>,
    clock: Clock,
    expiresAt: EpochMs | null,
    clockSkewMs: number,
  ) {
    this.#askTask = askTask;
    this.#clock = clock;
    this.#expiresAt = expiresAt;
    this.#clockSkewMs = Math.abs(clockSkewMs) > toleratedSkewMs ? clockSkewMs : 0;
  }

  /** Null when the service has none to give. */
  ask(signal: AbortSignal): Promise<SlotLinks | null> {
    this.#asked ??= this.#askTask(signal).then(({ record }) =>
      record.state === 'ready' ? linksOf(record.song) : null,
    );
    return this.#asked;
  }

  isExpired(): boolean {
    return this.#expiresAt !== null && this.#clock.now() + this.#clockSkewMs >= this.#expiresAt;
  }
}
