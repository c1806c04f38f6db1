import { writeSync } from 'node:fs';
import { ok, type TaskId } from '../../../electron/contract/index.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { savedAudioOf } from '../../../electron/main/library/catalogue.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { TaskLibrary } from '../../../electron/main/library/task-library.ts';
import { systemClock } from '../../../electron/main/net/clock.ts';
import { netLimits } from '../../../electron/main/net/http.ts';
import { loopbackBase } from '../../../electron/main/service/api-base.ts';
import { Fetcher } from '../../../electron/main/service/fetcher.ts';
import { HostQuestions } from '../../../electron/main/service/host-questions.ts';
import { nodeHttp } from '../../fakes/node-http.ts';
import { quietLog } from '../../fakes/quiet-log.ts';

// Fetches a task into libraries at once, to be killed at it. Writes the hash of each file it announces, and `whole` at the end, each
// behind the number of its library.
const [origin = '', key = '', taskId = '', ...roots] = process.argv.slice(2);
const log = quietLog();

async function fetchInto(root: string, at: number): Promise<void> {
  const say = (word: string): number => writeSync(1, `${String(at)} ${word}\n`);
  const store = new SongStore({
    fs: nodeFs,
    root,
    log,
    announce: (notice) => {
      if (notice.about === 'session') for (const { sha256 } of savedAudioOf(notice.session)) say(sha256);
    },
  });
  await store.opened();
  const library = new TaskLibrary(store);
  const never = { isAllowed: () => false, allow: () => Promise.resolve() };
  const fetcher = new Fetcher({
    library,
    http: nodeHttp(),
    limits: netLimits,
    clock: { ...systemClock, wait: (_ms, signal) => systemClock.wait(1, signal) },
    log,
    base: loopbackBase(origin),
    hosts: new HostQuestions(never, () => undefined),
    readKey: () => Promise.resolve(ok(key)),
    onProgress: () => undefined,
    isKnownOffline: () => false,
  });
  await fetcher.addTasks(taskId);
  while (fetcher.isBusy()) await new Promise((resolve) => setTimeout(resolve, 2));
  say(library.findByTask(taskId as TaskId)?.arrival.state === 'complete' ? 'whole' : 'not whole');
}

await Promise.all(roots.map(fetchInto));
