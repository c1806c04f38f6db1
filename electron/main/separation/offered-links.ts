import { firstOf, isJsonObject, unpacked, type JsonObject } from './json.ts';
import { kindOfName, type NamedLink } from './offered-stem.ts';

export type OfferedLinks = {
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
 * Every link in the `data` of record-info: each field that ends in `Url`, in whatever spelling clients have met, merged
 * with `originData` (a list, or the pair extract and remove), since neither is always whole.
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

/** What clients and servers write where there is nothing. */
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
