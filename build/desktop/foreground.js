import { once } from 'node:events';
import os from 'node:os';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * Ctrl-C and a polite kill reach the child; we stay until it is gone, so that we can clear up after it.
 * @param {ChildProcess} child
 */
export function passSignalsTo(child) {
  // A terminal sends Ctrl-C to the child as well, and twice would mean "at once".
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  if (process.env['npm_lifecycle_event'] !== undefined) endWithNpm(child);
}

/**
 * When npm is killed, its shell dies without a word to us.
 * @param {ChildProcess} child
 */
function endWithNpm(child) {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  watch.unref();
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<number>} its exit code, or 128 + signal as a shell would say; 127 when it could not be started
 */
export async function faithfulEnd(child) {
  try {
    const [code, signal] = /** @type {[number | null, NodeJS.Signals | null]} */ (await once(child, 'exit'));
    return code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]);
  } catch (error) {
    console.error(String(error));
    return 127;
  }
}
