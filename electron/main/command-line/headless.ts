import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { app } from 'electron';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whether Chromium would find no screen to start on, and was not told to do without. */
export function lacksScreen(): boolean {
  const { DISPLAY = '', WAYLAND_DISPLAY = '' } = process.env;
  return (
    process.platform === 'linux' &&
    DISPLAY === '' &&
    WAYLAND_DISPLAY === '' &&
    !app.commandLine.hasSwitch('ozone-platform')
  );
}

/**
 * Runs the same command once more in a Stemroom that needs no screen: Chromium reads that word before any of our code runs, so
 * it cannot be said later. Gives the exit code.
 */
export async function runWithoutScreen(): Promise<number> {
  const words = ['--ozone-platform=headless', '--log-level=3', ...process.argv.slice(1)];
  const child = spawn(process.execPath, words, { stdio: 'inherit' });
  for (const signal of signals) {
    process.on(signal, () => {
      child.kill(signal);
    });
  }
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
