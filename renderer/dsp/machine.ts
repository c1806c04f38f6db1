import { wasm } from './assembly/index.ts?assembly';
import { exportsOf } from './wasm-exports.ts';

/** What `assembly/index.ts` exports; addresses are bytes in its memory, which never grows. */
type Machine = {
  readonly memory: WebAssembly.Memory;
  readonly filters: WebAssembly.Global<'i32'>;
  readonly states: WebAssembly.Global<'i32'>;
  readonly powers: WebAssembly.Global<'i32'>;
  readonly weighed: WebAssembly.Global<'i32'>;
  readonly weighSamples: (count: number) => void;
  readonly line: WebAssembly.Global<'i32'>;
  readonly mostFrames: WebAssembly.Global<'i32'>;
  readonly greatestOf: (count: number, most: number) => number;
  readonly mostNoise: WebAssembly.Global<'i32'>;
  readonly noise: WebAssembly.Global<'i32'>;
  readonly drawNoise: (state: number, count: number) => number;
  readonly wide: WebAssembly.Global<'i32'>;
  readonly narrow: WebAssembly.Global<'i32'>;
  readonly narrowSamples: (count: number) => number;
  readonly countOver: () => number;
};

/** One for all that this thread measures and draws. */
export const machine = exportsOf(wasm) as Machine;
