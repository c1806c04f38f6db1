/** How many bytes of UTF-8 a file's name has at most: half of what any disk takes, so that a number still fits. */
export const longestNameBytes = 120;
const fallback = 'Untitled';

// Controls, bidirectional overrides, and what one of the three systems refuses.
const refused = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]/g;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)$/i;
const ending = /\.(stem\.mp4|[a-z0-9]{1,5}|dawproject)$/i;

/** A name without its ending, and the ending with its dot; empty when it has none. */
export function partsOfName(name: string): { readonly base: string; readonly ending: string } {
  const kept = ending.exec(name)?.[0] ?? '';
  return { base: name.slice(0, name.length - kept.length), ending: kept };
}

/** No system likes names that begin or end with dots or spaces. */
const trimmed = (text: string): string => text.replace(/^[\s.]+/, '').replace(/[\s.]+$/, '');

/** Bytes of the text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** The beginning of a text, cut between characters as people see them, `bytes` of UTF-8 at most. */
export function cutToBytes(text: string, bytes: number): string {
  let cut = '';
  let left = bytes;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    left -= utf8Bytes(segment);
    if (left < 0) break;
    cut += segment;
  }
  return cut;
}

/** A text without the signs that one of the systems refuses in names, composed, on one line; empty when nothing is left of it. */
export function nameText(text: string): string {
  const wellFormed = text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  const clean = wellFormed.normalize('NFC').replaceAll(refused, '').replaceAll(/\s+/g, ' ').trim();
  return trimmed(clean) === '' ? '' : clean;
}

/**
 * A name that Linux, macOS and Windows all take for a file, `longestNameBytes` at most, from any text. A short ending of
 * letters and digits is kept when the rest is cut. A name that is safe already stays as it is.
 */
export function safeFileName(text: string): string {
  const { base, ending: kept } = partsOfName(nameText(text));
  const stem = trimmed(base);
  const cut = trimmed(cutToBytes(stem, longestNameBytes - kept.length - 1));
  const name = cut === '' ? fallback : cut;
  const first = name.split('.')[0] ?? '';
  return (reserved.test(first.trim()) ? `_${name}` : name) + kept;
}

/** "Mix (2).wav": a file's name with a number before its ending, in the place of the one it may have. A year is no such number. */
export function numberedName(name: string, number: number): string {
  const { base, ending: kept } = partsOfName(name);
  return `${base.replace(/ \(\d{1,3}\)$/, '')} (${String(number)})${kept}`;
}

/** Names that are the same on a disk that tells neither capitals nor compositions apart, as that of a Mac. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase();
