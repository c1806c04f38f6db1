import { mostGroups, stemGroups, type ExportChoices } from '#contract';
import { WrongWords } from './options.ts';

/** Groups of stems, such as `synth:bass,fx:drums`, by what is written before the colon. Throws `WrongWords`. */
export function parseGroups(list: string): ExportChoices['groups'] {
  const pairs = list.split(',').map((word): readonly [string, ExportChoices['groups'][string]] => {
    const [, stem = '', name = ''] = /^(.+):([^:]+)$/s.exec(word) ?? [];
    const group = stemGroups.find((one) => one === name.trim().toLowerCase());
    if (stem.trim() === '' || group === undefined) {
      throw new WrongWords(`--groups is a list such as synth:bass; the groups are ${stemGroups.join(', ')}.`);
    }
    return [stem.trim(), group];
  });
  if (pairs.length > mostGroups) throw new WrongWords('--groups names more stems than a song has.');
  return Object.fromEntries(pairs);
}
