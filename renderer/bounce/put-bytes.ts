import { exportUrl, type ExportTicket, type Result } from '#contract';
import { putPiece } from './put-piece.ts';

/** Puts a small document, 8 MiB at most, into the file of its ticket; the caller ends the export. */
export function putBytes(ticket: ExportTicket, bytes: Uint8Array<ArrayBuffer>): Promise<Result<undefined>> {
  return putPiece(exportUrl(ticket, 0), bytes);
}
