import type { PlannedWorker } from './bounce-plan.ts';

/** Each address stands where it is used: the build finds workers by it. */
export function startWorker(does: PlannedWorker['does']): Worker {
  switch (does) {
    case 'decode':
      return new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
    case 'bus':
      return new Worker(new URL('./bus.worker.ts', import.meta.url), { type: 'module' });
    case 'encode':
      return new Worker(new URL('./encode.worker.ts', import.meta.url), { type: 'module' });
    case 'write':
      return new Worker(new URL('./write.worker.ts', import.meta.url), { type: 'module' });
  }
}
