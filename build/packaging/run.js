import { spawn } from 'node:child_process';
import { projectFolder } from '../setup/places.js';

/**
 * Runs a command in the project folder and shows what it says.
 * @param {string} command
 * @param {readonly string[]} words
 * @param {{ env?: NodeJS.ProcessEnv, limitSeconds?: number }} [options] past the limit it is ended, with its children
 * @returns {Promise<boolean>} whether it ended well
 */
export async function run(command, words, { env = {}, limitSeconds } = {}) {
  const isWindows = process.platform === 'win32';
  const child = spawn(command, words, {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: isWindows,
    detached: !isWindows,
  });
  const stop = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(isWindows ? child.pid : -child.pid);
  };
  const timer = limitSeconds === undefined ? undefined : setTimeout(stop, limitSeconds * 1000);
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await new Promise((resolve) => {
      child.once('error', () => resolve(false)).once('exit', (code) => resolve(code === 0));
    });
  } finally {
    clearTimeout(timer);
    process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop);
  }
}
