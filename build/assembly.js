import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { inProject } from './setup/places.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const compiler = require.resolve('assemblyscript/bin/asc.js');
/** @type {{ version: string }} */
const { version } = require('assemblyscript/package.json');
const cache = inProject('node_modules', '.cache', 'stemroom-assembly');
const words = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert', '--use', 'abort='];
/** Behind the name of a file, in an import: what it compiles to. */
export const mark = '?assembly';
/** @type {Map<string, Promise<string>>} */
const compiled = new Map();

/**
 * For Vite: `import { wasm } from './assembly/index.ts?assembly'` gives that AssemblyScript as WebAssembly, in base64. Pages and
 * their workers ask for it one after the other; it is compiled once.
 *
 * @returns {import('vite').Plugin}
 */
export function assembly() {
  return {
    name: 'assembly',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source.endsWith(mark) && importer !== undefined ? path.resolve(path.dirname(importer), source) : undefined,
    load: async (id) => {
      if (!id.endsWith(mark)) return undefined;
      return moduleOf(id.slice(0, -mark.length));
    },
  };
}

/**
 * The module that stands for an AssemblyScript file.
 *
 * @param {string} file
 * @returns {Promise<string>}
 */
export async function moduleOf(file) {
  const wasm = compiled.get(file) ?? compile(file);
  compiled.set(file, wasm);
  return `export const wasm = '${await wasm}';`;
}

/**
 * Compiles a file, or finds what the same sources gave the last time: to compile all of them takes longer than all other building.
 *
 * @param {string} file
 * @returns {Promise<string>} in base64
 */
async function compile(file) {
  const kept = path.join(cache, `${await nameOf(file)}.wasm`);
  try {
    return await readFile(kept, 'base64');
  } catch {
    await mkdir(cache, { recursive: true });
  }
  const made = `${kept}.${process.pid}.part`;
  await run(process.execPath, [compiler, file, ...words, '--outFile', made]);
  await rename(made, kept);
  return readFile(kept, 'base64');
}

/**
 * Of the compiler, what it is told, and all that a file imports.
 *
 * @param {string} file
 * @returns {Promise<string>}
 */
async function nameOf(file) {
  const hash = createHash('sha256').update([version, ...words].join('\n'));
  const files = new Set([file]);
  for (const each of files) {
    const source = await readFile(each, 'utf8');
    hash.update(path.relative(path.dirname(file), each)).update(source);
    for (const [, name] of source.matchAll(/ from '(\..+)';/g))
      if (name !== undefined) files.add(path.resolve(path.dirname(each), `${name}.ts`));
  }
  return hash.digest('hex');
}
