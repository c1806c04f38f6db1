import { join } from 'node:path';
import type { AudioContainer, SavedAudio, SessionId, Sha256 } from '#contract';
import { sessionIdSchema } from '#contract/schemas';
import type { Fs } from '../disk/fs.ts';
import { replaceJson } from '../disk/json-file.ts';

export type SongFolders = {
  readonly song: string;
  readonly document: string;
  readonly mix: string;
  readonly sheet: string;
  readonly analysis: string;
  readonly stems: string;
  readonly quarantine: string;
};

/** Prefix of a song's folder while it is being filled; such a folder is no song and is removed at start. */
export const unfinishedPrefix = '.unfinished-';

/** The lock file of a library. Files that start with this name appear while the lock is taken over. */
export const lockName = 'library.lock';

/** The file that marks a folder the user chose as a library. */
export const libraryMark = 'stemroom-library.json';

const documentName = 'song.json';

/** Returns the paths within a song's folder. */
export function songFolders(song: string): SongFolders {
  return {
    song,
    document: join(song, documentName),
    mix: join(song, 'mix.json'),
    sheet: join(song, 'song-sheet.json'),
    analysis: join(song, 'analysis.json'),
    stems: join(song, 'stems'),
    quarantine: join(song, 'quarantine'),
  };
}

/** Returns the paths of a song in the library at `root`. */
export const foldersOf = (root: string, id: SessionId): SongFolders => songFolders(join(root, id));

/** Returns the file name of a stem: its hash and container. */
export const stemFileName = (sha256: Sha256, container: AudioContainer): string => `${sha256}.${container}`;
/** Returns the file name of a stem's waveform peaks. */
export const overviewFileName = (sha256: Sha256): string => `${sha256}.overview`;

/** Returns the path of a saved sound file. */
export const stemPath = (folders: SongFolders, audio: SavedAudio): string =>
  join(folders.stems, stemFileName(audio.sha256, audio.container));
/** Returns the path of a stem's waveform peaks. */
export const overviewPath = (folders: SongFolders, sha256: Sha256): string =>
  join(folders.stems, overviewFileName(sha256));

/** Marks a folder as a library, so that an empty library differs from the mount point of an unplugged disk. Durable when this settles. Throws what the disk throws. */
export const markLibrary = (fs: Fs, root: string): Promise<void> =>
  replaceJson(fs, join(root, libraryMark), { version: 1 });

/** Whether a folder is a library: marked, or with a song in it. Throws what the disk throws. */
export async function isLibrary(fs: Fs, root: string): Promise<boolean> {
  if ((await fs.look(root))?.kind !== 'folder') return false;
  if ((await fs.look(join(root, libraryMark))) !== null) return true;
  for (const { name, kind } of await fs.list(root)) {
    const isSong = kind === 'folder' && sessionIdSchema.safeParse(name).success;
    if (isSong && (await fs.look(join(root, name, documentName))) !== null) return true;
  }
  return false;
}

/** Throws ENOENT when the user chose this folder and it holds no library now. */
export async function assertThere(fs: Fs, root: string, isChosen: boolean): Promise<void> {
  if (!isChosen || (await isLibrary(fs, root))) return;
  throw Object.assign(new Error('no library lies there'), { code: 'ENOENT' });
}
