import { type Place, startedOnce } from '../../dsp/wasm.ts';
import { releaseBytes } from '../byte-source.ts';
import { wasm } from './assembly/index.ts?assembly';
import type { FrameRun } from './frame-walk.ts';

/** What `assembly/index.ts` exports; addresses are bytes in its memory. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  readonly frame: Place;
  readonly left: Place;
  readonly right: Place;
  readonly makeState: () => number;
  readonly forget: (state: number) => void;
  /** 0 when the frame was decoded. */
  readonly decodeFrame: (state: number, byteLength: number) => number;
};

type Views = {
  readonly buffer: ArrayBuffer;
  readonly frame: Uint8Array;
  readonly left: Float32Array;
  readonly right: Float32Array;
};

/** The longest frame that says its bit rate, 160 kbit/s at 8 kHz, and the most samples of one. */
const mostBytes = 2880;
const mostSamples = 1152;

/** One for all stems that this thread decodes: its tables stay in the processor's cache. */
const kernels = startedOnce(wasm, (exports) => exports as Exports);
let views: Views | null = null;
/** What stems that were closed kept from frame to frame, for the next ones. */
const idle: number[] = [];

/** Our own decoder of MPEG audio layer III, in WebAssembly with SIMD: one stem's place in it. */
export class Layer3 {
  readonly #state = idle.pop() ?? kernels().makeState();

  constructor() {
    this.forget();
  }

  /** The next frame has nothing to do with those before. */
  forget(): void {
    kernels().forget(this.#state);
  }

  /**
   * Decodes one whole frame to `samples` (576 or 1152) floats of about -1 to 1 in each array, from `at` on; of one channel both
   * get the same. False, and silence, when the frame contradicts itself or borrows bytes that were not there.
   */
  decode(frame: Uint8Array, left: Float32Array, right: Float32Array, at: number, samples: number): boolean {
    const into = viewsNow();
    const isWhole = frame.length <= mostBytes;
    if (isWhole) into.frame.set(frame);
    if (!isWhole || kernels().decodeFrame(this.#state, frame.length) !== 0) {
      left.fill(0, at, at + samples);
      right.fill(0, at, at + samples);
      return false;
    }
    left.set(samples === mostSamples ? into.left : into.left.subarray(0, samples), at);
    right.set(samples === mostSamples ? into.right : into.right.subarray(0, samples), at);
    return true;
  }

  close(): void {
    idle.push(this.#state);
  }
}

/** Memory that grows for one more stem is another buffer. */
function viewsNow(): Views {
  const own = kernels();
  if (views?.buffer !== own.memory.buffer) views = viewInto(own);
  return views;
}

function viewInto({ memory: { buffer }, frame, left, right }: Exports): Views {
  return {
    buffer,
    frame: new Uint8Array(buffer, frame.value, mostBytes),
    left: new Float32Array(buffer, left.value, mostSamples),
    right: new Float32Array(buffer, right.value, mostSamples),
  };
}

/**
 * Decoded sound of some frames; the decoder's own arrays, good until it decodes again. `damaged` numbers the frames (of the
 * file) that are silence instead.
 */
export type DecodedRun = {
  readonly startFrame: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly damaged: readonly number[];
};

/**
 * Decodes frames to exactly their samples; what an encoder put before and behind the sound is trimmed elsewhere. After a jump
 * the first frames may be wrong: decode some to be thrown away before the ones that count.
 */
export class FrameDecoder {
  readonly #layer3 = new Layer3();
  /** Samples of a frame. */
  readonly #samples: number;
  #left = new Float32Array(0);
  #right = new Float32Array(0);

  constructor(samples: number) {
    this.#samples = samples;
  }

  /** Before frames that do not follow the last ones. */
  jump(): void {
    this.#layer3.forget();
  }

  /** Frames of a run, or silence where the run says that frames are missing. */
  decode(run: FrameRun): DecodedRun {
    const { left, right } = this.#buffers((run.missing + run.headers.length) * this.#samples);
    const damaged = Array.from({ length: run.missing }, (_, index) => run.start.frame + index);
    if (run.missing > 0) this.#layer3.forget();
    let at = run.missing * this.#samples;
    left.fill(0, 0, at);
    right.fill(0, 0, at);
    let from = 0;
    for (const [index, { byteLength }] of run.headers.entries()) {
      const frame = run.bytes.subarray(from, from + byteLength);
      if (!this.#layer3.decode(frame, left, right, at, this.#samples)) damaged.push(run.start.frame + index);
      from += byteLength;
      at += this.#samples;
    }
    return { startFrame: run.start.frame, left, right, damaged };
  }

  close(): void {
    this.#layer3.close();
  }

  /** Returns arrays for this many samples, the same ones each time. */
  #buffers(samples: number): { readonly left: Float32Array; readonly right: Float32Array } {
    if (this.#left.length < samples) {
      releaseBytes(this.#left);
      releaseBytes(this.#right);
      this.#left = new Float32Array(samples);
      this.#right = new Float32Array(samples);
    }
    return { left: this.#left.subarray(0, samples), right: this.#right.subarray(0, samples) };
  }
}
