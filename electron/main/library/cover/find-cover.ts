import { basename } from 'node:path';
import type { AudioContainer, CoverArt } from '#contract';
import type { Source } from '../../disk/fs.ts';
import { readPicture } from './cover-files.ts';

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
      const { embeddedCover } = await import('./embedded-cover.ts');
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
