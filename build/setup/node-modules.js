import { readFileSync } from 'node:fs';
import { runNpm } from './npm.js';
import { inProject } from './places.js';
import { SetupProblem, say } from './say.js';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 * @typedef {{ packages: Readonly<Record<string, LockedPackage>> }} Lockfile
 */

/**
 * Installs the packages when node_modules is not what the lockfile says.
 * Install scripts stay off: no package of ours needs one, and a stranger's should not run unasked.
 */
export function provideNodeModules() {
  const wanted = readLockfile(inProject('package-lock.json'));
  // npm writes this copy last, so a broken install leaves none.
  const present = readLockfile(inProject('node_modules', '.package-lock.json'));
  if (wanted && present && isInstalled(wanted, present)) return;
  say('Installing packages ...');
  if (!runNpm(['ci', '--ignore-scripts'], inProject())) {
    throw new SetupProblem('npm could not install the packages. Check the network, then run the same command again.');
  }
}

/**
 * Optional packages may be absent (they are for other systems); nothing may be there in another version.
 * @param {Lockfile} wanted
 * @param {Lockfile} present
 * @returns {boolean}
 */
export function isInstalled(wanted, present) {
  return Object.entries(wanted.packages).every(([place, { version, integrity, optional }]) => {
    if (place === '') return true;
    const found = present.packages[place];
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

/**
 * @param {string} file
 * @returns {Lockfile | undefined} undefined when there is none that can be read
 */
function readLockfile(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
