import {
  audioMimeTypes,
  type Bought,
  type ChosenFile,
  type Confirmation,
  earlierPurchase,
  estimateOf,
  fail,
  failure,
  type Failure,
  mostPurchasesShown,
  ok,
  type Purchase,
  type PurchaseId,
  type PurchaseOffer,
  type PurchaseProgress,
  type Result,
  type Separated,
  type SeparationOrder,
  type Session,
  type Settled,
  type Settlement,
  type SongSource,
  type TaskId,
  words,
} from '#contract';
import { newConfirmation, newPurchaseId } from '../disk/ulid.ts';
import type { Log } from '../log.ts';
import { KeyedMutex } from '../mutex.ts';
import { judgeUrl } from '../net/url-policy.ts';
import {
  createSeparation,
  doors,
  type Sent,
  type SentSource,
  type SeparationRequest,
  uploadFile,
} from '../service/create-task.ts';
import { askCredits, type KieTools } from '../service/kie-client.ts';
import type { PurchaseLedger } from './ledger.ts';

/** A file as it is sent, read whole. */
export type FileToSend = { readonly bytes: Uint8Array; readonly container: ChosenFile['container'] };

export type PurchasePorts = {
  readonly ledger: PurchaseLedger;
  readonly tools: KieTools;
  readonly log: Log;
  readonly onProgress: (progress: PurchaseProgress | null) => void;
  /** Reads a file that the user chose, or its encoded stand-in. Fails with `sourceUnreadable` or `songTooLarge`. */
  readonly readChosen: (source: Extract<SongSource, { readonly from: 'file' }>) => Promise<Result<FileToSend>>;
  /** Why the library cannot take a song now; null: it can. */
  readonly libraryTrouble: () => Promise<Failure | null>;
  /** Adds the song of a task to the library and starts fetching it. */
  readonly addSong: (taskId: TaskId, title: string, separated: Separated) => Promise<Result<Session>>;
};

/** What is to be bought. `despite`: the earlier purchase of the same that the user was shown; null: none. */
export type Wanted = {
  readonly title: string;
  readonly bought: Bought;
  readonly despite: PurchaseId | null;
};

/** How something is bought: what costs nothing, then the one request that does. */
export type Way<Prepared, Value> = {
  readonly prepare: (signal: AbortSignal) => Promise<Result<Prepared>>;
  readonly send: (prepared: Prepared, signal: AbortSignal) => Promise<Sent<Value>>;
  /** The task that was created; null: the answer was the thing itself. */
  readonly taskIdOf: (value: Value) => TaskId | null;
};

type Paid<Value> = { readonly purchase: Purchase; readonly value: Value };

/** Sends a separation once at each door that is there. */
async function sendToDoors(request: SeparationRequest, tools: KieTools, signal: AbortSignal): Promise<Sent<TaskId>> {
  let sent: Sent<TaskId> = { state: 'refused', failure: failure('separationRefused'), isDoorMissing: true };
  for (const door of doors) {
    sent = await createSeparation(request, door, tools, signal);
    if (sent.state !== 'refused' || !sent.isDoorMissing) break;
  }
  return sent;
}

/** Confirmations that are good at a time; older ones are void. */
const mostConfirmations = 20;

/**
 * Buys separations.
 *
 * [Note: paid once] A press of the button carries a confirmation, which is void as soon as it is used. Nothing costs credits before the
 * ledger has the purchase on disk; then one request leaves, and is never sent again. When no clear answer comes, the purchase stays
 * `uncertain`, also across restarts, and the same song is not bought again unless the user confirms that they want to pay once more. One
 * purchase is made at a time, so that a difference of the balance belongs to it.
 */
export class Purchases {
  readonly #ports: PurchasePorts;
  readonly #confirmations: Confirmation[] = [];
  readonly #mutex = new KeyedMutex();
  #running: AbortController | null = null;

  constructor(ports: PurchasePorts) {
    this.#ports = ports;
  }

  /**
   * Notes what became of purchases that were under way when the app ended, and adds the songs of those that were paid for but not added.
   * Call once the library is read.
   */
  async start(): Promise<void> {
    const { ledger, log } = this.#ports;
    const all = await ledger.list();
    if (!all.ok) {
      log.warn('the purchases cannot be read', all.failure);
      return;
    }
    for (const purchase of all.value) {
      if (purchase.outcome.state !== 'bought' || purchase.hasSong) continue;
      const added = await this.#addSong(purchase);
      if (!added.ok) log.warn('the song of a purchase could not be added', { purchase: purchase.id, ...added.failure });
    }
  }

  /** Asks for the credits and makes a confirmation. Fails with `ledgerUnreadable`, or as `askCredits` does. */
  async offer(): Promise<Result<PurchaseOffer>> {
    const purchases = await this.list();
    if (!purchases.ok) return purchases;
    const balance = await askCredits(this.#ports.tools, new AbortController().signal);
    if (!balance.ok) return balance;
    await this.#lookUp(purchases.value, balance.value);
    const confirmation = newConfirmation();
    this.#confirmations.push(confirmation);
    if (this.#confirmations.length > mostConfirmations) this.#confirmations.shift();
    const now = await this.list();
    return now.ok ? ok({ balance: balance.value, purchases: now.value, confirmation }) : now;
  }

  /**
   * Notes the balance after the newest purchase, when the app ended before its answer. It is all that the service tells without a task id:
   * whether credits are gone. With a later purchase the difference would be that of both.
   */
  async #lookUp([newest]: readonly Purchase[], balance: number): Promise<void> {
    if (newest?.outcome.state !== 'uncertain' || newest.balanceAfter !== null || this.#running !== null) return;
    await this.#put({ ...newest, balanceAfter: balance });
  }

  /** Returns the newest purchases. Fails with `ledgerUnreadable`. */
  async list(): Promise<Result<readonly Purchase[]>> {
    const all = await this.#ports.ledger.list();
    return all.ok ? ok(all.value.slice(0, mostPurchasesShown)) : all;
  }

  /** Stops a purchase that has not been asked for. */
  cancel(): void {
    this.#running?.abort();
  }

  /** Settles when a purchase under way has been noted. */
  async settled(): Promise<void> {
    await this.#mutex.settled();
    await this.#ports.ledger.settled();
  }

  /**
   * Buys a separation and adds its song to the library. Fails with `badRequest` (the confirmation is void), `purchaseUnderWay`,
   * `alreadyBought`, `cancelled`, `purchaseUncertain`, or with what kept it from being bought.
   */
  async buySeparation({ source, kind, ...order }: SeparationOrder): Promise<Result<Session>> {
    const { tools, libraryTrouble } = this.#ports;
    const paid = await this.buy(
      { ...order, bought: { is: 'separation', source, kind } },
      {
        prepare: async (signal) => {
          const trouble = await libraryTrouble();
          return trouble === null ? this.#prepare(source, signal) : { ok: false, failure: trouble };
        },
        send: (prepared, signal) => sendToDoors({ source: prepared, kind }, tools, signal),
        taskIdOf: (taskId) => taskId,
      },
    );
    if (!paid.ok) return paid;
    const added = await this.#addSong(paid.value.purchase);
    if (added.ok) return added;
    return fail(added.failure.kind, words().failures.details.boughtAs(paid.value.value, added.failure.detail));
  }

  /**
   * Buys something, once for each confirmation. Fails as `buySeparation` does, but for the song. Whatever is thrown by `prepare` and `send`
   * when the signal is aborted counts as cancelled.
   */
  async buy<Prepared, Value>(
    { confirmation, ...wanted }: Wanted & { readonly confirmation: Confirmation },
    how: Way<Prepared, Value>,
  ): Promise<Result<Paid<Value>>> {
    if (this.#running !== null) return fail('purchaseUnderWay');
    const at = this.#confirmations.indexOf(confirmation);
    if (at < 0) return fail('badRequest', words().failures.details.confirmedBefore);
    this.#confirmations.splice(at, 1);
    const running = new AbortController();
    this.#running = running;
    try {
      return await this.#mutex.run('buy', () => this.#buy(wanted, how, running.signal));
    } catch (error) {
      if (running.signal.aborted) return fail('cancelled');
      throw error;
    } finally {
      this.#running = null;
      this.#ports.onProgress(null);
    }
  }

  async #buy<Prepared, Value>(
    { title, bought, despite }: Wanted,
    how: Way<Prepared, Value>,
    signal: AbortSignal,
  ): Promise<Result<Paid<Value>>> {
    const { ledger, tools, onProgress } = this.#ports;
    const all = await ledger.list();
    if (!all.ok) return all;
    const earlier = earlierPurchase(bought, all.value);
    if (earlier !== null && earlier.id !== despite) return fail('alreadyBought', earlier.title);
    const prepared = await how.prepare(signal);
    if (!prepared.ok) return prepared;
    signal.throwIfAborted();
    onProgress({ at: 'asking' });
    const balance = await askCredits(tools, signal);
    if (!balance.ok) return balance;
    const purchase: Purchase = {
      ...{ id: newPurchaseId(), at: tools.clock.now(), title, bought },
      ...{ estimate: estimateOf(bought, all.value), balanceBefore: balance.value, balanceAfter: null },
      ...{ outcome: { state: 'sending' }, hasSong: false },
    };
    const noted = await ledger.put(purchase);
    if (!noted.ok) return noted;
    let sent: Sent<Value> = { state: 'refused', failure: failure('cancelled'), isDoorMissing: false };
    try {
      sent = await how.send(prepared.value, signal);
    } catch (error) {
      // It was cancelled before the request left.
      if (!signal.aborted) throw error;
    }
    return this.#note(purchase, sent, how);
  }

  /** Uploads the user's own file; nothing is paid yet. */
  async #prepare(source: SongSource, signal: AbortSignal): Promise<Result<SentSource>> {
    switch (source.from) {
      case 'service':
        return ok(source);
      case 'link': {
        const verdict = judgeUrl(source.url, this.#ports.tools.base.loopbackOrigin);
        return verdict.verdict === 'refused' ? fail('linkUnusable', verdict.reason) : ok({ url: verdict.url.href });
      }
      case 'file': {
        const file = await this.#ports.readChosen(source);
        if (!file.ok) return file;
        const url = await this.#upload(file.value, signal);
        return url.ok ? ok({ url: url.value }) : url;
      }
    }
  }

  async #upload({ bytes, container }: FileToSend, signal: AbortSignal): Promise<Result<string>> {
    const { tools, onProgress } = this.#ports;
    const totalBytes = bytes.byteLength;
    onProgress({ at: 'uploading', sentBytes: 0, totalBytes });
    // The same name would replace an earlier file, after a while.
    const name = `stemroom-${crypto.randomUUID()}.${container}`;
    const file = { bytes, name, mimeType: audioMimeTypes[container] };
    const onSent = (sentBytes: number): void => {
      onProgress({ at: 'uploading', sentBytes, totalBytes });
    };
    return uploadFile(file, tools, onSent, signal);
  }

  async #note<Prepared, Value>(
    purchase: Purchase,
    sent: Sent<Value>,
    { taskIdOf }: Way<Prepared, Value>,
  ): Promise<Result<Paid<Value>>> {
    switch (sent.state) {
      case 'refused': {
        await this.#put({ ...purchase, outcome: { state: 'refused', failure: sent.failure } });
        return { ok: false, failure: sent.failure };
      }
      case 'uncertain': {
        const balanceAfter = await this.#balance();
        await this.#put({ ...purchase, balanceAfter, outcome: { state: 'uncertain', failure: sent.failure } });
        return fail('purchaseUncertain', wordsOfBalance(purchase.balanceBefore, balanceAfter));
      }
      case 'done': {
        const paid: Purchase = { ...purchase, outcome: { state: 'bought', taskId: taskIdOf(sent.value) } };
        // The task id first: without it what was bought would be lost.
        await this.#put(paid);
        const balanceAfter = await this.#balance();
        if (balanceAfter !== null) await this.#put({ ...paid, balanceAfter });
        return ok({ purchase: { ...paid, balanceAfter }, value: sent.value });
      }
    }
  }

  /** A failure is logged: the purchase is on disk as `sending`, which is true as well. */
  async #put(purchase: Purchase): Promise<void> {
    const put = await this.#ports.ledger.put(purchase);
    if (put.ok) return;
    const { id, outcome, balanceAfter } = purchase;
    this.#ports.log.error('a purchase could not be noted', { id, outcome, balanceAfter, why: put.failure });
  }

  async #balance(): Promise<number | null> {
    const balance = await askCredits(this.#ports.tools, new AbortController().signal);
    return balance.ok ? balance.value : null;
  }

  async #addSong(purchase: Purchase): Promise<Result<Session>> {
    const { bought, outcome, title } = purchase;
    if (bought.is !== 'separation' || outcome.state !== 'bought' || outcome.taskId === null) return fail('notFound');
    const { source, kind } = bought;
    const audioId = source.from === 'service' ? source.audioId : null;
    const added = await this.#ports.addSong(outcome.taskId, title, { source, kind, audioId });
    if (added.ok) await this.#put({ ...purchase, hasSong: true });
    return added;
  }

  /** Settles an uncertain purchase as the user says. Fails with `notFound`, as the ledger, or as the library does. */
  async settle(id: PurchaseId, settlement: Settlement): Promise<Result<Settled>> {
    const found = await this.#ports.ledger.find(id);
    if (!found.ok) return found;
    if (found.value.outcome.state !== 'uncertain') return fail('notFound');
    const outcome: Purchase['outcome'] =
      settlement.as === 'notBought' ? { state: 'notBought' } : { state: 'bought', taskId: settlement.taskId };
    const settled = { ...found.value, outcome };
    const put = await this.#ports.ledger.put(settled);
    if (!put.ok) return put;
    const added = settlement.as === 'bought' ? await this.#addSong(settled) : null;
    const purchases = await this.list();
    if (!purchases.ok) return purchases;
    return ok({ purchases: purchases.value, sessionId: added?.ok === true ? added.value.id : null });
  }
}

/** What the balance says of a purchase to which no clear answer came. */
function wordsOfBalance(before: number, after: number | null): string {
  if (after === null) return '';
  const spent = Math.round((before - after) * 100) / 100;
  return spent > 0 ? words().failures.details.creditsLess(spent) : words().failures.details.creditsSame;
}
