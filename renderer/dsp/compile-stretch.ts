import { wasm } from 'signalsmith-stretch?named-wasm';
import { compiledOnce } from './wasm.ts';

/**
 * Compiles Signalsmith Stretch once for each thread, in a page or a worker; post the module to a worklet, which has no time to compile.
 * Rejects when there is no memory to compile in; the next call tries again.
 */
export const compileStretch = compiledOnce(() => Promise.resolve(wasm));
