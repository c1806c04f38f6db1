/** Bytes of one file, readable anywhere, such as Range requests on `app://`. */
export type ByteSource = {
  readonly byteLength: number;
  /**
   * The bytes `[offset, offset + length)`, fewer at the end of the file, none beyond it. The caller owns the array and
   * its memory. Rejects when the bytes cannot be read.
   */
  read(offset: number, length: number): Promise<Uint8Array>;
};

/** Bytes that are read on and on. */
export type ByteReader = ByteSource & {
  /** Reads into `into`, as many bytes as it holds, and returns the filled part. Allocates nothing. */
  readInto(offset: number, into: Uint8Array): Promise<Uint8Array>;
  /** Drops what it keeps for the next reads. */
  forget(): void;
};

/** The bytes from `start` on as a file of their own. */
export const bytesFrom = (bytes: ByteReader, start: number): ByteReader => ({
  byteLength: Math.max(0, bytes.byteLength - start),
  read: (offset, length) => bytes.read(start + offset, length),
  readInto: (offset, into) => bytes.readInto(start + offset, into),
  forget: () => {
    bytes.forget();
  },
});

/**
 * Frees memory at once. The collector sees only that small objects are left lying about, not the bytes that hang on them,
 * and lets tens of MB of them gather. The array must not be used afterwards.
 */
export function releaseBytes({ buffer }: ArrayBufferView): void {
  // Node 20, in which it is tested, cannot do this.
  if (buffer instanceof ArrayBuffer && 'transfer' in buffer) buffer.transfer(0);
}
