/**
 * WebAssembly in base64 (see `build/assembly.js`) that imports nothing, started when it is first asked for, once: each takes 10 GB
 * of addresses, of which a process has 1 TB. `see` gives what is made of its exports.
 */
export function startedOnce<Machine>(wasm: string, see: (exports: WebAssembly.Exports) => Machine): () => Machine {
  let machine: Machine | null = null;
  return () => (machine ??= see(exportsOf(wasm)));
}

/** The exports of WebAssembly in base64, started here and now. */
export function exportsOf(wasm: string): WebAssembly.Exports {
  const bytes = Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0));
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
}

/** Where something lies in a machine's memory, in bytes; or how many of something there are. */
export type Place = WebAssembly.Global<'i32'>;
