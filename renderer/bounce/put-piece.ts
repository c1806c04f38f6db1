import { fail, ok, type Failure, type Result } from '#contract';
import { RequestWeight } from './request-weight.ts';
import { putScratchPiece, scratchPieceAt } from './stem-file/scratch-pieces.ts';

/** Puts bytes at an offset of the file. */
export type PutPiece = (offset: number, bytes: Uint8Array<ArrayBuffer>) => Promise<Result<undefined>>;

/** Puts pieces of the file whose addresses begin so. */
export const putTo =
  (urlPrefix: string): PutPiece =>
  (offset, bytes) =>
    putPiece(`${urlPrefix}${String(offset)}`, bytes);

const weight = new RequestWeight();

/** Bytes to main by `PUT`, whose answers are told in our words; or to a file in scratch, when the address means one. */
export async function putPiece(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<Result<undefined>> {
  const inScratch = scratchPieceAt(url);
  if (inScratch !== null) return putScratchPiece(inScratch, bytes);
  try {
    weight.add(bytes.byteLength);
    const answer = await fetch(url, { method: 'PUT', body: bytes });
    return answer.status === 204 ? ok() : { ok: false, failure: failureOf(answer.status) };
  } catch (reason) {
    return fail('diskError', reason instanceof Error ? reason.message : '');
  }
}

function failureOf(status: number): Failure {
  if (status === 507) return { kind: 'diskFull', detail: '' };
  return { kind: 'diskError', detail: `HTTP ${status}` };
}
