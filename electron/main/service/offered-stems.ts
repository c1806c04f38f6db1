import {
  guessStemKind,
  mostSkipped,
  mostStems,
  nameKey,
  type StemId,
  type StemKind,
  stemKinds,
  words,
} from '#contract';
import { parseUrl } from '../net/url-policy.ts';
import { plainText } from './json.ts';
import type { PlannedStem } from './library-port.ts';
import type { NamedLink } from './offered-links.ts';

/** A stem the service offers, and its link. */
export type OfferedStem = PlannedStem & { readonly url: string };

/** Other spellings of the service's own fields, folded. Ids of saved stems come from them, so none may change. */
const otherSpellings: Readonly<Record<string, StemKind>> = {
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

const kindsByField: ReadonlyMap<string, StemKind> = new Map([
  ...stemKinds.filter((kind) => kind !== 'other').map((kind): [string, StemKind] => [fold(kind), kind]),
  ...Object.entries(otherSpellings),
]);

/** The kind that is one of the service's own fields; null for any other name. */
const fieldKind = (name: string): StemKind | null => kindsByField.get(fold(name)) ?? null;

/** Lower case and hyphens, as ids are written: `backingVocals`, `Lead Guitar (Removed)`. */
function idOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  const kebab = words.replace(/[^a-z0-9]+/g, '-').slice(0, 36);
  return kebab.replace(/^-+|-+$/g, '') || 'other';
}

/** Stands for the name of a stem that has none. */
const unnamed = 'Stem';

/** `leadGuitar`, `lead_guitar` -> `Lead guitar`; a name with spaces stays as the service wrote it. */
function shownName(name: string): string {
  if (name === unnamed) return words().names.stem;
  const kind = fieldKind(name);
  if (kind !== null) return words().names.stemKinds[kind];
  const clean = plainText(name, 60).normalize('NFC');
  if (/[ -]/.test(clean)) return clean;
  const spaced = clean
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/_+/g, ' ')
    .trim();
  return spaced === '' ? words().names.stemKinds.other : sentenceCase(spaced);
}

const capitalised = /(?<!\p{L})\p{Lu}\p{Ll}+(?!\p{L})/gu;

/** `Lead Vocal`, `lead Vocal` -> `Lead vocal`; `FX` and `808` stay. */
function sentenceCase(name: string): string {
  const low = lowerCase(name);
  return low.charAt(0).toUpperCase() + low.slice(1);
}

const lowerCase = (name: string): string => name.replaceAll(capitalised, (word) => word.toLowerCase());

const removed = /\s*\(removed\)\s*$/i;
const withoutIt = /^(without|no|minus)\b/i;

/** A stem before it has its place among the others. `wantedId` and `name` may be another's too. */
type NamedStem = { readonly wantedId: string; readonly kind: StemKind; readonly name: string };

function named({ name, half }: NamedLink): NamedStem {
  const given = name === '' ? unnamed : name;
  if (half === 'remove') return remainderOf(given);
  const kind = fieldKind(given);
  if (kind !== null) return { wantedId: idOf(kind), kind, name: words().names.stemKinds[kind] };
  const wantedId = idOf(given);
  const shown = shownName(given);
  if (removed.test(given))
    return { wantedId, kind: remainderKind(`Without ${given.replace(removed, '')}`), name: shown };
  if (withoutIt.test(given)) return { wantedId, kind: remainderKind(given), name: shown };
  return { wantedId, kind: guessStemKind(shown).kind, name: half === null ? shown : sentenceCase(shown) };
}

/** The song without an instrument. Has the id of `Guitar (Removed)`, as the service may call it. */
function remainderOf(instrument: string): NamedStem {
  const kind = remainderKind(`Without ${instrument}`);
  return { wantedId: idOf(`${instrument} (Removed)`), kind, name: words().names.without(shownName(instrument)) };
}

/** What is left without a guitar is no guitar; without the vocals it is the instrumental. */
const remainderKind = (name: string): StemKind =>
  guessStemKind(name).kind === 'instrumental' ? 'instrumental' : 'other';

/**
 * Returns the links as stems in mixer order, unknown names last. Every link is a stem, the same link once; a name that is another's too
 * gets a number. Ids depend on names and their order only, so asking again gives the same ids. There may be
 * more than a song can hold, but no more than it can name as left out.
 * @param lists each of them may name a stem that another names by a different link
 */
export function offeredStems(lists: readonly (readonly NamedLink[])[]): readonly OfferedStem[] {
  const ids = new Set<string>();
  const names = new Set<string>();
  const links = merged(lists).slice(0, mostStems + mostSkipped);
  const stems = links.map((link): OfferedStem => {
    const { wantedId, kind, name } = named(link);
    const id = free(wantedId, '-', ids) as StemId;
    return { id, kind, name: free(name, ' ', names), url: link.url };
  });
  return stems.sort((one, two) => stemKinds.indexOf(one.kind) - stemKinds.indexOf(two.kind));
}

/** Returns the text with the lowest number that makes it unlike the others, and adds it to them. */
function free(text: string, join: string, taken: Set<string>): string {
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? text : `${text}${join}${String(count)}`;
    if (taken.has(nameKey(candidate))) continue;
    taken.add(nameKey(candidate));
    return candidate;
  }
}

/**
 * [Note: one stem, two links] The service names a stem twice: by a field and in `originData`, and the two links differ. So the second
 * "Vocals" of one list is a stem of its own, but the first "Vocals" of the next list is the first one of the list before, unless the ids
 * in their links tell them apart.
 */
function merged(lists: readonly (readonly NamedLink[])[]): readonly NamedLink[] {
  const byAddress = new Map<string, NamedLink>();
  const byName = new Map<string, NamedLink[]>();
  for (const list of lists) {
    const counts = new Map<string, number>();
    const fresh: (readonly [string, NamedLink])[] = [];
    for (const link of list) {
      const { name } = named(link);
      const key = fold(name) || name;
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      const twin = byName.get(key)?.[count];
      const isKnown = byAddress.has(addressOf(link)) || (twin !== undefined && !areApart(twin, link));
      if (isKnown) continue;
      byAddress.set(addressOf(link), link);
      fresh.push([key, link]);
    }
    for (const [key, link] of fresh) {
      const known = byName.get(key);
      if (known === undefined) byName.set(key, [link]);
      else known.push(link);
    }
  }
  return [...byAddress.values()];
}

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;

/** Whether two links of one name are of two sounds: on one server, under different ids. */
function areApart(one: NamedLink, other: NamedLink): boolean {
  const [first, second] = [one, other].map(({ url, soundId }) => [...`${url} ${soundId}`.toLowerCase().matchAll(uuid)]);
  const ids = (found: RegExpMatchArray[] | undefined): readonly string[] => (found ?? []).map(([id]) => id);
  const isSameServer = parseUrl(one.url)?.host === parseUrl(other.url)?.host;
  const [mine, theirs] = [ids(first), ids(second)];
  return isSameServer && mine.length > 0 && theirs.length > 0 && !mine.some((id) => theirs.includes(id));
}

/** One spelling of each link: `Lead Vocal.mp3` and `Lead%20Vocal.mp3` are one file. */
const addressOf = ({ url }: NamedLink): string => parseUrl(url)?.href ?? url;
