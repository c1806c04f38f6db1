/**
 * @typedef {object} Mapping
 * @property {string} source a file, or a folder whose content is meant when it ends in a slash
 * @property {string} target where it goes in the installed system, absolute
 */

/**
 * @typedef {Readonly<Record<(typeof single)[number], string>>} Singles
 * @typedef {Singles & { depends: string[], recommends: string[], mappings: Mapping[] }} FpmRequest
 */

/** Options that come once each, without their two dashes, and must all be there. */
const single = /** @type {const} */ ([
  'architecture',
  'after-install',
  'after-remove',
  'description',
  'version',
  'package',
  'name',
  'maintainer',
  'url',
  'deb-priority',
  'deb-compression',
  'category',
]);

/** What fpm would note in fields that Debian does not have. */
const ignored = ['vendor', 'license'];

/**
 * Reads the words electron-builder calls fpm with.
 * @param {readonly string[]} words
 * @returns {FpmRequest}
 * @throws on anything it does not know, and when something is missing: a package must not quietly be another one
 */
export function parseFpmWords(words) {
  /** @type {Record<string, string>} */
  const singles = {};
  /** @type {string[]} */
  const depends = [];
  /** @type {string[]} */
  const recommends = [];
  /** @type {Mapping[]} */
  const mappings = [];
  const rest = words[Symbol.iterator]();
  const next = (/** @type {string} */ option) => {
    const { value, done } = rest.next();
    if (done === true) throw new Error(`fpm stand-in: ${option} needs a value.`);
    return value;
  };
  for (const word of rest) {
    const name = word.startsWith('--') ? word.slice(2) : '';
    if (word === '--force') continue;
    else if (word === '-s') expect(next(word), 'dir');
    else if (word === '-t') expect(next(word), 'deb');
    else if (word === '-d') depends.push(next(word));
    else if (name === 'deb-recommends') recommends.push(next(word));
    else if (ignored.includes(name)) next(word);
    else if (single.some((known) => known === name)) singles[name] = next(word);
    else mappings.push(parseMapping(word));
  }
  const missing = single.filter((name) => singles[name] === undefined);
  if (missing.length > 0) throw new Error(`fpm stand-in: missing ${missing.join(', ')}.`);
  return { .../** @type {Singles} */ (singles), depends, recommends, mappings };
}

/**
 * @param {string} got
 * @param {string} wanted
 */
function expect(got, wanted) {
  if (got !== wanted) throw new Error(`fpm stand-in: makes ${wanted}, not ${got}.`);
}

/**
 * @param {string} word
 * @returns {Mapping}
 */
function parseMapping(word) {
  const match = /^([^-=][^=]*)=(\/[^=]*)$/.exec(word);
  if (match?.[1] === undefined || match[2] === undefined) throw new Error(`fpm stand-in: does not know ${word}.`);
  if (match[2].split('/').includes('..')) throw new Error(`fpm stand-in: ${word} leaves its folder.`);
  return { source: match[1], target: match[2] };
}
