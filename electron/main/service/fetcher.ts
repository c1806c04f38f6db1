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
  type Result,
  type Resumed,
  type Session,
  type SessionId,
  type TaskId,
} from '#contract';
import type { Log } from '../log.ts';
import type { Clock } from '../net/clock.ts';
import type { HttpPort, NetLimits } from '../net/http.ts';
import { type ApiBase, ApiGate } from './api-base.ts';
import { offersMore } from './fetch-song.ts';
import type { HostQuestions } from './host-questions.ts';
import { askRecordInfo, type TaskAnswer } from './kie-client.ts';
import type { LibraryPort } from './library-port.ts';
import { NetworkWatch } from './network-watch.ts';
import { afterExpiry, provisionalTitle, runSong } from './task.ts';
import { Turns } from './turns.ts';

/** Why a run of a song was stopped from outside; the reason of its abort signal. */
class Halt extends Error {
  readonly why: 'cancelled' | 'quit' | 'gone';

  constructor(why: 'cancelled' | 'quit' | 'gone') {
    super(why);
    this.name = 'Halt';
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
  /** Told the service's time, in milliseconds since 1970, with each of its answers. */
  readonly onServedTime?: (servedMs: number) => void;
  /** Whether the system itself says there is no network. */
  readonly isSurelyOffline: () => boolean;
};

const filesAtOnce = 3;

type Run = { readonly controller: AbortController; readonly ended: Promise<Failure | null> };

/** Brings songs from the service into the library: each in a run of its own, files three at a time over all songs. */
export class Fetcher {
  readonly #tools: FetcherTools;
  readonly #runs = new Map<SessionId, Run>();
  /** Questions about songs that are whole. */
  readonly #checks = new Map<SessionId, Promise<Result<Resumed>>>();
  readonly #turns = new Turns(filesAtOnce);
  readonly #apiGate: ApiGate;
  readonly #quit = new AbortController();
  readonly #network: NetworkWatch;
  /** Set when the service refused the key: the same key is not shown to it again until it or the user's mind changes. */
  #keyTrouble: Failure | null = null;

  constructor(tools: FetcherTools) {
    this.#tools = tools;
    this.#apiGate = new ApiGate(tools.clock);
    this.#network = new NetworkWatch({
      clock: tools.clock,
      signal: this.#quit.signal,
      isSurelyOffline: () => this.#isSurelyOffline(),
      probe: async (id) => (await this.#run(id, 1)?.ended)?.kind !== 'offline',
      goOn: (id) => {
        this.#run(id);
      },
    });
  }

  /** Goes on with what a restart interrupted, and asks once about what was still processing. */
  start(): void {
    for (const { id, arrival } of this.#tools.library.taskSessions()) if (goesOnByItself(arrival)) this.#run(id);
    this.askAgain();
  }

  /** Asks once about each song that the service took too long for. */
  askAgain(): void {
    for (const { id, arrival } of this.#tools.library.taskSessions()) {
      if (arrival.state === 'stillProcessing') void this.resume(id);
    }
  }

  /**
   * Queues every task named in the text. A task that is in the library already is that song; what it lacks is fetched.
   * In order of appearance, the first `mostTaskIds`. Fails with `malformedTaskId` when there is none, or as the library does.
   */
  async addTasks(text: string): Promise<Result<readonly Session[]>> {
    const found = findTaskIds(text);
    if (!found.ok) return found;
    const sessions: Session[] = [];
    for (const taskId of found.value.slice(0, mostTaskIds)) {
      const added = await this.#tools.library.createForTask(taskId, provisionalTitle(taskId));
      if (!added.ok) return added;
      const { id, arrival } = added.value;
      if (arrival.state !== 'complete') await this.resume(id);
      sessions.push(this.#tools.library.find(id) ?? added.value);
    }
    return ok(sessions);
  }

  /**
   * Asks the service again and fetches what is missing; of a song that is whole, what the service offers by now beyond it.
   * Does nothing while the song is on its way already.
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

  /** Asks about a song that is whole; it stays so unless there is more to fetch. */
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
      const { record } = await this.#ask(taskId, this.#tools.limits, signal);
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

  /** Stops a song; what is saved, and what had come of the rest, stays. Settles when its files are closed. */
  async cancel(id: SessionId): Promise<Result<undefined>> {
    const session = this.#tools.library.find(id);
    if (session === null) return fail('notFound');
    this.#network.drop(id);
    await this.#halt(id, 'cancelled');
    return ok();
  }

  /** Lets go of a song that is about to be removed. Settles when its files are closed. */
  async release(id: SessionId): Promise<void> {
    this.#network.drop(id);
    await this.#halt(id, 'gone');
  }

  /** A key was saved: songs that stopped for want of one go on. */
  async keyChanged(): Promise<void> {
    this.#keyTrouble = null;
    for (const { id, arrival } of this.#tools.library.taskSessions()) {
      if (arrival.state === 'incomplete' && isAboutKey(arrival.failure)) await this.resume(id);
    }
  }

  /** Whether anything is on its way. */
  isBusy(): boolean {
    return this.#runs.size > 0;
  }

  /** Stops everything; the library remembers where to go on. Settles when all files are closed. */
  async stop(): Promise<void> {
    this.#quit.abort(new Halt('quit'));
    await this.pause();
  }

  /** Stops everything until `start`, such as while the library is in other hands. Settles when all files are closed. */
  async pause(): Promise<void> {
    await Promise.all([...this.#runs.keys()].map((id) => this.#halt(id, 'quit')));
  }

  async #halt(id: SessionId, why: Halt['why']): Promise<void> {
    const run = this.#runs.get(id);
    run?.controller.abort(new Halt(why));
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
    // Each stem that waits for its turn listens to it.
    setMaxListeners(0, controller.signal);
    const run = { controller, ended: this.#carry(session, session.origin.taskId, attempts, controller.signal) };
    this.#runs.set(id, run);
    return run;
  }

  /** Never rejects. Gives the failure the run ended with, if any. */
  async #carry(session: Session, taskId: TaskId, attempts: number, signal: AbortSignal): Promise<Failure | null> {
    const { base, hosts, library, limits, log } = this.#tools;
    let arrival: Arrival | null;
    try {
      const tools = {
        ...this.#tools,
        turns: this.#turns,
        gate: hosts.gate(base.loopbackOrigin),
        loopbackOrigin: base.loopbackOrigin,
        ask: (task: TaskId, asking: AbortSignal) => this.#ask(task, { ...limits, attempts }, asking),
      };
      arrival = await runSong(session, taskId, tools, signal);
    } catch (error) {
      arrival = arrivalAfterHalt(signal.reason ?? error);
      if (!signal.aborted) log.error('A song stopped on a bug.', { session: session.id, error });
    }
    const noted = arrival === null ? null : await library.setArrival(session.id, arrival);
    log.info('A song came to rest.', { session: session.id, arrival, isNoted: noted?.ok });
    this.#runs.delete(session.id);
    const trouble = arrival !== null && 'failure' in arrival ? arrival.failure : null;
    if (trouble?.kind === 'offline') this.#network.add(session.id);
    return trouble;
  }

  async #ask(taskId: TaskId, limits: NetLimits, signal: AbortSignal): Promise<TaskAnswer> {
    if (this.#isSurelyOffline()) return surelyOffline;
    const readKey = async (): Promise<Result<string>> =>
      this.#keyTrouble === null ? this.#tools.readKey() : { ok: false, failure: this.#keyTrouble };
    const answer = await askRecordInfo(taskId, { ...this.#tools, limits, readKey, gate: this.#apiGate }, signal);
    const { record } = answer;
    if (record.state === 'failed' && record.failure.kind === 'keyRefused') this.#keyTrouble = record.failure;
    return answer;
  }

  /** A service on this computer needs no network. */
  #isSurelyOffline(): boolean {
    return this.#tools.base.loopbackOrigin === null && this.#tools.isSurelyOffline();
  }
}

const surelyOffline: TaskAnswer = {
  record: { state: 'failed', failure: failure('offline'), isPassing: false },
  clockSkewMs: 0,
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
function arrivalAfterHalt(reason: unknown): Arrival | null {
  if (!(reason instanceof Halt)) return { state: 'incomplete', failure: failure('internal') };
  return reason.why === 'cancelled' ? { state: 'incomplete', failure: failure('cancelled') } : null;
}
