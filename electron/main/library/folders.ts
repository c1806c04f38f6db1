import { join } from 'node:path';
import type { AudioContainer, SavedAudio, SessionId, Sha256 } from '#contract';
import { sessionIdSchema } from '#contract/schemas';
import type { Fs } from '../disk/fs.ts';
import { replaceJson } from '../disk/json-file.ts';

export type SongFolders = {
  readonly song: string;
  readonly document: string;
  readonly mix: string;
  readonly analysis: string;
  readonly stems: string;
  readonly quarantine: string;
};

/** Prefix of a song's folder while it is being filled; such a folder is no song and is removed at start. */
export const unfinishedPrefix = '.unfinished-';

/** The file by which one Stemroom at a time has the library; while it is taken over, others begin with the same name. */
export const lockName = 'library.lock';

/** The file that says that a folder is a library, where the user chose the folder. */
export const libraryMark = 'stemroom-library.json';

const documentName = 'song.json';

/** Where the parts of the song in this folder lie. */
export function songFolders(song: string): SongFolders {
  return {
    song,
    document: join(song, documentName),
    mix: join(song, 'mix.json'),
    analysis: join(song, 'analysis.json'),
    stems: join(song, 'stems'),
    quarantine: join(song, 'quarantine'),
  };
}

export const foldersOf = (root: string, id: SessionId): SongFolders => songFolders(join(root, id));

export const stemFileName = (sha256: Sha256, container: AudioContainer): string => `${sha256}.${container}`;
export const overviewFileName = (sha256: Sha256): string => `${sha256}.overview`;

export const stemPath = (folders: SongFolders, audio: SavedAudio): string =>
  join(folders.stems, stemFileName(audio.sha256, audio.container));
export const overviewPath = (folders: SongFolders, sha256: Sha256): string =>
  join(folders.stems, overviewFileName(sha256));

/** Marks a folder as a library, so that an empty one differs from the place of a disk that is not there. Durable when this settles. */
export const markLibrary = (fs: Fs, root: string): Promise<void> =>
  replaceJson(fs, join(root, libraryMark), { version: 1 });

/** Whether a library lies in this folder: one that was marked, or one with a song. Throws what the disk throws. */
export async function isLibrary(fs: Fs, root: string): Promise<boolean> {
  if ((await fs.look(root))?.kind !== 'folder') return false;
  if ((await fs.look(join(root, libraryMark))) !== null) return true;
  for (const { name, kind } of await fs.list(root)) {
    const isSong = kind === 'folder' && sessionIdSchema.safeParse(name).success;
    if (isSong && (await fs.look(join(root, name, documentName))) !== null) return true;
  }
  return false;
}

/** Throws as for a folder that is not there when the user chose this one for the library and there is none now. */
export async function assertThere(fs: Fs, root: string, isChosen: boolean): Promise<void> {
  if (!isChosen || (await isLibrary(fs, root))) return;
  throw Object.assign(new Error('no library lies there'), { code: 'ENOENT' });
}
