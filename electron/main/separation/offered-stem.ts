import { stemKindNames, stemKinds, type StemId, type StemKind } from '#contract';
import type { PlannedStem } from './library-port.ts';
import { plainText } from './plain-text.ts';

/** A stem the service offers, with where it lies. */
export type OfferedStem = PlannedStem & { readonly url: string };

/** A field's or a part's name and its link, before it has an id. */
export type NamedLink = { readonly name: string; readonly url: string };

/** The service's names beyond our own, folded. */
const otherNames: Readonly<Record<string, StemKind>> = {
  vocal: 'vocals',
  backingvocal: 'backingVocals',
  drum: 'drums',
  percussions: 'percussion',
  guitars: 'guitar',
  keyboards: 'keyboard',
  synthesizer: 'synth',
  string: 'strings',
  woodwind: 'woodwinds',
  effects: 'fx',
  fxother: 'fx',
  otherfx: 'fx',
  instrumentals: 'instrumental',
  instrumentali: 'instrumental',
  accompaniment: 'instrumental',
};

const fold = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const kindsByName: ReadonlyMap<string, StemKind> = new Map([
  ...stemKinds.filter((kind) => kind !== 'other').map((kind): [string, StemKind] => [fold(kind), kind]),
  ...Object.entries(otherNames),
]);

/** `other` for names that are not the service's known ones. */
export const kindOfName = (name: string): StemKind => kindsByName.get(fold(name)) ?? 'other';

/** Lower case and hyphens, as ids are written: `backingVocals`, `Lead Guitar (Removed)`. */
function idOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  const kebab = words.replace(/[^a-z0-9]+/g, '-').slice(0, 36);
  return kebab.replace(/^-+|-+$/g, '') || 'other';
}

/** `leadGuitar`, `lead_guitar` -> `Lead guitar`; a name with spaces stays as the service wrote it. */
function shownName(name: string): string {
  const clean = plainText(name, 60);
  if (clean.includes(' ')) return clean;
  const words = clean
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? stemKindNames.other : words.charAt(0).toUpperCase() + words.slice(1);
}

/** What one song can hold. */
const mostStems = 64;

/**
 * Links as stems in mixer order: one per known kind (the first wins), then unknown ones under their own names; at most
 * `mostStems`. The same link twice is one stem. Ids depend on names and order only, so asking again gives the same ids.
 */
export function offeredStems(links: readonly NamedLink[]): readonly OfferedStem[] {
  const stems: OfferedStem[] = [];
  for (const { name, url } of links) {
    const kind = kindOfName(name);
    const shown = kind === 'other' ? shownName(name) : stemKindNames[kind];
    const isKnown = stems.some((stem) => stem.url === url || stem.name === shown);
    if (isKnown || stems.length >= mostStems) continue;
    stems.push({ id: freeId(idOf(kind === 'other' ? name : kind), stems), kind, name: shown, url });
  }
  return stems.sort((one, two) => stemKinds.indexOf(one.kind) - stemKinds.indexOf(two.kind));
}

function freeId(wanted: string, stems: readonly OfferedStem[]): StemId {
  let id = wanted;
  for (let count = 2; stems.some((stem) => stem.id === id); count += 1) id = `${wanted}-${count}`;
  return id as StemId;
}
