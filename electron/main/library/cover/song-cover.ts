import { basename, join } from 'node:path';
import { type AudioContainer, type CoverArt, type CoverKind, coverKinds, coverOf, mostCoverBytes } from '#contract';
import { type Fs, type ReadFs, replaceFile, type Source } from '../../disk/fs.ts';

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

/** Writes a picture into a song's folder, in place of one of its kind; durable once this settles. Throws what the disk throws. */
export const replaceCover = (fs: Fs, songFolder: string, { kind, bytes }: CoverArt): Promise<void> =>
  replaceFile(fs, join(songFolder, names[kind]), bytes);

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
      // Loaded late: music-metadata takes a while, and only imports need it.
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
