import { z } from 'zod';
import { fail, failure, ok, type Purchase, type PurchaseId, type Result, words } from '#contract';
import { purchaseSchema } from '#contract/schemas';
import type { Fs } from '../disk/fs.ts';
import { type DocumentForm, knowDocument, writeDocument } from '../disk/json-file.ts';
import { KeyedMutex } from '../mutex.ts';

const ledgerVersion = 1;
const storedSchema = z.object({ version: z.int().min(1), purchases: z.array(purchaseSchema) });

const ledgerForm: DocumentForm<readonly Purchase[]> = {
  version: ledgerVersion,
  parse: (json) => {
    const stored = storedSchema.safeParse(json);
    return stored.success ? stored.data.purchases : null;
  },
};

/** A request that was on its way when the app ended: whether it arrived is open. */
function afterRestart(purchase: Purchase): Purchase {
  if (purchase.outcome.state !== 'sending') return purchase;
  const why = failure('purchaseUncertain', words().failures.details.endedBeforeAnswer);
  return { ...purchase, outcome: { state: 'uncertain', failure: why } };
}

/**
 * Every purchase, on disk before its request leaves. A line is never dropped.
 *
 * [Note: a ledger that cannot be read] Without it a song could be paid for twice, so nothing is bought while the disk will not give it, or
 * a newer Stemroom has written it. A ledger that is broken is set aside with its bytes, and the one before it counts.
 */
export class PurchaseLedger {
  readonly #fs: Fs;
  readonly #path: string;
  readonly #mutex = new KeyedMutex();
  /** In the order of buying. Null: not read yet. */
  #purchases: readonly Purchase[] | null = null;

  constructor(fs: Fs, path: string) {
    this.#fs = fs;
    this.#path = path;
  }

  /** Returns all purchases, newest first. Fails with `ledgerUnreadable`; the next call tries again. */
  list(): Promise<Result<readonly Purchase[]>> {
    return this.#mutex.run('ledger', async () => {
      const read = await this.#read();
      return read.ok ? ok(read.value.toReversed()) : read;
    });
  }

  /** Adds a purchase, or changes the one with its id; durable when this succeeds. Fails with `ledgerUnreadable`, or as the disk does. */
  put(purchase: Purchase): Promise<Result<undefined>> {
    return this.#mutex.run('ledger', async () => {
      const read = await this.#read();
      if (!read.ok) return read;
      const isKnown = read.value.some(({ id }) => id === purchase.id);
      const purchases = isKnown
        ? read.value.map((known) => (known.id === purchase.id ? purchase : known))
        : [...read.value, purchase];
      const stored = { version: ledgerVersion, purchases };
      const written = await writeDocument(this.#fs, this.#path, stored, ledgerForm);
      // What is known of a purchase already counts, whether or not the disk takes it.
      if (written.ok || isKnown) this.#purchases = purchases;
      return written;
    });
  }

  /** Returns a purchase; fails with `notFound`, or as `list`. */
  async find(id: PurchaseId): Promise<Result<Purchase>> {
    const all = await this.list();
    if (!all.ok) return all;
    const found = all.value.find((purchase) => purchase.id === id);
    return found === undefined ? fail('notFound') : ok(found);
  }

  /** Settles when all changes so far are on disk or have failed. */
  settled(): Promise<void> {
    return this.#mutex.settled();
  }

  async #read(): Promise<Result<readonly Purchase[]>> {
    if (this.#purchases !== null) return ok(this.#purchases);
    const { value, trouble } = await knowDocument(this.#fs, this.#path, ledgerForm);
    if (trouble !== null) return fail('ledgerUnreadable', trouble.detail);
    this.#purchases = (value ?? []).map(afterRestart);
    return ok(this.#purchases);
  }
}
