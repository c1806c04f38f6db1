import {
  type Arrival,
  type EpochMs,
  failure,
  type Failure,
  type FailureKind,
  type FetchProgress,
  mostStems,
  type Result,
  type Session,
} from '#contract';
import type { Log } from '../log.ts';
import type { Clock } from '../net/clock.ts';
import { fetchFile } from '../net/fetch-file.ts';
import type { HttpPort, NetLimits, UrlCheck } from '../net/http.ts';
import type { TaskAnswer } from './kie-client.ts';
import type { LibraryPort, PartSlot } from './library-port.ts';
import type { SeparatedSong } from './record-info.ts';
import { SongProgress } from './song-progress.ts';
import type { Semaphore } from '../mutex.ts';

type SlotLinks = ReadonlyMap<PartSlot, string>;

/** A smaller clock skew is ignored. */
const toleratedSkewMs = 5 * 60 * 1000;

/** Returns the link of each file of a song. */
function linksOf(song: SeparatedSong): SlotLinks {
  const links = new Map<PartSlot, string>(song.stems.map(({ id, url }) => [id, url]));
  if (song.originalUrl !== null) links.set('original', song.originalUrl);
  return links;
}

/** Whether the service offers a file that is not saved and that the song can hold. */
export function offersMore(song: SeparatedSong, { stems, original }: Session): boolean {
  const hasRoom = stems.length < mostStems;
  const isWanted = (slot: PartSlot): boolean => {
    if (slot === 'original') return original === null;
    const stem = stems.find(({ id }) => id === slot);
    return stem === undefined ? hasRoom : stem.file.state !== 'saved';
  };
  return [...linksOf(song).keys()].some(isWanted);
}

/** Asks for fresh links when one is dead, once per run of a song for all its links. */
export class FreshLinks {
  readonly #askTask: (signal: AbortSignal) => Promise<TaskAnswer>;
  readonly #clock: Clock;
  readonly #expiresAt: EpochMs | null;
  readonly #clockSkewMs: number;
  #asked: Promise<SlotLinks | null> | null = null;

  /** @param clockSkewMs how far the service's clock is ahead of ours; expiry counts by the service's clock */
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

  /** Returns fresh links, or null when the service has none. Rejects with the signal's reason. */
  ask(signal: AbortSignal): Promise<SlotLinks | null> {
    this.#asked ??= this.#askTask(signal).then(({ record }) =>
      record.state === 'ready' ? linksOf(record.song) : null,
    );
    return this.#asked;
  }

  /** Whether the service has deleted the files by now. */
  isExpired(): boolean {
    return this.#expiresAt !== null && this.#clock.now() + this.#clockSkewMs >= this.#expiresAt;
  }
}

export type SongTools = {
  readonly library: LibraryPort;
  readonly http: HttpPort;
  readonly limits: NetLimits;
  readonly clock: Clock;
  readonly log: Log;
  /** Shared by all songs. */
  readonly downloads: Semaphore;
  readonly checkUrl: UrlCheck;
  readonly loopbackOrigin: string | null;
  readonly onProgress: (progress: FetchProgress) => void;
  readonly freshLinks: FreshLinks;
};

const diskTrouble: ReadonlySet<FailureKind> = new Set([
  'diskFull',
  'libraryFull',
  'diskError',
  'folderUnavailable',
  'fileLocked',
  'notFound',
]);
/** Failures of the original that leave the song incomplete, because another try may succeed. */
const passing: ReadonlySet<FailureKind> = new Set(['offline', 'timedOut', 'truncated', 'serviceError', 'rateLimited']);

/**
 * Fetches every file of a song that is not saved yet and returns the arrival the song then has. Notes each failure at its stem. Rejects
 * with the signal's reason; partial downloads are kept for a later resume.
 */
export async function fetchSong(
  session: Session,
  song: SeparatedSong,
  tools: SongTools,
  signal: AbortSignal,
): Promise<Arrival> {
  const { library, onProgress } = tools;
  const links = linksOf(song);
  const slots = missingSlots(session, links);
  const progress = new SongProgress(session.id, countsOf(session), tools.clock, onProgress);
  const sizes = new Map<PartSlot, number>();
  const troubles = new Map<PartSlot, Failure>();
  const stopsAll = (): boolean =>
    [...troubles.values()].some(({ kind }) => kind === 'offline' || diskTrouble.has(kind));
  const work = { session, links, progress, sizes, tools, signal };

  const outcomes = await Promise.allSettled(
    slots.map(async (slot) => {
      // The user may take long to answer about a host, so the question comes before the semaphore.
      await tools.checkUrl(links.get(slot) ?? '', signal);
      await tools.downloads.run(async () => {
        if (stopsAll()) return;
        const fetched = await fetchSlot(slot, work);
        if (fetched.ok) return;
        tools.log.warn('A file could not be fetched.', { session: session.id, slot, ...fetched.failure });
        troubles.set(slot, fetched.failure);
        if (slot !== 'original') await library.setStemFailure(session.id, slot, fetched.failure);
      }, signal);
    }),
  );
  // All files are closed by now, also when the song was stopped.
  progress.end();
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  progress.report();
  return arrivalOf(library.find(session.id) ?? session, troubles);
}

type Work = {
  readonly session: Session;
  readonly links: SlotLinks;
  readonly progress: SongProgress;
  readonly sizes: Map<PartSlot, number>;
  readonly tools: SongTools;
  readonly signal: AbortSignal;
};

/** Fetches one file, with a fresh link when the first is dead. */
async function fetchSlot(slot: PartSlot, work: Work): Promise<Result<undefined>> {
  const { links, tools, signal } = work;
  const url = links.get(slot) ?? '';
  const first = await fetchInto(slot, url, work);
  if (first.ok || first.failure.kind !== 'linkRefused') return first;
  const fresh = (await tools.freshLinks.ask(signal))?.get(slot);
  const last = fresh === undefined || fresh === url ? first : await fetchInto(slot, fresh, work);
  if (last.ok || last.failure.kind !== 'linkRefused' || !tools.freshLinks.isExpired()) return last;
  return { ok: false, failure: failure('linkExpired', last.failure.detail) };
}

async function fetchInto(slot: PartSlot, url: string, work: Work): Promise<Result<undefined>> {
  const { session, progress, sizes, tools, signal } = work;
  const opened = await tools.library.openPart(session.id, slot);
  if (!opened.ok) return opened;
  const part = opened.value;
  const mayHold = (fileBytes: number): boolean => {
    sizes.set(slot, fileBytes);
    return session.byteLength + [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0) <= tools.limits.maxSongBytes;
  };
  const onProgress = (count: { readonly receivedBytes: number; readonly totalBytes: number | null }): void => {
    if (slot !== 'original') progress.count(slot, count);
  };
  try {
    const fetched = await fetchFile({ ...tools, url, part, signal, mayHold, onProgress });
    if (fetched.ok) return await part.commit();
    await (fetched.failure.kind === 'tooLarge' ? part.discard() : part.keep());
    return fetched;
  } catch (error) {
    await part.keep();
    throw error;
  }
}

function missingSlots(session: Session, links: SlotLinks): readonly PartSlot[] {
  const saved = new Set<PartSlot>(session.stems.filter(({ file }) => file.state === 'saved').map(({ id }) => id));
  if (session.original !== null) saved.add('original');
  const isOfSong = (slot: PartSlot): boolean => slot === 'original' || session.stems.some(({ id }) => id === slot);
  return [...links.keys()].filter((slot) => isOfSong(slot) && !saved.has(slot));
}

const countsOf = (
  session: Session,
): Map<Session['stems'][number]['id'], { receivedBytes: number; totalBytes: number | null }> =>
  new Map(
    session.stems.map(({ id, file }) => {
      const bytes = file.state === 'saved' ? file.audio.byteLength : 0;
      return [id, { receivedBytes: bytes, totalBytes: file.state === 'saved' ? bytes : null }];
    }),
  );

function arrivalOf(session: Session, troubles: ReadonlyMap<PartSlot, Failure>): Arrival {
  const failures = [...troubles].filter(
    ([slot, { kind }]) => slot !== 'original' || passing.has(kind) || diskTrouble.has(kind),
  );
  const gravest =
    failures.find(([, { kind }]) => diskTrouble.has(kind)) ??
    failures.find(([, { kind }]) => kind === 'offline') ??
    failures[0];
  if (gravest !== undefined) return { state: 'incomplete', failure: gravest[1] };
  const absent = session.stems.find(({ file }) => file.state !== 'saved');
  if (absent === undefined) return { state: 'complete' };
  // The service no longer offers a stem that it once did.
  return { state: 'incomplete', failure: failure('linkRefused', absent.name) };
}
