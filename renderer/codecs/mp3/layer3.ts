import { startedOnce, type Place } from '../../dsp/wasm-exports.ts';
import { wasm } from './assembly/index.ts?assembly';

/** What `assembly/index.ts` exports; addresses are bytes in its memory. */
type Machine = {
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
const machineNow = startedOnce(wasm, (exports) => exports as Machine);
let views: Views | null = null;
/** What stems that were closed kept from frame to frame, for the next ones. */
const idle: number[] = [];

/** Our own decoder of MPEG audio layer III, in WebAssembly with SIMD: one stem's place in it. */
export class Layer3 {
  readonly #state = idle.pop() ?? machineNow().makeState();

  constructor() {
    this.forget();
  }

  /** The next frame has nothing to do with those before. */
  forget(): void {
    machineNow().forget(this.#state);
  }

  /**
   * Decodes one whole frame to `samples` (576 or 1152) floats of about -1 to 1 in each array, from `at` on; of one channel both
   * get the same. False, and silence, when the frame contradicts itself or borrows bytes that were not there.
   */
  decode(frame: Uint8Array, left: Float32Array, right: Float32Array, at: number, samples: number): boolean {
    const into = viewsNow();
    const isWhole = frame.length <= mostBytes;
    if (isWhole) into.frame.set(frame);
    if (!isWhole || machineNow().decodeFrame(this.#state, frame.length) !== 0) {
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
  const machine = machineNow();
  if (views?.buffer !== machine.memory.buffer) views = viewInto(machine);
  return views;
}

function viewInto({ memory: { buffer }, frame, left, right }: Machine): Views {
  return {
    buffer,
    frame: new Uint8Array(buffer, frame.value, mostBytes),
    left: new Float32Array(buffer, left.value, mostSamples),
    right: new Float32Array(buffer, right.value, mostSamples),
  };
}
