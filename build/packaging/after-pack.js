import { rm } from 'node:fs/promises';
import path from 'node:path';
import { wantedFuses, wireFor } from './fuses.js';
import { readFuseWires, writeFuseWires } from './fuse-wire.js';

/**
 * Called by electron-builder when the app's folder is complete and not yet signed: sets every fuse, reads them back from the
 * binary, and stops the build when one is not what it must be.
 * @param {import('app-builder-lib').AfterPackContext} context
 */
export default async function afterPack(context) {
  const flavour = process.env['STEMROOM_FLAVOUR'];
  if (flavour !== 'release' && flavour !== 'e2e') throw new Error('Run `npm run package`: it chooses the flavour.');
  const wanted = wantedFuses(context.electronPlatformName, flavour);
  await removeStarterApp(context);
  const binary = fusedBinary(context);
  await writeFuseWires(binary, (present) => wireFor(wanted, present));
  for (const { states } of await readFuseWires(binary)) {
    const expected = wireFor(wanted, states).join('');
    if (states.join('') !== expected) throw new Error(`The fuses read ${states.join('')} and must be ${expected}.`);
  }
}

/**
 * What `npm start` needs of Electron and a packed app does not. electron-builder leaves it when it is given an unpacked Electron.
 * @param {import('app-builder-lib').AfterPackContext} context
 */
async function removeStarterApp({ appOutDir, packager }) {
  const leftovers = [
    path.join(packager.getResourcesDir(appOutDir), 'default_app.asar'),
    path.join(appOutDir, 'version'),
  ];
  for (const leftover of leftovers) await rm(leftover, { force: true });
}

/** @param {import('app-builder-lib').AfterPackContext} context */
function fusedBinary({ appOutDir, electronPlatformName, packager }) {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === 'darwin') {
    const framework = 'Contents/Frameworks/Electron Framework.framework/Electron Framework';
    return path.join(appOutDir, `${productFilename}.app`, framework);
  }
  if (electronPlatformName === 'win32') return path.join(appOutDir, `${productFilename}.exe`);
  return path.join(appOutDir, packager.platformSpecificBuildOptions.executableName ?? 'stemroom');
}
