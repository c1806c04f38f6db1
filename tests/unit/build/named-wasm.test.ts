import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namedWasmOf } from '../../../build/named-wasm/named-wasm.js';
import { namedPackages, providedImports } from '../../../build/named-wasm/packages.js';
import { renameWasm } from '../../../build/named-wasm/rename-wasm.js';
import { Emscripten } from '../../../renderer/dsp/wasm.ts';

const modules = resolve(import.meta.dirname, '../../../node_modules');
const packages = [...namedPackages].map(([name, wanted]) => ({ name, wanted }));
const scriptOf = (name: string, script: string): Promise<string> => readFile(join(modules, name, script), 'utf8');
const compile = (bytes: Uint8Array): WebAssembly.Module => new WebAssembly.Module(Uint8Array.from(bytes));

describe.each(packages)('the WebAssembly of $name', ({ name, wanted }) => {
  it('has every function that we call, by the name in its source, and wants only what we provide', async () => {
    const module = compile(await namedWasmOf(name, await scriptOf(name, wanted.script), wanted));
    const exported = WebAssembly.Module.exports(module).map((one) => one.name);
    expect(exported.sort()).toEqual(['memory', '_initialize', ...wanted.functions].sort());
    expect(providedImports).toEqual(expect.arrayContaining(WebAssembly.Module.imports(module).map((one) => one.name)));
    expect(new Emscripten(module, name).bytes.length).toBeGreaterThan(0);
  });

  it('keeps its names when an update deals other letters', async () => {
    const script = await scriptOf(name, wanted.script);
    const [first = '', last = ''] = wanted.functions.slice(-2);
    // As in an update after which two functions have each other's letter.
    const swapped = script.replace(
      new RegExp(`(_${first}"\\]\\s*=[^;]*?wasmExports\\[")(\\w+)("[^]*?_${last}"\\]\\s*=[^;]*?wasmExports\\[")(\\w+)`),
      '$1$4$3$2',
    );
    expect(swapped).not.toBe(script);
    // A function of WebAssembly is called by its number.
    const numbersIn = async (text: string): Promise<readonly unknown[]> => {
      const module = compile(await namedWasmOf(name, text, wanted));
      const { functions } = new Emscripten<Readonly<Record<string, { readonly name: string }>>>(module, name);
      return [functions[first]?.name, functions[last]?.name];
    };
    expect(await numbersIn(swapped)).toEqual((await numbersIn(script)).toReversed());
  });

  it('stops the build with a sentence when a function is gone', async () => {
    const script = await scriptOf(name, wanted.script);
    const functions = [...wanted.functions, 'sing'];
    await expect(namedWasmOf(name, script, { ...wanted, functions })).rejects.toThrow(
      `The WebAssembly of ${name} cannot be used: it has no function sing any more. Go back to the version`,
    );
  });

  it('stops the build with a sentence when the script is gone or another', async () => {
    for (const script of ['', 'exports.default = () => ({});', 'exports.default = 1;']) {
      await expect(namedWasmOf(name, script, wanted)).rejects.toThrow(`The WebAssembly of ${name} cannot be used:`);
    }
  });
});

describe('a renamed module', () => {
  it('does what it did', async () => {
    // (module (import "a" "b" (func (param i32) (result i32))) (func (export "c") (param i32) (result i32) local.get 0 call 0))
    const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f];
    const bytes = [...head, 2, 7, 1, 1, 0x61, 1, 0x62, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 0x63, 0, 1];
    const wasm = Uint8Array.of(...bytes, 10, 8, 1, 6, 0, 0x20, 0, 0x10, 0, 0x0b);
    const named = renameWasm(wasm, { imports: new Map([['b', 'double']]), exports: new Map([['c', 'x'.repeat(300)]]) });
    const double = (value: number): number => 2 * value;
    const { instance } = await WebAssembly.instantiate(Uint8Array.from(named), { env: { double } });
    const call = instance.exports['x'.repeat(300)] as (value: number) => number;
    expect(call(21)).toBe(42);
    expect(() => renameWasm(wasm, { imports: new Map(), exports: new Map() })).toThrow('no function with a name');
  });
});
