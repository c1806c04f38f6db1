import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { inProject, projectFolder } from '../setup/places.js';
import { run } from './run.js';

/** @typedef {(words: readonly string[]) => Promise<void>} ElectronBuilder */

/**
 * electron-builder with all that one run of `npm run package` has decided.
 * @param {import('./words.js').Order} order
 * @param {import('./electron-runtime.js').ElectronRuntime} electron
 * @returns {ElectronBuilder} throws when electron-builder fails
 */
export function electronBuilder(order, electron) {
  const fixed = [
    '--publish=never',
    `-c.electronDist=${electron.folder}`,
    `-c.electronVersion=${electron.version}`,
    `-c.directories.output=${order.dist}`,
  ];
  return async (words) => {
    const program = inProject('node_modules', 'electron-builder', 'cli.js');
    const hasEnded = await run(process.execPath, [program, ...words, ...fixed], { env: surroundings(order) });
    if (!hasEnded) throw new Error(`electron-builder failed at: ${words.join(' ')}`);
  };
}

/**
 * @param {import('./words.js').Order} order
 * @returns {NodeJS.ProcessEnv}
 */
function surroundings({ dist, flavour, isFast }) {
  const standIn = (/** @type {string} */ name) => inProject('build', 'packaging', 'stand-ins', name);
  const given = process.env;
  return {
    // electron-builder.yml can only name places by their way from the project folder.
    STEMROOM_DIST: path.relative(projectFolder, dist),
    STEMROOM_FLAVOUR: flavour,
    ...(isFast && { STEMROOM_DEB_COMPRESSION: 'none' }),
    SOURCE_DATE_EPOCH: given['SOURCE_DATE_EPOCH'] ?? commitSeconds(),
    // Its own fpm and 7za would be downloaded; Debian's dpkg-deb and Node's zlib do the same work everywhere.
    ...(process.platform === 'linux' && {
      CUSTOM_FPM_PATH: given['CUSTOM_FPM_PATH'] ?? standIn('fpm.js'),
      ELECTRON_BUILDER_7ZIP_PATH: given['ELECTRON_BUILDER_7ZIP_PATH'] ?? standIn('7za.js'),
    }),
  };
}

/** @returns {string | undefined} when the commit was made, so that two builds of it bear the same times */
function commitSeconds() {
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: projectFolder, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** The AppImage tools are some 20 MB; who cannot have them in this time is not reaching them. */
const toolLimitSeconds = 90;

/**
 * The runtime that starts an AppImage comes in no package of npm or Debian, so electron-builder must be able to download it.
 * @returns {Promise<boolean>} whether the tools are on this machine now
 */
export function provideAppImageTools() {
  const script = inProject('build', 'packaging', 'fetch-appimage-tools.js');
  return run(process.execPath, [script], { limitSeconds: toolLimitSeconds });
}

/** @param {string} dist @returns {string} where electron-builder leaves the unpacked app of this machine's kind */
export function unpackedFolder(dist) {
  const suffix = process.arch === 'x64' ? '' : `-${process.arch}`;
  const names = { linux: `linux${suffix}-unpacked`, win32: `win${suffix}-unpacked`, darwin: `mac${suffix}` };
  const name = names[/** @type {keyof typeof names} */ (process.platform)];
  const folder = path.join(dist, name);
  if (!existsSync(folder)) throw new Error(`electron-builder left nothing in ${folder}.`);
  return folder;
}
