import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startScreen } from '../desktop/screen.js';
import { cacheFolder, projectFolder } from './places.js';
import { SetupProblem } from './say.js';
import { provideSystemPackages } from './system-packages.js';

/**
 * What a trial of an Electron found; see [Note: self-test].
 * @typedef {object} Trial
 * @property {string | null} trouble why it cannot be used, as words that follow its name; null when it can
 * @property {readonly Step[]} steps what was tried, in order
 * @property {Report | null} report null: it did not come so far
 */
/** @typedef {{ step: string, trouble: string | null }} Step */
/**
 * @typedef {object} Report
 * @property {{ app: string, electron: string, chromium: string, node: string }} versions
 * @property {string} system
 * @property {{ library: string, settings: string, log: string }} paths
 * @property {string} settings
 * @property {string} keychain
 * @property {string | { outputs: number, sampleRate: number, channels: number }} output
 * @property {readonly string[]} warnings
 */

const mark = 'SELF-TEST ';
/** A pass takes five seconds; a machine may be busy with something else. */
const patienceMs = 90_000;

/** @typedef {{ name: string, works: string, fails: string, meanwhile: string }} StepWords */

const words = /** @type {Readonly<Record<string, StepWords>>} */ ({
  start: { name: 'App', works: 'starts', fails: 'the app does not start', meanwhile: 'the app started' },
  page: {
    ...{ name: 'Window', works: 'shows its page' },
    ...{ fails: 'its window does not show the page', meanwhile: 'its window opened' },
  },
  worklet: {
    ...{ name: 'Worklets', works: 'render' },
    ...{ fails: 'a worklet does not render', meanwhile: 'a worklet rendered' },
  },
  stem: {
    ...{ name: 'Stems', works: 'are read' },
    ...{ fails: 'a stem cannot be read', meanwhile: 'a stem was read' },
  },
  keychain: {
    ...{ name: 'keytar', works: 'loads' },
    ...{ fails: 'the library of the keychain does not load', meanwhile: 'the keychain was asked' },
  },
  output: {
    ...{ name: 'Sound', works: 'can be listed' },
    ...{ fails: 'the sound devices cannot be listed', meanwhile: 'the sound devices were listed' },
  },
});

/**
 * @param {string} step as the app names it
 * @returns {StepWords}
 */
export function wordsOfStep(step) {
  const format = /^decode (.+)$/.exec(step)?.[1] ?? step;
  const decoding = { fails: `${format} does not decode`, meanwhile: `${format} was decoded` };
  return words[step] ?? { name: format, works: 'decodes', ...decoding };
}

/**
 * Starts an Electron with the built app for a few seconds and sees whether all that songs need works in it. Where there is no
 * screen, on a virtual one.
 * @param {string} executable
 * @param {{ project?: string, waitMs?: number }} [options] the folder of the built app, and how long it may take in all
 * @returns {Promise<Trial>}
 * @throws {SetupProblem} when there is no screen, and none can be had
 */
export async function tryElectron(executable, { project = projectFolder, waitMs = patienceMs } = {}) {
  const screen = await screenForTrial();
  const profile = mkdtempSync(path.join(os.tmpdir(), 'stemroom-trial-'));
  try {
    const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const arguments_ = [...asRoot, '--log-level=3', project, `--self-test=${profile}`];
    return trialOf(await run(executable, arguments_, { ...process.env, ...screen.env }, waitMs));
  } finally {
    await screen.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function screenForTrial() {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) {
    return { env: {}, stop: () => Promise.resolve() };
  }
  provideSystemPackages('screen');
  return startScreen();
}

/**
 * @typedef {object} Run
 * @property {string} stdout
 * @property {string} stderr
 * @property {string | null} end how it ended by itself; null: it had to be ended
 * @property {number} waitMs
 */

/**
 * @param {string} executable
 * @param {readonly string[]} arguments_
 * @param {NodeJS.ProcessEnv} env
 * @param {number} waitMs
 * @returns {Promise<Run>}
 */
function run(executable, arguments_, env, waitMs) {
  return new Promise((resolve) => {
    // A group of its own: what hangs may be one of its own processes.
    const isGroup = process.platform !== 'win32';
    const child = spawn(executable, arguments_, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: isGroup });
    const written = { stdout: '', stderr: '' };
    let isSettled = false;
    child.stdout.on('data', (/** @type {Buffer} */ bytes) => (written.stdout += bytes.toString()));
    child.stderr.on('data', (/** @type {Buffer} */ bytes) => (written.stderr += bytes.toString()));
    const endAll = () => {
      try {
        if (isGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // All are gone.
      }
    };
    const settle = (/** @type {string | null} */ end) => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      endAll();
      resolve({ ...written, end, waitMs });
    };
    const timer = setTimeout(() => {
      settle(null);
    }, waitMs);
    child.once('error', (error) => {
      settle(error.message);
    });
    child.once('close', (code, signal) => {
      settle(signal === null ? `ended with code ${code}` : `was ended by ${signal}`);
    });
    // A process of its own that hangs would keep the pipes open.
    child.once('exit', (code, signal) => {
      setTimeout(() => {
        settle(signal === null ? `ended with code ${code}` : `was ended by ${signal}`);
      }, 1000).unref();
    });
  });
}

/**
 * @param {Run} run
 * @returns {Trial}
 */
function trialOf({ stdout, stderr, end, waitMs }) {
  const lines = stdout.split('\n').flatMap(lineOf);
  const steps = lines.flatMap((line) => ('step' in line ? [line] : []));
  const report = lines.flatMap((line) => ('report' in line ? [line.report] : []))[0] ?? null;
  return { trouble: troubleOf(), steps, report };

  function troubleOf() {
    const failed = steps.flatMap(({ step, trouble }) =>
      trouble === null ? [] : [`${wordsOfStep(step).fails} (${trouble})`],
    );
    const begun = lines.flatMap((line) => ('begins' in line ? [line.begins] : [])).at(-1);
    const { meanwhile } = wordsOfStep(begun ?? 'start');
    const cause = stderr
      .split('\n')
      .filter((line) => line.trim() !== '')
      .at(-1)
      ?.slice(0, 200);
    if (report === null && end === null) failed.push(`it gave no answer for ${waitMs / 1000} s while ${meanwhile}`);
    else if (report === null) failed.push(`it ${end} while ${meanwhile}${cause === undefined ? '' : `: ${cause}`}`);
    return failed.length === 0 ? null : failed.join('; ');
  }
}

/**
 * @param {string} line
 * @returns {({ begins: string } | Step | { report: Report })[]} none: another line
 */
function lineOf(line) {
  if (!line.startsWith(mark)) return [];
  try {
    return [JSON.parse(line.slice(mark.length))];
  } catch {
    return [];
  }
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * What is known of an Electron from an earlier trial. A pass counts for as long as the file stays the same; a failure for a day, since
 * a system package may have been what was missing.
 * @param {string} executable
 * @param {string} [cache]
 * @returns {{ trouble: string | null } | null} null: it is to be tried
 */
export function knownTrial(executable, cache = cacheFolder) {
  try {
    const record = recordOf(executable, cache);
    const { trouble } = JSON.parse(readFileSync(record, 'utf8'));
    return trouble !== null && Date.now() - statSync(record).mtimeMs > dayMs ? null : { trouble };
  } catch {
    return null;
  }
}

/**
 * @param {string} executable
 * @param {string | null} trouble
 * @param {string} [cache]
 */
export function recordTrial(executable, trouble, cache = cacheFolder) {
  const record = recordOf(executable, cache);
  mkdirSync(path.dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify({ trouble }));
}

/** @param {string} executable @param {string} cache */
function recordOf(executable, cache) {
  const { size, mtimeMs } = statSync(executable);
  const name = createHash('sha256')
    .update(JSON.stringify([executable, size, mtimeMs]))
    .digest('hex')
    .slice(0, 32);
  return path.join(cache, 'tried-electrons', `${name}.json`);
}

/**
 * @param {readonly string[]} executables that are there, best first
 * @param {string} [cache]
 * @returns {string | undefined} the first that passed its trial, or the first of all when none did; undefined while one that may is
 *   still to be tried
 */
export function knownToWork(executables, cache = cacheFolder) {
  const known = executables.map((executable) => ({ executable, trial: knownTrial(executable, cache) }));
  const passed = known.find(({ trial }) => trial?.trouble === null);
  const isToBeTried = known.some(({ trial }) => trial === null);
  return passed?.executable ?? (isToBeTried ? undefined : executables[0]);
}

/**
 * The first Electron that passes its trial; each is tried once and then known.
 * @param {readonly (() => Promise<{ name: string, executable: string } | undefined>)[]} candidates what gives them, best first;
 *   undefined: it cannot be had
 * @param {{ say: (sentence: string) => void, attempt?: typeof tryElectron, cache?: string }} ports
 * @returns {Promise<string | undefined>} the executable; the first of all when none passes; undefined when none can be had
 */
export async function firstThatWorks(candidates, { say, attempt = tryElectron, cache = cacheFolder }) {
  /** @type {{ name: string, executable: string } | undefined} */
  let first;
  for (const provide of candidates) {
    const found = await provide();
    if (found === undefined) continue;
    first ??= found;
    const { name, executable } = found;
    let trouble = knownTrial(executable, cache)?.trouble;
    if (trouble === undefined) {
      say(`Trying ${name}, once ...`);
      try {
        ({ trouble } = await attempt(executable));
      } catch (error) {
        if (!(error instanceof SetupProblem)) throw error;
        // Without a screen there is nothing to see.
        return executable;
      }
      recordTrial(executable, trouble, cache);
    }
    if (trouble === null) return executable;
    say(`${name} cannot be used: ${trouble}.`);
  }
  if (first !== undefined) say(`No other Electron can be had, so ${first.name} is taken all the same.`);
  return first?.executable;
}
