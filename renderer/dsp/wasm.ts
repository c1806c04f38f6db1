/**
 * WebAssembly in base64 (see `build/assembly.js`) that imports nothing, started when it is first asked for, once: each takes 10 GB
 * of addresses, of which a process has 1 TB. `see` turns its exports into what callers use.
 */
export function startedOnce<Kernels>(wasm: string, see: (exports: WebAssembly.Exports) => Kernels): () => Kernels {
  let kernels: Kernels | null = null;
  return () => (kernels ??= see(exportsOf(wasm)));
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

/** Where something lies in the memory of a module, in bytes; or how many of something there are. */
export type Place = WebAssembly.Global<'i32'>;

/** What every module has beside the functions of its C source. */
type Basics = { readonly memory: WebAssembly.Memory; readonly _initialize: () => void };

/** "Function not implemented", in the numbers of WASI. */
const notThere = 52;

/**
 * One instance of WebAssembly that Emscripten made, with the names of its C source (`build/named-wasm/`), started without
 * Emscripten's own script: in any scope, at once. The same calls give the same results to the bit, from the start on: an instance
 * has no clock and no files, and its random numbers are always the same.
 */
export class Emscripten<Functions> {
  readonly functions: Functions;
  readonly #memory: WebAssembly.Memory;
  #bytes: Uint8Array<ArrayBuffer>;

  /** `name` begins the sentence that a call throws when the code gives up. Throws when it cannot be started here. */
  constructor(module: WebAssembly.Module, name: string) {
    const instance = new WebAssembly.Instance(module, { env: this.#imports(name) });
    const exports = instance.exports as unknown as Functions & Basics;
    this.functions = exports;
    this.#memory = exports.memory;
    this.#bytes = new Uint8Array(this.#memory.buffer);
    exports._initialize();
  }

  /** All of its memory. A view goes stale when the memory grows, as it may in any call, so it is asked for here. */
  get bytes(): Uint8Array<ArrayBuffer> {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#bytes = new Uint8Array(this.#memory.buffer);
    return this.#bytes;
  }

  /** All that a module may import; `build/named-wasm/packages.js` has the same names. */
  #imports(name: string) {
    const nothing = (): number => 0;
    const refuse = (): number => notThere;
    const stop = (): never => {
      throw new Error(`${name} gave up.`);
    };
    return {
      proc_exit: stop,
      _abort_js: stop,
      emscripten_resize_heap: (length: number): number => this.#growTo(length >>> 0),
      _emscripten_memcpy_js: (to: number, from: number, length: number): void => {
        this.bytes.copyWithin(to, from, from + length);
      },
      random_get: (at: number, length: number): number => {
        this.bytes.fill(0x5e, at, at + length);
        return 0;
      },
      environ_get: nothing,
      environ_sizes_get: (countAt: number, lengthAt: number): number => {
        for (const at of [countAt, lengthAt]) new DataView(this.#memory.buffer).setUint32(at, 0, true);
        return 0;
      },
      emscripten_date_now: nothing,
      clock_time_get: nothing,
      _setitimer_js: nothing,
      _emscripten_runtime_keepalive_clear: nothing,
      __syscall_fcntl64: nothing,
      __syscall_ioctl: nothing,
      __syscall_openat: nothing,
      fd_close: refuse,
      fd_fdstat_get: refuse,
      fd_read: refuse,
      fd_seek: refuse,
      fd_write: refuse,
    };
  }

  /** Returns 0 when there is no more memory to be had, else 1. */
  #growTo(length: number): number {
    try {
      this.#memory.grow(Math.ceil((length - this.#memory.buffer.byteLength) / 65_536));
      return 1;
    } catch {
      return 0;
    }
  }
}
