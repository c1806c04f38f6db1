import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cacheFolder, inProject } from './places.js';
import { say } from './say.js';

const firstByteMs = 8_000;
const stallMs = 60_000;
const rememberMs = 24 * 60 * 60 * 1000;

const home = inProject('node_modules', 'electron');
const distribution = path.join(home, 'dist');

/** @returns {string} the version that package.json names, as installed in node_modules */
export const wantedVersion = () => JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')).version;

/** @returns {string | undefined} the executable of the official Electron when it lies unpacked in node_modules */
export function officialExecutable() {
  try {
    const executable = path.join(distribution, readFileSync(path.join(home, 'path.txt'), 'utf8'));
    const version = readFileSync(path.join(distribution, 'version'), 'utf8').replace(/^v/, '');
    return version === wantedVersion() && existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Lets Electron's own package fetch its binary, from its cache or the net. A network that refuses or keeps silent is no error:
 * it is remembered for a day, so that the next start does not wait for it again.
 * @param {{ isForced: boolean }} how forced: try although it failed a short while ago
 * @returns {Promise<string | undefined>} the executable, or undefined when it could not be had
 */
export async function fetchOfficialElectron({ isForced }) {
  const version = wantedVersion();
  const failure = path.join(cacheFolder, `electron-${version}-out-of-reach`);
  if (!isForced && isYoung(failure)) return undefined;
  say(`Looking for Electron ${version} ...`);
  await mkdir(cacheFolder, { recursive: true });
  const scratch = await mkdtemp(path.join(cacheFolder, 'electron-download-'));
  try {
    const reason = await runInstaller(scratch);
    const executable = officialExecutable();
    if (executable) {
      await rm(failure, { force: true });
      return executable;
    }
    say(`Electron ${version} is out of reach (${reason}).`);
    await writeFile(failure, reason);
    return undefined;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** @param {string} file */
function isYoung(file) {
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  return Date.now() - mtimeMs < rememberMs;
}

/**
 * Runs the installer for as long as bytes arrive, in the download folder or in the unpacked one.
 * @param {string} scratch where the installer downloads to
 * @returns {Promise<string>} why it ended
 */
async function runInstaller(scratch) {
  const installer = spawn(process.execPath, [path.join(home, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
  });
  let complaint = '';
  installer.stderr.on('data', (/** @type {Buffer} */ bytes) => (complaint += bytes.toString()));
  const ended = new Promise((resolve) => installer.once('close', () => resolve(true)));
  let bytes = 0;
  let deadline = Date.now() + firstByteMs;
  while (!(await Promise.race([ended, wait(100, false)]))) {
    const now = bytesIn(scratch) + bytesIn(distribution);
    if (now > bytes) deadline = Date.now() + stallMs;
    bytes = now;
    if (Date.now() > deadline) {
      installer.kill('SIGKILL');
      await ended;
      return 'no answer in time';
    }
  }
  return complaint.split('\n')[0]?.trim() ?? '';
}

/** @param {string} folder */
function bytesIn(folder) {
  if (!existsSync(folder)) return 0;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.map((entry) => statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false }));
  return sizes.reduce((sum, stats) => sum + (stats?.isFile() ? stats.size : 0), 0);
}
