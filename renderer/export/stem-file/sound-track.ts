import { boxesAt, boxesIn, boxHead, type FoundBox } from './read-boxes.ts';

/** A file whose parts are read when they are wanted. */
export type FilePart = {
  readonly byteLength: number;
  /** Rejects when the bytes cannot be had. */
  readonly read: (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>;
};

/** The one track of an M4A file: its sound, and what is said of it. */
export type SoundTrack = {
  readonly file: FilePart;
  readonly mediaStart: number;
  readonly mediaEnd: number;
  /** The contents of `moov`. */
  readonly header: Uint8Array<ArrayBuffer>;
  readonly track: Uint8Array<ArrayBuffer>;
  /** Null: no tags. */
  readonly userData: Uint8Array<ArrayBuffer> | null;
};

const headBytes = 16;

/** Reads what a stem file needs of an M4A file as ours are: `moov` behind one `mdat`, one track. Throws at any other. */
export async function readSoundTrack(file: FilePart): Promise<SoundTrack> {
  const places = await topBoxes(file);
  const media = places.find(({ kind }) => kind === 'mdat');
  const movie = places.find(({ kind }) => kind === 'moov');
  if (media === undefined || movie === undefined) throw new Error('This is no M4A file of ours.');
  const bytes = await file.read(movie.contentStart, movie.end);
  const boxes = boxesIn(bytes);
  const cut = ({ start, end }: FoundBox): Uint8Array<ArrayBuffer> => bytes.slice(start, end);
  const only = (kind: string): Uint8Array<ArrayBuffer> | null => {
    const [box, ...more] = boxes.filter((other) => other.kind === kind);
    return box === undefined || more.length > 0 ? null : cut(box);
  };
  const [header, track, userData] = [only('mvhd'), only('trak'), only('udta')];
  if (header === null || track === null) throw new Error('This is no M4A file of ours.');
  return { file, mediaStart: media.contentStart, mediaEnd: media.end, header, track, userData };
}

async function topBoxes(file: FilePart): Promise<readonly FoundBox[]> {
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

/** In movie, and played unless somebody chooses; in movie, and waiting to be chosen (ISO 14496-12 section 8.3.2). */
const trackFlags = { played: 3, waiting: 2 } as const;

/**
 * The track as the `number`th of another file, from 1 on, whose bytes of sound stand `shift` bytes further on than they did. Only
 * the first is played by a player that knows nothing of stems.
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
