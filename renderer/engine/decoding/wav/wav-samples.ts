import { startedOnce, type Place } from '../../../dsp/wasm-exports.ts';
import { wasm } from './assembly/index.ts?assembly';
import type { WavEncoding } from './wav-format.ts';

/** What `assembly/index.ts` exports. */
type Machine = {
  readonly memory: WebAssembly.Memory;
  readonly raw: Place;
  readonly left: Place;
  readonly right: Place;
  readonly unpack: (encoding: number, channels: number, count: number) => void;
};

/** As `assembly/index.ts` numbers them. */
const encodings: readonly WavEncoding[] = ['u8', 's16', 's24', 's32', 'f32', 'f64'];
/** Frames at a time: all of them stay in the processor's nearest cache. */
const mostFrames = 2048;
const mostFrameBytes = 16;

const machineNow = startedOnce(wasm, (exports) => {
  const { memory, raw, left, right, unpack } = exports as Machine;
  // Its memory never grows.
  const { buffer } = memory;
  return {
    unpack,
    raw: new Uint8Array(buffer, raw.value, mostFrames * mostFrameBytes),
    left: new Float32Array(buffer, left.value, mostFrames),
    right: new Float32Array(buffer, right.value, mostFrames),
  };
});

/**
 * Interleaved frames as numbers of -1 to 1 (integers are divided by their full scale), `left.length` of them; one channel goes
 * to both.
 */
export function unpackFrames(
  frames: Uint8Array,
  encoding: WavEncoding,
  channels: 1 | 2,
  left: Float32Array,
  right: Float32Array,
): void {
  const machine = machineNow();
  const bytesPerFrame = frames.length / left.length;
  for (let done = 0; done < left.length; done += mostFrames) {
    const count = Math.min(mostFrames, left.length - done);
    machine.raw.set(frames.subarray(done * bytesPerFrame, (done + count) * bytesPerFrame));
    machine.unpack(encodings.indexOf(encoding), channels, count);
    left.set(machine.left.subarray(0, count), done);
    right.set((channels === 1 ? machine.left : machine.right).subarray(0, count), done);
  }
}
