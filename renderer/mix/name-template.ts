import { cutToBytes, longestNameBytes, nameText, safeFileName, utf8Bytes } from '#contract';

/** What a name template may speak of; a piece without a value is null. */
const namePieces = ['title', 'variant', 'artist', 'key', 'bpm'] as const;
type NamePiece = (typeof namePieces)[number];
export type NameValues = Readonly<Record<NamePiece, string | null>>;

type Part = { readonly before: string; readonly text: string | null };

const piece = /\{(\w+)\}/g;
const bracketed = /\(([^()]*)\)|\[([^[\]]*)\]/;
// What stands between two parts of a name: with one of them it goes.
const separator = /\s*[,;|·]\s*|\s+[-–—]\s+|(?<=\})[-_](?=\{)|\s+(?=[([])|(?<=[)\]])\s+/;

const isPiece = (name: string): name is NamePiece => namePieces.some((known) => known === name);

/** Null: it speaks of pieces, and none of them has a value. */
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

/** The parts of a text that have something to say, with what stands between them. */
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

/** At the first separator that is in no brackets. */
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

/** What is in brackets goes with them, when nothing of it has a value. */
function filledPart(text: string, values: NameValues): string | null {
  const [whole, round, square] = bracketed.exec(text) ?? [];
  if (whole === undefined || whole !== text) return filled(text, values);
  const inside = joined(round ?? square ?? '', (part) => filled(part, values));
  return inside === null ? null : `${text.slice(0, 1)}${inside}${text.slice(-1)}`;
}

/**
 * A name after a template such as `{title} - {variant} ({key}, {bpm} bpm)`. A piece without a value goes, and with it what only
 * it needed: the words beside it up to the next comma or dash, that sign, and brackets in which nothing is left. What is in
 * braces and no piece stays as it is.
 */
export function fillTemplate(template: string, values: NameValues): string {
  const name = joined(template, (part) => filledPart(part, values)) ?? '';
  return name.replaceAll(/\s+/g, ' ').trim();
}

/**
 * The name of a file, with its ending, as a disk takes it. When it is too long the title is cut, since the rest tells the
 * files of a song apart. Without anything to say it is the title. A title or a version of nothing but signs that no disk takes has
 * a word in its place.
 */
export function fileNameOf(template: string, values: NameValues, ending: string): string {
  const kept = `.${ending}`;
  const room = longestNameBytes - kept.length - 1;
  const title = nameText(values.title ?? '') || 'Untitled';
  const said = (value: string | null): string | null => (value === null ? null : nameText(value) || null);
  const variant = values.variant === null ? null : cutToBytes(nameText(values.variant) || 'Stem', room / 2);
  const cut = { title, variant, artist: said(values.artist), key: said(values.key), bpm: said(values.bpm) };
  const name = fillTemplate(template, cut) || title;
  const excess = utf8Bytes(name) - room;
  if (excess <= 0) return safeFileName(name + kept);
  const shorter = cutToBytes(title, Math.max(utf8Bytes(title) - excess, 8)).trim();
  return safeFileName((fillTemplate(template, { ...cut, title: shorter }) || shorter) + kept);
}
