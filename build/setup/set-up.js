import { provideBuiltApp } from './built-app.js';
import { provideElectron } from './electron.js';
import { provideNodeModules } from './node-modules.js';
import { requireNode } from './node-version.js';
import { SetupProblem, say } from './say.js';
import { provideSystemPackages } from './system-packages.js';

/** Makes a fresh clone ready to open. Quick when nothing is to do; may be run at any time. */
export async function setUp() {
  requireNode(process.versions.node);
  await setUpElectron();
}

/**
 * What Electron needs, and the app it is tried with.
 * @returns {Promise<string>} the executable
 */
export function setUpElectron() {
  provideSystemPackages('app');
  provideNodeModules();
  provideBuiltApp();
  return provideElectron();
}

/**
 * Runs a step of the set-up; trouble that a person can mend ends the program with its sentence.
 * @template T
 * @param {() => T | Promise<T>} step
 * @returns {Promise<T>}
 */
export async function orExplain(step) {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    say(error.message);
    process.exit(1);
  }
}
