import { app, type BrowserWindow, dialog, powerMonitor } from 'electron';
import { words } from '#contract';
import type { Work } from './running-work.ts';

export type QuitQuestion = {
  readonly message: string;
  readonly detail: string;
  readonly stay: string;
  readonly leave: string;
};

/** Returns the question before the app quits while work runs; null when nothing runs. */
export function quitQuestion(moving: readonly Work[]): QuitQuestion | null {
  if (moving.length === 0) return null;
  const { quit } = words().main;
  const losses = moving.flatMap(({ kind, name }) => (kind === 'fetch' ? [] : [quit.lost[kind](name)]));
  const isFetching = moving.some(({ kind }) => kind === 'fetch');
  const detail = [...losses, ...(isFetching ? [quit.fetchingGoesOn] : [])].join('\n');
  if (losses.length === 0) return { message: quit.fetching, detail, stay: quit.stay, leave: quit.leave };
  const gravest =
    (['purchase', 'export', 'import'] as const).find((one) => moving.some(({ kind }) => kind === one)) ?? 'move';
  return { message: quit.notFinished[gravest], detail, stay: quit.stay, leave: quit.leaveAnyway };
}

/** A second quit counts as an answer after this long; a held key repeats faster. */
const secondQuitMs = 600;

type QuitPorts = {
  readonly moving: () => readonly Work[];
  /** True: quit. */
  readonly ask: (question: QuitQuestion) => Promise<boolean>;
  readonly quit: () => void;
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
};

type QuitState =
  { readonly is: 'open' } | { readonly is: 'asking'; readonly sinceMs: number } | { readonly is: 'leaving' };

/** Asks once before the app quits while work runs. */
export class QuitConfirmation {
  readonly #ports: QuitPorts;
  #state: QuitState = { is: 'open' };

  constructor(ports: QuitPorts) {
    this.#ports = ports;
  }

  /** Whether the app may quit now. A quit while the question is open counts as a yes; closing the window does not. */
  mayLeave(by: 'quit' | 'close'): boolean {
    const { now, moving } = this.#ports;
    switch (this.#state.is) {
      case 'leaving':
        return true;
      case 'asking': {
        const isAnswer = by === 'quit' && now() - this.#state.sinceMs >= secondQuitMs;
        if (isAnswer) this.letGo();
        return isAnswer;
      }
      case 'open': {
        const question = quitQuestion(moving());
        if (question === null) this.letGo();
        else void this.#ask(question);
        return question === null;
      }
    }
  }

  /** Quits without a question from now on, such as when the system shuts down. */
  letGo(): void {
    this.#state = { is: 'leaving' };
  }

  async #ask(question: QuitQuestion): Promise<void> {
    this.#state = { is: 'asking', sinceMs: this.#ports.now() };
    const leaves = await this.#ports.ask(question);
    if (this.#hasLetGo()) return;
    this.#state = { is: leaves ? 'leaving' : 'open' };
    if (leaves) this.#ports.quit();
  }

  #hasLetGo(): boolean {
    return this.#state.is === 'leaving';
  }
}

async function ask(window: BrowserWindow, { message, detail, stay, leave }: QuitQuestion): Promise<boolean> {
  const options = { type: 'question' as const, message, detail, buttons: [stay, leave], defaultId: 0, cancelId: 0 };
  const { response } = await (window.isDestroyed()
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return response === 1;
}

/** Asks before the app quits while work runs. A shutdown of the system and a signal quit without a question. */
export function confirmQuit(window: BrowserWindow, moving: () => readonly Work[]): void {
  const gate = new QuitConfirmation({
    moving,
    ask: (question) => ask(window, question),
    quit: () => {
      app.quit();
    },
    now: () => performance.now(),
  });
  app.on('before-quit', (event) => {
    if (!gate.mayLeave('quit')) event.preventDefault();
  });
  window.on('close', (event) => {
    if (!gate.mayLeave('close')) event.preventDefault();
  });
  powerMonitor.on('shutdown', () => {
    gate.letGo();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      gate.letGo();
      app.quit();
    });
  }
}
