import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Order
 * @property {import('./fuses.js').Flavour} flavour
 * @property {'folder' | 'deb' | undefined} only the unpacked app, or that and a deb: for tests
 * @property {boolean} isFast the deb is not compressed: for tests
 * @property {string} dist where the results go, absolute
 */

/**
 * @param {readonly string[]} words what stands after `npm run package --`
 * @param {string} projectFolder
 * @returns {Order}
 * @throws on anything it does not know
 */
export function parseOrder(words, projectFolder) {
  const { values } = parseArgs({
    args: [...words],
    options: {
      flavour: { type: 'string', default: 'release' },
      only: { type: 'string' },
      fast: { type: 'boolean', default: false },
      dist: { type: 'string', default: 'dist' },
    },
  });
  const { flavour, only } = values;
  if (flavour !== 'release' && flavour !== 'e2e') throw new Error(`The flavour is release or e2e, not ${flavour}.`);
  if (only !== undefined && only !== 'folder' && only !== 'deb') throw new Error(`Only folder or deb, not ${only}.`);
  return { flavour, only, isFast: values.fast, dist: path.resolve(projectFolder, values.dist) };
}
