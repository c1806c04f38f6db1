import { describe, expect, it } from 'vitest';
import { epochMs, failure, type Purchase, type PurchaseId, type Session, type TaskId, words } from '#contract';
import {
  arrivalText,
  canFetchAgain,
  fetchedFraction,
  importFraction,
  importText,
  laneWords,
  moveText,
  quotaText,
  quotaWarningText,
  savedText,
  skippedNoun,
  skippedTitle,
  stemFetchText,
  stemFraction,
  stemProgress,
  troubleText,
  usedShare,
} from '../../../renderer/components/library/arrival-text.ts';
import { arcPath } from '../../../renderer/components/parts/drawing.ts';
import { GestureNames } from '../../../renderer/components/parts/gesture.ts';
import { formatBytes, formatExpiry, formatWait } from '../../../renderer/components/parts/plain-text.ts';
import { boughtText, earlierText, outcomeText } from '../../../renderer/components/purchases/purchase-words.ts';
import { sessionOf, stemOf, taskOrigin } from '../../fakes/sessions.ts';

const dayMs = 86_400_000;
const now = 1_800_000_000_000;
const half = sessionOf({
  origin: taskOrigin(now + 9.5 * dayMs),
  arrival: { state: 'fetching' },
  stems: [stemOf('vocals'), stemOf('drums', 'missing'), stemOf('bass', 'missing')],
});
const progress = {
  sessionId: half.id,
  stems: [{ stemId: stemOf('drums').id, receivedBytes: 500, totalBytes: 1000, bytesPerSecond: 250 }],
  bytesPerSecond: 2_000_000,
  secondsLeft: 61,
};

describe('what is said of a purchase', () => {
  const purchase: Purchase = {
    ...{ id: '0'.repeat(26) as PurchaseId, at: epochMs(now), title: 'Night Drive', estimate: 50, hasSong: true },
    bought: {
      is: 'separation',
      source: { from: 'link', url: 'https://music.example/a.mp3' },
      kind: { split: 'twelve' },
    },
    ...{ balanceBefore: 100, balanceAfter: 59, outcome: { state: 'bought', taskId: '3e63b4cc' as TaskId } },
  };

  it('names the day and the credits that it took, or about how many', () => {
    expect(earlierText(purchase, now)).toBe('Already separated on 15 Jan, 41 credits.');
    expect(earlierText({ ...purchase, balanceAfter: null }, now)).toMatch(/, about 50 credits\.$/);
    expect(outcomeText(purchase)).toBe('41 credits');
  });

  it('does not call bought what may have been bought', () => {
    const open = { ...purchase, outcome: { state: 'uncertain', failure: { kind: 'timedOut', detail: '' } } } as const;
    expect(earlierText(open, now)).toBe('On 15 Jan no clear answer came to this purchase: it may have been paid for.');
    expect(outcomeText(open)).toBe('no clear answer');
  });

  it('counts credits, of which there may be a half', () => {
    expect([1, 0.5, 1041].map(words().adding.credits)).toEqual(['1 credit', '0.5 credits', '1041 credits']);
    expect(
      boughtText({ is: 'separation', source: { from: 'link', url: '' }, kind: { split: 'one', instrument: 'Kick' } }),
    ).toBe('Kick and the rest');
  });
});

describe('what the library says of a song', () => {
  it('counts what is saved and when the rest goes', () => {
    expect(savedText(half, now)).toBe('1 of 3 saved, expires in 9 days');
    expect(savedText(half, now + 9 * dayMs)).toBe('1 of 3 saved, expires today');
    expect(savedText(half, now + 10 * dayMs)).toBe('1 of 3 saved, expired');
  });

  it('says how fast it comes and how long it takes', () => {
    expect(arrivalText(half, progress, now)).toBe('Fetching, 1 of 3 saved, expires in 9 days · 2.0 MB/s, 2 min left');
  });

  it('calls stems that were left out stems, and files files', () => {
    const stems = [{ file: 'Kazoo', reason: 'songFull', detail: '64' }] as const;
    const files = [{ file: 'notes.txt', reason: 'notSound', detail: '' }] as const;
    expect([skippedNoun(stems), skippedTitle(stems)]).toEqual(['stem', 'Stems left out']);
    expect([skippedNoun(files), skippedTitle(files)]).toEqual(['file', 'Files left out']);
  });

  it('says how far an import is', () => {
    const importing = {
      title: 'x',
      isWaiting: false,
      filesDone: 3,
      filesTotal: 12,
      bytesDone: 120e6,
      bytesTotal: 480e6,
    };
    expect(importText(importing)).toBe('3 of 12 stems, 120.0 MB of 480.0 MB');
    expect(importFraction(importing)).toBe(0.25);
    expect(importFraction({ ...importing, bytesTotal: 0 })).toBeNull();
    expect(importFraction({ ...importing, isWaiting: true })).toBeNull();
  });

  it('says until when a song whose stems were removed can be fetched again', () => {
    const evicted = sessionOf({ origin: taskOrigin(Date.UTC(2027, 0, 20, 12)), arrival: { state: 'evicted' } });
    expect(arrivalText(evicted, null, Date.UTC(2027, 0, 15))).toBe('can be fetched again until 20 Jan');
    expect(arrivalText(evicted, null, Date.UTC(2026, 11, 15))).toBe('can be fetched again until 20 Jan 2027');
    expect(arrivalText(evicted, null, Date.UTC(2027, 0, 25))).toBe('could be fetched again until 20 Jan');
    expect(arrivalText({ ...evicted, origin: taskOrigin(null) }, null, now)).toBe('can be fetched again');
  });

  it('says in the list why a task failed, and all of it in the tooltip', () => {
    const failed = (detail: string, stems: Session['stems'] = []): Session =>
      sessionOf({
        origin: taskOrigin(null),
        stems,
        arrival: { state: 'failed', failure: { kind: 'separationFailed', detail } },
      });
    expect(arrivalText(failed('no vocals found'), null, now)).toBe(
      'The service could not separate this song: no vocals found',
    );
    expect(arrivalText(failed(''), null, now)).toBe('The service could not separate this song.');
    const long = 'x'.repeat(500);
    expect(arrivalText(failed(long), null, now)).toHaveLength(41 + 1 + 80 + 1);
    expect(troubleText(failed(long))?.split('\n')).toEqual([
      'The service could not separate this song.',
      long,
      'There are no stems to fetch.',
      'Start a new separation at kie.ai; the service says why it failed.',
    ]);
    const noKey = { state: 'incomplete', failure: { kind: 'noKey', detail: '' } } as const;
    expect(arrivalText(sessionOf({ origin: taskOrigin(null), stems: [], arrival: noKey }), null, now)).toBe(
      'No kie.ai key yet.',
    );
    const half = [stemOf('vocals'), stemOf('drums', 'missing')];
    expect(arrivalText(sessionOf({ origin: taskOrigin(null), stems: half, arrival: noKey }), null, now)).toMatch(
      /^1 of 2 saved/,
    );
    expect(troubleText(sessionOf({ origin: taskOrigin(null), stems: half, arrival: noKey }))).toMatch(
      /^No kie\.ai key yet\.\n/,
    );
    expect(troubleText(sessionOf())).toBeNull();
  });

  it('says how much of the quota is used, and warns from 80 % on', () => {
    const gibibyte = 2 ** 30;
    const quota = { isOn: true, limitGiB: 10 };
    expect(usedShare(5 * gibibyte, quota)).toBe(0.5);
    expect(quotaWarningText(7.99 * gibibyte, quota)).toBeNull();
    expect(quotaWarningText(8 * gibibyte, quota)).toBe('Library 80 % full');
    expect(quotaWarningText(10 * gibibyte, quota)).toBe('Library full');
    expect(quotaWarningText(10 * gibibyte, { ...quota, isOn: false })).toBeNull();
    expect(quotaText(3.2 * gibibyte, 1.1 * gibibyte, quota)).toBe('3.20 of 10 GiB used, 1.10 GiB could be freed');
    expect(quotaText(0, 0, quota)).toBe('0.00 of 10 GiB used, nothing can be freed automatically now');
  });

  it('says how far a move is', () => {
    const progress = { songsDone: 4, songsTotal: 12, bytesDone: 1.2e9, bytesTotal: 3.4e9 };
    expect(moveText(progress)).toBe('4 of 12 songs, 1.20 GB of 3.40 GB');
  });

  it('just counts the stems of a song that is whole', () => {
    expect(arrivalText(sessionOf(), null, now)).toBe('2 stems');
  });

  it('measures the whole by its stems', () => {
    expect(fetchedFraction(half.stems, progress)).toBeCloseTo(0.5);
    expect(fetchedFraction([], null)).toBeNull();
    expect(stemProgress(progress, stemOf('bass').id)).toBeNull();
  });

  it('measures one stem: bytes, speed and time left', () => {
    const drums = stemProgress(progress, stemOf('drums').id);
    if (drums === null) throw new Error('the drums are on their way');
    expect(stemFraction(drums)).toBe(0.5);
    expect(stemFetchText(drums)).toBe('Fetching 50 %, 500 bytes of 1 kB, 250 bytes/s, 2 s left');
    expect(stemFetchText({ ...drums, totalBytes: null, bytesPerSecond: 0 })).toBe('Fetching, 500 bytes');
  });

  it('says in two words why a lane is empty', () => {
    const trouble = failure('linkExpired', '');
    expect(laneWords(stemOf('drums', 'missing'), trouble)).toBe('Not downloaded');
    expect(laneWords({ file: { state: 'damaged', failure: trouble } }, trouble)).toBe('File damaged');
    expect(laneWords(stemOf('vocals'), failure('undecodable', ''))).toBe("Can't be played");
    expect(laneWords(stemOf('vocals'), failure('fileMissing', ''))).toBe('File missing');
  });

  it('knows what could not be had again', () => {
    const wholeUntil = (expiresAt: number | null) => canFetchAgain(sessionOf({ origin: taskOrigin(expiresAt) }), now);
    expect([wholeUntil(now + 1), wholeUntil(now - 1), wholeUntil(null)]).toEqual([true, false, false]);
    expect(canFetchAgain(sessionOf({ origin: { from: 'import' } }), now)).toBe(false);
    expect(canFetchAgain(sessionOf({ origin: { from: 'demo' } }), now)).toBe(true);
  });
});

describe('numbers with their units', () => {
  it.each([
    [999, '999 bytes'],
    [34_200, '34 kB'],
    [34_200_000, '34.2 MB'],
    [1_204_000_000, '1.20 GB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [0.2, '1 s'],
    [59, '59 s'],
    [60, '1 min'],
    [61, '2 min'],
    [3600, '1 h'],
    [4800, '1 h 20 min'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(formatWait(seconds)).toBe(text);
  });

  it('says one day in the singular', () => {
    expect(formatExpiry(epochMs(now + 1.5 * dayMs), epochMs(now))).toBe('expires in 1 day');
  });
});

describe('a gesture', () => {
  it('keeps its name while steps follow each other, and is new after a pause', () => {
    const names = new GestureNames();
    const [first, second, third] = [names.next(1000), names.next(1600), names.next(2400)];
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('of one control is never that of another', () => {
    expect(new GestureNames().next(1000)).not.toBe(new GestureNames().next(1000));
  });
});

it('draws an arc clockwise from the top', () => {
  expect(arcPath(10, -45, 45)).toBe('M -7.071 -7.071 A 10 10 0 0 1 7.071 -7.071');
  expect(arcPath(10, -135, 135)).toContain('A 10 10 0 1 1');
});
