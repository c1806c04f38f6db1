import { fail, ok, type Result, type Session } from '#contract';
import { variantsOf, type Variant } from '../../mix/variants.ts';
import type { ExportSong } from '../export/export-song.ts';
import { variantKey } from '../export/variant-key.ts';
import { stemNamed } from './stem-named.ts';

type Stems = Session['stems'];

/**
 * The versions of a song that words of the command line name, as keys in the order in which they are shown. A stem is named by its
 * id, its name or its kind; capitals do not matter. Fails with `badRequest` and the word that means nothing in this song.
 */
export function chosenVersions(song: ExportSong, words: readonly string[]): Result<readonly string[]> {
  const { stems } = song.session;
  const variants = variantsOf(stems).filter(({ kind }) => kind !== 'mix');
  const chosen = new Set<Variant>();
  for (const word of words) {
    const meant = variants.filter((variant) => isMeant(stems, word.toLowerCase(), variant));
    if (meant.length === 0) return fail('badRequest', unknownWord(stems, word));
    for (const variant of meant) chosen.add(variant);
  }
  return ok(variants.filter((variant) => chosen.has(variant)).map(variantKey));
}

function isMeant(stems: Stems, word: string, variant: Variant): boolean {
  switch (variant.kind) {
    case 'mix':
      return false;
    case 'instrumental':
      return word === 'all' || word === 'instrumental';
    case 'acappella':
      return word === 'all' || /^acapp?ella$/.test(word);
    case 'drumsAndBass':
      return word === 'all' || word === 'drums-and-bass';
    case 'only':
    case 'minus': {
      if (word === 'all' || word === (variant.kind === 'only' ? 'each' : 'minus')) return true;
      const [, kind, stem = ''] = /^(only|minus):(.*)$/s.exec(word) ?? [];
      return kind === variant.kind && stemNamed(stems, stem.trim()) === variant.stemId;
    }
  }
}

function unknownWord(stems: Stems, word: string): string {
  const ids = stems.map(({ id }) => id);
  return `There is no ${word}; the stems are ${ids.join(', ')}`;
}
