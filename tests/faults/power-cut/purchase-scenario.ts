import { epochMs, failure, type Purchase, type PurchaseOutcome } from '../../../electron/contract/index.ts';
import { purchaseSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import { PurchaseLedger } from '../../../electron/main/purchases/ledger.ts';
import type { Scenario } from './cut-everywhere.ts';
import { home, layOutHome, valueOf } from './scenarios.ts';

const path = `${home}/purchases.json`;
const taskId = taskIdSchema.parse('3e63b4cc88d52611159371f6af5571e7');

const line = (number: number, outcome: PurchaseOutcome): Purchase =>
  purchaseSchema.parse({
    id: String(number).padStart(26, '0'),
    at: epochMs(number),
    title: `Song ${String(number)}`,
    bought: {
      is: 'separation',
      source: { from: 'link', url: 'https://music.example/a.mp3' },
      kind: { split: 'twelve' },
    },
    ...{ estimate: 50, balanceBefore: 100, balanceAfter: null, outcome, hasSong: false },
  });

/** Three purchases, one after the other: noted, sent, and noted again with what came of them. */
export const purchase: Scenario<{ sent: number; ended: number }> = {
  mixes: 8,
  prepare: layOutHome,
  promises: () => ({ sent: 0, ended: 0 }),
  async work(fs, _disk, promises) {
    const ledger = new PurchaseLedger(fs, path);
    for (let number = 1; number <= 3; number += 1) {
      valueOf(await ledger.put(line(number, { state: 'sending' })));
      // From here on the service may have taken credits.
      promises.sent = number;
      valueOf(await ledger.put(line(number, { state: 'bought', taskId })));
      promises.ended = number;
    }
  },
  async check(disk, { sent, ended }) {
    const lines = valueOf(await new PurchaseLedger(disk, path).list()).toReversed();
    if (lines.length < sent) return `${String(sent)} were sent, ${String(lines.length)} are in the ledger`;
    const isEnded = (at: number): boolean => lines[at]?.outcome.state === 'bought';
    if (![0, 1, 2].slice(0, ended).every(isEnded)) return 'what came of a purchase is lost';
    const isTold = lines.every(({ outcome }) => outcome.state === 'bought' || outcome.state === 'uncertain');
    if (!isTold) return 'a purchase that was under way is not open';
    // What was left can be gone on with.
    const ledger = new PurchaseLedger(disk, path);
    const open = line(4, { state: 'uncertain', failure: failure('timedOut') });
    valueOf(await ledger.put(open));
    return valueOf(await ledger.list()).length === lines.length + 1 ? null : 'a line is lost';
  },
};
