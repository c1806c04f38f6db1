import { transform } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createContext, runInContext } from 'node:vm';
import { inProject } from '../setup/places.js';
import { namedPackages, providedImports } from './packages.js';
import { renameWasm } from './rename-wasm.js';

/** @typedef {import('./packages.js').NamedPackage} NamedPackage */

/** Behind the name of a package, in an import. */
const mark = '?named-wasm';
const idStart = '\0named-wasm:';
/** @type {Map<string, Promise<string>>} */
const modules = new Map();

/**
 * For Vite: `import { wasm } from 'signalsmith-stretch?named-wasm'` gives the WebAssembly of that package in base64. Its imports
 * (all from `env`) and exports have the names of the C source; its memory is `memory`, its constructors are `_initialize`.
 *
 * [Note: WebAssembly by name] Emscripten shortens the names in a WebAssembly module to one letter, and only the script that the
 * package publishes with it knows which letter is what. We cannot start that script itself: it makes workers and worklets from
 * blobs, which the page's policy forbids, says nothing when one cannot start, and seeds the stretch by chance. So the build runs
 * it once, in a context whose WebAssembly only listens: it hears the bytes, which import is which function of the script, and
 * which export each function of the script calls. Then it writes those names into the module. An update that deals the letters
 * anew changes nothing here; one that drops a name stops the build.
 *
 * @returns {import('vite').Plugin}
 */
export function namedWasm() {
  return {
    name: 'named-wasm',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith(mark) ? idStart + source.slice(0, -mark.length) : undefined),
    load: (id) => {
      if (!id.startsWith(idStart)) return undefined;
      const name = id.slice(idStart.length);
      const loaded = modules.get(name) ?? moduleOf(name);
      modules.set(name, loaded);
      return loaded;
    },
  };
}

/**
 * @param {string} name of a package in `namedPackages`
 * @returns {Promise<string>}
 */
async function moduleOf(name) {
  const wanted = namedPackages.get(name);
  if (wanted === undefined) throw new Error(`build/named-wasm/packages.js does not list ${name}.`);
  const script = await readFile(inProject('node_modules', name, wanted.script), 'utf8').catch(() => '');
  const wasm = await namedWasmOf(name, script, wanted);
  return `export const wasm = '${Buffer.from(wasm).toString('base64')}';`;
}

/**
 * Runs a script of Emscripten's and gives the WebAssembly that it carries, with names.
 *
 * @param {string} name of the package, for the sentence
 * @param {string} script its content
 * @param {Pick<NamedPackage, 'functions' | 'start'>} wanted
 * @returns {Promise<Uint8Array>}
 * @throws when something that our code calls is not there; the sentence says what to do
 */
export async function namedWasmOf(name, script, { functions, start }) {
  try {
    const ear = new Ear();
    // The scripts of Mediabunny are CommonJS that asks for import.meta: neither kind of module to Node.
    const { code } = await transform(script, { format: 'cjs', define: { 'import.meta.url': '""' } });
    const globals = { WebAssembly: ear.webAssembly, console, atob, TextDecoder, module: { exports: {} } };
    const context = createContext(globals);
    const glue = await start(globals, () => void runInContext(code, context));
    const exports = ear.exportsOf(glue, functions);
    const strange = [...ear.imports.values()].filter((one) => !providedImports.includes(one));
    if (strange.length > 0) throw new Error(`it imports ${strange.join(', ')}, which we do not provide`);
    return renameWasm(ear.bytes, { imports: ear.imports, exports });
  } catch (reason) {
    const what = reason instanceof Error ? reason.message : String(reason);
    throw new Error(
      `The WebAssembly of ${name} cannot be used: ${what}. Go back to the version that package.json had before, or bring ` +
        'build/named-wasm/packages.js, renderer/dsp/wasm.ts and the file that imports it up to what it offers now.',
      { cause: reason },
    );
  }
}

/** Stands for WebAssembly before a script of Emscripten's, runs nothing, and remembers what the script does with it. */
class Ear {
  bytes = new Uint8Array();
  /** Letters to names. @type {Map<string, string>} */
  imports = new Map();
  #memory = '';
  /** Letters of the exports that the script has called. @type {string[]} */
  #calls = [];

  get webAssembly() {
    return {
      RuntimeError: WebAssembly.RuntimeError,
      /** @param {Uint8Array} bytes @param {Record<string, Record<string, (...values: unknown[]) => unknown>>} imports */
      instantiate: async (bytes, imports) => {
        this.bytes = Uint8Array.from(bytes);
        for (const [letter, { name }] of Object.values(imports).flatMap(Object.entries)) {
          this.imports.set(letter, cName(name));
        }
        const module = await WebAssembly.compile(this.bytes);
        const exports = WebAssembly.Module.exports(module).map(({ name, kind }) => [name, this.#stand(name, kind)]);
        return { instance: { exports: Object.fromEntries(exports) } };
      },
    };
  }

  /**
   * @param {string} letter
   * @param {WebAssembly.ImportExportKind} kind
   */
  #stand(letter, kind) {
    if (kind === 'memory') {
      this.#memory = letter;
      return new WebAssembly.Memory({ initial: 1 });
    }
    return () => {
      this.#calls.push(letter);
      return 0;
    };
  }

  /**
   * @param {Record<string, unknown>} glue the script's module, started
   * @param {readonly string[]} functions
   * @returns {Map<string, string>} letters to names
   */
  exportsOf(glue, functions) {
    // Before all else a script has the constructors called.
    const [constructors] = this.#calls;
    if (constructors === undefined || this.#memory === '') throw new Error('its script starts no WebAssembly');
    const names = new Map([
      [this.#memory, 'memory'],
      [constructors, '_initialize'],
    ]);
    for (const name of functions) {
      const call = glue[`_${name}`];
      this.#calls.length = 0;
      if (typeof call === 'function') call();
      const [letter] = this.#calls;
      if (letter === undefined) throw new Error(`it has no function ${name} any more`);
      names.set(letter, name);
    }
    return names;
  }
}

/**
 * As C knows a function: Emscripten puts an underscore before it.
 *
 * @param {string} name
 */
function cName(name) {
  if (!name.startsWith('_')) throw new Error('an import of it has no name');
  return name.slice(1);
}
