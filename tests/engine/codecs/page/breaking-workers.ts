import type { DecodingApi } from './decoding-api.ts';
import breakingWorkerUrl from './breaking.worker.ts?worker&url';

let current: Parameters<DecodingApi['breakWorkers']>[0] = null;

const counts = { started: 0, unloaded: 0 };

/** How many workers have been started, and how many of these failed for want of a script. */
export const countsOfWorkers = (): Readonly<typeof counts> => counts;

/** Workers that start from now on break so; null: they work. */
export function breakWorkers(next: typeof current): void {
  current = next;
}

/** Puts the workers of exports at the mercy of `breakWorkers`. */
export function letWorkersBreak(): void {
  globalThis.Worker = new Proxy(Worker, {
    construct(OwnWorker, [url, options]: [string | URL, WorkerOptions | undefined]) {
      counts.started++;
      if (current === null || options?.name !== current.worker) return new OwnWorker(url, options);
      if (current.how === 'has no script') {
        const unloaded = new OwnWorker(new URL('no-such-script.js', location.href), options);
        unloaded.addEventListener('error', () => counts.unloaded++);
        return unloaded;
      }
      const name = JSON.stringify({ ...current, script: new URL(url, location.href).href });
      return new OwnWorker(new URL(breakingWorkerUrl, location.href), { ...options, name });
    },
  });
}
