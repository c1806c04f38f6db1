import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  epochMs,
  explainFailure,
  fail,
  ok,
  type FetchProgress,
  type Result,
  type Session,
  type TaskId,
} from '../../../electron/contract/index.ts';
import { netLimits } from '../../../electron/main/net/http.ts';
import { loopbackBase } from '../../../electron/main/service/api-base.ts';
import { Fetcher, type FetcherTools } from '../../../electron/main/service/fetcher.ts';
import { HostQuestions } from '../../../electron/main/service/host-questions.ts';
import { answerWith, resetAt, sendFile, stallAt, type FileStep } from '../../fakes/file-steps.ts';
import { MemoryLibrary } from '../../fakes/memory-library.ts';
import { nodeHttp } from '../../fakes/node-http.ts';
import { quietLog } from '../../fakes/quiet-log.ts';
import { codeInBody, job, pending, ready, twelveFields, type Links } from '../../fakes/record-answers.ts';
import { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { TestClock } from '../../fakes/test-clock.ts';

const taskId = 'e649edb7abfd759285bd41a47a634b10' as TaskId;
const day = 24 * 3600 * 1000;

let server: RecordInfoServer;
let library: MemoryLibrary;
let clock: TestClock;
let log: ReturnType<typeof quietLog>;
let questions: string[];
let allowedHosts: Set<string>;
let told: FetchProgress[];
let key: Result<string>;
let fetcher: Fetcher;
let hosts: HostQuestions;

function newFetcher(changes: Partial<FetcherTools> = {}): Fetcher {
  return new Fetcher({
    library,
    http: nodeHttp(),
    limits: netLimits,
    clock,
    log,
    hosts,
    base: loopbackBase(server.origin),
    readKey: () => Promise.resolve(key),
    onProgress: (progress) => told.push(progress),
    isKnownOffline: () => false,
    ...changes,
  });
}

beforeEach(async () => {
  server = await RecordInfoServer.start();
  library = new MemoryLibrary();
  clock = new TestClock();
  log = quietLog();
  questions = [];
  allowedHosts = new Set();
  told = [];
  key = ok(server.key);
  hosts = new HostQuestions(
    {
      isAllowed: (host) => allowedHosts.has(host),
      allow: (host) => {
        allowedHosts.add(host);
        return Promise.resolve();
      },
    },
    (host) => questions.push(host),
  );
  fetcher = newFetcher();
});
afterEach(async () => {
  await fetcher.stop();
  await server.close();
});

const bytesOf = (field: string): Buffer => Buffer.concat([Buffer.from('ID3\x04'), Buffer.alloc(40_000, field)]);

/** Serves a file for each field. */
function serve(fields: readonly string[], steps: Readonly<Record<string, readonly FileStep[]>> = {}): Links {
  return Object.fromEntries(
    fields.map((field) => {
      const file = { bytes: bytesOf(field), etag: `"${field}"` };
      return [field, server.file(`/s/${field}.mp3`, file, steps[field])];
    }),
  );
}

async function atRest(): Promise<Session> {
  await expect.poll(() => library.findByTask(taskId) !== null && !fetcher.isBusy(), { interval: 5 }).toBe(true);
  return found();
}

function found(): Session {
  const session = library.findByTask(taskId);
  if (session === null) throw new Error('the song is not in the library');
  return session;
}

async function fetched(): Promise<Session> {
  expect((await fetcher.addTasks(taskId)).ok).toBe(true);
  return atRest();
}

const saved = (session: Session): readonly string[] =>
  session.stems.filter(({ file }) => file.state === 'saved').map(({ id }) => id);
const asked = (): number => server.requestsFor(taskId).length;

describe('from a task id to a song', () => {
  it('asks until the stems are there, then fetches all twelve, whole', async () => {
    const links = serve(twelveFields);
    server.task(taskId, [pending(taskId), pending(taskId), ready(taskId, links, 1753782937000)]);
    const session = await fetched();
    expect(session.arrival).toEqual({ state: 'complete' });
    expect(session.title).toBe('Task e649edb7');
    expect(saved(session)).toHaveLength(12);
    expect(session.origin).toMatchObject({ expiresAt: 1753782937000 + 14 * day });
    expect(clock.waits.filter((ms) => ms === 3000)).toHaveLength(2);
    expect(library.arrivals).toEqual(['queued', 'separating', 'separating', 'fetching', 'complete']);
    for (const field of twelveFields) expect(server.requestsFor(`/s/${field}.mp3`)).toHaveLength(1);
    expect([...library.parts.values()].every(({ ending }) => ending === 'committed')).toBe(true);
  });

  it('never has more than three files open', async () => {
    let open = 0;
    let most = 0;
    const slow: FileStep = (request, response, file) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        sendFile()(request, response, file);
      }, 100);
    };
    const links = serve(twelveFields, Object.fromEntries(twelveFields.map((field) => [field, [slow]])));
    server.task(taskId, [ready(taskId, links)]);
    await fetched();
    expect(most).toBe(3);
  });

  it('keeps the original apart from the stems', async () => {
    server.task(taskId, [ready(taskId, serve(['vocalUrl', 'originUrl']))]);
    const session = await fetched();
    expect(saved(session)).toEqual(['vocals']);
    expect(session.original?.byteLength).toBe(bytesOf('originUrl').length);
  });

  it('is whole without an original that is gone, and not without one that may still come', async () => {
    const gone = serve(['vocalUrl', 'originUrl'], { originUrl: [answerWith(404)] });
    server.task(taskId, [ready(taskId, gone)]);
    expect((await fetched()).arrival.state).toBe('complete');
  });

  it('tells the progress of every stem, four times a second at most', async () => {
    server.task(taskId, [ready(taskId, serve(twelveFields))]);
    await fetched();
    const last = told.at(-1);
    expect(last?.stems).toHaveLength(12);
    expect(last?.stems.every(({ receivedBytes, totalBytes }) => receivedBytes === totalBytes)).toBe(true);
    expect(told.length).toBeLessThan(4);
  });

  it('takes several tasks at once, each once', async () => {
    const other = '3e63b4cc88d52611159371f6af5571e7';
    server.task(taskId, [ready(taskId, serve(['vocalUrl']))]);
    server.task(other, [ready(other, serve(['drumsUrl']))]);
    const added = await fetcher.addTasks(`${taskId}\n${other} ${taskId}`);
    expect(added.ok && added.value.map(({ title }) => title)).toEqual(['Task e649edb7', 'Task 3e63b4cc']);
    await atRest();
    const again = await fetcher.addTasks(taskId);
    expect(again.ok && again.value.map(({ arrival }) => arrival.state)).toEqual(['complete']);
    expect(library.sessions.size).toBe(2);
  });

  it('takes fifty tasks of a text at most', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => String(index).padStart(32, 'a'));
    const added = await fetcher.addTasks(ids.join('\n'));
    expect(added.ok && added.value.length).toBe(50);
    await expect.poll(() => fetcher.isBusy(), { timeout: 20_000 }).toBe(false);
    expect(library.sessions.size).toBe(50);
  });

  it('says so when there is no task id in the text', async () => {
    expect(await fetcher.addTasks('hello there')).toMatchObject(fail('malformedTaskId', 'hello there'));
  });

  it('logs no link and no key', async () => {
    server.task(taskId, [ready(taskId, serve(['vocalUrl'], { vocalUrl: [answerWith(404)] }))]);
    await fetched();
    expect(log.lines.length).toBeGreaterThan(0);
    expect(log.lines.join()).not.toMatch(/http:|\.mp3|test-key/);
  });
});

describe('what the service says instead', () => {
  it.each([
    [404, 'failed', 'taskNotFound'],
    [422, 'failed', 'taskRejected'],
    [451, 'failed', 'sourceUnreachable'],
    [401, 'incomplete', 'keyRefused'],
    [402, 'incomplete', 'outOfCredits'],
    [455, 'incomplete', 'maintenance'],
    [500, 'incomplete', 'serviceError'],
  ])('code %d leaves the song %s: %s', async (code, state, kind) => {
    server.task(taskId, [codeInBody(code, 'why')]);
    expect((await fetched()).arrival).toMatchObject({ state, failure: { kind } });
  });

  it('F14 a refused key is not shown again until it changes', async () => {
    key = ok('wrong-key-1234');
    const others = ['a1', 'b2', 'c3'].map((name) => name.padEnd(32, '0'));
    for (const id of [taskId, ...others]) server.task(id, [ready(id, serve(['vocalUrl']))]);
    await fetched();
    expect(server.seen).toHaveLength(1);
    key = ok(server.key);
    await fetcher.keyChanged();
    expect((await atRest()).arrival.state).toBe('complete');
  });

  it('without a key the song waits for one', async () => {
    key = fail('noKey');
    server.task(taskId, [ready(taskId, serve(['vocalUrl']))]);
    expect((await fetched()).arrival).toEqual({ state: 'incomplete', failure: { kind: 'noKey', detail: '' } });
    key = ok(server.key);
    await fetcher.keyChanged();
    expect((await atRest()).arrival.state).toBe('complete');
  });

  it('F18 a task that stays pending is asked for half an hour, then on demand', async () => {
    server.task(taskId, [pending(taskId)]);
    const session = await fetched();
    expect(session.arrival.state).toBe('stillProcessing');
    expect(asked()).toBeGreaterThan(60);
    expect(asked()).toBeLessThanOrEqual(70);
    expect(clock.waits.slice(0, 10)).toEqual([3000, 3000, 5000, 5000, 10_000, 10_000, 15_000, 15_000, 30_000, 30_000]);
    expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(30 * 60 * 1000);
    const before = asked();
    expect(await fetcher.resume(session.id)).toEqual(ok('underWay'));
    expect((await atRest()).arrival.state).toBe('stillProcessing');
    expect(asked()).toBe(before + 1);
    fetcher.askAgain();
    await expect.poll(asked).toBe(before + 2);
    expect((await atRest()).arrival.state).toBe('stillProcessing');
  });
});

describe('a task of the newer route', () => {
  const kick = '/s/a_Kick Drum.mp3';

  it('is fetched like any other, and only its route is asked from then on', async () => {
    server.file(encodeURI(kick), { bytes: bytesOf('kick') });
    const vocals = server.file('/s/v.mp3', { bytes: bytesOf('vocals') });
    const originData = [
      { stem_type_group_name: 'Kick', audio_url: `${server.origin}${kick}` },
      { stem_type_group_name: 'Vocals', audio_url: vocals },
    ];
    const done = job(taskId, 'success', { vocal_separation_info: { origin_data: originData } });
    server.task(taskId, [job(taskId, 'waiting'), job(taskId, 'generating'), done], 'jobs');
    const session = await fetched();
    expect(session.arrival).toEqual({ state: 'complete' });
    expect(session.origin).toMatchObject({ route: 'jobs' });
    expect(session.stems.map(({ id, kind, name }) => [id, kind, name])).toEqual([
      ['vocals', 'vocals', 'Vocals'],
      ['kick', 'drums', 'Kick'],
    ]);
    expect(await fetcher.resume(session.id)).toEqual(ok('nothingNew'));
    expect(server.requestsFor('/api/v1/vocal-removal/record-info')).toHaveLength(1);
    expect(server.requestsFor('/api/v1/jobs/recordInfo')).toHaveLength(4);
  });

  it('is not asked for there once the first route has its record', async () => {
    server.task(taskId, [pending(taskId), ready(taskId, serve(['vocalUrl']))]);
    expect((await fetched()).origin).toMatchObject({ route: 'recordInfo' });
    expect(server.requestsFor('/api/v1/jobs/recordInfo')).toEqual([]);
  });

  it("that sends somebody else's record, or links to private addresses, brings nothing", async () => {
    server.task(taskId, [job('0'.repeat(32), 'success', { vocal_url: `${server.origin}/s/v.mp3` })], 'jobs');
    expect((await fetched()).arrival).toMatchObject({ state: 'incomplete', failure: { kind: 'wrongRecord' } });
    const inside = { vocal_url: 'https://192.168.0.1/v.mp3', drums_url: 'https://[::1]/d.mp3' };
    server.task(taskId, [job(taskId, 'success', inside)], 'jobs');
    await fetcher.resume(found().id);
    expect((await atRest()).arrival).toMatchObject({ state: 'incomplete', failure: { kind: 'linkForbidden' } });
    expect([saved(found()), questions]).toEqual([[], []]);
    expect([...library.parts.values()].every(({ bytes }) => bytes.length === 0)).toBe(true);
  });

  it('of more stems than a song can hold is whole with those it can hold', async () => {
    const originData = Array.from({ length: 70 }, (_, index) => ({
      stem_type_group_name: `Part ${index}`,
      audio_url: server.file(`/s/${index}.mp3`, { bytes: bytesOf('p') }),
    }));
    server.task(taskId, [job(taskId, 'success', { originData })], 'jobs');
    const session = await fetched();
    expect([session.arrival.state, saved(session).length]).toEqual(['complete', 64]);
    expect(await fetcher.resume(session.id)).toEqual(ok('nothingNew'));
  });
});

describe('a task that came empty', () => {
  const empty = ready(taskId, {});

  it.each([1, 3, 6])('%d times is asked again within half a minute, and its stems are fetched', async (times) => {
    server.task(taskId, [...Array.from({ length: times }, () => empty), ready(taskId, serve(['vocalUrl']))]);
    expect((await fetched()).arrival).toEqual({ state: 'complete' });
    expect(asked()).toBe(times + 1);
    expect(clock.waits.filter((ms) => ms >= 3000).reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(36_000);
  });

  it('and stays so is told after seven questions, and can be checked again', async () => {
    server.task(taskId, [empty]);
    const session = await fetched();
    expect(session.arrival).toEqual({ state: 'failed', failure: { kind: 'noStemsInAnswer', detail: '' } });
    expect(asked()).toBe(7);
    expect(explainFailure({ kind: 'noStemsInAnswer', detail: '' }).remedy).toBe('checkNow');
    server.task(taskId, [ready(taskId, serve(['vocalUrl']))]);
    expect(await fetcher.resume(session.id)).toEqual(ok('underWay'));
    expect((await atRest()).arrival).toEqual({ state: 'complete' });
  });

  it('after a long separation is asked again as soon as any other', async () => {
    const pendings = Array.from({ length: 12 }, () => pending(taskId));
    server.task(taskId, [...pendings, empty, ready(taskId, serve(['vocalUrl']))]);
    expect((await fetched()).arrival).toEqual({ state: 'complete' });
    expect(clock.waits.filter((ms) => ms >= 3000).at(-1)).toBe(3000);
  });
});

describe('a song that is whole is checked again', () => {
  const two = ['vocalUrl', 'instrumentalUrl'];

  it('and gets what its task has grown by; what was here is not fetched twice', async () => {
    server.task(taskId, [ready(taskId, serve(two))]);
    const before = await fetched();
    server.task(taskId, [ready(taskId, serve([...two, 'drumsUrl', 'bassUrl']))]);
    expect(await fetcher.resume(before.id)).toEqual(ok('underWay'));
    const after = await atRest();
    expect(after.arrival).toEqual({ state: 'complete' });
    expect([...saved(after)].sort()).toEqual(['bass', 'drums', 'instrumental', 'vocals']);
    for (const stem of before.stems) expect(after.stems).toContainEqual(stem);
    for (const field of two) expect(server.requestsFor(`/s/${field}.mp3`)).toHaveLength(1);
  });

  it('when its id is pasted again, too', async () => {
    server.task(taskId, [ready(taskId, serve(two))]);
    const before = await fetched();
    server.task(taskId, [ready(taskId, serve([...two, 'drumsUrl']))]);
    expect(await fetcher.addTasks(taskId)).toEqual(ok([before]));
    await expect.poll(() => fetcher.isBusy() || found().stems.length > 2).toBe(true);
    const after = await atRest();
    expect([...saved(after)].sort()).toEqual(['drums', 'instrumental', 'vocals']);
    server.task(taskId, [codeInBody(404)]);
    await fetcher.addTasks(taskId);
    await expect.poll(() => asked()).toBe(4);
    expect(found()).toEqual(after);
  });

  it('and is as it was when there is nothing new', async () => {
    server.task(taskId, [ready(taskId, serve(two))]);
    const before = await fetched();
    const told = library.arrivals.length;
    expect(await Promise.all([fetcher.resume(before.id), fetcher.resume(before.id)])).toEqual([
      ok('nothingNew'),
      ok('nothingNew'),
    ]);
    expect([found(), library.arrivals.length, asked()]).toEqual([before, told, 2]);
  });

  it.each([
    ['the service has forgotten it', codeInBody(404), 'taskNotFound'],
    ['the key is refused', codeInBody(401), 'keyRefused'],
    ['the service is down', codeInBody(455), 'maintenance'],
    ['the answer cannot be read', { body: '<html>' }, 'badAnswer'],
    ['nothing answers', { instead: 'reset' }, 'truncated'],
  ] as const)('and is as it was when %s, which is told', async (_what, answer, kind) => {
    server.task(taskId, [ready(taskId, serve(two), clock.now())]);
    const before = await fetched();
    server.task(taskId, [answer]);
    expect(await fetcher.resume(before.id)).toMatchObject({ ok: false, failure: { kind } });
    expect(found()).toEqual(before);
  });

  it('and is as it was when the answer names fewer stems, or none', async () => {
    server.task(taskId, [ready(taskId, serve(two))]);
    const before = await fetched();
    for (const answer of [ready(taskId, serve(['vocalUrl'])), ready(taskId, {}), pending(taskId)]) {
      server.task(taskId, [answer]);
      expect(await fetcher.resume(before.id)).toEqual(ok('nothingNew'));
      expect(found()).toEqual(before);
    }
  });

  it('and says that the files have expired when the record is gone with them', async () => {
    server.task(taskId, [ready(taskId, serve(two), clock.now() - 15 * day), codeInBody(404)]);
    const before = await fetched();
    expect(await fetcher.resume(before.id)).toMatchObject({ ok: false, failure: { kind: 'linkExpired' } });
    expect(found()).toEqual(before);
  });

  it('and lets go when the app quits', async () => {
    server.task(taskId, [ready(taskId, serve(two)), { instead: 'silence' }]);
    const { id } = await fetched();
    const checking = fetcher.resume(id);
    await expect.poll(asked).toBe(2);
    await fetcher.stop();
    expect(await checking).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
  });
});

describe('dead links', () => {
  const dead = { vocalUrl: [answerWith(403), answerWith(403)], drumsUrl: [answerWith(404), answerWith(404)] };

  it('F15 are asked for anew, once for the whole song', async () => {
    const old = serve(['vocalUrl', 'drumsUrl', 'bassUrl'], dead);
    const fresh = {
      ...old,
      vocalUrl: server.file('/fresh/v.mp3', { bytes: bytesOf('v') }),
      drumsUrl: server.file('/fresh/d.mp3', { bytes: bytesOf('d') }),
    };
    server.task(taskId, [ready(taskId, old), ready(taskId, fresh)]);
    const session = await fetched();
    expect(session.arrival).toEqual({ state: 'complete' });
    expect(asked()).toBe(2);
  });

  it.each([
    [13 * day, 'linkRefused'],
    [15 * day, 'linkExpired'],
  ])('F15 that stay dead %d ms after the task was done are %s', async (ageMs, kind) => {
    server.task(taskId, [ready(taskId, serve(['vocalUrl', 'bassUrl'], dead), Date.now() - ageMs)]);
    clock.setNow(Date.now());
    const session = await fetched();
    expect(session.arrival).toMatchObject({ state: 'incomplete', failure: { kind } });
    expect(saved(session)).toEqual(['bass']);
    expect(session.stems.find(({ id }) => id === 'vocals')?.file).toMatchObject({
      state: 'missing',
      failure: { kind },
    });
    expect(asked()).toBe(2);
  });

  it('F36 NET-14 what has expired is told by the clock of the service', async () => {
    server.task(taskId, [ready(taskId, serve(['vocalUrl'], dead), Date.now() - 13 * day)]);
    clock.setNow(Date.now() + 700 * day);
    expect((await fetched()).arrival).toMatchObject({ failure: { kind: 'linkRefused' } });
  });

  it('a record that is gone after the files expired means just that', async () => {
    server.task(taskId, [ready(taskId, serve(['vocalUrl'], dead), 1_600_000_000_000), codeInBody(404)]);
    await fetched();
    const session = await fetched();
    expect(session.arrival).toEqual({ state: 'incomplete', failure: { kind: 'linkExpired', detail: '' } });
  });
});

describe('going on', () => {
  it('fetches only what is missing, from where it broke off', async () => {
    const stops = Array.from({ length: 5 }, () => resetAt(10_000));
    server.task(taskId, [ready(taskId, serve(['vocalUrl', 'bassUrl'], { vocalUrl: stops }))]);
    const session = await fetched();
    expect(session.arrival).toMatchObject({ state: 'incomplete', failure: { kind: 'truncated' } });
    await fetcher.resume(session.id);
    expect((await atRest()).arrival.state).toBe('complete');
    expect(server.requestsFor('/s/bassUrl.mp3')).toHaveLength(1);
    expect(server.requestsFor('/s/vocalUrl.mp3').at(-1)?.headers.range).toBe('bytes=10000-');
    expect(library.findByTask(taskId)?.stems[0]?.file.state).toBe('saved');
  });

  it('a cancel keeps what had come, and a resume takes it up', async () => {
    server.task(taskId, [ready(taskId, serve(['vocalUrl', 'bassUrl'], { vocalUrl: [stallAt(10_000)] }))]);
    fetcher = newFetcher();
    await fetcher.addTasks(taskId);
    const { id } = found();
    await expect.poll(() => library.parts.get(`${id}/vocals`)?.bytes.length).toBe(10_000);
    expect(await fetcher.cancel(id)).toEqual(ok());
    expect(fetcher.isBusy()).toBe(false);
    expect(library.find(id)?.arrival).toEqual({ state: 'incomplete', failure: { kind: 'cancelled', detail: '' } });
    expect(library.parts.get(`${id}/vocals`)?.ending).toBe('kept');
    await fetcher.resume(id);
    expect((await atRest()).arrival.state).toBe('complete');
  });

  it('a cancel while the task is pending stops the questions', async () => {
    server.task(taskId, [pending(taskId)]);
    const patient = new TestClock();
    patient.wait = (_ms, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    fetcher = newFetcher({ clock: patient });
    await fetcher.addTasks(taskId);
    await expect.poll(() => library.findByTask(taskId)?.arrival.state).toBe('separating');
    await fetcher.cancel(found().id);
    expect(library.findByTask(taskId)?.arrival).toMatchObject({ state: 'incomplete', failure: { kind: 'cancelled' } });
    expect(asked()).toBe(1);
  });

  it('after quitting in the middle, the next start takes it up', async () => {
    server.task(taskId, [ready(taskId, serve(['vocalUrl'], { vocalUrl: [stallAt(10_000)] }))]);
    fetcher = newFetcher();
    await fetcher.addTasks(taskId);
    await expect.poll(() => [...library.parts.values()][0]?.bytes.length).toBe(10_000);
    await fetcher.stop();
    expect(library.findByTask(taskId)?.arrival.state).toBe('fetching');
    fetcher = newFetcher();
    fetcher.start();
    expect((await atRest()).arrival.state).toBe('complete');
    expect(server.requestsFor('/s/vocalUrl.mp3').at(-1)?.headers.range).toBe('bytes=10000-');
  });

  it('F18 polling goes on at the same stage after a restart', async () => {
    server.task(taskId, [pending(taskId), ready(taskId, serve(['vocalUrl']))]);
    const created = await library.createForTask(taskId, 'Task');
    if (!created.ok) throw new Error('no song');
    const startedAt = epochMs(clock.now() - 46_000);
    const nextCheckAt = epochMs(clock.now() + 5000);
    await library.setArrival(created.value.id, { state: 'separating', startedAt, nextCheckAt });
    fetcher.start();
    expect((await atRest()).arrival.state).toBe('complete');
    expect(clock.waits.slice(0, 2)).toEqual([5000, 15_000]);
  });

  it('a song that was released is left alone', async () => {
    server.task(taskId, [ready(taskId, serve(['vocalUrl'], { vocalUrl: [stallAt(10_000)] }))]);
    fetcher = newFetcher();
    await fetcher.addTasks(taskId);
    await expect.poll(() => library.parts.size).toBe(1);
    const id = found().id;
    await fetcher.release(id);
    expect(library.arrivals.at(-1)).toBe('fetching');
    library.sessions.delete(id);
    expect(await fetcher.resume(id)).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
  });

  it('F24 a full disk stops the song, and what is left is not even asked for', async () => {
    server.task(taskId, [ready(taskId, serve(twelveFields))]);
    const open = library.openPart.bind(library);
    library.openPart = async (id, slot) => {
      const opened = await open(id, slot);
      const part = library.parts.get(`${id}/${slot}`);
      if (part !== undefined) part.appendFailure = fail('diskFull');
      return opened;
    };
    expect((await fetched()).arrival).toMatchObject({ state: 'incomplete', failure: { kind: 'diskFull' } });
    expect(server.seen.filter(({ path }) => path.startsWith('/s/')).length).toBeLessThanOrEqual(3);
  });

  it('a song of more than two gigabytes is refused', async () => {
    fetcher = newFetcher({ limits: { ...netLimits, maxSongBytes: 50_000 } });
    server.task(taskId, [ready(taskId, serve(['vocalUrl', 'bassUrl']))]);
    const session = await fetched();
    expect(session.arrival).toMatchObject({ state: 'incomplete', failure: { kind: 'tooLarge' } });
    expect(saved(session).length).toBeLessThan(2);
  });
});

describe('F17 without a network', () => {
  it('tries again by itself every thirty seconds, with one question, and goes on when it is back', async () => {
    const { origin } = server;
    const base = loopbackBase(origin);
    fetcher = newFetcher({ base });
    const port = Number(new URL(origin).port);
    await server.close();
    await fetcher.addTasks(`${taskId} 3e63b4cc88d52611159371f6af5571e7`);
    await expect
      .poll(() => library.arrivals.filter((arrival) => arrival === 'incomplete offline').length)
      .toBeGreaterThan(3);
    server = await RecordInfoServer.start({ port });
    server.task(taskId, [ready(taskId, serve(['vocalUrl']))]);
    server.task('3e63b4cc88d52611159371f6af5571e7', [ready('3e63b4cc88d52611159371f6af5571e7', serve(['bassUrl']))]);
    await expect
      .poll(() => library.taskSessions().map(({ arrival }) => arrival.state))
      .toEqual(['complete', 'complete']);
    expect(clock.waits.filter((ms) => ms === 30_000).length).toBeGreaterThan(1);
  });

  it('believes the system that there is none', async () => {
    fetcher = newFetcher({
      base: { origin: 'https://api.kie.ai', uploadOrigin: 'https://kieai.redpandaai.co', loopbackOrigin: null },
      http: {
        get: () => Promise.reject(new Error('asked')),
        post: () => Promise.reject(new Error('asked')),
        addressesOf: () => Promise.reject(new Error('asked')),
      },
      isKnownOffline: () => true,
    });
    const real = clock.wait.bind(clock);
    clock.wait = async (ms, signal) => {
      if (ms === 30_000) await new Promise((resolve) => setTimeout(resolve, 20));
      await real(ms, signal);
    };
    expect((await fetched()).arrival).toMatchObject({ state: 'incomplete', failure: { kind: 'offline' } });
  });
});

describe('a host that nobody knows', () => {
  const elsewhere = 'https://cdn.example-music.io/v.mp3';

  it('is asked about once, however many stems lie there; a no ends the song, not the question', async () => {
    const links = {
      vocalUrl: elsewhere,
      drumsUrl: `${elsewhere}?d`,
      bassUrl: `${elsewhere}?b`,
      fxUrl: `${elsewhere}?f`,
    };
    server.task(taskId, [ready(taskId, links)]);
    await fetcher.addTasks(taskId);
    await expect.poll(() => questions.length).toBeGreaterThan(0);
    await hosts.answer('cdn.example-music.io', false);
    const session = await atRest();
    expect(session.arrival).toMatchObject({ failure: { kind: 'hostNotAllowed', detail: 'cdn.example-music.io' } });
    expect(questions).toEqual(['cdn.example-music.io']);
    await fetcher.resume(session.id);
    await expect.poll(() => questions).toEqual(['cdn.example-music.io', 'cdn.example-music.io']);
    await fetcher.cancel(session.id);
  });

  it('is asked about again when a new page comes up, and each file that waits hears the answer', async () => {
    const other = 'https://mirror.example-music.io/v.mp3';
    server.task(taskId, [ready(taskId, { vocalUrl: elsewhere, drumsUrl: `${elsewhere}?d`, bassUrl: other })]);
    await fetcher.addTasks(taskId);
    await expect.poll(() => questions.length).toBe(2);
    hosts.announceAgain();
    expect(questions.slice(2).sort()).toEqual(['cdn.example-music.io', 'mirror.example-music.io']);
    await hosts.answer('cdn.example-music.io', false);
    hosts.announceAgain();
    expect(questions.slice(4)).toEqual(['mirror.example-music.io']);
    await hosts.answer('mirror.example-music.io', false);
    expect((await atRest()).stems.map(({ file }) => file)).toEqual(
      ['cdn', 'cdn', 'mirror'].map((name) => ({
        state: 'missing',
        failure: { kind: 'hostNotAllowed', detail: `${name}.example-music.io` },
      })),
    );
    hosts.announceAgain();
    expect(questions).toHaveLength(5);
  });

  it('keeps no other song waiting while the user thinks', async () => {
    const other = '3e63b4cc88d52611159371f6af5571e7' as TaskId;
    const links = twelveFields.map((field) => [field, `${elsewhere}?${field}`]);
    server.task(taskId, [ready(taskId, Object.fromEntries(links) as Links)]);
    server.task(other, [ready(other, serve(['drumsUrl']))]);
    await fetcher.addTasks(taskId);
    await expect.poll(() => questions.length).toBe(1);
    await fetcher.addTasks(other);
    await expect.poll(() => library.findByTask(other)?.arrival).toEqual({ state: 'complete' });
    await fetcher.cancel(found().id);
  });

  it('is remembered when it is allowed', async () => {
    const check = hosts.urlCheck(null);
    const signal = new AbortController().signal;
    const both = Promise.all([check(elsewhere, signal), check(elsewhere, signal)]);
    await hosts.answer('cdn.example-music.io', true);
    expect((await both).every(({ ok: isAllowed }) => isAllowed)).toBe(true);
    expect((await hosts.urlCheck(null)(elsewhere, signal)).ok).toBe(true);
    expect(questions).toEqual(['cdn.example-music.io']);
    await hosts.answer('never-asked.example', true);
    expect([...allowedHosts]).toEqual(['cdn.example-music.io']);
  });

  it.each([
    ['http://169.254.169.254/latest', 'a link that is not https (http:)'],
    ['http://file.aiquickdraw.com/v.mp3', 'a link that is not https (http:)'],
    ['ftp://file.aiquickdraw.com/v.mp3', 'a link that is not https (ftp:)'],
    ['file:///etc/passwd', 'a link that is not https (file:)'],
    ['https://10.0.0.1/v.mp3', '10.0.0.1, an address instead of a name'],
    ['https://nas.local/v.mp3', 'nas.local, a local name'],
    ['https://file.aiquickdraw.com:8443/v.mp3', 'file.aiquickdraw.com, an unusual port'],
    ['https://me:pw@file.aiquickdraw.com/v.mp3', 'a link with a user name in it'],
    ['stems/v.mp3', 'a link that is no URL'],
    ['https://', 'a link that is no URL'],
  ])('is never asked about when the link is %s; the stem says why, and nothing is to be allowed', async (url, why) => {
    server.task(taskId, [ready(taskId, { vocalUrl: url })]);
    const { arrival } = await fetched();
    expect(arrival).toEqual({ state: 'incomplete', failure: { kind: 'linkForbidden', detail: why } });
    expect(questions).toEqual([]);
    const told = 'failure' in arrival ? explainFailure(arrival.failure) : null;
    expect(`${told?.happened} ${told?.canDo}`).not.toMatch(/allow/);
  });
});
