import { hertz, ok, type ExportFormat, type FileTags } from '#contract';
import { openEncoder } from '../../../../renderer/codecs/open-encoder.ts';
import { noise } from '../fixtures.ts';

export const noTags: FileTags = { title: 'Untitled', artist: null, comment: null, bpm: null, key: null };

/** Stereo noise of single precision. */
export function noiseOf(lengthFrames: number) {
  return { left: noise(11, lengthFrames), right: noise(22, lengthFrames) };
}

/** What an encoder makes of sound that it is given in pieces of `pieceFrames`, with every put in the order it came. */
export async function encodeHere(
  format: ExportFormat,
  sound: { readonly left: ArrayLike<number>; readonly right: ArrayLike<number> },
  { rate = 44_100, tags = noTags, pieceFrames = 30_000 } = {},
): Promise<{
  readonly bytes: Uint8Array;
  readonly puts: readonly { readonly offset: number; readonly length: number }[];
}> {
  const left = Float64Array.from(sound.left);
  const right = Float64Array.from(sound.right);
  const puts: { readonly offset: number; readonly length: number }[] = [];
  let bytes = new Uint8Array(0);
  const facts = { format, sampleRate: hertz(rate), lengthFrames: left.length, tags };
  const opened = await openEncoder(facts, (offset, piece) => {
    puts.push({ offset, length: piece.length });
    const longer = new Uint8Array(Math.max(bytes.length, offset + piece.length));
    longer.set(bytes);
    longer.set(piece, offset);
    bytes = longer;
    return Promise.resolve(ok());
  });
  if (!opened.ok) throw new Error(opened.failure.detail);
  const encoder = opened.value;
  for (let at = 0; at < left.length; at += pieceFrames) {
    const count = Math.min(pieceFrames, left.length - at);
    const encoded = await encoder.encode(left.slice(at), right.slice(at), count);
    if (!encoded.ok) throw new Error(encoded.failure.detail);
  }
  const finished = await encoder.finish();
  if (!finished.ok) throw new Error(finished.failure.detail);
  return { bytes, puts };
}
