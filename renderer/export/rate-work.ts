import { inputSpan, resampleStereo, resamplingKernel } from '../dsp/resampling-kernel.ts';
import type { BlockWork } from './block-stream.ts';

const blockFrames = 8192;

/**
 * Sound at another rate, both in whole hertz. The first frame stays where it is; before it there is silence. 100 dB of stop
 * band (see `resamplingKernel`).
 */
export function rateWork(fromRate: number, toRate: number): BlockWork {
  const kernel = resamplingKernel(fromRate, toRate);
  const reach = kernel.width / 2;
  const lines = [
    new Float32Array(blockFrames + 3 * kernel.width),
    new Float32Array(blockFrames + 3 * kernel.width),
  ] as const;
  /** Frames held, and the number of the first of them; the ones before the sound are silent. */
  let held = kernel.width;
  let first = -kernel.width;
  let made = 0;
  return {
    blockFrames,
    mostFrames: Math.ceil((blockFrames * toRate) / fromRate) + 1,
    turn: (left, right, outLeft, outRight) => {
      lines[0].set(left, held);
      lines[1].set(right, held);
      held += blockFrames;
      // An output frame at input position `p` needs the frames up to `floor(p) + reach`.
      const end = Math.ceil(((first + held - reach) * kernel.phases) / kernel.step);
      const count = Math.max(0, end - made);
      resampleStereo(kernel, lines, first, [outLeft, outRight], made, count);
      made += count;
      const gone = Math.min(held, inputSpan(kernel, made, 1).start - first);
      for (const line of lines) line.copyWithin(0, gone, held);
      held -= gone;
      first += gone;
      return count;
    },
  };
}
