/** How many bytes of UTF-8 a file's name has at most: half of what any disk takes, so that a number still fits. */
export const longestNameBytes = 120;
const fallback = 'Untitled';

// Controls, bidirectional overrides, and what one of the three systems refuses.
const refused = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]/g;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)$/i;
const ending = /\.(stem\.mp4|[a-z0-9]{1,5}|dawproject)$/i;

/** Splits a file's name into its base and its ending with the dot; the ending is empty when there is none. */
export function partsOfName(name: string): { readonly base: string; readonly ending: string } {
  const kept = ending.exec(name)?.[0] ?? '';
  return { base: name.slice(0, name.length - kept.length), ending: kept };
}

/** No system likes names that begin or end with dots or spaces. */
const trimmed = (text: string): string => text.replace(/^[\s.]+/, '').replace(/[\s.]+$/, '');

/** Returns the length of a text in bytes of UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Returns the start of a text, at most `bytes` of UTF-8, cut between grapheme clusters. */
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

/** Returns a text in NFC on one line, without the characters that Linux, macOS or Windows refuse in names. May be empty. */
export function nameText(text: string): string {
  const wellFormed = text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  const clean = wellFormed.normalize('NFC').replaceAll(refused, '').replaceAll(/\s+/g, ' ').trim();
  return trimmed(clean) === '' ? '' : clean;
}

/**
 * Returns a file name that Linux, macOS and Windows accept, made of any text and at most `longestNameBytes` long. When it must be cut,
 * a short ending of letters and digits stays. A safe name is returned as it is.
 */
export function safeFileName(text: string): string {
  const { base, ending: kept } = partsOfName(nameText(text));
  const stem = trimmed(base);
  const cut = trimmed(cutToBytes(stem, longestNameBytes - kept.length - 1));
  const name = cut === '' ? fallback : cut;
  const first = name.split('.')[0] ?? '';
  return (reserved.test(first.trim()) ? `_${name}` : name) + kept;
}

/** Returns "Mix (2).wav" for "Mix.wav": the number goes before the ending and replaces an earlier one. A year is kept. */
export function numberedName(name: string, number: number): string {
  const { base, ending: kept } = partsOfName(name);
  return `${base.replace(/ \(\d{1,3}\)$/, '')} (${String(number)})${kept}`;
}

/** Returns a key that is equal for names that collide on a disk without case and without Unicode forms, such as a Mac's. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase();
