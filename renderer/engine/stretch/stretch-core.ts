import { Emscripten } from '../../dsp/wasm.ts';
import { stretchHop, stretchLatency, stretchQuantum, stretchWindow } from './stretch-format.ts';

/** Signalsmith Stretch, as the C++ of its release for the web declares it. */
type Functions = {
  /** Makes the one stretch of the instance. It takes what `main` of C takes: nothing, twice. */
  readonly main: (argumentCount: number, values: number) => number;
  /** Returns the address of `2 * channels` buffers of `length` floats: the inputs, then the outputs. */
  readonly setBuffers: (channels: number, length: number) => number;
  readonly inputLatency: () => number;
  readonly outputLatency: () => number;
  readonly reset: () => void;
  readonly configure: (channels: number, window: number, hop: number, isSplit: number) => void;
  /** `tonalityLimit`: 0 is none. */
  readonly setTransposeFactor: (factor: number, tonalityLimit: number) => void;
  readonly process: (inputFrames: number, outputFrames: number) => void;
};

const channels = 2;
const bufferFloats = 2 * channels * stretchQuantum;

/**
 * Shifts the pitch of one stereo sound and leaves its length, frame by frame, `latencyFrames` later. In a worklet or a worker.
 * The same sound gives the same result to the bit, from a reset on.
 */
export class StretchCore {
  readonly latencyFrames: number;
  readonly #stretch: Functions;
  readonly #instance: Emscripten<Functions>;
  readonly #address: number;
  /** Two inputs and two outputs, each of a quantum. */
  #buffers: Float32Array;
  #factor = 1;

  constructor(module: WebAssembly.Module, sampleRate: number) {
    this.#instance = new Emscripten(module, 'The stretch');
    this.#stretch = this.#instance.functions;
    this.#stretch.main(0, 0);
    this.#stretch.configure(channels, stretchWindow(sampleRate), stretchHop(sampleRate), 0);
    this.#address = this.#stretch.setBuffers(channels, stretchQuantum);
    this.#buffers = new Float32Array(this.#instance.bytes.buffer, this.#address, bufferFloats);
    this.latencyFrames = this.#stretch.inputLatency() + this.#stretch.outputLatency();
    if (this.latencyFrames !== stretchLatency(sampleRate)) throw new Error('The stretch has another latency.');
    this.reset();
  }

  /** Ratio of the pitch that comes out to the one that goes in; 1/8 to 16 at most. Takes effect in the next window. */
  setFactor(factor: number): void {
    if (factor === this.#factor) return;
    this.#factor = factor;
    // No tonality limit: highs would be moved by less, and a change of speed would not bring them back to where they were.
    this.#stretch.setTransposeFactor(factor, 0);
  }

  /** Forgets all sound. */
  reset(): void {
    this.#stretch.reset();
    this.#stretch.setTransposeFactor(this.#factor, 0);
  }

  /** One quantum in, one out; input and output may be the same arrays. `at`: where in them it lies. */
  process(left: Float32Array, right: Float32Array, outLeft: Float32Array, outRight: Float32Array, at = 0): void {
    const inputs = this.#attached();
    for (let frame = 0; frame < stretchQuantum; frame += 1) {
      inputs[frame] = left[at + frame] ?? 0;
      inputs[stretchQuantum + frame] = right[at + frame] ?? 0;
    }
    this.#stretch.process(stretchQuantum, stretchQuantum);
    const outputs = this.#attached();
    for (let frame = 0; frame < stretchQuantum; frame += 1) {
      outLeft[at + frame] = outputs[2 * stretchQuantum + frame] ?? 0;
      outRight[at + frame] = outputs[3 * stretchQuantum + frame] ?? 0;
    }
  }

  /** Its memory moves when it grows. */
  #attached(): Float32Array {
    const { buffer } = this.#instance.bytes;
    if (this.#buffers.buffer !== buffer) this.#buffers = new Float32Array(buffer, this.#address, bufferFloats);
    return this.#buffers;
  }
}
