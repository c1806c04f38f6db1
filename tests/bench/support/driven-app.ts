import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuSecondsOf, type CpuPart, type ProcessOfApp } from './cpu-parts.ts';

type Reply = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** `peakMB`: the renderer's largest resident set so far, in 10^6 bytes. */
type Usage = { readonly peakMB: number; readonly cpuSeconds: ReadonlyMap<CpuPart, number> };

/** An Electron with the driver in its main process. */
export class DrivenApp {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #asked = 0;

  /** `words`: the app's folder and its arguments. */
  constructor(executable: string, words: readonly string[], env: NodeJS.ProcessEnv) {
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const driver = join(import.meta.dirname, 'driver.cjs');
    this.#child = spawn(executable, [...asRoot, '-r', driver, '--force-device-scale-factor=1', ...words], {
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.setMaxListeners(0);
    this.#child.on('message', (reply: Reply) => this.#waiting.get(reply.id)?.(reply));
  }

  async ask(does: string, what: unknown = null): Promise<unknown> {
    const id = (this.#asked += 1);
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.#waiting.set(id, resolve);
      this.#child.once('exit', () => {
        reject(new Error('The app is gone.'));
      });
      this.#child.send({ id, does, what });
    });
    this.#waiting.delete(id);
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply.value;
  }

  /** The value of an expression in the page; promises are waited for. */
  async evaluate(expression: string): Promise<unknown> {
    return this.ask('run', expression);
  }

  /** Asks until the expression is true. */
  async until(expression: string, timeoutMs = 30_000, everyMs = 50): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const isTrue = await this.evaluate(`Boolean(${expression})`).catch(() => false);
      if (isTrue === true) return;
      if (performance.now() > deadline) throw new Error(`The page did not come to this in time: ${expression}`);
      await pause(everyMs);
    }
  }

  async quit(): Promise<void> {
    const ended = once(this.#child, 'exit');
    void this.ask('quit').catch(() => undefined);
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }

  /** The app as Linux counts it. */
  async usage(): Promise<Usage> {
    const rendererId = (await this.ask('rendererId')) as number;
    const status = readFileSync(`/proc/${String(rendererId)}/status`, 'utf8');
    const peakKiB = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]);
    const processes = (await this.ask('processes')) as readonly ProcessOfApp[];
    return { peakMB: (peakKiB * 1024) / 1e6, cpuSeconds: cpuSecondsOf(rendererId, processes) };
  }

  /** Lets the largest resident set begin anew. */
  async forgetPeak(): Promise<void> {
    writeFileSync(`/proc/${String(await this.ask('rendererId'))}/clear_refs`, '5');
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
