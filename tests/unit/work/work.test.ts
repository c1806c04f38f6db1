import { describe, expect, it } from 'vitest';
import { failure, type Notice, type Session } from '#contract';
import { exportTicketSchema } from '#contract/schemas';
import { watchExports, RunningWork } from '../../../electron/main/work/running-work.ts';
import { trackNotice, type News, newsOf, taskbarProgress } from '../../../electron/main/work/watch-work.ts';
import { sessionOf, stemOf, taskOrigin } from '../../fakes/sessions.ts';

const ticket = exportTicketSchema.parse('01hzzzzzzzzzzzzzzzzzzzzzzz');
const stems = [stemOf('vocals'), stemOf('drums', 'missing')];
const songIs = (arrival: Session['arrival']): Notice => ({
  about: 'session',
  session: sessionOf({ title: 'Night Drive', origin: taskOrigin(null), stems, arrival }),
});
const { id } = sessionOf();
const fetched = (drumBytes: number, totalBytes: number | null): Notice => ({
  about: 'fetch',
  progress: {
    sessionId: id,
    stems: [
      { stemId: stemOf('vocals').id, receivedBytes: 1000, totalBytes: 1000, bytesPerSecond: 0 },
      { stemId: stemOf('drums').id, receivedBytes: drumBytes, totalBytes, bytesPerSecond: 0 },
    ],
    bytesPerSecond: 1,
    secondsLeft: null,
  },
});

/** The desktop as somebody sees it who looks elsewhere. */
function desktop() {
  const clock = { ms: 0 };
  const seen: { bar: number; isAwake: boolean; readonly news: News[] } = { bar: -1, isAwake: false, news: [] };
  const book = new RunningWork({
    now: () => clock.ms,
    onChange: (moving) => {
      seen.bar = taskbarProgress(moving);
      seen.isAwake = moving.length > 0;
    },
    onEnd: (work, end, tookMs) => {
      const news = newsOf(work, end, tookMs);
      if (news !== null) seen.news.push(news);
    },
  });
  const hear = (...notices: readonly Notice[]): void => {
    for (const notice of notices) trackNotice(book, notice);
  };
  return { clock, seen, book, hear, exports: watchExports(book) };
}

describe('fetching, on the desktop', () => {
  it('fills the bar and keeps the computer awake only while bytes come', () => {
    const { seen, hear, book } = desktop();
    hear(songIs({ state: 'queued' }), songIs({ state: 'queued' }));
    expect([seen.bar, seen.isAwake]).toEqual([-1, false]);
    hear(songIs({ state: 'fetching' }));
    expect([seen.bar, seen.isAwake]).toEqual([2, true]);
    hear(fetched(0, null));
    expect(seen.bar).toBe(0.5);
    hear(fetched(500, 1000));
    expect(seen.bar).toBe(0.75);
    hear(songIs({ state: 'fetching' }));
    expect(seen.bar).toBe(0.75);
    expect(book.moving()).toMatchObject([{ kind: 'fetch', name: 'Night Drive' }]);
    hear(songIs({ state: 'complete' }));
    expect([seen.bar, seen.isAwake, book.moving()]).toEqual([-1, false, []]);
  });

  it('is told of when it is done, the wait for the service included', () => {
    const { seen, hear, clock } = desktop();
    hear(songIs({ state: 'queued' }));
    clock.ms = 9000;
    hear(songIs({ state: 'fetching' }), fetched(10, 1000));
    clock.ms = 12_000;
    hear(songIs({ state: 'complete' }));
    expect(seen.news).toEqual([{ title: 'Night Drive', body: 'All stems are saved.' }]);
    hear(songIs({ state: 'complete' }));
    expect(seen.news).toHaveLength(1);
  });

  it.each([
    ['quick', { state: 'complete' }, 9000],
    ['cancelled', { state: 'incomplete', failure: failure('cancelled') }, 60_000],
    ['waiting for the network', { state: 'incomplete', failure: failure('offline') }, 60_000],
    ['left to the service', { state: 'stillProcessing', startedAt: sessionOf().addedAt }, 60_000],
  ] as const)('is not told of when it was %s', (_name, arrival, tookMs) => {
    const { seen, hear, clock } = desktop();
    hear(songIs({ state: 'fetching' }));
    clock.ms = tookMs;
    hear(songIs(arrival));
    expect(seen).toMatchObject({ news: [], bar: -1, isAwake: false });
  });

  it('that failed says what happened', () => {
    const { seen, hear, clock } = desktop();
    hear(songIs({ state: 'separating', startedAt: sessionOf().addedAt, nextCheckAt: sessionOf().addedAt }));
    clock.ms = 20_000;
    hear(songIs({ state: 'failed', failure: failure('separationFailed') }));
    expect(seen.news[0]?.body).toContain('could not separate this song');
  });

  it('ends with the song, and a notice that comes late changes nothing', () => {
    const { seen, hear, book } = desktop();
    hear(songIs({ state: 'fetching' }), { about: 'sessionGone', id }, fetched(1, 1000));
    expect([seen.bar, book.moving()]).toEqual([-1, []]);
  });
});

describe('an export, on the desktop', () => {
  const writing = (writtenBytes: number) => ({ fileName: 'Mix.wav', writtenBytes, expectedBytes: 1000 });

  it('fills the bar and is told of when it took long', () => {
    const { seen, exports, clock } = desktop();
    exports.writing(ticket, writing(0));
    expect([seen.bar, seen.isAwake]).toEqual([0, true]);
    exports.writing(ticket, writing(1200));
    expect(seen.bar).toBe(1);
    clock.ms = 11_000;
    exports.finished(ticket);
    expect(seen).toMatchObject({ bar: -1, isAwake: false });
    expect(seen.news).toEqual([{ title: 'Mix.wav', body: 'The export is finished.' }]);
  });

  it('that was given up is told of when trouble was the reason', () => {
    const { seen, exports, clock } = desktop();
    exports.writing(ticket, writing(0));
    clock.ms = 11_000;
    exports.discarded(ticket, null);
    expect(seen.news).toEqual([]);
    exports.writing(ticket, writing(0));
    clock.ms = 30_000;
    exports.discarded(ticket, failure('diskFull'));
    exports.discarded(ticket, null);
    expect(seen.news).toHaveLength(1);
    expect(seen.news[0]?.body).toContain('The disk is full.');
  });
});

describe('several works at once', () => {
  it('share the bar by their bytes, and one without a length makes it unknown', () => {
    const { seen, hear, exports } = desktop();
    hear(songIs({ state: 'fetching' }), fetched(0, 1000));
    const progress = {
      title: 'Folder',
      isWaiting: false,
      filesDone: 0,
      filesTotal: 2,
      bytesDone: 1000,
      bytesTotal: 2000,
    };
    hear({ about: 'import', progress });
    expect(seen.bar).toBe(0.5);
    exports.writing(ticket, { fileName: 'Mix.wav', writtenBytes: 10, expectedBytes: null });
    expect(seen.bar).toBe(2);
    hear({ about: 'import', progress: null });
    exports.finished(ticket);
    expect(seen.bar).toBe(0.5);
  });
});
