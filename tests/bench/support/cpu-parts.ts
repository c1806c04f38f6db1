import { readdirSync, readFileSync } from 'node:fs';

/** What a thread works for. The last two are processes of their own. */
export type CpuPart = 'page' | 'layers' | 'workers' | 'sound' | 'rest' | 'screen' | 'audio service';

export const rendererParts: readonly CpuPart[] = ['page', 'layers', 'workers', 'sound', 'rest'];

export type ProcessOfApp = { readonly pid: number; readonly type: string };

const ticksPerSecond = 100;

/** CPU seconds that the page's renderer and the processes that serve it have used so far, by what for. */
export function cpuSecondsOf(rendererId: number, processes: readonly ProcessOfApp[]): ReadonlyMap<CpuPart, number> {
  const sums = new Map<CpuPart, number>();
  for (const { pid, type } of processes) {
    for (const { id, name, seconds } of threadsOf(pid)) {
      const part = partOf(pid === rendererId, type, id === pid, name);
      if (part !== null) sums.set(part, (sums.get(part) ?? 0) + seconds);
    }
  }
  return sums;
}

/** CPU seconds that all pages of the app have used so far. */
export const pageSeconds = (processes: readonly ProcessOfApp[]): number =>
  processes
    .filter(({ type }) => type === 'Tab')
    .flatMap(({ pid }) => threadsOf(pid))
    .reduce((sum, { seconds }) => sum + seconds, 0);

function partOf(isRenderer: boolean, type: string, isMain: boolean, name: string): CpuPart | null {
  if (type === 'GPU') return 'screen';
  if (type === 'Utility' && !isRenderer) return 'audio service';
  if (!isRenderer) return null;
  if (isMain) return 'page';
  if (/^(Compositor|ThreadPoolForeg)/.test(name)) return 'layers';
  if (name.startsWith('DedicatedWorker')) return 'workers';
  return /^(Realtime Audio|AudioOutput)/.test(name) ? 'sound' : 'rest';
}

type Thread = { readonly id: number; readonly name: string; readonly seconds: number };

function threadsOf(pid: number): readonly Thread[] {
  return readdirSync(`/proc/${String(pid)}/task`).flatMap((id) => {
    try {
      const stat = readFileSync(`/proc/${String(pid)}/task/${id}/stat`, 'utf8');
      const [, name = '', rest = ''] = /\((.*)\) (.*)/.exec(stat) ?? [];
      const fields = rest.split(' ');
      return [{ id: Number(id), name, seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond }];
    } catch {
      // It has ended since the folder was listed.
      return [];
    }
  });
}
