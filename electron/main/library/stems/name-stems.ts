import { stemKinds, type StemId, type StemKind } from '#contract';
import { stemIdSchema } from '#contract/schemas';

export type NamedStem = { readonly id: StemId; readonly kind: StemKind; readonly name: string };

const kebab = (kind: StemKind): string => kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The text, numbered when it is taken: `Guitar`, `Guitar 2`. */
export function numbered(text: string, taken: ReadonlySet<string>, join: string): string {
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? text : `${text}${join}${String(count)}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Returns the stems with ids and names unique in the song (`backing-vocals`, `guitar-2`), in the order given. */
export function nameStems<Stem extends { readonly kind: StemKind; readonly name: string }>(
  stems: readonly Stem[],
): readonly (Stem & NamedStem)[] {
  const ids = new Set<string>();
  const names = new Set<string>();
  return stems.map((stem) => {
    const id = numbered(kebab(stem.kind), ids, '-');
    // Two forms of Unicode look the same on screen.
    const name = numbered(
      stem.name
        .normalize('NFC')
        .slice(0, 190)
        .replace(/\p{Surrogate}$/u, ''),
      names,
      ' ',
    );
    ids.add(id);
    names.add(name);
    return { ...stem, id: stemIdSchema.parse(id), name };
  });
}

const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Sorts stems in mixer order: by kind, then by name with numbers in order (`Gtr 2` before `Gtr 10`). */
export function inMixerOrder<Stem extends { readonly kind: StemKind; readonly name: string }>(
  stems: readonly Stem[],
): readonly Stem[] {
  const place = ({ kind }: Stem): number => stemKinds.indexOf(kind);
  return [...stems].sort((one, other) => place(one) - place(other) || natural.compare(one.name, other.name));
}
