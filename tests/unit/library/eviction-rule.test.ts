import { describe, expect, it } from 'vitest';
import { epochMs, type Session } from '../../../electron/contract/index.ts';
import { chooseEvictions, marginMs, mayBeEvicted } from '../../../electron/main/library/library-quota.ts';
import { sessionOf, stemOf, taskOrigin } from '../../fakes/sessions.ts';

const now = epochMs(1_800_000_000_000);
const song: Session = sessionOf({ origin: taskOrigin(now + marginMs + 1) });
const free = { isOpen: false, hasMix: false, trustedNow: now };

describe('a song may go by itself', () => {
  it('when it is whole, not open, not kept, not mixed, and the service has it for more than a day', () => {
    expect(mayBeEvicted(song, free)).toBe(true);
  });

  it.each<[string, Partial<Session>, Partial<typeof free>]>([
    ['it is open', {}, { isOpen: true }],
    ['it is kept', { isPinned: true }, {}],
    ['it is in a saved mix', {}, { hasMix: true }],
    ['it was imported', { origin: { from: 'import' } }, {}],
    ['it is the demo song', { origin: { from: 'demo' } }, {}],
    ['nobody knows how long the service has it', { origin: taskOrigin(null) }, {}],
    ['the service has it for a day and no longer', { origin: taskOrigin(now + marginMs) }, {}],
    ['the service has deleted it', { origin: taskOrigin(now - 1) }, {}],
    ['a newer Stemroom wrote it', { isReadOnly: true }, {}],
    ['it is still being fetched', { arrival: { state: 'fetching' } }, {}],
    ['a stem of it is missing', { stems: [stemOf('vocals'), stemOf('drums', 'missing')] }, {}],
    [
      'a stem of it is damaged',
      { stems: [{ ...stemOf('vocals'), file: { state: 'damaged', failure: { kind: 'damaged', detail: '' } } }] },
      {},
    ],
    ['it has gone already', { arrival: { state: 'evicted' }, stems: [stemOf('vocals', 'missing')] }, {}],
  ])('but not when %s', (_, change, use) => {
    expect(mayBeEvicted({ ...song, ...change }, { ...free, ...use })).toBe(false);
  });

  it('F36 but not as long as no server has told the time, whatever the clock of this computer says', () => {
    expect(mayBeEvicted(song, { ...free, trustedNow: null })).toBe(false);
  });
});

describe('the songs that go', () => {
  const at = (letter: string, addedAt: number, lastPlayedAt: number | null): Session => ({
    ...sessionOf({ letter, addedAt, stems: [stemOf('vocals')] }),
    lastPlayedAt: lastPlayedAt === null ? null : epochMs(lastPlayedAt),
  });
  const recent = at('a', 10, 500);
  const old = at('b', 20, 100);
  const never = at('c', 300, null);

  it('are those not played for longest; one that was never played counts from when it came', () => {
    expect(chooseEvictions([recent, never, old], 3000)).toEqual([old.id, never.id, recent.id]);
  });

  it('are no more than have to', () => {
    expect(chooseEvictions([recent, never, old], 1000)).toEqual([old.id]);
    expect(chooseEvictions([recent, never, old], 1001)).toEqual([old.id, never.id]);
    expect(chooseEvictions([recent, never, old], 0)).toEqual([]);
  });
});
