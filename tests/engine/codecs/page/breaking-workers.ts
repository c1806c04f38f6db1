import type { DecodingApi } from './decoding-api.ts';
import breakingWorkerUrl from './breaking.worker.ts?worker&url';

let current: Parameters<DecodingApi['breakWorkers']>[0] = null;

/** Workers that start from now on break so; null: they work. */
export function breakWorkers(next: typeof current): void {
  current = next;
}

/** Puts the workers of exports at the mercy of `breakWorkers`. */
export function letWorkersBreak(): void {
  globalThis.Worker = new Proxy(Worker, {
    construct(OwnWorker, [url, options]: [string | URL, WorkerOptions | undefined]) {
      if (current === null || options?.name !== current.worker) return new OwnWorker(url, options);
      if (current.how === 'has no script') return new OwnWorker(new URL('no-such-script.js', location.href), options);
      const name = JSON.stringify({ ...current, script: new URL(url, location.href).href });
      return new OwnWorker(new URL(breakingWorkerUrl, location.href), { ...options, name });
    },
  });
}
