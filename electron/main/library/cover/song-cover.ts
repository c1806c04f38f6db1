import { basename, join } from 'node:path';
import { type IMetadataEvent, parseFromTokenizer } from 'music-metadata';
import { AbstractTokenizer, EndOfStreamError, type IReadChunkOptions, type ITokenizer } from 'strtok3';
import {
  type AudioContainer,
  audioMimeTypes,
  type CoverArt,
  type CoverKind,
  coverKinds,
  coverOf,
  mostCoverBytes,
} from '#contract';
import type { Fs, OpenFile, ReadFs, Source } from '../../disk/fs.ts';

const names: Readonly<Record<CoverKind, string>> = { jpeg: 'cover.jpg', png: 'cover.png' };

/** Returns the kind of picture in a song's folder, which the user may also have put there; null: none. Throws what the disk throws. */
export async function keptCover(fs: Fs, songFolder: string): Promise<CoverKind | null> {
  for (const kind of coverKinds) {
    const facts = await fs.look(join(songFolder, names[kind]));
    if (facts?.kind === 'file' && facts.byteLength <= mostCoverBytes) return kind;
  }
  return null;
}

/** Reads the picture in a song's folder; null: none. Throws what the disk throws. */
export async function readCover(fs: Fs, songFolder: string): Promise<CoverArt | null> {
  const kind = await keptCover(fs, songFolder);
  return kind === null ? null : readPicture(fs, join(songFolder, names[kind]));
}

/** Reads a picture; null when the file is none that we keep, or too large. Throws what the disk throws. */
async function readPicture(fs: ReadFs, path: string): Promise<CoverArt | null> {
  const facts = await fs.look(path);
  if (facts?.kind !== 'file' || facts.byteLength > mostCoverBytes) return null;
  return coverOf(await fs.readFile(path));
}

/** Writes a picture into the folder of a song under construction. Throws what the disk throws. */
export async function writeCover(fs: Fs, songFolder: string, { kind, bytes }: CoverArt): Promise<void> {
  const file = await fs.openFile(join(songFolder, names[kind]), 'create');
  try {
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The most bytes of a file held in memory. Ogg stores pictures in base64, four characters for three bytes. */
const mostBufferBytes = Math.ceil((mostCoverBytes * 4) / 3) + 1024 * 1024;

/**
 * Returns the first picture in the tags of a sound file (ID3, FLAC blocks, Vorbis comments, iTunes atoms) that we can keep; null: none.
 * Throws what the disk throws, and music-metadata's errors for a malformed file.
 */
async function embeddedCover(fs: ReadFs, path: string, container: AudioContainer): Promise<CoverArt | null> {
  const file = await fs.openFile(path, 'read');
  try {
    return await coverIn(new FileTokenizer(file, await file.byteLength(), audioMimeTypes[container]));
  } finally {
    await file.close();
  }
}

async function coverIn(tokenizer: ITokenizer): Promise<CoverArt | null> {
  const found: CoverArt[] = [];
  const observer = ({ tag }: IMetadataEvent): void => {
    const cover = tag.id === 'picture' ? pictureIn(tag.value) : null;
    if (cover !== null) found.push(cover);
  };
  try {
    await parseFromTokenizer(tokenizer, { observer, duration: false });
  } catch (reason) {
    // A picture found before the damage is good.
    if (found.length === 0) throw reason;
  }
  return found[0] ?? null;
}

function pictureIn(value: unknown): CoverArt | null {
  if (typeof value !== 'object' || value === null || !('data' in value)) return null;
  return value.data instanceof Uint8Array ? coverOf(Uint8Array.from(value.data)) : null;
}

/** Reads for music-metadata through our `Fs`. Throws at a tag beyond the limit. */
class FileTokenizer extends AbstractTokenizer {
  readonly fileInfo: { readonly size: number; readonly mimeType: string };
  readonly #file: OpenFile;

  constructor(file: OpenFile, size: number, mimeType: string) {
    super({ maxBufferSize: mostBufferBytes });
    this.#file = file;
    this.fileInfo = { size, mimeType };
  }

  override supportsRandomAccess(): boolean {
    return true;
  }

  setPosition(position: number): void {
    this.position = position;
  }

  override async readBuffer(into: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const { position } = this.normalizeOptions(into, options);
    const length = await this.peekBuffer(into, options);
    this.position = position + length;
    return length;
  }

  override async peekBuffer(into: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const { position, length: wanted, mayBeLess } = this.normalizeOptions(into, options);
    const length = await this.#file.read(into.subarray(0, wanted), position);
    if (length < wanted && mayBeLess !== true) throw new EndOfStreamError();
    return length;
  }
}

/** Usual names of album pictures, the most certain first. */
const surest = [/^cover$/i, /^front$/i, /^folder$/i, /^(album|albumart|artwork)$/i];

const rankOf = (path: string): number => {
  const name = basename(path).replace(/\.[^.]*$/, '');
  return surest.findIndex((pattern) => pattern.test(name));
};

/** Whether a file has a usual name of an album picture. */
export const isCalledCover = (fileName: string): boolean => /\.(jpe?g|png)$/i.test(fileName) && rankOf(fileName) >= 0;

type Sound = Source & { readonly container: AudioContainer };

/**
 * Finds the picture of a song: a file with a usual name, or else the first picture in a sound file's tags; null: none. Skips unreadable
 * files. Throws the reason of `signal`.
 */
export async function findCover(
  pictures: readonly Source[],
  sounds: readonly Sound[],
  signal: AbortSignal,
): Promise<CoverArt | null> {
  const ranked = [...pictures].sort((one, other) => rankOf(one.path) - rankOf(other.path));
  const looks = [
    ...ranked.map(
      ({ fs, path }) =>
        () =>
          readPicture(fs, path),
    ),
    ...sounds.map(({ fs, path, container }) => async () => {
      // Only imports need it, and it takes a while to load.
      const { embeddedCover } = await import('./song-cover.ts');
      return embeddedCover(fs, path, container);
    }),
  ];
  for (const look of looks) {
    signal.throwIfAborted();
    const cover = await look().catch(() => null);
    if (cover !== null) return cover;
  }
  return null;
}
