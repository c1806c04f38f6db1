import { afterEach, beforeEach, expect, it } from 'vitest';
import { fail, ok, type Result, type SessionId, type TaskId } from '../../../electron/contract/index.ts';
import { netLimits } from '../../../electron/main/net/http.ts';
import { loopbackBase } from '../../../electron/main/service/api-base.ts';
import { Fetcher } from '../../../electron/main/service/fetcher.ts';
import { HostQuestions } from '../../../electron/main/service/host-questions.ts';
import type { LibraryPort } from '../../../electron/main/service/library-port.ts';
import { MemoryLibrary } from '../../fakes/memory-library.ts';
import { nodeHttp } from '../../fakes/node-http.ts';
import { quietLog } from '../../fakes/quiet-log.ts';
import { pending, ready } from '../../fakes/record-answers.ts';
import { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { TestClock } from '../../fakes/test-clock.ts';

const taskId = 'e649edb7abfd759285bd41a47a634b10' as TaskId;
const nobody = '0'.repeat(26) as SessionId;

let server: RecordInfoServer;
let library: MemoryLibrary;
let log: ReturnType<typeof quietLog>;
let fetcher: Fetcher;

beforeEach(async () => {
  server = await RecordInfoServer.start();
  library = new MemoryLibrary();
  log = quietLog();
  fetcher = new Fetcher({
    ...{ library, http: nodeHttp(), limits: netLimits, clock: new TestClock(), log },
    base: loopbackBase(server.origin),
    hosts: new HostQuestions({ isAllowed: () => false, allow: () => Promise.resolve() }, () => undefined),
    readKey: () => Promise.resolve(ok(server.key)),
    onProgress: () => undefined,
    isKnownOffline: () => false,
  });
  const url = server.file('/s/v.mp3', { bytes: Buffer.concat([Buffer.from('ID3\x04'), Buffer.alloc(9000)]) });
  server.task(taskId, [ready(taskId, { vocalUrl: url })]);
});
afterEach(async () => {
  await fetcher.stop();
  await server.close();
});

const full = (): Promise<Result<never>> => Promise.resolve(fail('diskFull'));
const refusing = (changes: Partial<LibraryPort>): void => void Object.assign(library, changes);
const arrival = () => library.findByTask(taskId)?.arrival;
const kindOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.kind);

async function comeToRest(): Promise<void> {
  await fetcher.addTasks(taskId);
  await expect.poll(() => fetcher.isBusy(), { interval: 5 }).toBe(false);
}

it('a library that has no room for a song says so, and nobody is asked about it', async () => {
  refusing({ createForTask: full });
  expect(kindOf(await fetcher.addTasks(taskId))).toBe('diskFull');
  expect([fetcher.isBusy(), server.seen.length]).toEqual([false, 0]);
});

it('a song that cannot be queued stays where it was', async () => {
  const song = await library.createForTask(taskId, 'Task');
  refusing({ setArrival: full });
  expect(kindOf(await fetcher.resume(song.ok ? song.value.id : nobody))).toBe('diskFull');
  expect(fetcher.isBusy()).toBe(false);
});

it('a song that is not here can be neither gone on with nor stopped', async () => {
  expect(kindOf(await fetcher.resume(nobody))).toBe('notFound');
  expect(kindOf(await fetcher.cancel(nobody))).toBe('notFound');
});

it('a song that is on its way is asked about once, however often it is resumed', async () => {
  server.task(taskId, [{ instead: 'silence' }]);
  await fetcher.addTasks(taskId);
  const id = library.findByTask(taskId)?.id ?? nobody;
  await expect.poll(() => server.seen.length).toBe(1);
  expect([await fetcher.resume(id), await fetcher.resume(id)]).toEqual([ok('underWay'), ok('underWay')]);
  await fetcher.cancel(id);
  expect(server.seen).toHaveLength(1);
  expect(arrival()).toMatchObject({ state: 'incomplete', failure: { kind: 'cancelled' } });
});

it.each([
  ['what the song is to hold', 'setPlan'],
  ['the place of a stem', 'openPart'],
] as const)('F24 a disk that has no room for %s stops the song with that word', async (_what, method) => {
  refusing({ [method]: full });
  await comeToRest();
  expect(arrival()).toMatchObject({ state: 'incomplete', failure: { kind: 'diskFull' } });
});

it('F24 a disk that has no room to note how long to wait stops the song with that word', async () => {
  server.task(taskId, [pending(taskId)]);
  const noted = library.setArrival.bind(library);
  refusing({ setArrival: (id, next) => (next.state === 'separating' ? full() : noted(id, next)) });
  await comeToRest();
  expect(arrival()).toMatchObject({ state: 'incomplete', failure: { kind: 'diskFull' } });
});

it('a bug stops one song, says so in words and in the log, and the next song comes whole', async () => {
  const openPart = library.openPart.bind(library);
  refusing({ openPart: () => Promise.reject(new TypeError('x is undefined')) });
  await comeToRest();
  expect(arrival()).toMatchObject({ state: 'incomplete', failure: { kind: 'internal' } });
  expect(log.lines.join('\n')).toContain('A song stopped on a bug.');
  refusing({ openPart });
  await comeToRest();
  expect(arrival()).toEqual({ state: 'complete' });
});

it('a stem that the service no longer offers leaves the song incomplete, and is named', async () => {
  const song = await library.createForTask(taskId, 'Task');
  const id = song.ok ? song.value.id : nobody;
  const stems = [{ id: 'drums', kind: 'drums', name: 'Drums' }] as never;
  await library.setPlan(id, { title: null, stems, expiresAt: null, note: null });
  await comeToRest();
  expect(arrival()).toEqual({ state: 'incomplete', failure: { kind: 'linkRefused', detail: 'Drums' } });
});
