import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inProject } from '../setup/places.js';

/**
 * Packages in the bundle that leave no trace in a source map: files that are copied, scripts that are carried as text, and the
 * one that stays outside.
 * What a person installs to build (vite, electron-builder ...) is in neither list and in no artefact.
 */
const withoutTrace = [
  '@fontsource-variable/inter',
  '@mediabunny/aac-encoder',
  '@mediabunny/flac-encoder',
  'keytar',
  'signalsmith-stretch',
];

/**
 * Every npm package of which something is in the built app, found in the source maps of the build. The maps are removed, and what
 * names them.
 * @param {string} out the folder of the build
 * @returns {Promise<string[]>} their folders, absolute, in a fixed order
 */
export async function takeBundledPackages(out) {
  const maps = (await readdir(out, { recursive: true })).filter((name) => name.endsWith('.map'));
  if (maps.length === 0) throw new Error('The build left no source maps, so nobody can say which packages are in it.');
  const folders = new Set(withoutTrace.map((name) => inProject('node_modules', name)));
  for (const name of maps) {
    const map = path.join(out, name);
    for (const source of sourcesOf(await readFile(map, 'utf8'))) {
      const folder = packageFolder(source);
      if (folder !== undefined) folders.add(inProject(folder));
    }
    await rm(map);
    await forgetMap(map.slice(0, -'.map'.length));
  }
  return [...folders].sort();
}

/** @param {string} file a script whose source map is gone */
async function forgetMap(file) {
  const script = await readFile(file, 'utf8');
  await writeFile(file, script.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, ''));
}

/**
 * @param {string} map a source map, version 3
 * @returns {string[]}
 */
function sourcesOf(map) {
  /** @type {unknown} */
  const parsed = JSON.parse(map);
  if (typeof parsed !== 'object' || parsed === null || !('sources' in parsed) || !Array.isArray(parsed.sources))
    return [];
  return parsed.sources.filter((source) => typeof source === 'string');
}

/**
 * @param {string} source as a source map names it. The maps of workers are relative to a folder that is none of ours, so what
 *   stands before node_modules says nothing.
 * @returns {string | undefined} the folder of the npm package that the source is of, in the project; undefined for our own
 */
export function packageFolder(source) {
  return /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(source.replaceAll('\\', '/'))?.[1];
}
