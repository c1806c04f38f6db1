import { describe, expect, it } from 'vitest';
import {
  type Bought,
  earlierPurchase,
  estimateOf,
  isSameBought,
  type Purchase,
  type PurchaseOutcome,
  type SongSource,
  spentOn,
} from '../../../electron/contract/index.ts';
import { audioIdSchema, purchaseSchema, sha256Schema, taskIdSchema } from '../../../electron/contract/schemas.ts';

const taskId = taskIdSchema.parse('e649edb7abfd759285bd41a47a634b10');
const file = (digit: string, name = 'a.mp3'): SongSource => ({
  from: 'file',
  sha256: sha256Schema.parse(digit.repeat(64)),
  name,
});
const made = (task: string, audio: string): SongSource => ({
  from: 'service',
  taskId: taskIdSchema.parse(task),
  audioId: audioIdSchema.parse(audio),
});
const twelve = (source: SongSource): Bought => ({ is: 'separation', source, kind: { split: 'twelve' } });
const one = (instrument: string): Bought => ({
  is: 'separation',
  source: file('a'),
  kind: { split: 'one', instrument },
});

let count = 0;
const line = (bought: Bought, outcome: PurchaseOutcome, balanceAfter: number | null = 59): Purchase =>
  purchaseSchema.parse({
    id: String((count += 1)).padStart(26, '0'),
    ...{ at: 1000, title: 'Song', bought, estimate: 50, balanceBefore: 100, balanceAfter, outcome, hasSong: true },
  });
const paid: PurchaseOutcome = { state: 'bought', taskId };

describe('two purchases', () => {
  it.each([
    ['of one file under two names are of the same', twelve(file('a')), twelve(file('a', 'b.wav')), true],
    ['of two files are not', twelve(file('a')), twelve(file('b')), false],
    [
      'of one song of the service are, whichever task is named',
      twelve(made('task-0001', 'audio-01')),
      twelve(made('task-0002', 'AUDIO-01')),
      true,
    ],
    [
      'of two songs of one task are not',
      twelve(made('task-0001', 'audio-01')),
      twelve(made('task-0001', 'audio-02')),
      false,
    ],
    ['of one instrument, written in two ways, are', one('Lead Vocal'), one(' lead vocal'), true],
    ['of two instruments are not', one('Kick'), one('Snare'), false],
    ['of two kinds are not', twelve(file('a')), one('Kick'), false],
    [
      'of words and of notes are not',
      { is: 'midi', taskId },
      { is: 'lyrics', taskId, audioId: audioIdSchema.parse('audio-01') },
      false,
    ],
  ] as const)('%s', (_, first, second, isSame) => {
    expect(isSameBought(first, second)).toBe(isSame);
    expect(isSameBought(second, first)).toBe(isSame);
  });

  it.each([
    [{ state: 'sending' }, true],
    [paid, true],
    [{ state: 'uncertain', failure: { kind: 'timedOut', detail: '' } }, true],
    [{ state: 'refused', failure: { kind: 'tooFewCredits', detail: '' } }, false],
    [{ state: 'notBought' }, false],
  ] as const)('an earlier one that is %j stands in the way: %s', (outcome, stands) => {
    const earlier = line(twelve(file('a')), outcome);
    expect(earlierPurchase(twelve(file('a')), [earlier])).toBe(stands ? earlier : null);
  });
});

describe('the price', () => {
  it('is that of the list, until one like it was bought', () => {
    expect(estimateOf(twelve(file('a')), [])).toBe(50);
    expect(estimateOf(one('Kick'), [])).toBe(20);
    const known = [
      line(twelve(file('b')), { state: 'refused', failure: { kind: 'offline', detail: '' } }),
      line(twelve(file('c')), paid),
    ];
    expect(estimateOf(twelve(file('a')), known)).toBe(41);
    expect(estimateOf(one('Kick'), known)).toBe(20);
  });

  it('that was paid is the difference of the balance, where that is known', () => {
    expect(spentOn(line(twelve(file('a')), paid))).toBe(41);
    expect(spentOn(line(twelve(file('a')), paid, 99.9))).toBe(0.1);
    expect(spentOn(line(twelve(file('a')), paid, null))).toBeNull();
    // Credits that were added meanwhile do not make a price.
    expect(spentOn(line(twelve(file('a')), paid, 500))).toBe(0);
    expect(estimateOf(twelve(file('a')), [line(twelve(file('b')), paid, 500)])).toBe(50);
  });
});
