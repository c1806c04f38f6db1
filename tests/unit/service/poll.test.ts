import { describe, expect, it } from 'vitest';
import { epochMs, type FetchProgress, type SessionId, type StemId } from '../../../electron/contract/index.ts';
import { pollWaitMs, stageAfterRestart } from '../../../electron/main/service/task.ts';
import { SongProgress } from '../../../electron/main/service/song-progress.ts';
import { Semaphore } from '../../../electron/main/mutex.ts';
import { TestClock } from '../../fakes/test-clock.ts';

const at = (seconds: number) => epochMs(1_700_000_000_000 + seconds * 1000);

describe('the polling schedule', () => {
  it('is 3, 3, 5, 5, 10, 10, 15, 15, then every 30 s', () => {
    const waits = Array.from({ length: 11 }, (_, index) => pollWaitMs(index + 1) / 1000);
    expect(waits).toEqual([3, 3, 5, 5, 10, 10, 15, 15, 30, 30, 30]);
  });

  it('F18 is taken up after a restart where it stood', () => {
    let elapsed = 0;
    for (let answers = 1; answers <= 40; answers += 1) {
      const next = elapsed + pollWaitMs(answers) / 1000;
      const stage = stageAfterRestart(at(0), at(next), at(elapsed + 1));
      expect(stage).toEqual({ answers, waitMs: (next - elapsed - 1) * 1000, elapsedMs: (elapsed + 1) * 1000 });
      elapsed = next;
    }
  });

  it('F36 stands clocks that jump', () => {
    expect(stageAfterRestart(at(0), at(3), at(-86_400)).waitMs).toBe(3000);
    expect(stageAfterRestart(at(0), at(3), at(-86_400)).elapsedMs).toBe(0);
    expect(stageAfterRestart(at(0), at(3), at(86_400)).waitMs).toBe(0);
    expect(stageAfterRestart(at(1000), at(3), at(500)).answers).toBe(1);
  });
});

describe('downloads', () => {
  it('are taken in order, so many at a time', async () => {
    const downloads = new Semaphore(2);
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const signal = new AbortController().signal;
    const all = [0, 1, 2, 3].map((index) =>
      downloads.run(async () => {
        started.push(index);
        await new Promise<void>((resolve) => finish.push(resolve));
      }, signal),
    );
    await Promise.resolve();
    expect(started).toEqual([0, 1]);
    finish[1]?.();
    await all[1];
    expect(started).toEqual([0, 1, 2]);
    finish[0]?.();
    await all[0];
    expect(started).toEqual([0, 1, 2, 3]);
  });

  it('are given up at once by who is aborted, and lost by nobody else', async () => {
    const downloads = new Semaphore(1);
    const impatient = new AbortController();
    const signal = new AbortController().signal;
    let finish = (): void => undefined;
    const first = downloads.run(() => new Promise<void>((resolve) => (finish = resolve)), signal);
    const second = downloads.run(() => Promise.resolve('second'), impatient.signal);
    const third = downloads.run(() => Promise.resolve('third'), signal);
    impatient.abort(new Error('no more'));
    await expect(second).rejects.toThrow('no more');
    finish();
    await first;
    expect(await third).toBe('third');
    expect(await downloads.run(() => Promise.resolve('fourth'), signal)).toBe('fourth');
  });

  it('pass on when the work fails', async () => {
    const downloads = new Semaphore(1);
    const signal = new AbortController().signal;
    await expect(downloads.run(() => Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
    expect(await downloads.run(() => Promise.resolve(1), signal)).toBe(1);
  });
});

describe('progress', () => {
  it('gives speed and time left, taking stems of unknown length to be as long as the others', () => {
    const clock = new TestClock();
    const told: FetchProgress[] = [];
    const [vocals, drums] = ['vocals' as StemId, 'drums' as StemId];
    const none = { receivedBytes: 0, totalBytes: null };
    const stems = new Map([
      [vocals, none],
      [drums, none],
    ]);
    const progress = new SongProgress('x' as SessionId, stems, clock, (now) => told.push(now));
    for (const receivedBytes of [1000, 2000, 3000, 4000, 5000]) {
      clock.advance(100);
      progress.count(vocals, { receivedBytes, totalBytes: 6000 });
    }
    progress.report();
    const speed = told.at(-1)?.bytesPerSecond ?? 0;
    expect(told.at(-1)?.stems).toEqual([
      { stemId: vocals, receivedBytes: 5000, totalBytes: 6000, bytesPerSecond: speed },
      { stemId: drums, receivedBytes: 0, totalBytes: null, bytesPerSecond: 0 },
    ]);
    expect(speed).toBeCloseTo(4000 / 0.3, 0);
    expect(told.at(-1)?.secondsLeft).toBeCloseTo(7000 / (4000 / 0.3), 3);
    expect(told.length).toBe(3);
  });

  it('does not know the time left before anything came, and forgets old speed', () => {
    const clock = new TestClock();
    const told: FetchProgress[] = [];
    const vocals = 'vocals' as StemId;
    const stems = new Map([[vocals, { receivedBytes: 0, totalBytes: null }]]);
    const progress = new SongProgress('x' as SessionId, stems, clock, (now) => told.push(now));
    progress.report();
    expect(told.at(-1)).toMatchObject({ bytesPerSecond: 0, secondsLeft: null });
    progress.count(vocals, { receivedBytes: 10, totalBytes: 100 });
    progress.count(vocals, { receivedBytes: 20, totalBytes: 100 });
    clock.advance(5000);
    progress.report();
    expect(told.at(-1)).toMatchObject({ bytesPerSecond: 0, secondsLeft: null });
  });
});
