import { ok, type Notice, type Result, type Separated, type Session, type SessionId, type TaskId } from '#contract';
import type { ServedApi } from '../ipc.ts';
import { ApiKeyKeeper } from '../keychain/api-key-keeper.ts';
import { backendName } from '../keychain/keychain-problems.ts';
import { HelperStore, startElectronHelper } from '../keychain/keychain.ts';
import type { StoredSound } from '../library/library.ts';
import { TaskLibrary } from '../library/task-library.ts';
import type { QuotaPort } from '../library/library-quota.ts';
import type { SongStore } from '../library/song-store.ts';
import { systemClock } from '../net/clock.ts';
import { electronHttp, isKnownOffline } from '../net/electron-http.ts';
import { netLimits, type UrlCheck } from '../net/http.ts';
import type { Log, Redactor } from '../log.ts';
import { type ApiBase, RequestLimiter } from './api-base.ts';
import { Fetcher } from './fetcher.ts';
import { HostQuestions } from './host-questions.ts';
import { type KieTools, testKey } from './kie-client.ts';
import type { SettingsFile } from '../settings.ts';

/** How often a song that was not done in half an hour is asked about. */
const askAgainMs = 60 * 60 * 1000;

type FetchingApi = Pick<
  ServedApi,
  'addTasks' | 'resumeFetch' | 'cancelFetch' | 'answerHostQuestion' | 'keyStatus' | 'saveKey' | 'removeKey' | 'testKey'
>;

export type Fetching = {
  readonly api: FetchingApi;
  /** Sends a page that has just loaded what waits for the user: questions about hosts, and the keychain. */
  readonly greet: () => void;
  /** Resumes what the last run of the app left, once the library is read. */
  readonly start: () => Promise<void>;
  readonly pause: () => Promise<void>;
  /** Stops waiting for the keychain. */
  readonly giveUpKeychain: () => void;
  /** Stops fetching a song that is about to be removed. */
  readonly release: (id: SessionId) => Promise<void>;
  /** What requests to the service need, for purchases. */
  readonly kieTools: KieTools;
  readonly library: TaskLibrary;
  /** Makes a check of links for one song, which asks the user about unknown hosts. */
  readonly urlCheck: () => UrlCheck;
  /** Adds the song of a task that was bought, with the user's own file as its original, and starts fetching it. */
  readonly addBought: (
    taskId: TaskId,
    title: string,
    separated: Separated,
    original: StoredSound | null,
  ) => Promise<Result<Session>>;
  readonly stop: () => Promise<void>;
};

export type FetchingPorts = {
  readonly store: SongStore;
  readonly quota: QuotaPort;
  /** Called with the service's time, in milliseconds since 1970. */
  readonly onServedTime: (servedMs: number) => void;
  readonly settings: SettingsFile;
  readonly base: ApiBase;
  readonly log: Log;
  readonly redactor: Redactor;
  readonly announce: (notice: Notice) => void;
};

function keeperOf(
  { settings, log }: FetchingPorts,
  secrets: HelperStore,
  onWaiting: (isWaiting: boolean) => void,
): ApiKeyKeeper {
  return new ApiKeyKeeper({
    store: secrets,
    log,
    backend: () => backendName(process.platform),
    isSaved: () => settings.current.isKeySaved,
    setSaved: async (isKeySaved) => {
      await settings.change({ isKeySaved });
    },
    onWaiting,
  });
}

function hostQuestionsOf({ settings, announce }: FetchingPorts): HostQuestions {
  const isAllowed = (host: string): boolean => settings.current.hosts[host] === true;
  const allow = async (host: string): Promise<void> => {
    await settings.change({ hosts: { ...settings.current.hosts, [host]: true } });
  };
  return new HostQuestions({ isAllowed, allow }, (host) => {
    announce({ about: 'hostQuestion', host });
  });
}

/** Connects the fetcher, the key and the questions about hosts. Call after `ready`; uses neither network nor keychain by itself. */
export function prepareFetching(ports: FetchingPorts): Fetching {
  const { store, base, log, redactor, announce } = ports;
  const secrets = new HelperStore(startElectronHelper);
  let isKeyWaiting = false;
  const tellKeyWaiting = (): void => {
    announce({ about: 'keyWaiting', isWaiting: isKeyWaiting });
  };
  const keeper = keeperOf(ports, secrets, (isWaiting) => {
    isKeyWaiting = isWaiting;
    tellKeyWaiting();
  });
  const readKey = async () => {
    const key = await keeper.readForRequest();
    if (key.ok) redactor.hide(key.value);
    return key;
  };
  const hosts = hostQuestionsOf(ports);
  const http = electronHttp();
  const library = new TaskLibrary(store, ports.quota);
  const fetcher = new Fetcher({
    library,
    ...{ http, limits: netLimits, clock: systemClock, log, base, hosts, readKey, isKnownOffline },
    onServedTime: ports.onServedTime,
    onProgress: (progress) => {
      announce({ about: 'fetch', progress });
    },
  });
  let asking: NodeJS.Timeout | undefined;
  const kieTools: KieTools = {
    base,
    http,
    limits: netLimits,
    clock: systemClock,
    limiter: new RequestLimiter(systemClock),
    readKey,
  };

  return {
    api: {
      addTasks: (text) => fetcher.addTasks(text),
      // The list may be there before the library is read.
      async resumeFetch(id) {
        const opened = await ports.store.opened();
        return opened.ok ? fetcher.resume(id) : opened;
      },
      async cancelFetch(id) {
        const opened = await ports.store.opened();
        return opened.ok ? fetcher.cancel(id) : opened;
      },
      async answerHostQuestion({ host, isAllowed }) {
        await hosts.answer(host, isAllowed);
        return ok();
      },
      keyStatus: async () => ok(await keeper.status()),
      async saveKey(text) {
        redactor.hide(text.trim());
        const saved = await keeper.save(text);
        if (saved.ok) await fetcher.keyChanged();
        return saved;
      },
      removeKey: () => keeper.remove(),
      testKey: () => testKey(kieTools, new AbortController().signal),
    },
    greet() {
      hosts.announceAgain();
      if (isKeyWaiting) tellKeyWaiting();
    },
    async start() {
      if ((await store.opened()).ok) fetcher.start();
      clearInterval(asking);
      asking = setInterval(() => {
        fetcher.askAgain();
      }, askAgainMs).unref();
    },
    pause: () => fetcher.pause(),
    giveUpKeychain: () => {
      secrets.giveUp();
    },
    release: (id) => fetcher.release(id),
    kieTools,
    library,
    urlCheck: () => hosts.urlCheck(base.loopbackOrigin),
    async addBought(taskId, title, separated, original) {
      const added = await library.createForTask(taskId, title, separated);
      if (!added.ok) return added;
      if (original !== null) {
        const kept = await library.keepOriginal(added.value.id, original);
        if (!kept.ok)
          log.warn('the original of a song could not be kept', { session: added.value.id, ...kept.failure });
      }
      return fetcher.addBought(taskId, title, separated);
    },
    async stop() {
      await fetcher.stop();
      secrets.dispose();
    },
  };
}
