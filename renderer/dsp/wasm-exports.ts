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
  return new WebAssembly.Instance(new WebAssembly.Module(bytesOf(wasm))).exports;
}

/**
 * WebAssembly in base64 that is loaded and compiled when it is first asked for, once for all that ask. Rejects as `load` does and
 * when there is no memory to compile in; the next call tries again.
 */
export function compiledOnce(load: () => Promise<string>): () => Promise<WebAssembly.Module> {
  let compiled: Promise<WebAssembly.Module> | null = null;
  return async () => {
    compiled ??= load().then((wasm) => WebAssembly.compile(bytesOf(wasm)));
    try {
      return await compiled;
    } catch (reason) {
      compiled = null;
      throw reason;
    }
  };
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** Where something lies in a machine's memory, in bytes; or how many of something there are. */
export type Place = WebAssembly.Global<'i32'>;
