import { fail, ok } from '#contract';
import { PieceWriter } from '../piece-writer.ts';
import type { OpenEncoder } from './file-encoder.ts';

/** Begins a file in its format. */
export const openEncoder: OpenEncoder = ({ format, sampleRate, lengthFrames }, put) => {
  if (format.kind !== 'wav') return Promise.resolve(fail('internal', format.kind));
  const writer = new PieceWriter(format.bits === 32 ? '32f' : format.bits, sampleRate, lengthFrames, put);
  return Promise.resolve(
    ok({
      encode: (left, right, count) => writer.append(left, right, count),
      finish: () => writer.finish(),
    }),
  );
};
