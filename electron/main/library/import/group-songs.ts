import { guessStemKind, nameKey, readableTitle, type SkippedFile, withoutSoundEnding, words } from '#contract';
import type { Source } from '../../disk/fs.ts';
import { numbered } from '../stems/name-stems.ts';
import type { Found, FoundFolder, SoundFile } from './gather.ts';

const shortestPrefix = 3;

/** Returns the common start of file names without their endings, cut at the end of a word. */
export function commonPrefix(names: readonly string[]): string {
  const [first = '', ...others] = names.map(withoutSoundEnding);
  let length = first.length;
  for (const other of others) {
    let shared = 0;
    while (shared < length && first[shared] === other[shared]) shared += 1;
    length = shared;
  }
  // `Song - Ba` of Bass and Backing must end at `Song - `; `9.` of 9.15 and 9.45 is no word.
  const cut = first.slice(0, length);
  return names.length < 2 ? '' : (/^.*(?:[\s_\-–—([]|(?<!\d)\.)/.exec(cut)?.[0] ?? '');
}

const withoutStems = (name: string): string =>
  name.replace(/[\s\-–—_]*[([]?\b(stems?|multitracks?)\b[)\]]?\s*$/i, '').trim();

/** Returns a song's title: the folder's name, the common start of the file names, or the name of their folder. */
export function importTitle(folder: string | null, fileNames: readonly string[], parentFolder: string): string {
  const shared = readableTitle(commonPrefix(fileNames).replace(/[\s_\-–—([.]+$/, ''));
  const candidates = [folder ?? '', shared.length >= shortestPrefix ? shared : '', parentFolder];
  for (const candidate of candidates) {
    const name = readableTitle(candidate);
    const title = withoutStems(name);
    if (title !== '') return title;
    if (name !== '') return name;
  }
  return words().names.titles.imported;
}

/** The files of one song. */
export type SongFiles = {
  readonly title: string;
  readonly sounds: readonly SoundFile[];
  readonly pictures: readonly Source[];
  readonly skipped: readonly SkippedFile[];
};

/** Usual names of subfolders with stems, besides names of stem kinds. */
const partsOfSong =
  /^(stems?|multitracks?|tracks?|audio( files)?|takes?|alternates?|alts?|bounces?|renders?|samples|loops|dry|wet|raw|mixes|master(s|ed)?|wavs?|mp3s?|flacs?|\d+ ?bit|\d+k(hz)?|l|r|left|right|mono|stereo|session|media)$/i;

const isPartOfSong = ({ name }: FoundFolder): boolean =>
  partsOfSong.test(name.trim()) || guessStemKind(name).kind !== 'other';

/** All files of a folder and its subfolders. */
function all<Value>(folder: FoundFolder, pick: (folder: FoundFolder) => readonly Value[]): readonly Value[] {
  return [...pick(folder), ...folder.folders.flatMap((inner) => all(inner, pick))];
}

const soundsIn = (folder: FoundFolder): readonly SoundFile[] => all(folder, ({ sounds }) => sounds);

const kindsIn = (folder: FoundFolder): ReadonlySet<string> =>
  new Set(
    soundsIn(folder)
      .map(({ fileName }) => guessStemKind(fileName).kind)
      .filter((kind) => kind !== 'other'),
  );

/** Whether two folders share two kinds of stems, as songs of an album do and parts of a song do not. */
function repeatThemselves(folders: readonly FoundFolder[]): boolean {
  const kinds = folders.map(kindsIn);
  return kinds.some((one, index) =>
    kinds.slice(index + 1).some((other) => [...one].filter((kind) => other.has(kind)).length >= 2),
  );
}

/** Whether each folder is a song of its own. */
function areSongs(folders: readonly FoundFolder[]): boolean {
  if (folders.length < 2) return false;
  if (repeatThemselves(folders)) return true;
  const songs = folders.filter((folder) => !isPartOfSong(folder) && soundsIn(folder).length >= 2);
  return songs.length >= 2 && songs.length * 2 >= folders.length;
}

function songOf(folder: FoundFolder, title: string | null): SongFiles {
  const sounds = soundsIn(folder);
  const fileNames = sounds.map(({ fileName }) => fileName);
  return {
    title: importTitle(title, fileNames, folder.name),
    sounds,
    pictures: all(folder, ({ pictures }) => pictures),
    skipped: all(folder, ({ skipped }) => skipped),
  };
}

/** The songs of a folder: one per subfolder for an album, otherwise one. Skipped files beside them go to the first. */
function songsIn(folder: FoundFolder): readonly SongFiles[] {
  const inner = folder.folders.filter((one) => soundsIn(one).length > 0);
  const [only, ...others] = inner;
  if (folder.sounds.length > 0 || only === undefined) return [songOf(folder, folder.name)];
  const songs = others.length === 0 ? songsIn(only) : areSongs(inner) ? inner.flatMap(songsIn) : [];
  const [first, ...rest] = songs;
  if (first === undefined || rest.length === 0) return [songOf(folder, folder.name)];
  const beside = [folder, ...folder.folders.filter((one) => !inner.includes(one))];
  const left = beside.flatMap((one) => (one === folder ? one.skipped : all(one, ({ skipped }) => skipped)));
  return [{ ...first, skipped: [...first.skipped, ...left] }, ...rest];
}

/**
 * Returns the songs of an import: one of all files given directly, and those of each folder and archive. Every song has sound and a
 * distinct title; skipped files without a song go to the first.
 */
export function groupSongs({ folders, files }: Found): readonly SongFiles[] {
  const withSound = folders.filter((folder) => soundsIn(folder).length > 0);
  const isOneSong =
    files.sounds.length === 0 && withSound.length > 1 && withSound.every(isPartOfSong) && !repeatThemselves(withSound);
  const songs = isOneSong
    ? [songOf({ ...files, folders }, files.name)]
    : [...(files.sounds.length > 0 ? [songOf(files, null)] : []), ...withSound.flatMap(songsIn)];
  const [first, ...rest] = songs;
  if (first === undefined) return [];
  const elsewhere = isOneSong
    ? []
    : [
        ...(files.sounds.length > 0 ? [] : files.skipped),
        ...folders.filter((folder) => !withSound.includes(folder)).flatMap((one) => all(one, ({ skipped }) => skipped)),
      ];
  return withOwnTitles([{ ...first, skipped: [...first.skipped, ...elsewhere] }, ...rest]);
}

function withOwnTitles(songs: readonly SongFiles[]): readonly SongFiles[] {
  const taken = new Set<string>();
  return songs.map((song) => {
    const key = numbered(nameKey(song.title), taken, ' ');
    taken.add(key);
    return { ...song, title: song.title.slice(0, 190) + key.slice(nameKey(song.title).length) };
  });
}

/** Returns all skipped files. */
export const allSkipped = ({ folders, files }: Found): readonly SkippedFile[] => [
  ...files.skipped,
  ...folders.flatMap((folder) => all(folder, ({ skipped }) => skipped)),
];
