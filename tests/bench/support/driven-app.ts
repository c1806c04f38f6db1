import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Reply = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** `soundSeconds`: the part of the CPU that decodes and mixes; the rest draws. */
type Usage = { readonly peakMB: number; readonly cpuSeconds: number; readonly soundSeconds: number };

const ticksPerSecond = 100;

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
  async until(expression: string, timeoutMs = 30_000): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const isTrue = await this.evaluate(`Boolean(${expression})`).catch(() => false);
      if (isTrue === true) return;
      if (performance.now() > deadline) throw new Error(`The page did not come to this in time: ${expression}`);
      await pause(50);
    }
  }

  async quit(): Promise<void> {
    const ended = once(this.#child, 'exit');
    void this.ask('quit').catch(() => undefined);
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }

  /** The renderer as Linux counts it: its largest resident set so far in MB (10^6 bytes), and the CPU seconds it has used. */
  async usage(): Promise<Usage> {
    const folder = `/proc/${String(await this.ask('rendererId'))}`;
    const status = readFileSync(`${folder}/status`, 'utf8');
    const kibOf = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]);
    const threads = readdirSync(`${folder}/task`).flatMap((id) => threadOf(`${folder}/task/${id}/stat`));
    const secondsOf = (names: RegExp): number =>
      threads.reduce((sum, { name, seconds }) => sum + (names.test(name) ? seconds : 0), 0);
    return {
      peakMB: (kibOf('VmHWM') * 1024) / 1e6,
      cpuSeconds: secondsOf(/./),
      soundSeconds: secondsOf(/^(DedicatedWorker|Realtime Audio|AudioOutput)/),
    };
  }

  /** Lets the largest resident set begin anew. */
  async forgetPeak(): Promise<void> {
    writeFileSync(`/proc/${String(await this.ask('rendererId'))}/clear_refs`, '5');
  }
}

function threadOf(path: string): readonly { readonly name: string; readonly seconds: number }[] {
  try {
    const [, name = '', rest = ''] = /\((.*)\) (.*)/.exec(readFileSync(path, 'utf8')) ?? [];
    const fields = rest.split(' ');
    return [{ name, seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond }];
  } catch {
    // It has ended since the folder was listed.
    return [];
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
