import { fail, ok, type ExportChoices, type Result } from '#contract';
import type { ExportSong } from '../export/export-song.ts';
import { stemNamed } from './stem-named.ts';

/** The groups of a song's stems by their ids, when words of the command line name the stems. Fails with `badRequest`. */
export function chosenGroups(song: ExportSong, words: ExportChoices['groups']): Result<ExportChoices['groups']> {
  const { stems } = song.session;
  const chosen: Record<string, ExportChoices['groups'][string]> = {};
  for (const [word, group] of Object.entries(words)) {
    const id = stemNamed(stems, word);
    if (id === undefined) {
      return fail('badRequest', `There is no ${word}; the stems are ${stems.map((stem) => stem.id).join(', ')}`);
    }
    chosen[id] = group;
  }
  return ok(chosen);
}
