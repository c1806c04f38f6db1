import { parseFromTokenizer } from 'music-metadata';
import { AbstractTokenizer, EndOfStreamError, type IReadChunkOptions } from 'strtok3';
import { type AudioContainer, audioMimeTypes, mostCoverBytes } from '#contract';
import type { OpenFile, ReadFs } from '../disk/fs.ts';

/** The most bytes of a file held in memory. Ogg stores pictures in base64, four characters for three bytes. */
const mostBufferBytes = Math.ceil((mostCoverBytes * 4) / 3) + 1024 * 1024;

/** Reads for music-metadata through our `Fs`. Throws at a tag beyond the limit. */
export class FileTokenizer extends AbstractTokenizer {
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

/**
 * Returns the length of a sound file in seconds by its headers and tags; null: they do not say. Throws what the disk throws, and
 * music-metadata's errors for a malformed file.
 */
export async function soundSeconds(fs: ReadFs, path: string, container: AudioContainer): Promise<number | null> {
  const file = await fs.openFile(path, 'read');
  try {
    const tokenizer = new FileTokenizer(file, await file.byteLength(), audioMimeTypes[container]);
    const { format } = await parseFromTokenizer(tokenizer, { duration: true, skipCovers: true });
    const seconds = format.duration;
    return seconds !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
  } finally {
    await file.close();
  }
}
