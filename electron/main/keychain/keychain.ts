import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import { fail, type Failed, type Failure, failure, ok, type Result, words } from '#contract';
import type { Answer, Helper, Question } from './helper-protocol.ts';
import { keychainFailure } from './keychain-problems.ts';

/**
 * A store for one secret. Every method settles within the given time, if need be with `keychainTimedOut`; a later answer is ignored.
 * Fails with one of the `keychain...` kinds.
 */
export type SecretStore = {
  /** Null: there is none, or a locked keychain hides it. */
  readonly read: (withinMs: number) => Promise<Result<string | null>>;
  readonly write: (secret: string, withinMs: number) => Promise<Result<undefined>>;
  /** Succeeds when there was none. */
  readonly remove: (withinMs: number) => Promise<Result<undefined>>;
};

/** Whether this failure means that no keychain can hold a secret here, so there is nothing to remove or unlock. */
export const isWithoutKeychain = ({ kind }: Failure): boolean =>
  kind === 'keychainNoBus' ||
  kind === 'keychainNoService' ||
  kind === 'keychainNoCollection' ||
  kind === 'keychainLibraryMissing';

/** Starts the keychain helper; see [Note: keychain helper]. Its entry is built next to the entry of main. */
export function startElectronHelper(): Helper {
  const entry = fileURLToPath(new URL('./keychain-helper.js', import.meta.url));
  const child = utilityProcess.fork(entry, [], { serviceName: 'Stemroom keychain', stdio: 'ignore' });
  return {
    send: (question) => {
      child.postMessage(question);
    },
    onAnswer: (listener) => {
      child.on('message', (message: Answer) => {
        listener(message);
      });
    },
    onEnd: (listener) => {
      child.once('exit', listener);
    },
    kill: () => {
      // SIGTERM would wait for the call that hangs.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}

/** The helper process ends after this long without a question. */
const idleMs = 20_000;

type Asked = Result<string | null>;

/** The system's keychain, through a helper process that may hang or die. Sends one question at a time. */
export class HelperStore implements SecretStore {
  readonly #start: () => Helper;
  #helper: Helper | null = null;
  #lastId = 0;
  #givenUp = 0;
  #waiting: { readonly id: number; readonly settle: (asked: Asked) => void } | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined = undefined;

  /** @param start called at the first question, and again after the helper was lost */
  constructor(start: () => Helper) {
    this.#start = start;
  }

  readonly read = async (withinMs: number): Promise<Asked> => this.#ask((id) => ({ id, ask: 'read' }), withinMs);

  readonly write = async (secret: string, withinMs: number): Promise<Result<undefined>> =>
    done(await this.#ask((id) => ({ id, ask: 'write', secret }), withinMs));

  readonly remove = async (withinMs: number): Promise<Result<undefined>> =>
    done(await this.#ask((id) => ({ id, ask: 'remove' }), withinMs));

  /** Whether the keychain's library loads and the keychain answers. Reads no secret and unlocks nothing. */
  readonly probe = async (withinMs: number): Promise<Result<undefined>> =>
    done(await this.#ask((id) => ({ id, ask: 'probe' }), withinMs));

  /** Fails all pending questions with `keychainDismissed`, as if the user had dismissed the keychain's dialog. */
  giveUp(): void {
    this.#givenUp += 1;
    if (this.#waiting !== null) this.#drop(fail('keychainDismissed'));
  }

  /** Kills the helper; a pending question fails with `keychainTimedOut`. */
  dispose(): void {
    this.#drop(fail('keychainTimedOut'));
  }

  #ask(question: (id: number) => Question, withinMs: number): Promise<Asked> {
    const givenUp = this.#givenUp;
    const asked = this.#turn.then(() =>
      givenUp === this.#givenUp ? this.#put(question, withinMs) : fail('keychainDismissed'),
    );
    this.#turn = asked;
    return asked;
  }

  #put(question: (id: number) => Question, withinMs: number): Promise<Asked> {
    clearTimeout(this.#idle);
    return new Promise((resolve) => {
      const id = (this.#lastId += 1);
      const timer = setTimeout(() => {
        this.#drop(fail('keychainTimedOut'));
      }, withinMs);
      const settle = (asked: Asked): void => {
        clearTimeout(timer);
        this.#waiting = null;
        if (this.#helper !== null) this.#idle = this.#letGoLater();
        resolve(asked);
      };
      this.#waiting = { id, settle };
      try {
        this.#helper ??= this.#open();
        this.#helper.send(question(id));
      } catch (error) {
        this.#drop({ ok: false, failure: keychainFailure(String(error)) });
      }
    });
  }

  #letGoLater(): NodeJS.Timeout {
    return setTimeout(() => {
      this.dispose();
    }, idleMs).unref();
  }

  #open(): Helper {
    const helper = this.#start();
    helper.onAnswer((answer) => {
      if (this.#helper === helper && this.#waiting?.id === answer.id) this.#waiting.settle(meaning(answer));
    });
    helper.onEnd(() => {
      if (this.#helper === helper) this.#drop(fail('keychainUnknown', words().failures.details.keychainEnded), false);
    });
    return helper;
  }

  #drop(reason: Failed, isAlive = true): void {
    clearTimeout(this.#idle);
    const helper = this.#helper;
    this.#helper = null;
    if (isAlive) helper?.kill();
    this.#waiting?.settle(reason);
  }
}

const meaning = (answer: Answer): Asked =>
  answer.isDone ? ok(answer.secret) : { ok: false, failure: keychainFailure(answer.message) };

const done = (asked: Asked): Result<undefined> =>
  asked.ok ? ok() : { ok: false, failure: failure(asked.failure.kind, asked.failure.detail) };
