import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chosenElectron, provideElectron } from '../setup/electron.js';
import { inProject } from '../setup/places.js';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} folder
 * @property {string} version
 * @property {boolean} isOfficial whether it is the version that the project is made for
 */

/**
 * The Electron that the set-up chose: packed apps and `npm start` run on the same one.
 * @returns {Promise<ElectronRuntime>}
 */
export async function electronRuntime() {
  const folder = runtimeFolder(chosenElectron() ?? (await provideElectron()));
  const version = readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  /** @type {{ devDependencies: { electron: string } }} */
  const { devDependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  return { folder, version, isOfficial: version === devDependencies.electron };
}

/** @param {string} executable on macOS it lies three folders deep in an Electron.app */
function runtimeFolder(executable) {
  const app = /^(.*)[\\/][^\\/]+\.app[\\/]/.exec(executable);
  return app?.[1] ?? path.dirname(executable);
}
