import { failure, type Failure, type Result } from '#contract';
import { messageOf } from '../chunk-channel.ts';
import type { PlannedWorker, WorkerMessage, WorkerOrder } from '../plan/worker-plan.ts';

// The script of every worker of an export. The page sends it one task and the ports, perhaps after an order to load the code for such
// a task, and of the code it loads only that. A failure, a rejection that nothing catches and a task that cannot be read all reach the
// page as `failed`; what is thrown outside of a promise does so as the worker's `error` event. A worker that just ends frees its lock,
// which the page waits for: the `close` event of a channel's port, which comes as well, does not come in every Chromium.

function tellPage(message: WorkerMessage): void {
  postMessage(message);
}

function tellFailure(reason: Failure): void {
  tellPage({ about: 'failed', failure: reason });
}

/** What each kind of task needs. */
const load = {
  decode: () => Promise.all([import('./decode-stems.ts'), import('../../codecs/flow-reader.ts')]),
  bus: () =>
    Promise.all([import('./render-buses.ts'), import('../../dsp/compile-stretch.ts'), import('../../dsp/stretch.ts')]),
  write: () =>
    Promise.all([
      import('./write-files.ts'),
      import('../temporary-files.ts'),
      import('../../codecs/open-encoder.ts'),
      import('../transfer.ts'),
    ]),
  encode: () =>
    Promise.all([import('./remote-encoder.ts'), import('../../codecs/open-encoder.ts'), import('../transfer.ts')]),
};

async function run({ does, task }: PlannedWorker, ports: readonly MessagePort[]): Promise<Result<undefined>> {
  switch (does) {
    case 'decode': {
      const [{ decodeStems }, { flowReader }] = await load.decode();
      return decodeStems(task, ports, flowReader);
    }
    case 'bus': {
      const [{ renderBuses }, { compileStretch }, { StretchCore }] = await load.bus();
      // The pitch shift of the live engine.
      return renderBuses(task, ports, async (sampleRate, pitchFactor) => {
        const stretch = new StretchCore(await compileStretch(), sampleRate);
        stretch.setFactor(pitchFactor);
        return stretch;
      });
    }
    case 'write': {
      const [{ writeFiles }, { openTemporaryFile }, { openEncoder }, { putTo }] = await load.write();
      return writeFiles(task, ports, { openEncoder, openTemporaryFile, putTo }, tellPage);
    }
    case 'encode': {
      const [{ encodeFiles }, { openEncoder }, { putTo }] = await load.encode();
      return encodeFiles(task, ports, ({ file, urlPrefix }) => openEncoder(file, putTo(urlPrefix)));
    }
  }
}

async function obey(order: WorkerOrder, ports: readonly MessagePort[]): Promise<void> {
  if (order.task === null) {
    await load[order.does]();
    return;
  }
  const outcome = await run(order, ports);
  if (!outcome.ok) tellFailure(outcome.failure);
}

const lock = crypto.randomUUID();
void navigator.locks.request(lock, () => {
  tellPage({ about: 'alive', lock });
  return new Promise<never>(() => undefined);
});

addEventListener('message', ({ data, ports }: MessageEvent<WorkerOrder>) => {
  obey(data, ports).catch((reason: unknown) => {
    tellFailure(failure('internal', messageOf(reason)));
  });
});
addEventListener('messageerror', () => {
  tellFailure(failure('internal', 'a task cannot be read'));
});
addEventListener('unhandledrejection', ({ reason }) => {
  tellFailure(failure('internal', messageOf(reason)));
});
