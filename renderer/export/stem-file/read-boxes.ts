/** A box of ISO 14496-12 section 4.2, somewhere in bytes. */
export type FoundBox = {
  readonly kind: string;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
};

/** The boxes that stand one after the other from `start` to `end`. Throws when one is longer than its place. */
export function boxesIn(bytes: Uint8Array, start = 0, end = bytes.length): readonly FoundBox[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: FoundBox[] = [];
  for (let at = start; at < end;) {
    const { kind, headBytes, boxBytes } = boxHead(view, at);
    if (boxBytes < headBytes || at + boxBytes > end) throw new Error(`A box of kind ${kind} is longer than its place.`);
    found.push({ kind, start: at, contentStart: at + headBytes, end: at + boxBytes });
    at += boxBytes;
  }
  return found;
}

/** Kind and lengths of the box that begins there; a length of 1 means that it follows in 64 bits. */
export function boxHead(
  view: DataView,
  at: number,
): { readonly kind: string; readonly headBytes: number; readonly boxBytes: number } {
  const short = view.getUint32(at);
  const kind = String.fromCharCode(...[4, 5, 6, 7].map((offset) => view.getUint8(at + offset)));
  const isLong = short === 1;
  return { kind, headBytes: isLong ? 16 : 8, boxBytes: isLong ? Number(view.getBigUint64(at + 8)) : short };
}

/** Every box at the end of a way of kinds, such as `['mdia', 'minf']`. */
export function boxesAt(bytes: Uint8Array, from: FoundBox, way: readonly string[]): readonly FoundBox[] {
  const [kind, ...further] = way;
  if (kind === undefined) return [from];
  const here = boxesIn(bytes, from.contentStart, from.end).filter((box) => box.kind === kind);
  return here.flatMap((box) => boxesAt(bytes, box, further));
}
