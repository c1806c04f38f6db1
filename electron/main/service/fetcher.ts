import { setMaxListeners } from 'node:events';
import {
  type Arrival,
  fail,
  failure,
  type Failure,
  type FetchProgress,
  findTaskIds,
  mostTaskIds,
  ok,
  type RecordRoute,
  type Result,
  type Resumed,
  type Separated,
  type Session,
  type SessionId,
  standInTitle,
  type TaskId,
} from '#contract';
import type { Log } from '../log.ts';
import type { Clock } from '../net/clock.ts';
import type { HttpPort, NetLimits } from '../net/http.ts';
import { type ApiBase, RequestLimiter } from './api-base.ts';
import { offersMore } from './fetch-song.ts';
import type { HostQuestions } from './host-questions.ts';
import { askRecordInfo, type TaskAnswer } from './kie-client.ts';
import type { LibraryPort } from './library-port.ts';
import { NetworkWatch } from './network-watch.ts';
import { afterExpiry, runTask } from './task.ts';
import { Semaphore } from '../mutex.ts';

/** The reason of a run's abort signal: `quit` keeps the arrival, `cancelled` notes it, `gone` leaves the song to be removed. */
class Stopped extends Error {
  readonly why: 'cancelled' | 'quit' | 'gone';

  constructor(why: 'cancelled' | 'quit' | 'gone') {
    super(why);
    this.name = 'Stopped';
    this.why = why;
  }
}

export type FetcherTools = {
  readonly library: LibraryPort;
  readonly http: HttpPort;
  readonly limits: NetLimits;
  readonly clock: Clock;
  readonly log: Log;
  readonly base: ApiBase;
  readonly hosts: HostQuestions;
  readonly readKey: () => Promise<Result<string>>;
  readonly onProgress: (progress: FetchProgress) => void;
  /** Called with the service's time, in milliseconds since 1970, at each of its answers. */
  readonly onServedTime?: (servedMs: number) => void;
  /** Whether the system reports that there is no network. */
  readonly isKnownOffline: () => boolean;
};

const filesAtOnce = 3;

type Run = { readonly controller: AbortController; readonly ended: Promise<Failure | null> };

/** Fetches songs from the service into the library. Each song has a run of its own; over all songs three files are fetched at a time. */
export class Fetcher {
  readonly #tools: FetcherTools;
  readonly #runs = new Map<SessionId, Run>();
  /** Questions under way about songs that are complete. */
  readonly #checks = new Map<SessionId, Promise<Result<Resumed>>>();
  readonly #downloads = new Semaphore(filesAtOnce);
  readonly #limiter: RequestLimiter;
  readonly #quit = new AbortController();
  readonly #network: NetworkWatch;
  /** Set when the service refused the key. The key is not sent again until the user saves another or asks to resume. */
  #keyTrouble: Failure | null = null;

  constructor(tools: FetcherTools) {
    this.#tools = tools;
    this.#limiter = new RequestLimiter(tools.clock);
    this.#network = new NetworkWatch({
      clock: tools.clock,
      signal: this.#quit.signal,
      isKnownOffline: () => this.#isKnownOffline(),
      probe: async (id) => (await this.#run(id, 1)?.ended)?.kind !== 'offline',
      goOn: (id) => {
        this.#run(id);
      },
    });
  }

  /** Resumes what the last run of the app left under way, and asks once about each song that was still processing. */
  start(): void {
    for (const { id, arrival } of this.#tools.library.taskSessions()) if (goesOnByItself(arrival)) this.#run(id);
    this.askAgain();
  }

  /** Asks once about each song that was still processing after half an hour. */
  askAgain(): void {
    for (const { id, arrival } of this.#tools.library.taskSessions()) {
      if (arrival.state === 'stillProcessing') void this.resume(id);
    }
  }

  /**
   * Queues every task named in the text and returns their songs. A task that is in the library already keeps its song; what is missing is
   * fetched, and a complete song is checked in the background for stems that its task offers by now.
   * Takes the first `mostTaskIds` in order of appearance. Fails with `malformedTaskId` when there is none, or as the library does.
   */
  async addTasks(text: string): Promise<Result<readonly Session[]>> {
    const found = findTaskIds(text);
    if (!found.ok) return found;
    const sessions: Session[] = [];
    for (const taskId of found.value.slice(0, mostTaskIds)) {
      const added = await this.#tools.library.createForTask(taskId, standInTitle(taskId));
      if (!added.ok) return added;
      const { id, arrival } = added.value;
      if (arrival.state === 'complete') this.#checkInBackground(id);
      else await this.resume(id);
      sessions.push(this.#tools.library.find(id) ?? added.value);
    }
    return ok(sessions);
  }

  /**
   * Queues a task that was bought here and returns its song; one that is in the library already stays as it is. Fails as the library does.
   */
  async addBought(taskId: TaskId, title: string, separated: Separated): Promise<Result<Session>> {
    const added = await this.#tools.library.createForTask(taskId, title, separated);
    if (!added.ok) return added;
    const { id, arrival } = added.value;
    if (arrival.state !== 'complete') await this.resume(id);
    return ok(this.#tools.library.find(id) ?? added.value);
  }

  /**
   * Asks the service again and fetches what is missing. For a complete song, fetches what the service offers by now beyond it.
   * `underWay`: the song is being fetched; `nothingNew`: a complete song stays as it is. Fails with `notFound`.
   */
  async resume(id: SessionId): Promise<Result<Resumed>> {
    const session = this.#tools.library.find(id);
    if (session?.origin.from !== 'task') return fail('notFound');
    if (this.#runs.has(id)) return ok('underWay');
    this.#keyTrouble = null;
    return session.arrival.state === 'complete'
      ? this.#checkOnce(session, session.origin.taskId)
      : this.#queue(session);
  }

  /** The song is there already, so a question that fails is not worth a word to the user. */
  #checkInBackground(id: SessionId): void {
    this.resume(id).catch((error: unknown) => {
      this.#tools.log.error('A check of a complete song stopped on a bug.', { session: id, error });
    });
  }

  /** Two callers at once share one question. */
  #checkOnce(session: Session, taskId: TaskId): Promise<Result<Resumed>> {
    const { id } = session;
    const checking =
      this.#checks.get(id) ??
      this.#check(session, taskId).finally(() => {
        this.#checks.delete(id);
      });
    this.#checks.set(id, checking);
    return checking;
  }

  async #check(session: Session, taskId: TaskId): Promise<Result<Resumed>> {
    const { signal } = this.#quit;
    try {
      const { record } = await this.#ask(session.id, taskId, this.#tools.limits, signal);
      const now = this.#tools.library.find(session.id);
      if (now === null) return fail('notFound');
      if (record.state === 'failed') return { ok: false, failure: afterExpiry(record.failure, now, this.#tools.clock) };
      const hasMore = record.state === 'ready' && offersMore(record.song, now);
      return hasMore ? await this.#queue(now) : ok('nothingNew');
    } catch (error) {
      if (signal.aborted) return fail('cancelled');
      throw error;
    }
  }

  async #queue(session: Session): Promise<Result<Resumed>> {
    const { clock, library } = this.#tools;
    const { arrival, id } = session;
    const next: Arrival =
      arrival.state === 'stillProcessing'
        ? { state: 'separating', startedAt: arrival.startedAt, nextCheckAt: clock.now() }
        : { state: 'queued' };
    const queued = await library.setArrival(id, next);
    if (!queued.ok) return queued;
    this.#run(id);
    return ok('underWay');
  }

  /** Stops fetching a song. Saved stems and partial downloads stay. Settles when its files are closed. Fails with `notFound`. */
  async cancel(id: SessionId): Promise<Result<undefined>> {
    const session = this.#tools.library.find(id);
    if (session === null) return fail('notFound');
    this.#network.drop(id);
    await this.#stopRun(id, 'cancelled');
    return ok();
  }

  /** Stops fetching a song that is about to be removed. Settles when its files are closed. */
  async release(id: SessionId): Promise<void> {
    this.#network.drop(id);
    await this.#stopRun(id, 'gone');
  }

  /** To be called when a key was saved: resumes songs that stopped because the key was missing or refused. */
  async keyChanged(): Promise<void> {
    this.#keyTrouble = null;
    for (const { id, arrival } of this.#tools.library.taskSessions()) {
      if (arrival.state === 'incomplete' && isAboutKey(arrival.failure)) await this.resume(id);
    }
  }

  /** Whether any song is being fetched. */
  isBusy(): boolean {
    return this.#runs.size > 0;
  }

  /** Stops all songs for good; the library keeps where they stood. Settles when all files are closed. */
  async stop(): Promise<void> {
    this.#quit.abort(new Stopped('quit'));
    await this.pause();
  }

  /** Stops all songs until `start`, such as while the library is being moved. Settles when all files are closed. */
  async pause(): Promise<void> {
    await Promise.all([...this.#runs.keys()].map((id) => this.#stopRun(id, 'quit')));
  }

  async #stopRun(id: SessionId, why: Stopped['why']): Promise<void> {
    const run = this.#runs.get(id);
    run?.controller.abort(new Stopped(why));
    await run?.ended;
  }

  /** @param attempts how often each question and file is tried; fewer for a probe of the network */
  #run(id: SessionId, attempts = this.#tools.limits.attempts): Run | null {
    const running = this.#runs.get(id);
    const session = this.#tools.library.find(id);
    if (running !== undefined) return running;
    if (session?.origin.from !== 'task' || session.isReadOnly || this.#quit.signal.aborted) return null;
    this.#network.drop(id);
    const controller = new AbortController();
    // Every stem in the queue listens to it.
    setMaxListeners(0, controller.signal);
    const run = { controller, ended: this.#runTask(session, session.origin.taskId, attempts, controller.signal) };
    this.#runs.set(id, run);
    return run;
  }

  /** Never rejects. Returns the failure the run ended with, or null. */
  async #runTask(session: Session, taskId: TaskId, attempts: number, signal: AbortSignal): Promise<Failure | null> {
    const { base, hosts, library, limits, log } = this.#tools;
    let arrival: Arrival | null;
    try {
      const tools = {
        ...this.#tools,
        downloads: this.#downloads,
        checkUrl: hosts.urlCheck(base.loopbackOrigin),
        loopbackOrigin: base.loopbackOrigin,
        ask: (asking: AbortSignal) => this.#ask(session.id, taskId, { ...limits, attempts }, asking),
      };
      arrival = await runTask(session, taskId, tools, signal);
    } catch (error) {
      arrival = arrivalAfterStop(signal.reason ?? error);
      if (!signal.aborted) log.error('A song stopped on a bug.', { session: session.id, error });
    }
    const noted = arrival === null ? null : await library.setArrival(session.id, arrival);
    log.info('A run of a song ended.', { session: session.id, arrival, isNoted: noted?.ok });
    this.#runs.delete(session.id);
    const trouble = arrival !== null && 'failure' in arrival ? arrival.failure : null;
    if (trouble?.kind === 'offline') this.#network.add(session.id);
    return trouble;
  }

  async #ask(id: SessionId, taskId: TaskId, limits: NetLimits, signal: AbortSignal): Promise<TaskAnswer> {
    if (this.#isKnownOffline()) return knownOffline;
    const readKey = async (): Promise<Result<string>> =>
      this.#keyTrouble === null ? this.#tools.readKey() : { ok: false, failure: this.#keyTrouble };
    const known = this.#routeOf(id);
    const tools = { ...this.#tools, limits, readKey, limiter: this.#limiter };
    const answer = await askRecordInfo(taskId, known, tools, signal);
    const { record, route } = answer;
    if (record.state === 'failed' && record.failure.kind === 'keyRefused') this.#keyTrouble = record.failure;
    if (route !== null && route !== known) await this.#keepRoute(id, route);
    return answer;
  }

  #routeOf(id: SessionId): RecordRoute | null {
    const origin = this.#tools.library.find(id)?.origin;
    return origin?.from === 'task' ? origin.route : null;
  }

  /** A route that cannot be kept costs one question more the next time, so the song goes on. */
  async #keepRoute(id: SessionId, route: RecordRoute): Promise<void> {
    const kept = await this.#tools.library.setRoute(id, route);
    if (!kept.ok) this.#tools.log.warn('The route of a task could not be kept.', { session: id, ...kept.failure });
  }

  /** A service on this computer needs no network. */
  #isKnownOffline(): boolean {
    return this.#tools.base.loopbackOrigin === null && this.#tools.isKnownOffline();
  }
}

const knownOffline: TaskAnswer = {
  record: { state: 'failed', failure: failure('offline'), isPassing: false },
  clockSkewMs: 0,
  route: null,
};

const isAboutKey = ({ kind }: Failure): boolean =>
  kind === 'noKey' || kind === 'keyRefused' || kind.startsWith('keychain');

function goesOnByItself(arrival: Arrival): boolean {
  switch (arrival.state) {
    case 'queued':
    case 'separating':
    case 'fetching':
      return true;
    case 'incomplete':
      return arrival.failure.kind === 'offline';
    case 'stillProcessing':
    case 'complete':
    case 'evicted':
    case 'failed':
      return false;
  }
}

/** Null: the library keeps what it has. */
function arrivalAfterStop(reason: unknown): Arrival | null {
  if (!(reason instanceof Stopped)) return { state: 'incomplete', failure: failure('internal') };
  return reason.why === 'cancelled' ? { state: 'incomplete', failure: failure('cancelled') } : null;
}
