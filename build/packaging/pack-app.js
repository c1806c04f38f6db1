import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inProject } from '../setup/places.js';
import { buildApp } from './app-build.js';
import { electronBuilder, unpackedFolder } from './electron-builder.js';
import { electronRuntime } from './electron-runtime.js';
import { makeInstallers } from './installers.js';
import { thirdPartyNotices } from './notices.js';
import { billOfMaterials } from './sbom.js';

/** @typedef {import('./words.js').Order} Order */

/**
 * From the source to what people install.
 * @param {Order} order
 * @returns {Promise<import('./installers.js').Outcome[]>} what was made, and what was left out and why
 * @throws when something went wrong that this machine can make
 */
export async function packApp(order) {
  const electron = await electronRuntime();
  await clear(order.dist);
  const shipped = await buildApp(order.dist);
  await writePapers(order.dist, shipped, electron.version);
  const builder = electronBuilder(order, electron);
  await builder(['--dir']);
  await rm(path.join(order.dist, '.build'), { recursive: true });
  const unpacked = unpackedFolder(order.dist);
  const caution = electron.isOfficial ? '' : ', which is older than the app is made for: to try, not to publish';
  const folder = { name: path.basename(unpacked), said: `made, on Electron ${electron.version}${caution}` };
  return order.only === 'folder' ? [folder] : [folder, ...(await makeInstallers(order, unpacked, builder))];
}

const mark = '.packages-of-stemroom';

/**
 * Empties the folder of earlier results, and no folder of anybody's else.
 * @param {string} dist
 */
async function clear(dist) {
  const isForeign = existsSync(dist) && !existsSync(path.join(dist, mark)) && (await readdir(dist)).length > 0;
  if (isForeign) throw new Error(`${dist} holds other things. Remove it, or name another folder with --dist.`);
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await writeFile(path.join(dist, mark), '');
}

/**
 * The papers that lie beside every artefact: who made its parts, under which licences.
 * @param {string} dist
 * @param {readonly import('./shipped-package.js').ShippedPackage[]} shipped
 * @param {string} electronVersion
 */
async function writePapers(dist, shipped, electronVersion) {
  await copyFile(inProject('LICENSE'), path.join(dist, 'LICENSE.txt'));
  await writeFile(path.join(dist, 'THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices(shipped));
  await writeFile(path.join(dist, 'sbom.cdx.json'), billOfMaterials(shipped, electronVersion));
}
