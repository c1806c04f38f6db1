import { spawnSync } from 'node:child_process';
import { runQuietly } from './run-quietly.js';
import { SetupProblem, say } from './say.js';

/**
 * Debian packages, for each purpose. After a bar stands the name that newer releases use.
 * @satisfies {Record<string, readonly string[]>}
 */
const packages = {
  app: [
    'libasound2|libasound2t64',
    'libatspi2.0-0|libatspi2.0-0t64',
    'libgbm1',
    'libgtk-3-0|libgtk-3-0t64',
    'libnotify4',
    'libnss3',
    'libsecret-1-0',
    'libuuid1',
    'libxss1',
    'libxtst6',
    'xdg-utils',
  ],
  screen: ['xvfb'],
  chromium: ['chromium'],
  tests: ['dbus', 'ffmpeg', 'flac', 'gnome-keyring', 'lame', 'mpg123', 'pulseaudio', 'pulseaudio-utils', 'xvfb'],
};

/**
 * Installs what the purpose needs and this machine lacks. Does nothing where there is no dpkg.
 * @param {keyof typeof packages} purpose
 * @throws {SetupProblem} when something is missing and may not be installed from here
 */
export function provideSystemPackages(purpose) {
  if (process.platform !== 'linux') return;
  const missing = missingHere(packages[purpose]);
  if (missing.length === 0) return;
  const apt = aptGet();
  if (apt === undefined) {
    throw new SetupProblem(
      `Some system packages are missing. Install them with: sudo apt-get install ${firstNames(missing)}`,
    );
  }
  say(`Installing system packages: ${firstNames(missing)} ...`);
  if (!install(apt, missing) && !(run([...apt, 'update']) && install(apt, missing))) {
    throw new SetupProblem(`These system packages could not be installed: ${firstNames(missing)}`);
  }
}

/** @param {readonly string[]} wanted */
function missingHere(wanted) {
  const names = wanted.flatMap((choice) => choice.split('|'));
  const question = ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names];
  const { stdout, error } = spawnSync('dpkg-query', question, { encoding: 'utf8' });
  return error ? [] : missingFrom(wanted, stdout);
}

/**
 * @param {readonly string[]} wanted names, alternatives parted by a bar
 * @param {string} statuses lines of name and status, as dpkg-query says them
 * @returns {string[]} those of which no alternative is installed
 */
export function missingFrom(wanted, statuses) {
  const installed = new Set(statuses.split('\n').flatMap((line) => line.match(/^(\S+) installed$/)?.[1] ?? []));
  return wanted.filter((choice) => !choice.split('|').some((name) => installed.has(name)));
}

/** @returns {readonly string[] | undefined} how to call apt-get without being asked for a password */
function aptGet() {
  const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', 'Dpkg::Use-Pty=0'];
  if (process.getuid?.() === 0) return command;
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n', ...command] : undefined;
}

/**
 * @param {readonly string[]} apt
 * @param {readonly string[]} missing
 */
function install(apt, missing) {
  const known = missing.map((choice) => choice.split('|').find(hasCandidate));
  if (known.includes(undefined)) return false;
  return run([...apt, 'install', '-y', '--no-install-recommends', ...known.flatMap((name) => name ?? [])]);
}

/** @param {string} name */
function hasCandidate(name) {
  const { stdout } = spawnSync('apt-cache', ['policy', name], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return /^ {2}Candidate: (?!\(none\))/m.test(stdout);
}

/** @param {readonly string[]} command */
const run = ([program = '', ...words]) => runQuietly(program, words);

/** @param {readonly string[]} choices */
const firstNames = (choices) => choices.map((choice) => choice.split('|')[0]).join(' ');
