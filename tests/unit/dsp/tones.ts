/** A stretch of a sine in both channels; `dbfs` is the crest of each, as in EBU Tech 3341. */
export type Stretch = { readonly seconds: number; readonly dbfs: number };

/** Stretches of one sine after one another, the same in both channels. */
export function tones(stretches: readonly Stretch[], sampleRate = 48_000, hertz = 1000): Float32Array {
  const lengths = stretches.map(({ seconds }) => Math.round(seconds * sampleRate));
  const sound = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
  // Whole cycles in whole frames: at most a second.
  const cycles = Float64Array.from({ length: sampleRate }, (_, at) =>
    Math.sin((2 * Math.PI * hertz * at) / sampleRate),
  );
  let at = 0;
  for (const [index, { dbfs }] of stretches.entries()) {
    const crest = 10 ** (dbfs / 20);
    for (let count = lengths[index] ?? 0; count > 0; count--, at++) sound[at] = crest * (cycles[at % sampleRate] ?? 0);
  }
  return sound;
}

export const silence = (seconds: number): Stretch => ({ seconds, dbfs: -Infinity });

/** Hands sound on in uneven pieces, as decoders do. */
export function inPieces(
  left: Float32Array,
  right: Float32Array,
  push: (left: Float32Array, right: Float32Array, count: number) => void,
): void {
  const sizes = [1, 7, 441, 4096, 10_000, 333];
  for (let at = 0, piece = 0; at < left.length; piece++) {
    const count = Math.min(left.length - at, sizes[piece % sizes.length] ?? 1);
    push(left.subarray(at, at + count), right.subarray(at, at + count), count);
    at += count;
  }
}
