import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { faithfulEnd, passSignalsTo } from '../desktop/foreground.js';
import { inProject } from '../setup/places.js';
import { believe, countPlaywright, countVitest } from './count.js';
import { failedTests } from './failed-tests.js';
import { countFaults, faultInTitle } from './faults.js';

/** @typedef {import('./count.js').Count} Count */
/** @typedef {'silent' | 'listening' | 'chromium'} PlaywrightProject as `tests/playwright.config.ts` has them */

const inResults = (/** @type {string} */ name) => inProject('tests', 'results', name);
const vitestReport = inResults('vitest.json');
const reportOf = (/** @type {PlaywrightProject} */ project) => inResults(`playwright-${project}.json`);

/**
 * Runs Vitest.
 * @param {readonly string[]} words parts of file names, or options
 * @param {NodeJS.ProcessEnv} env
 * @param {RunOptions} [options]
 * @returns {Promise<Count>}
 */
export function runVitest(words, env, options) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];
  return run(
    ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...words],
    env,
    vitestReport,
    countVitest,
    options,
  );
}

/**
 * Runs Playwright: the tests that make do with a busy machine, and then, one at a time, those that listen to the speakers, and those
 * of the engine once more in Debian's Chromium.
 * @param {readonly string[]} filters a pattern for titles, if any
 * @param {NodeJS.ProcessEnv} env
 * @param {Promise<boolean>} [hasChromium] whether Debian's Chromium is there; left out: it does not matter
 * @returns {Promise<Count>}
 */
export async function runPlaywright(filters, env, hasChromium) {
  const own = [await runProject('silent', filters, env), await runProject('listening', filters, env)];
  return sumOf(hasChromium === undefined ? own : [...own, await runInChromium(filters, env, hasChromium)]);
}

/**
 * @param {readonly string[]} filters
 * @param {NodeJS.ProcessEnv} env
 * @param {Promise<boolean>} hasChromium
 * @param {HeldOutput} [output]
 * @returns {Promise<Count>}
 */
async function runInChromium(filters, env, hasChromium, output) {
  if (await hasChromium) return runProject('chromium', filters, env, output);
  console.log('There is no Chromium of Debian here, so the tests of the engine in a newer Chromium are left out.');
  return { passed: 0, failed: 0 };
}

/**
 * Runs every test. Those that listen to the speakers come first and have the machine to themselves: beside Vitest their sound has gaps.
 * Vitest takes what the silent ones leave of it.
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} hasPackaging whether the tests of packaging are among them
 * @param {Promise<boolean>} hasChromium
 * @returns {Promise<Count>}
 */
export async function runEverything(env, hasPackaging, hasChromium) {
  const output = heldOutput();
  const own = hasPackaging ? env : { ...env, STEMROOM_WITHOUT_PACKAGING: '1' };
  // Many of its tests wait for programs they start: with one worker Vitest would go on long after the specs have ended.
  const workers = `--maxWorkers=${Math.max(2, os.availableParallelism() - 1)}`;
  const heard = [await runProject('listening', [], own, output), await runInChromium([], own, hasChromium, output)];
  const [ofVitest, silent] = await Promise.all([
    runVitest([workers], own, inBackground).finally(output.release),
    runProject('silent', [], own, output),
  ]);
  return sumOf([ofVitest, ...heard, silent]);
}

/**
 * Runs the tests of the matrix of faults only.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>}
 */
export async function runFaults(env) {
  return sumOf([await runVitest(['--testNamePattern', faultInTitle], env), await runPlaywright([faultInTitle], env)]);
}

/** @returns {string[]} the tests that failed in the runs just made, one line each */
export function failedInRuns() {
  const projects = /** @type {const} */ (['silent', 'listening', 'chromium']);
  const asItIs = (/** @type {unknown} */ report) => report;
  return failedTests(
    readReport(vitestReport, asItIs),
    projects.map((project) => readReport(reportOf(project), asItIs)),
  );
}

/** Which faults the runs just made have shown. */
export function shownFaults() {
  const suites = /** @type {const} */ (['silent', 'listening']).flatMap((project) =>
    readReport(reportOf(project), (report) => /** @type {{ suites?: unknown[] }} */ (report).suites ?? []),
  );
  return countFaults(
    readReport(vitestReport, (report) => report),
    { suites: suites.filter((suite) => suite !== undefined) },
  );
}

/**
 * @param {PlaywrightProject} project
 * @param {readonly string[]} filters
 * @param {NodeJS.ProcessEnv} env
 * @param {HeldOutput} [output] takes what the runner writes; the terminal does when left out
 */
function runProject(project, filters, env, output) {
  const words = ['test', '-c', 'tests/playwright.config.ts', `--project=${project}`, '--reporter=list,json'];
  // A pattern may find tests in one of the projects alone.
  const grep = filters.length === 0 ? [] : ['--grep', filters.join(' '), '--pass-with-no-tests'];
  const report = reportOf(project);
  const withReport = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const options = output === undefined ? {} : { output };
  return run(['node_modules/@playwright/test/cli.js', ...words, ...grep], withReport, report, countPlaywright, options);
}

/**
 * @param {readonly Count[]} counts
 * @returns {Count}
 */
const sumOf = (counts) =>
  counts.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }));

/**
 * @typedef {object} RunOptions
 * @property {HeldOutput} [output] takes what the runner writes; the terminal does when left out
 * @property {boolean} [isInBackground] whether the runner gives way to everything else on the machine
 */

/** @type {RunOptions} */
const inBackground = { isInBackground: true };

/**
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} env
 * @param {string} report where the runner writes what happened
 * @param {(report: unknown) => Count} count
 * @param {RunOptions} [options]
 */
async function run(words, env, report, count, { output, isInBackground = false } = {}) {
  rmSync(report, { force: true });
  const written = output === undefined ? 'inherit' : 'pipe';
  const runner = spawn(process.execPath, words, { cwd: inProject(), env, stdio: ['ignore', written, written] });
  // What it starts inherits that.
  if (isInBackground && runner.pid !== undefined) os.setPriority(runner.pid, os.constants.priority.PRIORITY_LOW);
  for (const stream of [runner.stdout, runner.stderr]) stream?.on('data', (bytes) => output?.write(bytes));
  passSignalsTo(runner);
  const closed = once(runner, 'close').catch(() => undefined);
  const exitCode = await faithfulEnd(runner);
  // The last lines may come after the end; a program that outlives the runner may hold the pipe for longer.
  if (output !== undefined) await Promise.race([closed, wait(2000)]);
  return believe(readReport(report, count), exitCode);
}

/**
 * @typedef {object} HeldOutput
 * @property {(bytes: Uint8Array) => void} write
 * @property {() => void} release shows what was written, and from now on what is
 */

/** @returns {HeldOutput} keeps one runner's lines out of another's */
function heldOutput() {
  /** @type {Uint8Array[] | null} */
  let held = [];
  return {
    write(bytes) {
      if (held === null) process.stdout.write(bytes);
      else held.push(bytes);
    },
    release() {
      for (const bytes of held ?? []) process.stdout.write(bytes);
      held = null;
    },
  };
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
