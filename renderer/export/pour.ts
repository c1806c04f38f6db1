import { ok, type Result } from '#contract';
import { chunkFrames } from './bounce-protocol.ts';
import type { SoundStream } from './sound-stream.ts';

/** Takes `count` frames of stereo sound. */
export type Sink = (
  left: Float64Array,
  right: Float64Array,
  count: number,
) => Result<undefined> | Promise<Result<undefined>>;

/** Reads `lengthFrames` of a stream, in chunks of `chunkFrames` but for the last. `onProgress` hears fractions, up to 1. */
export async function pour(
  sound: SoundStream,
  lengthFrames: number,
  sink: Sink,
  onProgress: (fraction: number) => void,
): Promise<Result<undefined>> {
  const left = new Float64Array(chunkFrames);
  const right = new Float64Array(chunkFrames);
  for (let done = 0; done < lengthFrames;) {
    const count = Math.min(chunkFrames, lengthFrames - done);
    const read = await sound.read(left.subarray(0, count), right.subarray(0, count));
    if (!read.ok) return read;
    const taken = await sink(left, right, count);
    if (!taken.ok) return taken;
    done += count;
    onProgress(done / lengthFrames);
  }
  return ok();
}
