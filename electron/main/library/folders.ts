import { join } from 'node:path';
import type { AudioContainer, SavedAudio, SessionId, Sha256 } from '#contract';

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

export const documentName = 'song.json';

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
