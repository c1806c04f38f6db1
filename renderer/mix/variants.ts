import type { Mix, Stem, StemId, StemKind } from '#contract';

/** A version of a mix: the mix itself, or with only some of its stems. */
export type Variant =
  | { readonly kind: 'mix' }
  | { readonly kind: 'only' | 'minus'; readonly stemId: StemId }
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
  ];
}

function isIn(variant: Exclude<Variant, { readonly kind: 'mix' }>, { id, kind }: VariantStem): boolean {
  switch (variant.kind) {
    case 'only':
      return id === variant.stemId;
    case 'minus':
      return id !== variant.stemId;
    case 'instrumental':
      return !sung.includes(kind);
    case 'acappella':
      return sung.includes(kind);
    case 'drumsAndBass':
      return rhythm.includes(kind);
  }
}

/** The mix of a variant. All variants but `mix` replace mute and solo; everything else stays. */
export function variantMix(mix: Mix, stems: readonly VariantStem[], variant: Variant): Mix {
  if (variant.kind === 'mix') return mix;
  const heard = new Set(stems.filter((stem) => isIn(variant, stem)).map(({ id }) => id));
  return {
    ...mix,
    strips: mix.strips.map((strip) => ({ ...strip, isMuted: !heard.has(strip.stemId), isSoloed: false })),
  };
}

/** The name of a variant on screen and in file names, such as "No Vocals". */
export function variantName(variant: Variant, stems: readonly VariantStem[]): string {
  const nameOf = (stemId: StemId): string => stems.find(({ id }) => id === stemId)?.name ?? stemId;
  switch (variant.kind) {
    case 'mix':
      return 'Mix';
    case 'only':
      return nameOf(variant.stemId);
    case 'minus':
      return `No ${nameOf(variant.stemId)}`;
    case 'instrumental':
      return 'Instrumental';
    case 'acappella':
      return 'A cappella';
    case 'drumsAndBass':
      return 'Drums and bass';
  }
}
