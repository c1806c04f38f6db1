import { type IMetadataEvent, parseFromTokenizer } from 'music-metadata';
import { AbstractTokenizer, EndOfStreamError, type IReadChunkOptions, type ITokenizer } from 'strtok3';
import { type AudioContainer, audioMimeTypes, type CoverArt, coverOf, mostCoverBytes } from '#contract';
import type { OpenFile, ReadFs } from '../../disk/fs.ts';

/** The most bytes of a file held in memory. Ogg stores pictures in base64, four characters for three bytes. */
const mostBufferBytes = Math.ceil((mostCoverBytes * 4) / 3) + 1024 * 1024;

/**
 * Returns the first picture in the tags of a sound file (ID3, FLAC blocks, Vorbis comments, iTunes atoms) that we can keep; null: none.
 * Throws what the disk throws, and music-metadata's errors for a malformed file.
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
