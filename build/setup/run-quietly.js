import { spawnSync } from 'node:child_process';
import { say } from './say.js';

/**
 * Runs a program to its end; what it said is shown only when it fails.
 * @param {string} program
 * @param {readonly string[]} words
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {boolean} whether it ended well
 */
export function runQuietly(program, words, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    ...options,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) say(`${stdout}${stderr}${error ? String(error) : ''}`);
  return status === 0;
}
