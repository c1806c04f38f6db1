import { ok, type Result } from '#contract';
import { chunkFrames } from '../chunk-channel.ts';

/**
 * A stage of a render: stereo sound that the next stage pulls, block by block. Stages are chained by giving one to the next; each
 * keeps only the frames that it needs itself.
 */
export type SoundStream = {
  /**
   * Fills both arrays (of equal length) with the next frames. Beyond the end there is silence. One read at a time. A failure
   * passes on from the first stage, and is final.
   */
  read(left: Float64Array, right: Float64Array): Promise<Result<undefined>>;
};

/** Reads and drops the next `count` frames of a stream. Fails as the stream does. */
export async function skipFrames(sound: SoundStream, count: number): Promise<Result<undefined>> {
  const left = new Float64Array(Math.min(count, chunkFrames));
  const right = new Float64Array(left.length);
  for (let remaining = count; remaining > 0;) {
    const block = Math.min(remaining, left.length);
    const read = await sound.read(left.subarray(0, block), right.subarray(0, block));
    if (!read.ok) return read;
    remaining -= block;
  }
  return ok();
}

/** Takes `count` frames of stereo sound. */
export type Sink = (
  left: Float64Array,
  right: Float64Array,
  count: number,
) => Result<undefined> | Promise<Result<undefined>>;

/**
 * Pipes `lengthFrames` of a stream into a sink, in chunks of `chunkFrames` but for the last. `onProgress` gets fractions up to 1.
 * Fails as the stream or the sink does.
 */
export async function pipe(
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
