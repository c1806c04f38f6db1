import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

const patienceMs = 10_000;

/**
 * A program that belongs to the surroundings of a test or a window.
 * @typedef {object} HelperProcess
 * @property {import('node:child_process').ChildProcess} child
 * @property {() => Promise<void>} stop ends it and waits until it is gone
 */

/**
 * Starts a program that ends when we end, even when we are killed: the kernel sees to it. It has a session of its own, so that
 * Ctrl-C reaches us alone and we can take things down in order.
 * @param {string} program
 * @param {readonly string[]} words
 * @param {{ env?: NodeJS.ProcessEnv, input?: string, wantsPipe3?: boolean }} [options] `input` is written to its stdin
 * @returns {HelperProcess}
 * @throws {Error} later, from `ready`, when the program is not installed
 */
export function startHelper(program, words, { env = process.env, input, wantsPipe3 = false } = {}) {
  const child = spawn('setpriv', ['--pdeathsig', 'SIGTERM', program, ...words], {
    env,
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe', wantsPipe3 ? 'pipe' : 'ignore'],
  });
  child.stdin?.end(input);
  return { child, stop: () => stopChild(child) };
}

/**
 * @template T
 * @param {HelperProcess} helper
 * @param {string} name what to call it when it does not come up
 * @param {() => Promise<T | undefined>} look asked again until it gives a value
 * @returns {Promise<T>}
 */
export async function ready(helper, name, look) {
  const said = helper.child.stderr ? text(helper.child.stderr) : Promise.resolve('');
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const value = await look();
    if (value !== undefined) return value;
    if (helper.child.exitCode !== null) throw new Error(`${name} did not start. ${(await said).trim()}`);
    await wait(20);
  }
  await helper.stop();
  throw new Error(`${name} did not come up within ${patienceMs / 1000} s. ${(await said).trim()}`);
}

/** @param {import('node:child_process').ChildProcess} child */
async function stopChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = new AbortController();
  const force = wait(2000, undefined, { signal: patience.signal }).then(
    () => child.kill('SIGKILL'),
    () => false,
  );
  await ended;
  patience.abort();
  await force;
}
