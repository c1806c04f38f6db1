import { cutToBytes, longestNameBytes, nameText, safeFileName, utf8Bytes } from '#contract';

/** The pieces that a name template may contain. */
const namePieces = ['title', 'variant', 'artist', 'key', 'bpm'] as const;
type NamePiece = (typeof namePieces)[number];
/** The value of each piece; null when unknown. */
export type NameValues = Readonly<Record<NamePiece, string | null>>;

type Part = { readonly before: string; readonly text: string | null };

const piece = /\{(\w+)\}/g;
const bracketed = /\(([^()]*)\)|\[([^[\]]*)\]/;
// Separators between parts of a name; a separator disappears with its part.
const separator = /\s*[,;|·]\s*|\s+[-–—]\s+|(?<=\})[-_](?=\{)|\s+(?=[([])|(?<=[)\]])\s+/;

const isPiece = (name: string): name is NamePiece => namePieces.some((known) => known === name);

/** Fills the pieces of a text in. Null when it has pieces and all of their values are unknown. */
function filled(text: string, values: NameValues): string | null {
  let pieces = 0;
  let known = 0;
  const result = text.replaceAll(piece, (whole, name: string) => {
    if (!isPiece(name)) return whole;
    pieces += 1;
    const value = values[name];
    if (value === null) return '';
    known += 1;
    return value;
  });
  return pieces > 0 && known === 0 ? null : result;
}

/** Fills each part and joins those that are not null with their separators. Null when none is left. */
function joined(text: string, fill: (part: string) => string | null): string | null {
  const parts: Part[] = [];
  let rest = text;
  let before = '';
  for (let found = splitOnce(rest); found !== null; found = splitOnce(rest)) {
    parts.push({ before, text: fill(found.part) });
    before = found.separator;
    rest = found.rest;
  }
  parts.push({ before, text: fill(rest) });
  const said = parts.filter((part): part is Part & { readonly text: string } => part.text !== null);
  if (said.length === 0) return null;
  return said.map((part, index) => (index === 0 ? '' : part.before) + part.text).join('');
}

/** Splits at the first separator outside of brackets; null when there is none. */
function splitOnce(text: string): { readonly part: string; readonly separator: string; readonly rest: string } | null {
  let depth = 0;
  const separators = new RegExp(separator, 'g');
  const closedBefore = (end: number): boolean => {
    depth = 0;
    for (const sign of text.slice(0, end)) depth += '(['.includes(sign) ? 1 : ')]'.includes(sign) ? -1 : 0;
    return depth <= 0;
  };
  for (let found = separators.exec(text); found !== null; found = separators.exec(text)) {
    if (!closedBefore(found.index)) continue;
    return { part: text.slice(0, found.index), separator: found[0], rest: text.slice(found.index + found[0].length) };
  }
  return null;
}

/** Fills one part. A part in brackets disappears with them when nothing in it has a value. */
function filledPart(text: string, values: NameValues): string | null {
  const [whole, round, square] = bracketed.exec(text) ?? [];
  if (whole === undefined || whole !== text) return filled(text, values);
  const inside = joined(round ?? square ?? '', (part) => filled(part, values));
  return inside === null ? null : `${text.slice(0, 1)}${inside}${text.slice(-1)}`;
}

/**
 * Fills a template such as `{title} - {variant} ({key}, {bpm} bpm)`. A piece without a value disappears together with the words beside it
 * up to the next comma or dash, that sign, and brackets that are left empty. Other text in braces stays.
 */
export function fillTemplate(template: string, values: NameValues): string {
  const name = joined(template, (part) => filledPart(part, values)) ?? '';
  return name.replaceAll(/\s+/g, ' ').trim();
}

/**
 * A file name from a template, with the extension `ending`, valid on every file system. Cuts the title of a name that is too long, since
 * the rest distinguishes the files of a song. An empty name becomes the title. A title or variant without a valid character becomes
 * "Untitled" or "Stem".
 */
export function fileNameOf(template: string, values: NameValues, ending: string): string {
  const extension = `.${ending}`;
  const longestBytes = longestNameBytes - extension.length - 1;
  const title = nameText(values.title ?? '') || 'Untitled';
  const said = (value: string | null): string | null => (value === null ? null : nameText(value) || null);
  const variant = values.variant === null ? null : cutToBytes(nameText(values.variant) || 'Stem', longestBytes / 2);
  const cut = { title, variant, artist: said(values.artist), key: said(values.key), bpm: said(values.bpm) };
  const name = fillTemplate(template, cut) || title;
  const excess = utf8Bytes(name) - longestBytes;
  if (excess <= 0) return safeFileName(name + extension);
  const shorter = cutToBytes(title, Math.max(utf8Bytes(title) - excess, 8)).trim();
  return safeFileName((fillTemplate(template, { ...cut, title: shorter }) || shorter) + extension);
}
