import { VarispeedStream } from '../dsp/varispeed.ts';
import type { BlockWork } from './block-stream.ts';

const blockFrames = 8192;

/** Reads sound at `speed` frames a frame, from its frame `startAt` on, which need not be whole. */
export function varispeedWork(speed: number, startAt: number): BlockWork {
  const varispeed = new VarispeedStream(speed, blockFrames, startAt);
  return {
    blockFrames,
    mostFrames: varispeed.mostOutput(blockFrames),
    turn: (left, right, outLeft, outRight) => varispeed.push(left, right, blockFrames, outLeft, outRight),
  };
}
