/** Frames that encoders take at a time: their buffers stay small, however much they are given. */
export const blockFrames = 16_384;

export type Block = { readonly left: Float64Array; readonly right: Float64Array; readonly count: number };

/** The first `count` frames, in blocks of `blockFrames` at most. Nothing is copied. */
export function* blocksOf(left: Float64Array, right: Float64Array, count: number): Generator<Block> {
  for (let at = 0; at < count; at += blockFrames) {
    const end = Math.min(count, at + blockFrames);
    yield { left: left.subarray(at, end), right: right.subarray(at, end), count: end - at };
  }
}
