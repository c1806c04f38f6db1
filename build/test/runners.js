import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { faithfulEnd, passSignalsTo } from '../desktop/foreground.js';
import { inProject } from '../setup/places.js';
import { believe, countPlaywright, countVitest } from './count.js';

/** @typedef {import('./count.js').Count} Count */

/**
 * @param {readonly string[]} filters parts of file names
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>}
 */
export function runVitest(filters, env) {
  const report = inProject('tests', 'results', 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return run(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...filters], env, report, countVitest);
}

/**
 * @param {readonly string[]} filters a pattern for titles, if any
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>}
 */
export function runPlaywright(filters, env) {
  const report = inProject('tests', 'results', 'playwright.json');
  const words = ['test', '-c', 'tests/playwright.config.ts', '--reporter=list,json'];
  const grep = filters.length === 0 ? [] : ['--grep', filters.join(' ')];
  const withReport = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  return run(['node_modules/@playwright/test/cli.js', ...words, ...grep], withReport, report, countPlaywright);
}

/**
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} env
 * @param {string} report where the runner writes what happened
 * @param {(report: unknown) => Count} count
 */
async function run(words, env, report, count) {
  rmSync(report, { force: true });
  const runner = spawn(process.execPath, words, { cwd: inProject(), env, stdio: ['ignore', 'inherit', 'inherit'] });
  passSignalsTo(runner);
  const exitCode = await faithfulEnd(runner);
  return believe(readCount(report, count), exitCode);
}

/**
 * @param {string} report
 * @param {(report: unknown) => Count} count
 */
function readCount(report, count) {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return undefined;
  }
}
