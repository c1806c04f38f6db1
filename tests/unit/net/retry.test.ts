import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../electron/contract/index.ts';
import {
  again,
  type Attempt,
  backoffMs,
  clockSkewMs,
  over,
  retry,
  retryAfterMs,
} from '../../../electron/main/net/retry.ts';
import { TestClock } from '../../fakes/test-clock.ts';

const busy = fail('serviceError', 'busy');
const never = new AbortController().signal;

function tried(outcomes: readonly Attempt<number>[], clock = new TestClock(), budgetMs = 90_000) {
  let count = 0;
  const result = retry<number>(
    () => {
      const outcome = outcomes[Math.min(count, outcomes.length - 1)] ?? over(ok(0));
      count += 1;
      return Promise.resolve(outcome);
    },
    { attempts: 5, budgetMs, clock, signal: never },
  );
  return result.then((value) => ({ value, count, waits: clock.waits }));
}

describe('trying again', () => {
  it('stops at the first answer that is over', async () => {
    const { value, count, waits } = await tried([over(ok(7))]);
    expect(value).toEqual(ok(7));
    expect([count, waits]).toEqual([1, []]);
  });

  it('tries five times and gives the last failure', async () => {
    const { value, count, waits } = await tried([again(busy)]);
    expect(value).toEqual(busy);
    expect(count).toBe(5);
    expect(waits).toEqual([250, 500, 1000, 2000]);
  });

  it('F13 spreads each wait between nothing and a doubling ceiling of at most 30 s', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 20].map((number) => backoffMs(number, () => 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
    expect(backoffMs(3, () => 0)).toBe(0);
  });

  it('F12 waits as long as the server asks and never less', async () => {
    const early = await tried([again(busy, 7000), over(ok(1))], new TestClock(0, () => 0));
    const late = await tried([again(busy, 7000), over(ok(1))], new TestClock(0, () => 0.999));
    expect(early.waits).toEqual([7000]);
    expect(late.waits[0]).toBeGreaterThan(7000);
    expect(late.waits[0]).toBeLessThanOrEqual(8000);
  });

  it('gives up at once when the server asks for more than two minutes', async () => {
    const { value, count, waits } = await tried([again(busy, 86_400_000)]);
    expect(value).toEqual(busy);
    expect([count, waits]).toEqual([1, []]);
  });

  it('starts no try after the budget, not counting what the server asked for', async () => {
    const clock = new TestClock();
    expect((await tried([again(busy)], clock, 1000)).count).toBe(3);
    expect((await tried([again(busy, 60_000)], new TestClock(), 1000)).count).toBe(5);
  });

  it('ends with the reason when it is aborted while waiting', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const rules = { attempts: 5, budgetMs: 1000, clock: new TestClock(), signal: controller.signal };
    await expect(retry(() => Promise.resolve(again(busy)), rules)).rejects.toThrow('enough');
  });
});

describe('Retry-After', () => {
  const nowMs = Date.parse('2026-01-01T12:00:00Z');

  it.each([
    ['7', 7000],
    [' 0 ', 0],
    ['86400', 86_400_000],
    ['Thu, 01 Jan 2026 12:00:10 GMT', 10_000],
    ['Thu, 01 Jan 2026 11:59:00 GMT', 0],
    ['soon', null],
    ['-3', null],
    ['7 apples', null],
    ['2026', 2_026_000],
    ['1e9', null],
    ['', null],
  ])('reads %j as %j ms', (text, wanted) => {
    expect(retryAfterMs({ 'retry-after': text }, nowMs)).toBe(wanted);
  });

  it.each([-86_400_000, 0, 86_400_000])(
    'F12 F36 counts a date from the answer own Date when our clock is %d ms off',
    (offMs) => {
      const headers = { 'retry-after': 'Thu, 01 Jan 2026 12:00:10 GMT', date: 'Thu, 01 Jan 2026 12:00:00 GMT' };
      expect(retryAfterMs(headers, nowMs + offMs)).toBe(10_000);
    },
  );

  it('tells how far the server is ahead', () => {
    expect(clockSkewMs({ date: 'Thu, 01 Jan 2026 13:00:00 GMT' }, nowMs)).toBe(3_600_000);
    expect(clockSkewMs({}, nowMs)).toBe(0);
  });
});
