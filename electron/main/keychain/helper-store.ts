import { fail, failure, ok, type Failed, type Result } from '#contract';
import type { Answer, Helper, Question } from './helper-words.ts';
import { keychainFailure } from './keychain-failure.ts';
import type { SecretStore } from './secret-store.ts';

/** After this long without a question the helper process is let go. */
const idleMs = 20_000;

type Asked = Result<string | null>;

/** The system's keychain, through a helper process that may hang or die. Questions are put one after the other. */
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

  /** Ends all questions that wait for their answer or their turn, as if the user had dismissed the keychain's own question. */
  giveUp(): void {
    this.#givenUp += 1;
    if (this.#waiting !== null) this.#drop(fail('keychainDismissed'));
  }

  /** Ends the helper, and with it a question that hangs. */
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
      if (this.#helper === helper) this.#drop(fail('keychainUnknown', 'The keychain process ended.'), false);
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
