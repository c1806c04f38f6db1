import type { AudioContainer, CoverArt } from '#contract';
import type { OpenFile, ReadFs } from '../../disk/fs.ts';
import { flacCover } from './flac-cover.ts';
import { id3Cover } from './id3-cover.ts';
import type { ReadPart } from './read-part.ts';

/** The picture that a sound file carries in its tags: ID3 in MP3, FLAC's own; null when there is none. Throws what the disk throws. */
export async function embeddedCover(fs: ReadFs, path: string, container: AudioContainer): Promise<CoverArt | null> {
  switch (container) {
    case 'mp3':
      return withFile(fs, path, id3Cover);
    case 'flac':
      return withFile(fs, path, flacCover);
    case 'wav':
    case 'ogg':
    case 'm4a':
    case 'aiff':
    case 'caf':
    case 'w64':
    case 'au':
    case 'aac':
    case 'webm':
      return null;
  }
}

async function withFile(
  fs: ReadFs,
  path: string,
  find: (read: ReadPart) => Promise<CoverArt | null>,
): Promise<CoverArt | null> {
  const file = await fs.openFile(path, 'read');
  try {
    return await find((start, length) => readPart(file, start, length));
  } finally {
    await file.close();
  }
}

async function readPart(file: OpenFile, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, await file.read(bytes, start));
}
