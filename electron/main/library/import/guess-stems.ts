import { fail, guessStemKind, type Result } from '#contract';
import { inMixerOrder, nameStems } from '../name-stems.ts';
import type { Gathered, SoundFile } from './gather.ts';
import { commonPrefix } from './title.ts';

const stemsAtMost = 64;

/** Why nothing can be made of these files; null: something can. */
export function refusal({ sounds, skipped, folders }: Gathered): Result<never> | null {
  if (sounds.length > stemsAtMost) return fail('tooManyStems', `${String(sounds.length)} sound files`);
  if (sounds.length > 0) return null;
  return folders.length > 0 || skipped.length === 0 ? fail('nothingToImport') : fail('unsupportedFile', skipped[0]);
}

/** Stems as the names of their files tell; what all names share is the song, not the stem. */
export function guessStems(sounds: readonly SoundFile[]) {
  const prefix = commonPrefix(sounds.map(({ fileName }) => fileName));
  const guessed = sounds.map((sound) => {
    const guess = guessStemKind(sound.fileName);
    const own = guessStemKind(sound.fileName.slice(prefix.length));
    return { ...sound, ...(own.kind === 'other' && guess.kind !== 'other' ? guess : own) };
  });
  return nameStems(inMixerOrder(guessed));
}
