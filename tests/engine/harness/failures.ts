import type { FillerRequest } from '../../../renderer/engine/page-cache/filler-pool.ts';
import dyingFillerUrl from './dying-filler.worker.ts?worker&url';

let isDeviceRefused = false;
let isDeviceStillborn = false;
let lastDevice: AudioContext | null = null;
let fatalRequest: FillerRequest['kind'] | null = null;
let unloadable: string | null = null;

/** While it is so, the platform refuses every live context: it is asked for a rate that no device has. */
export function refuseDevices(isRefused: boolean): void {
  isDeviceRefused = isRefused;
}

/** While it is so, each live context tells of an error of its device at once, and its clock runs on. */
export function loseDevicesAtOnce(isLost: boolean): void {
  isDeviceStillborn = isLost;
}

/** The live context that was made last. */
export const latestDevice = (): AudioContext | null => lastDevice;

/** Fillers that start from now on die at this request; null: they live. */
export function killFillersAt(kind: FillerRequest['kind'] | null): void {
  fatalRequest = kind;
}

/** Workers of this name have no script from now on; null: all have theirs. */
export function unloadWorkers(name: string | null): void {
  unloadable = name;
}

/** Puts the engine's devices and workers at the mercy of the functions above. */
export function letThingsFail(): void {
  globalThis.AudioContext = new Proxy(AudioContext, {
    construct(Context, [options]: [AudioContextOptions]) {
      const context = new Context(isDeviceRefused ? { ...options, sampleRate: 1 } : options);
      if (isDeviceStillborn) queueMicrotask(() => context.dispatchEvent(new Event('error')));
      lastDevice = context;
      return context;
    },
  });
  globalThis.Worker = new Proxy(Worker, {
    construct(OwnWorker, [url, options]: [string | URL, WorkerOptions]) {
      if (options.name !== undefined && options.name === unloadable)
        return new OwnWorker(new URL('no-such-script.js', location.href), options);
      if (options.name !== 'filler' || fatalRequest === null) return new OwnWorker(url, options);
      return new OwnWorker(new URL(dyingFillerUrl, location.href), { ...options, name: `dies at ${fatalRequest}` });
    },
  });
}
