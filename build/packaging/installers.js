import { readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checksumLines } from './checksums.js';
import { provideAppImageTools } from './electron-builder.js';

/** @typedef {{ name: string, said: string }} Outcome */

/** What is made where: an installer is made on the kind of system it is for. */
const targets = { linux: ['deb', 'tar.gz'], darwin: ['dmg', 'zip'], win32: ['nsis'] };

/**
 * Makes every installer that this machine can make, from one unpacked app, and SHA256SUMS over all that lies in the folder.
 * @param {import('./words.js').Order} order
 * @param {string} unpacked
 * @param {import('./electron-builder.js').ElectronBuilder} builder
 * @returns {Promise<Outcome[]>}
 */
export async function makeInstallers({ dist, only }, unpacked, builder) {
  const here = process.platform;
  if (here !== 'linux' && here !== 'darwin' && here !== 'win32') throw new Error(`Stemroom is not packed on ${here}.`);
  const made = ['--prepackaged', unpacked];
  const option = { linux: '--linux', darwin: '--mac', win32: '--win' }[here];
  await builder([option, ...(only === undefined ? targets[here] : [only]), ...made]);
  if (only !== undefined) return describeArtefacts(dist);
  const hasAppImage = here === 'linux' && (await provideAppImageTools());
  if (hasAppImage) await builder([option, 'AppImage', ...made]);
  return [
    ...(await describeArtefacts(dist)),
    ...(here === 'linux' && !hasAppImage ? [leftOut('AppImage', 'its tools could not be downloaded')] : []),
    ...(here === 'darwin' ? [] : [leftOut('dmg, zip for macOS', 'made on macOS only')]),
    ...(here === 'win32' ? [] : [leftOut('nsis for Windows', 'made on Windows only')]),
    ...(here === 'linux' ? [] : [leftOut('deb, tar.gz, AppImage for Linux', 'made on Linux only')]),
  ];
}

/**
 * @param {string} dist
 * @returns {Promise<Outcome[]>}
 */
async function describeArtefacts(dist) {
  const entries = await readdir(dist, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && !isScaffold(entry.name)).map(({ name }) => name);
  const artefacts = names.sort().map((name) => path.join(dist, name));
  await writeFile(path.join(dist, 'SHA256SUMS'), await checksumLines(artefacts));
  return Promise.all(artefacts.map(describe));
}

/** @param {string} name @returns {boolean} whether electron-builder left it for itself */
function isScaffold(name) {
  return name.startsWith('.') || name.startsWith('builder-') || name.endsWith('.blockmap');
}

/** @param {string} file */
async function describe(file) {
  const kibibytes = (await stat(file)).size / 1024;
  const size = kibibytes < 1024 ? `${Math.ceil(kibibytes)} KiB` : `${(kibibytes / 1024).toFixed(1)} MiB`;
  return { name: path.basename(file), said: `made, ${size}` };
}

/**
 * @param {string} name
 * @param {string} reason
 */
function leftOut(name, reason) {
  return { name, said: `left out: ${reason}` };
}
