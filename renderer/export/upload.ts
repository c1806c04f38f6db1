import type { PutPiece } from '../codecs/shared/file-encoder.ts';
import { type ExportTicket, exportUrl, fail, type Failure, ok, type Result } from '#contract';
import { putScratchPiece, scratchPieceAt } from './stem-file/scratch-pieces.ts';

/** How many times its size a request weighs: V8 looks about every 64 MiB. */
const factor = 4;
/** So many are held on to: a buffer that goes at once is taken away in passing, without a look at the rest. */
const held = 8;

/**
 * The browser keeps the bytes of a request, those sent and those answered, until it is collected. V8, which decides when, knows
 * nothing of them: those of a long export pile up beside the page, 100 MB and more. This shows V8 as much, and more, in buffers
 * that nothing is ever written to: they take addresses, no memory.
 */
class RequestWeight {
  readonly #buffers: ArrayBuffer[] = [];

  /** A request for or with `byteLength` bytes is about to be made. */
  add(byteLength: number): void {
    this.#buffers.push(new ArrayBuffer(factor * byteLength));
    if (this.#buffers.length > held) this.#buffers.shift();
  }
}

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

/** Puts a small document, 8 MiB at most, into the file of its ticket; the caller ends the export. */
export function putBytes(ticket: ExportTicket, bytes: Uint8Array<ArrayBuffer>): Promise<Result<undefined>> {
  return putPiece(exportUrl(ticket, 0), bytes);
}
