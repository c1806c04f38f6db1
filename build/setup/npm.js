import { runQuietly } from './run-quietly.js';

/**
 * @param {readonly string[]} words
 * @param {string} folder
 * @returns {boolean} whether npm ended well
 */
export function runNpm(words, folder) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const isWindows = process.platform === 'win32';
  return runQuietly(isWindows ? 'npm.cmd' : 'npm', [...quiet, ...words], { cwd: folder, shell: isWindows });
}
