const longestBytes = 120;
const fallback = 'Untitled';

// Controls, bidirectional overrides, and what one of the three systems refuses.
const refused = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]/g;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)$/i;

/** No system likes names that begin or end with dots or spaces. */
const trimmed = (text: string): string => text.replace(/^[\s.]+/, '').replace(/[\s.]+$/, '');

function cutTo(text: string, bytes: number): string {
  let cut = '';
  let left = bytes;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    left -= Buffer.byteLength(segment);
    if (left < 0) break;
    cut += segment;
  }
  return cut;
}

/**
 * A name that Linux, macOS and Windows all take for a file, 120 bytes of UTF-8 at most, from any text. A short ending of
 * letters and digits is kept when the rest is cut.
 */
export function safeFileName(text: string): string {
  const clean = Buffer.from(text).toString().normalize('NFC').replaceAll(refused, '').replaceAll(/\s+/g, ' ').trim();
  const ending = /\.[a-z0-9]{1,5}$/i.exec(clean)?.[0] ?? '';
  const stem = trimmed(clean.slice(0, clean.length - ending.length));
  const cut = trimmed(cutTo(stem, longestBytes - ending.length - 1));
  const name = cut === '' ? fallback : cut;
  const first = name.split('.')[0] ?? '';
  return (reserved.test(first.trim()) ? `_${name}` : name) + ending;
}
