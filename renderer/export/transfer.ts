import {
  coverOf,
  coverUrl,
  type CoverArt,
  exportUrl,
  type ExportTicket,
  fail,
  ok,
  type Result,
  type SessionId,
  failFrom,
} from '#contract';
import type { PutPiece } from '../codecs/shared/file-encoder.ts';
import { putTemporaryPiece, temporaryPieceAt } from './temporary-files.ts';

// Bytes between the page and main, by URL.

/** How many times its size a request weighs: V8 looks about every 64 MiB. */
const factor = 4;
/** Buffers kept: one that is dropped at once is collected in passing, without a look at the rest. */
const kept = 8;

/**
 * The browser keeps the bytes of a request and of its answer until the garbage collector runs, and V8, which decides when, does not
 * count them: those of a long export pile up, 100 MB and more. This shows V8 as much, and more, in buffers that are never
 * written to: they take addresses, no memory.
 */
class RequestWeight {
  readonly #buffers: ArrayBuffer[] = [];

  /** Call it before a request that carries `byteLength` bytes. */
  add(byteLength: number): void {
    this.#buffers.push(new ArrayBuffer(factor * byteLength));
    if (this.#buffers.length > kept) this.#buffers.shift();
  }
}

const weight = new RequestWeight();

/** Puts pieces at the address that `urlPrefix` makes with their offset in bytes. Fails as `putPiece`. */
export const putTo =
  (urlPrefix: string): PutPiece =>
  (offset, bytes) =>
    putPiece(`${urlPrefix}${String(offset)}`, bytes);

/** Sends bytes to main by `PUT`, or to the temporary file that the address names. Fails with `diskFull` or `diskError`. */
export async function putPiece(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<Result<undefined>> {
  const temporary = temporaryPieceAt(url);
  if (temporary !== null) return putTemporaryPiece(temporary, bytes);
  try {
    weight.add(bytes.byteLength);
    const { status } = await fetch(url, { method: 'PUT', body: bytes });
    if (status === 204) return ok();
    return status === 507 ? fail('diskFull') : fail('diskError', `HTTP ${String(status)}`);
  } catch (reason) {
    return failFrom('diskError', reason);
  }
}

/** Puts a small document, 8 MiB at most, into the file of its ticket; the caller ends the export. Fails as `putPiece`. */
export function putBytes(ticket: ExportTicket, bytes: Uint8Array<ArrayBuffer>): Promise<Result<undefined>> {
  return putPiece(exportUrl(ticket, 0), bytes);
}

/** The cover of a song; null when it has none or it cannot be read, since no export fails for want of a cover. */
export async function readCover(id: SessionId): Promise<CoverArt | null> {
  try {
    const answer = await fetch(coverUrl(id));
    return answer.ok ? coverOf(new Uint8Array(await answer.arrayBuffer())) : null;
  } catch {
    return null;
  }
}
