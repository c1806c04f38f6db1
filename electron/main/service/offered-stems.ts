import { type StemId, type StemKind, stemKindNames, stemKinds } from '#contract';
import { firstOf, isJsonObject, type JsonObject, plainText, unpacked } from './json.ts';
import type { PlannedStem } from './library-port.ts';

/** A stem the service offers, and its link. */
export type OfferedStem = PlannedStem & { readonly url: string };

/** A field's or a part's name and its link, before it has an id. */
type NamedLink = { readonly name: string; readonly url: string };

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
const kindOfName = (name: string): StemKind => kindsByName.get(fold(name)) ?? 'other';

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
 * Returns links as stems in mixer order: one per known kind (the first wins), then unknown ones under their own names; at most
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

type OfferedLinks = {
  readonly stems: readonly NamedLink[];
  readonly original: string | null;
  readonly title: string | null;
};

/** `vocalUrl`, `vocal_url`; and `vocal_ur`, which has been seen. */
const linkField = /^(.*?)[_-]?ur(?:l|ls)?$/i;
const originalName = /^(origin(al)?|source|input|mix)(_?audio)?$/i;
/** Links beside the stems that are no sound of the song. */
const notSound = /callback|image|cover|video|stream|avatar|midi|lyric|web_?hook|^audio$/i;
const wrappers = ['response', 'vocal_separation_info', 'vocal_removal_info', 'separation_info', 'resultObject'];

/**
 * Returns every link in the `data` of record-info: the fields that end in `Url`, in all spellings seen so far, merged with `originData` (a
 * list, or the pair extract and remove), since neither is always complete.
 */
export function offeredLinks(data: JsonObject): OfferedLinks {
  const boxes = wrappers.map((name) => unpacked(firstOf(data, name))).filter(isJsonObject);
  const fields = boxes.flatMap(linksOfFields);
  const parts = [data, ...boxes].flatMap((box) => partsOf(unpacked(firstOf(box, 'originData', 'origin_data'))));
  const original = fields.find(({ name }) => originalName.test(name));
  const linked = new Set(original === undefined ? [] : [original.url]);
  return {
    stems: [...fields, ...parts.map((part) => linkOfPart(part, fields.length === 0))].filter(
      (link): link is NamedLink => link !== null && !originalName.test(link.name) && !linked.has(link.url),
    ),
    original: original?.url ?? null,
    title: [...boxes, ...parts].map((box) => firstOf(box, 'title', 'songTitle')).find(isText) ?? null,
  };
}

/** Placeholders for missing values. */
const nothing = /^(null|nil|none|undefined|nan|n\/?a|false|true|empty|[-–—_.0]*)$/i;

const isText = (value: unknown): value is string => typeof value === 'string' && !nothing.test(value.trim());

function linksOfFields(box: JsonObject): readonly NamedLink[] {
  return Object.entries(box).flatMap(([field, value]) => {
    const name = linkField.exec(field)?.[1] ?? '';
    return isText(value) && name !== '' && !notSound.test(name) ? [{ name, url: value.trim() }] : [];
  });
}

function partsOf(originData: unknown): readonly JsonObject[] {
  if (Array.isArray(originData)) return originData.filter(isJsonObject);
  return isJsonObject(originData) ? Object.values(originData).filter(isJsonObject) : [];
}

/** @param isAlone no field names the stems, so a part without a name is a stem of its own */
function linkOfPart(part: JsonObject, isAlone: boolean): NamedLink | null {
  const url = firstOf(part, 'audio_url', 'audioUrl', 'url');
  const given = firstOf(part, 'stem_type_group_name', 'stemTypeGroupName', 'name');
  const name = isText(given) ? nameOfPart(given) : isAlone ? 'Stem' : null;
  return isText(url) && name !== null ? { name, url: url.trim() } : null;
}

// "Backing Vocals" is a kind; "Vocals (Removed)" is what is left without it and keeps its own name.
const nameOfPart = (name: string): string => (kindOfName(name) === 'other' ? name : kindOfName(name));
