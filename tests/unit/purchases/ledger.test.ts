import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Purchase, PurchaseOutcome } from '../../../electron/contract/index.ts';
import { purchaseSchema } from '../../../electron/contract/schemas.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { ledgerCsv } from '../../../electron/main/purchases/ledger-csv.ts';
import { PurchaseLedger } from '../../../electron/main/purchases/ledger.ts';
import { kindOf, tempFolder, troubledFs, valueOf } from '../library/rig.ts';

const line = (number: number, outcome: PurchaseOutcome = { state: 'sending' }, title = 'Song'): Purchase =>
  purchaseSchema.parse({
    ...{ id: String(number).padStart(26, '0'), at: 1_796_000_000_000, title, estimate: 50 },
    bought: {
      is: 'separation',
      source: { from: 'link', url: 'https://music.example/a.mp3' },
      kind: { split: 'twelve' },
    },
    ...{ balanceBefore: 100, balanceAfter: 59.5, outcome, hasSong: false },
  });
const taskId = 'e649edb7abfd759285bd41a47a634b10';

let path: string;
beforeEach(async () => {
  path = join(await tempFolder(), 'purchases.json');
});

const open = (): PurchaseLedger => new PurchaseLedger(nodeFs, path);

describe('the ledger', () => {
  it('keeps every line, the newest first, and changes a line in its place', async () => {
    const ledger = open();
    for (const number of [1, 2, 3]) valueOf(await ledger.put(line(number)));
    valueOf(await ledger.put(line(2, { state: 'notBought' })));
    const again = valueOf(await open().list());
    expect(again.map(({ id }) => Number(id))).toEqual([3, 2, 1]);
    expect(again.map(({ outcome }) => outcome.state)).toEqual(['uncertain', 'notBought', 'uncertain']);
  });

  it('that the disk will not give, or a newer Stemroom wrote, is no empty one', async () => {
    valueOf(await open().put(line(1)));
    const unwilling = troubledFs((operation) => {
      if (operation === 'read') throw Object.assign(new Error('no'), { code: 'EIO', syscall: 'read' });
    });
    expect(kindOf(await new PurchaseLedger({ ...unwilling, readFile: unreadable }, path).list())).toBe(
      'ledgerUnreadable',
    );
    await writeFile(path, JSON.stringify({ version: 2, purchases: [] }));
    expect(kindOf(await open().list())).toBe('ledgerUnreadable');
    expect(kindOf(await open().put(line(2)))).toBe('ledgerUnreadable');
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ version: 2, purchases: [] });
  });

  it('that is broken is set aside with its bytes, and the one before it counts', async () => {
    const ledger = open();
    valueOf(await ledger.put(line(1)));
    valueOf(await ledger.put(line(2)));
    await writeFile(path, '{"version": 1, "purch');
    const again = open();
    expect(valueOf(await again.list()).map(({ id }) => Number(id))).toEqual([1]);
    valueOf(await again.put(line(3)));
    expect(await readFile(`${path}.unreadable`, 'utf8')).toBe('{"version": 1, "purch');
    expect(valueOf(await open().list()).map(({ id }) => Number(id))).toEqual([3, 1]);
  });

  it('remembers what came of a purchase also when the disk is full by then', async () => {
    let isFull = false;
    const disk = troubledFs((operation) => {
      if (isFull && operation.startsWith('open create')) {
        throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'open' });
      }
    });
    const ledger = new PurchaseLedger(disk, path);
    valueOf(await ledger.put(line(1)));
    isFull = true;
    expect(kindOf(await ledger.put(line(2)))).toBe('diskFull');
    expect(kindOf(await ledger.put(line(1, { state: 'notBought' })))).toBe('diskFull');
    expect(valueOf(await ledger.list()).map(({ outcome }) => outcome.state)).toEqual(['notBought']);
    expect(valueOf(await open().list()).map(({ outcome }) => outcome.state)).toEqual(['uncertain']);
  });
});

const unreadable = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('no'), { code: 'EIO', syscall: 'read' }));

it('the CSV has a line for each purchase, and no cell that a spreadsheet would run', () => {
  const purchases = [
    line(1, { state: 'bought', taskId: taskId as never }, '=HYPERLINK("https://evil.example","Mine, really")'),
    line(2, { state: 'refused', failure: { kind: 'tooFewCredits', detail: '' } }),
  ];
  expect(ledgerCsv(purchases).split('\r\n')).toEqual([
    '\ufeffDate,Title,Bought,Song,Estimate,Balance before,Balance after,Spent,State,Task id',
    `2026-11-30T00:53:20.000Z,"'=HYPERLINK(""https://evil.example"",""Mine, really"")",Twelve stems,https://music.example/a.mp3,50,100,59.5,40.5,bought,${taskId}`,
    '2026-11-30T00:53:20.000Z,Song,Twelve stems,https://music.example/a.mp3,50,100,59.5,,refused,',
    '',
  ]);
});
