import { basename } from 'node:path';
import { type IMetadataEvent, parseFromTokenizer } from 'music-metadata';
import { AbstractTokenizer, EndOfStreamError, type IReadChunkOptions, type ITokenizer } from 'strtok3';
import { type AudioContainer, audioMimeTypes, type CoverArt, coverOf, mostCoverBytes } from '#contract';
import type { OpenFile, ReadFs, Source } from '../../disk/fs.ts';
import { readPicture } from './cover-files.ts';

/** Most of a file that is in memory at a time. Ogg has its picture in base64, four characters for three bytes. */
const mostBufferBytes = Math.ceil((mostCoverBytes * 4) / 3) + 1024 * 1024;

/**
 * The first picture of ours in the tags of a sound file: ID3, FLAC's blocks, Vorbis comments, iTunes' atoms; null when there is
 * none. Throws what the disk throws, and when the file is not what it says it is.
 */
export async function embeddedCover(fs: ReadFs, path: string, container: AudioContainer): Promise<CoverArt | null> {
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
    // A picture that was found before the file turned out to be damaged is good.
    if (found.length === 0) throw reason;
  }
  return found[0] ?? null;
}

function pictureIn(value: unknown): CoverArt | null {
  if (typeof value !== 'object' || value === null || !('data' in value)) return null;
  return value.data instanceof Uint8Array ? coverOf(Uint8Array.from(value.data)) : null;
}

/** Reads what music-metadata asks for through our own disk. A tag that says it is larger than any of ours is an error. */
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

/** Names that people and programs give to the picture of an album, the surest first. */
const surest = [/^cover$/i, /^front$/i, /^folder$/i, /^(album|albumart|artwork)$/i];

const rankOf = (path: string): number => {
  const name = basename(path).replace(/\.[^.]*$/, '');
  return surest.findIndex((pattern) => pattern.test(name));
};

/** Whether a file is called as the picture of a song is. */
export const isCalledCover = (fileName: string): boolean => /\.(jpe?g|png)$/i.test(fileName) && rankOf(fileName) >= 0;

type Sound = Source & { readonly container: AudioContainer };

/**
 * The picture of a song among the files it is made of: one that is called so, or else the first that a sound file carries; null when
 * there is none. A file that cannot be read is none. Throws the reason of `signal`.
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
      const { embeddedCover } = await import('./find-cover.ts');
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
