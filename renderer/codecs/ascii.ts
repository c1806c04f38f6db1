/** Bytes as characters; shorter at the end of the bytes. */
export function readAscii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** Big-endian; bytes beyond the end count as 0. */
export function readUint32(bytes: Uint8Array, at: number): number {
  return readUint24(bytes, at) * 256 + (bytes[at + 3] ?? 0);
}

/** Big-endian; bytes beyond the end count as 0. */
export function readUint24(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}
