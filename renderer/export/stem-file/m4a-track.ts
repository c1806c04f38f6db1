import type { ReadableFile } from '../temporary-files.ts';

/** The one track of an M4A file: where its sound is, and its headers. */
export type SoundTrack = {
  readonly file: ReadableFile;
  readonly mediaStart: number;
  readonly mediaEnd: number;
  /** The contents of `moov`. */
  readonly header: Uint8Array<ArrayBuffer>;
  readonly track: Uint8Array<ArrayBuffer>;
  /** Null: no tags. */
  readonly userData: Uint8Array<ArrayBuffer> | null;
};

const headBytes = 16;

/** Reads what a stem file needs of an M4A file that Stemroom wrote: `moov` behind one `mdat`, one track. Throws at any other. */
export async function readSoundTrack(file: ReadableFile): Promise<SoundTrack> {
  const places = await topBoxes(file);
  const media = places.find(({ kind }) => kind === 'mdat');
  const movie = places.find(({ kind }) => kind === 'moov');
  if (media === undefined || movie === undefined) throw new Error('This is not an M4A file that Stemroom wrote.');
  const bytes = await file.read(movie.contentStart, movie.end);
  const boxes = boxesIn(bytes);
  const cut = ({ start, end }: FoundBox): Uint8Array<ArrayBuffer> => bytes.slice(start, end);
  const only = (kind: string): Uint8Array<ArrayBuffer> | null => {
    const [box, ...more] = boxes.filter((other) => other.kind === kind);
    return box === undefined || more.length > 0 ? null : cut(box);
  };
  const [header, track, userData] = [only('mvhd'), only('trak'), only('udta')];
  if (header === null || track === null) throw new Error('This is not an M4A file that Stemroom wrote.');
  return { file, mediaStart: media.contentStart, mediaEnd: media.end, header, track, userData };
}

async function topBoxes(file: ReadableFile): Promise<readonly FoundBox[]> {
  const found: FoundBox[] = [];
  for (let at = 0; at < file.byteLength;) {
    const bytes = await file.read(at, Math.min(at + headBytes, file.byteLength));
    const { kind, headBytes: head, boxBytes } = boxHead(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0);
    if (boxBytes < head) throw new Error('A box without a length.');
    found.push({ kind, start: at, contentStart: at + head, end: at + boxBytes });
    at += boxBytes;
  }
  return found;
}

/** In the movie, and either played by default or waiting to be selected (ISO 14496-12 section 8.3.2). */
const trackFlags = { played: 3, waiting: 2 } as const;

/**
 * The `trak` box as track `number` (1 or more) of another file, in which its sound stands `shift` bytes further on. A player that
 * knows nothing of stems plays only the first track.
 */
export function renumbered(track: Uint8Array, number: number, shift: number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(track);
  const view = new DataView(bytes.buffer);
  const [whole] = boxesIn(bytes);
  if (whole === undefined) throw new Error('no track');
  for (const { contentStart } of boxesAt(bytes, whole, ['tkhd'])) {
    view.setUint32(contentStart, number === 1 ? trackFlags.played : trackFlags.waiting);
    // Behind version, flags, and two times of 32 bits.
    view.setUint32(contentStart + 12, number);
  }
  for (const { contentStart } of boxesAt(bytes, whole, ['mdia', 'minf', 'stbl', 'stco'])) {
    const count = view.getUint32(contentStart + 4);
    for (let entry = 0; entry < count; entry += 1) {
      const at = contentStart + 8 + 4 * entry;
      view.setUint32(at, view.getUint32(at) + shift);
    }
  }
  return bytes;
}

/** Where a box of ISO 14496-12 section 4.2 stands, in bytes. */
type FoundBox = {
  readonly kind: string;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
};

/** The boxes one after the other in the bytes `[start, end)`. Throws when one reaches beyond `end`. */
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

/** Kind and lengths, in bytes, of the box at `at`; a length of 1 means that it follows in 64 bits. */
function boxHead(
  view: DataView,
  at: number,
): { readonly kind: string; readonly headBytes: number; readonly boxBytes: number } {
  const short = view.getUint32(at);
  const kind = String.fromCharCode(...[4, 5, 6, 7].map((offset) => view.getUint8(at + offset)));
  const isLong = short === 1;
  return { kind, headBytes: isLong ? 16 : 8, boxBytes: isLong ? Number(view.getBigUint64(at + 8)) : short };
}

/** Every box at the end of a path of kinds below a box, such as `['mdia', 'minf']`. */
export function boxesAt(bytes: Uint8Array, from: FoundBox, path: readonly string[]): readonly FoundBox[] {
  const [kind, ...further] = path;
  if (kind === undefined) return [from];
  const here = boxesIn(bytes, from.contentStart, from.end).filter((box) => box.kind === kind);
  return here.flatMap((box) => boxesAt(bytes, box, further));
}
