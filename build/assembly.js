import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
const words = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert', '--use', 'abort='];
const mark = '?assembly';
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
 * @param {string} file
 * @returns {Promise<string>}
 */
async function compile(file) {
  const folder = await mkdtemp(path.join(tmpdir(), 'stemroom-assembly-'));
  try {
    const made = path.join(folder, 'made.wasm');
    await run(process.execPath, [compiler, file, ...words, '--outFile', made]);
    return await readFile(made, 'base64');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
