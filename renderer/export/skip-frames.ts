import { ok, type Result } from '#contract';
import { chunkFrames } from './bounce-protocol.ts';
import type { SoundStream } from './sound-stream.ts';

/** Lets the next `count` frames of a stream go by. */
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
