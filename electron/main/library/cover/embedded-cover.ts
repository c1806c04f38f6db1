import { type IMetadataEvent, parseFromTokenizer } from 'music-metadata';
import type { ITokenizer } from 'strtok3';
import { type AudioContainer, audioMimeTypes, type CoverArt, coverOf } from '#contract';
import type { ReadFs } from '../../disk/fs.ts';
import { FileTokenizer } from '../file-tokenizer.ts';

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
