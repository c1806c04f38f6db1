import { failure, type Failure, type Result } from '#contract';
import { messageOf } from '../chunk-channel.ts';
import type { PlannedWorker, WorkerMessage } from '../plan/worker-plan.ts';

// The script of every worker of an export. The page sends it one task and the ports; it loads only the code of that task. A
// failure, a rejection that nothing catches and a task that cannot be read all reach the page as `failed`; what is thrown outside
// of a promise does so as the worker's `error` event. A worker that just ends frees its lock, which the page waits for: the
// `close` event of a channel's port, which comes as well, does not come in every Chromium.

function tellPage(message: WorkerMessage): void {
  postMessage(message);
}

function tellFailure(reason: Failure): void {
  tellPage({ about: 'failed', failure: reason });
}

async function run({ does, task }: PlannedWorker, ports: readonly MessagePort[]): Promise<Result<undefined>> {
  switch (does) {
    case 'decode': {
      const [{ decodeStems }, { flowReader }] = await Promise.all([
        import('./decode-stems.ts'),
        import('../../codecs/flow-reader.ts'),
      ]);
      return decodeStems(task, ports, flowReader);
    }
    case 'bus': {
      const [{ renderBuses }, { compileStretch }, { StretchCore }] = await Promise.all([
        import('./render-buses.ts'),
        import('../../dsp/compile-stretch.ts'),
        import('../../dsp/stretch.ts'),
      ]);
      // The pitch shift of the live engine.
      return renderBuses(task, ports, async (sampleRate, pitchFactor) => {
        const stretch = new StretchCore(await compileStretch(), sampleRate);
        stretch.setFactor(pitchFactor);
        return stretch;
      });
    }
    case 'write': {
      const [{ writeFiles }, { openTemporaryFile }, { openEncoder }, { putTo }] = await Promise.all([
        import('./write-files.ts'),
        import('../temporary-files.ts'),
        import('../../codecs/open-encoder.ts'),
        import('../transfer.ts'),
      ]);
      return writeFiles(task, ports, { openEncoder, openTemporaryFile, putTo }, tellPage);
    }
    case 'encode': {
      const [{ encodeFiles }, { openEncoder }, { putTo }] = await Promise.all([
        import('./remote-encoder.ts'),
        import('../../codecs/open-encoder.ts'),
        import('../transfer.ts'),
      ]);
      return encodeFiles(task, ports, ({ file, urlPrefix }) => openEncoder(file, putTo(urlPrefix)));
    }
  }
}

const lock = crypto.randomUUID();
void navigator.locks.request(lock, () => {
  tellPage({ about: 'alive', lock });
  return new Promise<never>(() => undefined);
});

addEventListener('message', ({ data, ports }: MessageEvent<PlannedWorker>) => {
  run(data, ports).then(
    (outcome) => {
      if (!outcome.ok) tellFailure(outcome.failure);
    },
    (reason: unknown) => {
      tellFailure(failure('internal', messageOf(reason)));
    },
  );
});
addEventListener('messageerror', () => {
  tellFailure(failure('internal', 'a task cannot be read'));
});
addEventListener('unhandledrejection', ({ reason }) => {
  tellFailure(failure('internal', messageOf(reason)));
});
