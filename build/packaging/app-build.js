import path from 'node:path';
import { takeBundledPackages } from './bundled-packages.js';
import { run } from './run.js';
import { readShippedPackage } from './shipped-package.js';

/**
 * Builds the app for packing, apart from out/: who runs or tests the app from there is not disturbed.
 * @param {string} dist
 * @returns {Promise<import('./shipped-package.js').ShippedPackage[]>} every npm package that is in the build
 */
export async function buildApp(dist) {
  const folder = path.join(dist, '.build');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const hasBuilt = await run(npm, ['run', '--silent', 'build', '--', '--outDir', folder, '--sourcemap']);
  if (!hasBuilt) throw new Error('The app did not build.');
  const folders = await takeBundledPackages(folder);
  const packages = await Promise.all(folders.map(readShippedPackage));
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}
