import { ByteWriter } from '../shared/byte-writer.ts';

/** A box of ISO 14496-12 section 4.2. */
export function box(kind: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  const writer = new ByteWriter('big endian').u32(length);
  putKind(writer, kind);
  for (const part of parts) writer.put(part);
  return writer.bytes;
}

/** A box with a version, which is 0 unless said otherwise, and flags. */
export function fullBox(kind: string, content: ByteWriter, { version = 0, flags = 0 } = {}): Uint8Array<ArrayBuffer> {
  return box(kind, new ByteWriter('big endian').u32(version * 2 ** 24 + flags).bytes, content.bytes);
}

/** The names of iTunes' tags begin with a © that is one byte. */
function putKind(writer: ByteWriter, kind: string): void {
  for (const character of kind) writer.u8(character.charCodeAt(0));
}

export const fields = (): ByteWriter => new ByteWriter('big endian');
