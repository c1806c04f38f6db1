import { wasm } from 'signalsmith-stretch?named-wasm';
import { compiledOnce } from '../../dsp/wasm.ts';

/**
 * Compiles Signalsmith Stretch, in a page or a worker, once for all of a thread. The module goes by message to where it is to run:
 * a worklet has no time to compile.
 */
export const compileStretch = compiledOnce(() => Promise.resolve(wasm));
