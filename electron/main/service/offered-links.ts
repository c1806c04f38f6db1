import { hasSoundEnding, readableName } from '#contract';
import { parseUrl } from '../net/url-policy.ts';
import { firstOf, isJsonObject, type JsonObject, unpacked } from './json.ts';

/** One link of an answer and the name that the service gives it. */
export type NamedLink = {
  /** As the service wrote it: a field's (`backingVocals`), a part's (`Lead Vocal`) or a file's. Empty for none. */
  readonly name: string;
  readonly url: string;
  /** Of a pair: the instrument that was taken out, or the song that is left without it; both under the instrument's name. */
  readonly half: 'extract' | 'remove' | null;
  /** The service's name for the sound, which the links of its files contain; empty for none. */
  readonly soundId: string;
};

type OfferedLinks = {
  /** The lists of stems in the answer. Two lists may name the same stem by different links; one list never does. */
  readonly lists: readonly (readonly NamedLink[])[];
  readonly original: string | null;
  readonly title: string | null;
};

/** `vocalUrl`, `vocal_url`, `resultUrls`; and `vocal_ur`, which has been seen. */
const linkField = /^(.*?)[_-]?ur(?:l|ls)?$/i;
const originalName = /^(origin(al)?|source|input|mix)(_?audio)?$/i;
/** Links beside the stems that are no sound of the song. */
const notSound = /callback|image|cover|video|stream|avatar|midi|lyric|web_?hook/i;
/** Alone it is the song that was to be separated. */
const wholeSong = /^audio$/i;
/** Fields that hold links without saying whose. */
const nameless = /^(results?|audios?|outputs?|files?|stems?|downloads?)$/i;

const folded = (name: string): string => name.toLowerCase().replace(/[_\s-]/g, '');

/** Fields that hold the answer or a part of it, folded. */
const boxFields: ReadonlySet<string> = new Set([
  'response',
  'vocalseparationinfo',
  'vocalremovalinfo',
  'separationinfo',
  'resultobject',
  'resultjson',
  'result',
  'data',
]);
/** Fields that list stems one by one, folded. */
const listFields: ReadonlySet<string> = new Set(['origindata', 'stems']);

/** No answer has been seen with more than four boxes one in another. */
const deepest = 8;
const mostBoxes = 64;

/**
 * Returns every link in a record of either route: the fields that end in `Url`, and `originData` (a list of parts, a pair of extract and
 * remove, or a list of such pairs), since neither is always complete. Looks into every box that answers have been seen to come in.
 */
export function offeredLinks(record: JsonObject): OfferedLinks {
  const { boxes, lists } = open(record);
  const fields = boxes.map(linksOfFields);
  const parts = lists.map((list) => list.flatMap(linksOfPart));
  const all = [...fields, ...parts];
  const original = all.flat().find(({ name }) => originalName.test(name));
  const isStem = ({ name, url }: NamedLink): boolean => !originalName.test(name) && url !== original?.url;
  return {
    lists: all.map((list) => list.filter(isStem)).filter((list) => list.length > 0),
    original: original?.url ?? null,
    title:
      [...boxes, ...lists.flat()].map((box) => firstOf(box, 'title', 'songTitle', 'song_title')).find(isText) ?? null,
  };
}

type Opened = { readonly boxes: readonly JsonObject[]; readonly lists: readonly (readonly JsonObject[])[] };

function open(record: JsonObject): Opened {
  const boxes: JsonObject[] = [];
  const lists: (readonly JsonObject[])[] = [];
  let level: readonly JsonObject[] = [record];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    const inner: JsonObject[] = [];
    for (const box of level.slice(0, mostBoxes - boxes.length)) {
      boxes.push(box);
      if (box !== record && (isPair(box) || isNamedPart(box))) lists.push([box]);
      for (const [field, value] of Object.entries(box)) {
        const isList = listFields.has(folded(field));
        if (!isList && !boxFields.has(folded(field))) continue;
        const content = unpacked(value);
        if (isList || Array.isArray(content)) lists.push(partsOf(content));
        else if (isJsonObject(content)) inner.push(content);
      }
    }
    level = inner;
  }
  return { boxes, lists };
}

/** Placeholders for missing values. */
const nothing = /^(null|nil|none|undefined|nan|n\/?a|false|true|empty|[-–—_.0]*)$/i;

const isText = (value: unknown): value is string => typeof value === 'string' && !nothing.test(value.trim());

function linksOfFields(box: JsonObject): readonly NamedLink[] {
  return Object.entries(box).flatMap(([field, value]) => {
    const name = linkField.exec(field)?.[1] ?? '';
    if (name === '' || notSound.test(name) || (wholeSong.test(name) && !Array.isArray(value))) return [];
    const links: readonly unknown[] = Array.isArray(value) ? value : [value];
    return links.filter(isText).map((link) => {
      const url = writtenOut(link.trim());
      return { name: nameless.test(name) ? nameOfFile(url) : name, url, half: null, soundId: '' };
    });
  });
}

/** The parts of a list; of an object, its pair as one part, or the part that each of its fields names. */
function partsOf(content: unknown): readonly JsonObject[] {
  if (Array.isArray(content)) return content.flatMap((part) => (isWebLink(part) ? [{ url: part }] : asPart(part)));
  if (!isJsonObject(content)) return [];
  if (isPair(content) || linkOf(content) !== null) return [content];
  return Object.entries(content).flatMap(([name, part]) =>
    isWebLink(part) ? [{ name, url: part }] : asPart(part).map((known) => ({ name, ...known })),
  );
}

const asPart = (value: unknown): readonly JsonObject[] => (isJsonObject(value) ? [value] : []);

const isWebLink = (value: unknown): value is string => typeof value === 'string' && /^\s*https?:/i.test(value);

const isNamedPart = (box: JsonObject): boolean => nameOf(box) !== '' && linkOf(box) !== null;

const isPair = (part: JsonObject): boolean =>
  isJsonObject(firstOf(part, 'extract')) || isJsonObject(firstOf(part, 'remove'));

function linksOfPart(part: JsonObject): readonly NamedLink[] {
  const own = linkOf(part);
  if (own !== null) return [own];
  const extract = halfOf(part, 'extract');
  const remove = halfOf(part, 'remove');
  if (extract === null || remove === null) return [extract, remove].filter((half) => half !== null);
  // "Guitar" twice, "Guitar (Removed)", or a name for one of them only; "Instrumental" beside "Vocals" says it all.
  const isOne = [extract, remove].some(({ name }) => name === '') || folded(extract.name) === folded(remove.name);
  const taken = extract.name || remove.name;
  return [{ ...extract, name: taken }, isOne ? { ...remove, name: taken } : { ...remove, half: null }];
}

const removed = /\s*\(removed\)\s*$/i;

function halfOf(pair: JsonObject, half: 'extract' | 'remove'): NamedLink | null {
  const part = firstOf(pair, half);
  const link = isJsonObject(part) ? linkOf(part) : null;
  return link === null ? null : { ...link, name: link.name.replace(removed, ''), half };
}

function linkOf(part: JsonObject): NamedLink | null {
  const link = ['audio_url', 'audioUrl', 'url', 'wav_url', 'wavUrl', 'file_url', 'fileUrl']
    .map((field) => firstOf(part, field))
    .find(isText);
  if (link === undefined) return null;
  const id = firstOf(part, 'id');
  const url = writtenOut(link.trim());
  return { name: nameOf(part) || nameOfFile(url), url, half: null, soundId: isText(id) ? id.trim() : '' };
}

const nameOf = (part: JsonObject): string =>
  nameFields
    .map((field) => firstOf(part, field))
    .find(isText)
    ?.trim() ?? '';

const nameFields = [
  'stem_type_group_name',
  'stemTypeGroupName',
  'stem_type',
  'stemType',
  'stem_name',
  'stemName',
  'name',
  'label',
];

/**
 * Returns a link with the characters encoded that a file's name may hold and that mean something else in a link: `100% Kick #2.mp3`.
 * What reads the link encodes spaces and other letters.
 */
function writtenOut(link: string): string {
  const percents = link.replaceAll(/%(?![0-9a-f]{2})/gi, '%25');
  // Behind a real `#` there is no name of a sound file.
  const [path = '', ...rest] = percents.split('#');
  return rest.length > 0 && hasSoundEnding(rest.at(-1)?.split('?')[0] ?? '') ? [path, ...rest].join('%23') : percents;
}

/** The name in a file such as `d92a13bf_Lead%20Vocal.mp3`: `Lead Vocal`. Empty when the file has no name that says something. */
function nameOfFile(url: string): string {
  const last = parseUrl(url)?.pathname.split('/').at(-1) ?? '';
  const file = decoded(last);
  const name = hasSoundEnding(file) ? readableName(file) : '';
  return /\p{L}{2}/u.test(name) ? name : '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
