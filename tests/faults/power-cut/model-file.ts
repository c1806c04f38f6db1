/** What becomes of one write that was not synced when the power went. */
type WriteFate = 'kept' | 'lost' | 'torn' | 'zeroed';
/** Decides the fates of one power cut. Called once for each change that was not synced, in the order of the changes. */
export type Fates = { readonly ofWrite: () => WriteFate; readonly ofName: () => 'kept' | 'lost' };

type Write = { readonly at: number; readonly bytes: Uint8Array };
type Truncation = { readonly length: number };

export type FileNode = {
  readonly kind: 'file';
  /** As programs see it. */
  bytes: Uint8Array<ArrayBuffer>;
  /** As it was when it was last synced. */
  synced: Uint8Array<ArrayBuffer>;
  unsynced: (Write | Truncation)[];
};
export function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(length, bytes.byteLength));
  larger.set(bytes);
  return larger;
}

export function written(bytes: Uint8Array, { at, bytes: piece }: Write): Uint8Array<ArrayBuffer> {
  const result = grown(bytes, at + piece.byteLength);
  result.set(piece, at);
  return result;
}

/** What the platters hold of a file after the cut. */
export function bytesAfterCut(file: FileNode, fates: Fates): Uint8Array<ArrayBuffer> {
  let bytes = file.synced;
  for (const change of file.unsynced) {
    const fate = fates.ofWrite();
    if (fate === 'lost') continue;
    if ('length' in change) bytes = grown(bytes, change.length).slice(0, change.length);
    else if (fate === 'kept') bytes = written(bytes, change);
    else if (fate === 'torn')
      bytes = written(bytes, { at: change.at, bytes: change.bytes.subarray(0, change.bytes.length >> 1) });
    else bytes = written(bytes, { at: change.at, bytes: new Uint8Array(change.bytes.length) });
  }
  return bytes;
}
