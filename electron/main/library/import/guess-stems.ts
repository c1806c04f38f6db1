import { explainSkip, fail, guessStemKind, type Failed, type FailureKind, type SkippedFile, words } from '#contract';
import { diskFailure } from '../../disk/disk-failure.ts';
import { inMixerOrder, nameStems } from '../stems/name-stems.ts';
import type { Found, SoundFile } from './gather.ts';
import { allSkipped, commonPrefix } from './group-songs.ts';

const stemsAtMost = 64;
const namedAtMost = 3;

/** Returns `tooManyStems` for more sounds than a song can hold; otherwise null. */
export const tooManyStems = (sounds: readonly SoundFile[]): Failed | null =>
  sounds.length > stemsAtMost ? fail('tooManyStems', words().failures.details.soundFiles(sounds.length)) : null;

/** One line with the first skipped files and their reasons. */
function inOneLine(skipped: readonly SkippedFile[]): string {
  const named = skipped
    .slice(0, namedAtMost)
    .map((one) => words().failures.details.fileBecause(one.file, explainSkip(one)));
  const rest = skipped.length - named.length;
  return [...named, ...(rest > 0 ? [words().failures.details.andMore(rest)] : [])].join(' ');
}

/** Returns the failure of an import without sound: the disk's, `unsupportedFile` or `nothingToImport`. */
export function nothingFound(found: Found): Failed {
  const skipped = allSkipped(found);
  const [other] = found.others;
  const detail =
    skipped.length > 0 || other === undefined ? inOneLine(skipped) : words().failures.details.notSound(other);
  const disk = unreadableKind(skipped);
  if (disk !== null) return fail(disk, detail);
  const isOfFiles = found.folders.length === 0 && (skipped.length > 0 || other !== undefined);
  const [given] = found.folders;
  return fail(isOfFiles ? 'unsupportedFile' : 'nothingToImport', detail === '' ? (given?.name ?? '') : detail);
}

/** The failure of the disk when it alone is the reason; otherwise null. */
function unreadableKind(skipped: readonly SkippedFile[]): FailureKind | null {
  const [first] = skipped;
  if (first === undefined || skipped.some(({ reason }) => reason !== 'unreadable')) return null;
  return diskFailure(Object.assign(new Error(first.detail), { code: first.detail }))?.kind ?? 'diskError';
}

/** Returns the files as stems with kinds and names guessed from the file names, without their common start. */
export function guessStems(sounds: readonly SoundFile[]) {
  const prefix = commonPrefix(sounds.map(({ fileName }) => fileName));
  const guessed = sounds.map((sound) => {
    const guess = guessStemKind(sound.fileName);
    const own = guessStemKind(sound.fileName.slice(prefix.length));
    return { ...sound, ...(own.kind === 'other' && guess.kind !== 'other' ? guess : own) };
  });
  return nameStems(inMixerOrder(guessed));
}
