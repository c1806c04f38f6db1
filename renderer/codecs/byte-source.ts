/** Bytes of one file, readable anywhere, such as Range requests on `app://`. */
export type ByteSource = {
  readonly byteLength: number;
  /**
   * The bytes `[offset, offset + length)`, fewer at the end of the file, none beyond it. The array belongs to who asked, and
   * so does its memory: nobody else looks into it. Rejects when the bytes cannot be had.
   */
  read(offset: number, length: number): Promise<Uint8Array>;
};

/** Bytes that are read on and on. */
export type ByteReader = ByteSource & {
  /** The same bytes, as many as `into` holds, at its start; gives that part of it. Costs no memory of its own. */
  readInto(offset: number, into: Uint8Array): Promise<Uint8Array>;
  /** Gives back what it keeps for the next reads. */
  forget(): void;
};

/**
 * Gives memory back at once. The collector sees only that small objects are left lying about, not the bytes that hang on them,
 * and lets tens of MB of them gather. Nobody may look into the array any more.
 */
export function releaseBytes({ buffer }: ArrayBufferView): void {
  // Node 20, in which it is tested, cannot do this.
  if (buffer instanceof ArrayBuffer && 'transfer' in buffer) buffer.transfer(0);
}
