import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesIn } from '../setup/built-app.js';
import { cacheFolder, projectFolder } from '../setup/places.js';

/** What packages are made by and from, but for the app itself; and what tests them. */
const sources = [
  'build',
  'electron-builder.yml',
  'package.json',
  'package-lock.json',
  'tests/integration/packaging',
  'tests/packaged',
  'tests/e2e/window/packaged.spec.ts',
];

/**
 * Names what the outcome of the packaging tests depends on: contents of files, not their times, and which of the tests can run.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [project] its folder
 * @returns {string} a hash
 */
export function packagingStamp(env, project = projectFolder) {
  const hash = createHash('sha256');
  // Some of the tests install the package, which only root may, and only where CI is set.
  hash.update(JSON.stringify([process.platform, process.arch, process.getuid?.() === 0, env['CI'] !== undefined]));
  for (const file of sources.flatMap((name) => filesIn(path.join(project, name))).sort()) {
    const name = path.relative(project, file).replaceAll(path.sep, '/');
    hash.update(JSON.stringify([name, createHash('sha256').update(readFileSync(file)).digest('hex')]));
  }
  return hash.digest('hex');
}

/**
 * Says whether `npm test` may leave the packaging tests out.
 * @param {string} stamp of `packagingStamp`
 * @param {NodeJS.ProcessEnv} env with `CI_ALL=1` nothing is left out
 * @param {string} [cache] where records are kept
 * @returns {boolean} whether all tests passed with this stamp before
 */
export const isPackagingProven = (stamp, env, cache = cacheFolder) =>
  env['CI_ALL'] !== '1' && existsSync(recordOf(stamp, cache));

/**
 * Records that all tests passed, those of packaging among them.
 * @param {string} stamp of `packagingStamp`, taken before the tests ran
 * @param {string} [cache] where records are kept
 */
export function recordProvenPackaging(stamp, cache = cacheFolder) {
  mkdirSync(path.dirname(recordOf(stamp, cache)), { recursive: true });
  writeFileSync(recordOf(stamp, cache), '');
}

/**
 * @param {string} stamp
 * @param {string} cache
 */
const recordOf = (stamp, cache) => path.join(cache, 'proven-packaging', stamp);
