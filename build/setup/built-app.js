import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runNpm } from './npm.js';
import { inProject } from './places.js';
import { SetupProblem, say } from './say.js';

const sources = [
  'electron',
  'renderer',
  'build',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'svelte.config.js',
];
const products = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const stampFile = inProject('node_modules', '.stemroom-build');

/** Builds the app when a source is newer or other than what was built last. */
export function provideBuiltApp() {
  const stamp = stampOf(sources.map((name) => inProject(name)));
  const isBuilt = products.every((product) => existsSync(inProject(product)));
  if (isBuilt && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('Building ...');
  if (!runNpm(['run', 'build'], inProject())) throw new SetupProblem('The build failed; see above.');
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/**
 * @param {readonly string[]} places files and folders
 * @returns {string} changes with any file's name, size or time of change
 */
export function stampOf(places) {
  const hash = createHash('sha256');
  for (const file of places.flatMap(filesIn).sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/**
 * @param {string} place a file or a folder
 * @returns {string[]} every file in it, at any depth; none when the place is not there
 */
export function filesIn(place) {
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [place];
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
