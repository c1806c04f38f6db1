/** Bytes of one file, readable anywhere, such as Range requests on `app://`. */
export type ByteSource = {
  readonly byteLength: number;
  /**
   * The bytes `[offset, offset + length)`, fewer at the end of the file, none beyond it. The array belongs to the source:
   * read it, never write to it. Rejects when the bytes cannot be had.
   */
  read(offset: number, length: number): Promise<Uint8Array>;
};
