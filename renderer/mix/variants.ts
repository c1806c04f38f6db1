import { defaultExportChoices, type Forward, type Mix, type Stem, type StemId, type StemKind, words } from '#contract';
import { clampLevel } from './levels.ts';
import { withOpenGroups } from './strip-groups.ts';

/** A version of a mix: the mix itself, with only some of its stems, or with one of them forward. */
export type Variant =
  | { readonly kind: 'mix' }
  | { readonly kind: 'only' | 'minus' | 'forward'; readonly stemId: StemId }
  | { readonly kind: 'instrumental' | 'acappella' | 'drumsAndBass' };

type VariantStem = Pick<Stem, 'id' | 'kind' | 'name'>;

const sung: readonly StemKind[] = ['vocals', 'backingVocals'];
const rhythm: readonly StemKind[] = ['drums', 'percussion', 'bass'];

/** All variants that a song with these stems offers. */
export function variantsOf(stems: readonly VariantStem[]): readonly Variant[] {
  const isSung = stems.some(({ kind }) => sung.includes(kind));
  const isPlayed = stems.some(({ kind }) => !sung.includes(kind));
  const hasRhythm = stems.some(({ kind }) => kind === 'bass') && stems.some(({ kind }) => kind === 'drums');
  return [
    { kind: 'mix' },
    ...(isSung && isPlayed ? ([{ kind: 'instrumental' }, { kind: 'acappella' }] as const) : []),
    ...(hasRhythm ? [{ kind: 'drumsAndBass' } as const] : []),
    ...stems.map(({ id }) => ({ kind: 'only', stemId: id }) as const),
    ...(stems.length > 1 ? stems.map(({ id }) => ({ kind: 'minus', stemId: id }) as const) : []),
    ...(stems.length > 1 ? stems.map(({ id }) => ({ kind: 'forward', stemId: id }) as const) : []),
  ];
}

function isIn(variant: Exclude<Variant, { readonly kind: 'mix' }>, { id, kind }: VariantStem): boolean {
  switch (variant.kind) {
    case 'only':
      return id === variant.stemId;
    case 'minus':
      return id !== variant.stemId;
    case 'forward':
      return true;
    case 'instrumental':
      return !sung.includes(kind);
    case 'acappella':
      return sung.includes(kind);
    case 'drumsAndBass':
      return rhythm.includes(kind);
  }
}

/**
 * The mix of a variant. All variants but `mix` replace mute and solo; everything else stays, except that `forward` lowers all other stems
 * and, when it splits, pans as well.
 */
export function variantMix(
  mix: Mix,
  stems: readonly VariantStem[],
  variant: Variant,
  forward: Forward = defaultExportChoices.forward,
): Mix {
  if (variant.kind === 'mix') return mix;
  const heard = new Set(stems.filter((stem) => isIn(variant, stem)).map(({ id }) => id));
  const strips = mix.strips.map((strip) => ({ ...strip, isMuted: !heard.has(strip.stemId), isSoloed: false }));
  const heardMix = { ...withOpenGroups(mix), strips };
  return variant.kind === 'forward' ? broughtForward(heardMix, variant.stemId, forward) : heardMix;
}

function broughtForward(mix: Mix, stemId: StemId, { lowerDb, isSplit }: Forward): Mix {
  const strips = mix.strips.map((strip) => {
    const isFront = strip.stemId === stemId;
    const pan = isSplit ? (isFront ? -1 : 1) : strip.pan;
    return { ...strip, pan, levelDb: isFront ? strip.levelDb : clampLevel(strip.levelDb - lowerDb) };
  });
  return { ...mix, strips };
}

/** The name of a variant on screen and in file names, such as "No Vocals". */
export function variantName(variant: Variant, stems: readonly VariantStem[]): string {
  const nameOf = (stemId: StemId): string => stems.find(({ id }) => id === stemId)?.name ?? stemId;
  const texts = words().mixer.variants;
  switch (variant.kind) {
    case 'mix':
      return texts.mix;
    case 'only':
      return nameOf(variant.stemId);
    case 'minus':
      return texts.minus(nameOf(variant.stemId));
    case 'forward':
      return texts.forward(nameOf(variant.stemId));
    case 'instrumental':
      return texts.instrumental;
    case 'acappella':
      return texts.acappella;
    case 'drumsAndBass':
      return texts.drumsAndBass;
  }
}
