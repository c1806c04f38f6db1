import { startedOnce, type Place } from '../../dsp/wasm.ts';
import type { Downmix } from '../downmix.ts';
import { wasm } from './assembly/index.ts?assembly';
import { bytesOf, type PcmEncoding } from './pcm-format.ts';

/** What `assembly/index.ts` exports. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  readonly raw: Place;
  readonly left: Place;
  readonly right: Place;
  readonly turnAround: (encoding: number, byteLength: number) => void;
  readonly unpack: (encoding: number, channels: number, count: number) => number;
  readonly mixIn: (encoding: number, channels: number, channel: number, count: number, l: number, r: number) => number;
};

/** As `assembly/index.ts` numbers them. */
const encodings: readonly PcmEncoding[] = ['u8', 's8', 's16', 's24', 's32', 'f32', 'f64', 'alaw', 'ulaw'];
/** Frames at a time: all of them stay in the processor's nearest cache. */
const mostFrames = 2048;
/** Broken samples are told by such stretches of frames, counted from the start of the stem. */
export const framesPerMoment = mostFrames;
const mostBytes = mostFrames * 16;

const kernels = startedOnce(wasm, (exports) => {
  const { memory, raw, left, right, turnAround, unpack, mixIn } = exports as Exports;
  // Its memory never grows.
  const { buffer } = memory;
  return {
    turnAround,
    unpack,
    mixIn,
    raw: new Uint8Array(buffer, raw.value, mostBytes),
    left: new Float32Array(buffer, left.value, mostFrames),
    right: new Float32Array(buffer, right.value, mostFrames),
  };
});

/** How the samples of interleaved frames are written, and how many channels become two. */
export type FrameKind = {
  readonly encoding: PcmEncoding;
  readonly isBigEndian: boolean;
  /** 1 or 2, or as many as `downmix` has. */
  readonly channels: number;
  readonly downmix: Downmix | null;
};

/**
 * Interleaved frames as numbers of -1 to 1 (integers are divided by their full scale), `left.length` of them; one channel goes
 * to both. Samples that are no numbers or infinite are silent, and `broken` is given a frame of the
 * moment in which there are some. `startFrame`: where in the stem the first of them stands.
 */
export function unpackFrames(
  frames: Uint8Array,
  { encoding, isBigEndian, channels, downmix }: FrameKind,
  startFrame: number,
  left: Float32Array,
  right: Float32Array,
  broken: (frame: number) => void,
): void {
  const own = kernels();
  const code = encodings.indexOf(encoding);
  const bytesPerFrame = bytesOf[encoding] * channels;
  // A power of two, so that no piece goes beyond its moment.
  const most = mostFrames >> Math.max(0, Math.ceil(Math.log2(bytesPerFrame / 16)));
  for (let done = 0, count = 0; done < left.length; done += count) {
    count = Math.min(most - ((startFrame + done) % most), left.length - done);
    own.raw.set(frames.subarray(done * bytesPerFrame, (done + count) * bytesPerFrame));
    if (isBigEndian) own.turnAround(code, count * bytesPerFrame);
    let brokenCount = 0;
    if (downmix === null) brokenCount = own.unpack(code, channels, count);
    for (const [channel, toLeft] of downmix?.left.entries() ?? [])
      brokenCount += own.mixIn(code, channels, channel, count, toLeft, downmix?.right[channel] ?? 0);
    if (brokenCount > 0) broken(startFrame + done);
    left.set(own.left.subarray(0, count), done);
    right.set((channels === 1 ? own.left : own.right).subarray(0, count), done);
  }
}
