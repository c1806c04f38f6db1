import { Emscripten } from './wasm.ts';

/** Frames that the stretch processes at a time: a quantum of the audio thread. */
export const stretchQuantum = 128;

const hopSeconds = 0.0175;
const hopsPerWindow = 8;

/** Frames from one window to the next. */
const stretchHop = (sampleRate: number): number => Math.round(sampleRate * hopSeconds);

/**
 * 140 ms: the shortest window, with the widest hop, that keeps sines from 440 Hz up within 2 cents. Signalsmith's own choice
 * of 120 ms and four hops leaves them up to 5 cents sharp, and low notes 25.
 */
const stretchWindow = (sampleRate: number): number => hopsPerWindow * stretchHop(sampleRate);

/** Latency of the stretch in frames, at any pitch. `sampleRate` in Hz. */
export const stretchLatency = (sampleRate: number): number => stretchWindow(sampleRate);

/** Signalsmith Stretch, as the C++ of its release for the web declares it. */
type Functions = {
  /** Creates the one stretch of the instance. Takes the arguments of `main` in C: 0, 0. */
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
 * Shifts the pitch of stereo sound without changing its length; its output is `latencyFrames` late. Runs in a worklet or a worker. After a
 * reset the same input gives the same output to the bit.
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

  /** Sets the ratio of output pitch to input pitch, 1/8 to 16. Takes effect in the next window. */
  setFactor(factor: number): void {
    if (factor === this.#factor) return;
    this.#factor = factor;
    // No tonality limit: it shifts highs by less, so a change of speed would not return them to their recorded pitch.
    this.#stretch.setTransposeFactor(factor, 0);
  }

  /** Discards all sound. */
  reset(): void {
    this.#stretch.reset();
    this.#stretch.setTransposeFactor(this.#factor, 0);
  }

  /** Processes one quantum at index `at` of the arrays; input and output may be the same arrays. */
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
