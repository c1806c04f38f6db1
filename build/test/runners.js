import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { faithfulEnd, passSignalsTo } from '../desktop/foreground.js';
import { inProject } from '../setup/places.js';
import { believe, countPlaywright, countVitest } from './count.js';
import { countFaults, faultInTitle } from './faults.js';

/** @typedef {import('./count.js').Count} Count */

const vitestReport = inProject('tests', 'results', 'vitest.json');
const playwrightReport = inProject('tests', 'results', 'playwright.json');

/**
 * @param {readonly string[]} filters parts of file names
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>}
 */
export function runVitest(filters, env) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];
  return run(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...filters], env, vitestReport, countVitest);
}

/**
 * @param {readonly string[]} filters a pattern for titles, if any
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>}
 */
export function runPlaywright(filters, env) {
  const words = ['test', '-c', 'tests/playwright.config.ts', '--reporter=list,json'];
  const grep = filters.length === 0 ? [] : ['--grep', filters.join(' ')];
  const withReport = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport };
  return run(
    ['node_modules/@playwright/test/cli.js', ...words, ...grep],
    withReport,
    playwrightReport,
    countPlaywright,
  );
}

/**
 * The tests of the matrix of faults among Vitest's.
 * @param {readonly string[]} _filters
 * @param {NodeJS.ProcessEnv} env
 */
export const runVitestFaults = (_filters, env) => runVitest(['--testNamePattern', faultInTitle], env);

/**
 * The tests of the matrix of faults among Playwright's.
 * @param {readonly string[]} _filters
 * @param {NodeJS.ProcessEnv} env
 */
export const runPlaywrightFaults = (_filters, env) => runPlaywright([faultInTitle], env);

/** Which faults the runs just made have shown. */
export const shownFaults = () =>
  countFaults(
    readReport(vitestReport, (report) => report),
    readReport(playwrightReport, (report) => report),
  );

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
  return believe(readReport(report, count), exitCode);
}

/**
 * @template Value
 * @param {string} report
 * @param {(report: unknown) => Value} read
 * @returns {Value | undefined} undefined: there is no report
 */
function readReport(report, read) {
  try {
    return read(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return undefined;
  }
}
