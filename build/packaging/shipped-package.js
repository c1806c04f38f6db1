import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { inProject } from '../setup/places.js';

/**
 * @typedef {object} ShippedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence as its package.json names it
 * @property {string} text of its licence files
 */

/**
 * @param {string} folder of an installed npm package
 * @returns {Promise<ShippedPackage>}
 * @throws when its licence cannot be told in words
 */
export async function readShippedPackage(folder) {
  /** @type {unknown} */
  const about = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const [name, version, licence, author] = ['name', 'version', 'license', 'author'].map((field) =>
    textField(about, field),
  );
  if (name === undefined || version === undefined || licence === undefined) {
    throw new Error(`${folder} does not say its name, version and licence.`);
  }
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice|ofl)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  const text = texts.map((part) => part.trim()).join('\n\n');
  return { name, version, licence, text: text === '' ? await wordsFor(name, licence, author) : text };
}

/**
 * The licence of a package that names it and forgot its text.
 * @param {string} name
 * @param {string} licence
 * @param {string | undefined} author
 */
async function wordsFor(name, licence, author) {
  if (licence !== 'MIT' || author === undefined)
    throw new Error(`${name} carries no text of its licence (${licence}).`);
  const words = await readFile(inProject('build', 'packaging', 'licences', 'MIT.txt'), 'utf8');
  return `Copyright (c) ${author}\n\n${words.trim()}`;
}

/**
 * @param {unknown} about the content of a package.json
 * @param {string} field
 * @returns {string | undefined} its text; of a person, the name
 */
function textField(about, field) {
  if (typeof about !== 'object' || about === null) return undefined;
  const value = new Map(Object.entries(about)).get(field);
  if (typeof value === 'string') return value;
  return field === 'author' ? textField(value, 'name') : undefined;
}
