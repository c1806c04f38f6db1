import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/**
 * What an app that opens other apps may set, and Electron's types leave out.
 * @typedef {{ setVersion(version: string): void, setAppPath(folder: string): void, setDesktopName(name: string): void }} Loading
 */
const loader = /** @type {typeof app & Loading} */ (app);

/**
 * What the command line asks for: `electron [-r module]... <project folder> [arguments]`.
 * `-r` is how Playwright gets its loader in before the project's own code.
 * @param {readonly string[]} words
 */
function readCommandLine(words) {
  /** @type {string[]} */
  const preloads = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '-r' || word === '--require') {
      index += 1;
      preloads.push(words[index] ?? '');
    } else if (!word.startsWith('-')) {
      return { preloads, folder: path.resolve(word) };
    }
  }
  return { preloads, folder: undefined };
}

/** @param {string} folder a project with a package.json that names its main file */
async function openProject(folder) {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  loader.setVersion(manifest.version);
  loader.setName(manifest.productName ?? manifest.name);
  if (manifest.desktopName) loader.setDesktopName(manifest.desktopName);
  loader.setAppPath(folder);
  // Electron holds back `ready` until this module has run, so what the project must do before `ready` is in time.
  await import(pathToFileURL(path.join(folder, manifest.main)).href);
}

Object.assign(process, { defaultApp: true });
const { preloads, folder } = readCommandLine(process.argv.slice(1));
const require = createRequire(import.meta.url);
for (const preload of preloads) require(preload);
if (folder === undefined) {
  console.error('Name a project folder: electron <folder> [arguments]');
  app.exit(1);
} else {
  await openProject(folder).catch((/** @type {unknown} */ error) => {
    console.error(error);
    app.exit(1);
  });
}
