import { app, dialog, powerMonitor, type BrowserWindow } from 'electron';
import { QuitGate } from './quit-gate.ts';
import type { QuitQuestion } from './quit-question.ts';
import type { Work } from './work-book.ts';

async function ask(window: BrowserWindow, { message, detail, stay, leave }: QuitQuestion): Promise<boolean> {
  const options = { type: 'question' as const, message, detail, buttons: [stay, leave], defaultId: 0, cancelId: 0 };
  const { response } = await (window.isDestroyed()
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return response === 1;
}

/** Lets nobody quit in the middle of long work by mistake. A system that shuts down, and a signal, are not asked. */
export function holdQuit(window: BrowserWindow, moving: () => readonly Work[]): void {
  const gate = new QuitGate({
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
