import { expect, it, onTestFinished } from 'vitest';
import { epochMs, leastFreeBytes, ok, type Session } from '../../../electron/contract/index.ts';
import { taskIdSchema } from '../../../electron/contract/schemas.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { LibraryQuota } from '../../../electron/main/library/library-quota.ts';
import { TaskLibrary } from '../../../electron/main/library/task-library.ts';
import { netLimits } from '../../../electron/main/net/http.ts';
import { TrustedTime } from '../../../electron/main/net/clock.ts';
import { loopbackBase } from '../../../electron/main/service/api-base.ts';
import { Fetcher } from '../../../electron/main/service/fetcher.ts';
import { HostQuestions } from '../../../electron/main/service/host-questions.ts';
import { nodeHttp } from '../../fakes/node-http.ts';
import { quietLog } from '../../fakes/quiet-log.ts';
import { ready } from '../../fakes/record-answers.ts';
import { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { TestClock } from '../../fakes/test-clock.ts';
import { openLibrary, valueOf } from '../../unit/library/rig.ts';
import { taskSong } from '../../unit/library/task-song.ts';

const patience = { interval: 5, timeout: 60_000 };
const taskId = taskIdSchema.parse('e649edb7abfd759285bd41a47a634b10');
const dayMs = 86_400_000;
const stemBytes = 40_004;

/**
 * A fetcher over a real library, on a disk that has so much room above the GiB which is left to others, and grows by what
 * is removed. The clock of the computer stands in 1970; only the service knows the time.
 */
async function fetchingLibrary(roomBytes: number) {
  const server = await RecordInfoServer.start();
  const freed = { bytes: 0 };
  const fs = {
    ...nodeFs,
    freeBytes: () => Promise.resolve(leastFreeBytes + roomBytes + freed.bytes),
    removeFile: async (path: string) => {
      freed.bytes += (await nodeFs.look(path))?.byteLength ?? 0;
      await nodeFs.removeFile(path);
    },
  };
  const { store } = await openLibrary(fs);
  const clock = new TestClock(5000);
  const time = new TrustedTime(clock);
  const libraryQuota = new LibraryQuota({
    ...{ store, limit: () => ({ isOn: true, limitGiB: 10 }), trustedNow: () => time.now(), isOpen: () => false },
  });
  const hosts = new HostQuestions({ isAllowed: () => true, allow: () => Promise.resolve() }, () => undefined);
  const fetcher = new Fetcher({
    ...{
      library: new TaskLibrary(store, libraryQuota),
      http: nodeHttp(),
      limits: netLimits,
      clock,
      log: quietLog(),
      hosts,
    },
    base: loopbackBase(server.origin),
    readKey: () => Promise.resolve(ok(server.key)),
    onProgress: () => undefined,
    isKnownOffline: () => false,
    onServedTime: (servedMs) => {
      time.set(servedMs);
    },
  });
  onTestFinished(async () => {
    await fetcher.stop();
    await server.close();
  });
  const bytes = Buffer.concat([Buffer.from('ID3\x04'), Buffer.alloc(stemBytes - 4, 7)]);
  server.task(taskId, [ready(taskId, { vocalUrl: server.file('/s/vocals.mp3', { bytes }) }, Date.now())]);
  const atRest = async (): Promise<Session> => {
    await expect.poll(() => fetcher.isBusy(), patience).toBe(false);
    const found = store.catalogue.findByTask(taskId);
    if (found === null) throw new Error('the song is not in the library');
    return found;
  };
  return { store, fetcher, atRest };
}

it('F37 a song is fetched into a full library: one that can be fetched again makes room, by the time of the service', async () => {
  const { store, fetcher, atRest } = await fetchingLibrary(stemBytes - 5000);
  const last = await taskSong(store, { title: 'Gone tomorrow', expiresAt: Date.now() + dayMs / 2, addedAt: 1 });
  const old = await taskSong(store, { title: 'Old', expiresAt: Date.now() + 7 * dayMs, addedAt: 2 });
  valueOf(await fetcher.addTasks(taskId));
  expect((await atRest()).arrival).toEqual({ state: 'complete' });
  expect(store.catalogue.find(old.id)?.arrival).toEqual({ state: 'evicted' });
  expect(store.catalogue.find(last.id)).toEqual(last);
});

it('F37 a song for which nothing may go is not fetched, which is said; with more room it comes', async () => {
  const { store, fetcher, atRest } = await fetchingLibrary(stemBytes - 5000);
  const only = await taskSong(store, { expiresAt: epochMs(1) });
  valueOf(await fetcher.addTasks(taskId));
  const refused = await atRest();
  expect(refused.arrival).toMatchObject({ state: 'incomplete', failure: { kind: 'diskFull' } });
  expect(store.catalogue.find(only.id)).toEqual(only);

  const { id } = await taskSong(store, { expiresAt: Date.now() + 7 * dayMs });
  valueOf(await fetcher.resume(refused.id));
  expect((await atRest()).arrival).toEqual({ state: 'complete' });
  expect(store.catalogue.find(id)?.arrival).toEqual({ state: 'evicted' });
});

it('a song that made room is not fetched by itself, but when somebody asks for it', async () => {
  const { store, fetcher, atRest } = await fetchingLibrary(2 ** 30);
  valueOf(await fetcher.addTasks(taskId));
  const { id } = await atRest();
  valueOf(await store.change(id, (session) => ({ ...session, arrival: { state: 'evicted' } })));
  fetcher.start();
  expect(fetcher.isBusy()).toBe(false);
  valueOf(await fetcher.resume(id));
  expect((await atRest()).arrival).toEqual({ state: 'complete' });
});
