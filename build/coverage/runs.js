import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { convert } from 'ast-v8-to-istanbul';
import { parseAst } from 'vite';
import { inProject } from '../setup/places.js';

/**
 * @typedef {object} FileCoverage of one source, as Istanbul has it
 * @property {Readonly<Record<string, { readonly start: { readonly line: number, readonly column: number } }>>} statementMap
 * @property {Readonly<Record<string, number>>} s how often each statement ran
 */

/** @typedef {Readonly<Record<string, FileCoverage>>} Coverage by the source's absolute path */

/** @param {...string} parts */
export const inCoverage = (...parts) => inProject('coverage', ...parts);

/**
 * @returns {Promise<{ readonly vitest: Coverage, readonly processes: readonly Coverage[] }>} what Vitest ran of the sources, and
 *   what each process of the built app did
 */
export async function readRuns() {
  const vitest = JSON.parse(readFileSync(inCoverage('vitest', 'coverage-final.json'), 'utf8'));
  const processes = [];
  for (const bundle of ['index.js', 'keychain-helper.js']) processes.push(...(await readBundle(bundle)));
  return { vitest, processes };
}

/**
 * What the processes ran of a bundle of the main process; V8 leaves one file a process (Node's NODE_V8_COVERAGE).
 * @param {string} name
 * @returns {Promise<Coverage[]>}
 */
async function readBundle(name) {
  const folder = inCoverage('processes');
  const path = inProject('out', 'main', name);
  const code = readFileSync(path, 'utf8');
  const sourceMap = JSON.parse(readFileSync(`${path}.map`, 'utf8'));
  const ast = parseAst(code);
  const url = pathToFileURL(path).href;
  const read = [];
  for (const dump of existsSync(folder) ? readdirSync(folder) : []) {
    const text = readFileSync(inCoverage('processes', dump), 'utf8');
    if (!text.includes(basename(path))) continue;
    /** @type {{ result: import('node:inspector').Profiler.ScriptCoverage[] }} */
    const { result } = JSON.parse(text);
    const coverage = result.find((script) => script.url === url);
    if (coverage === undefined) continue;
    read.push(/** @type {Coverage} */ (await convert({ code, sourceMap, ast, coverage })));
  }
  return read;
}
