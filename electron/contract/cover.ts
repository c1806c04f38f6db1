export const coverKinds = ['jpeg', 'png'] as const;
export type CoverKind = (typeof coverKinds)[number];

/** The picture of a song, as it is in its file. */
export type CoverArt = { readonly kind: CoverKind; readonly bytes: Uint8Array<ArrayBuffer> };

export const mostCoverBytes = 4 * 1024 * 1024;

/** The picture that bytes are by their magic, whatever name they came under; null: none that we keep, or too large. */
export function coverOf(bytes: Uint8Array<ArrayBuffer>): CoverArt | null {
  if (bytes.length > mostCoverBytes) return null;
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return { kind: 'jpeg', bytes };
  return startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) ? { kind: 'png', bytes } : null;
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);
