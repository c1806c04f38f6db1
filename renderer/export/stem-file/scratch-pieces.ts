import { ok, type Result } from '#contract';
import { openScratchFolder, scratchFailure } from '../scratch.ts';
import type { FilePart } from './sound-track.ts';

const scheme = 'scratch:';

/** Where pieces of a file in scratch go, but for the offset: an address as those of exports, which no server knows. */
export const scratchPiecePrefix = (name: string): string => `${scheme}${name}?offset=`;

/** The file in scratch that an address means, and the offset; null: it is another kind of address. */
export function scratchPieceAt(url: string): { readonly name: string; readonly offset: number } | null {
  const [, name, offset] = /^scratch:([^?]+)\?offset=(\d+)$/.exec(url) ?? [];
  return name === undefined ? null : { name, offset: Number(offset) };
}

/** Puts bytes at an offset of a file in scratch. Only in a worker. Fails with `diskFull` or `diskError`. */
export async function putScratchPiece(
  { name, offset }: { readonly name: string; readonly offset: number },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<undefined>> {
  try {
    const file = await (await openScratchFolder()).getFileHandle(name, { create: true });
    // Opened for each piece, so that nothing holds the file once the last piece is in it.
    const handle = await file.createSyncAccessHandle();
    try {
      const written = handle.write(bytes, { at: offset });
      return written === bytes.byteLength ? ok() : scratchFailure(new DOMException('', 'QuotaExceededError'));
    } finally {
      handle.close();
    }
  } catch (reason) {
    return scratchFailure(reason);
  }
}

/** A file in scratch, to be read in parts. Rejects when it is not there. */
export async function openScratchPart(name: string): Promise<FilePart> {
  const handle = await (await openScratchFolder()).getFileHandle(name);
  const file = await handle.getFile();
  return {
    byteLength: file.size,
    read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  };
}
