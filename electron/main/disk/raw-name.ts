import { isUtf8 } from 'node:buffer';
import { join, parse, sep } from 'node:path';
import type { Fs } from './fs.ts';

// [Note: names that are not UTF-8] A name on a Unix disk is bytes. A byte that is not part of UTF-8 becomes a lone surrogate
// (U+DC80 to U+DCFF), as in Python's PEP 383: such a name is a string like any other until it goes back to the disk, where
// `diskPath` gives the very bytes. Text that was UTF-8 never has lone surrogates, so nothing is mistaken for such a byte.
const escapeBase = 0xdc00;
const loneSurrogate = /\p{Surrogate}/u;

/** The name that these bytes of a disk are. */
export function nameOfBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let name = '';
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const character = bytes.subarray(at, at + length);
    const isCharacter = isUtf8(character);
    name += isCharacter ? character.toString('utf8') : String.fromCharCode(escapeBase + lead);
    at += isCharacter ? length : 1;
  }
  return name;
}

/** A path as the disk takes it: its bytes when it has a name that is not UTF-8. */
export function diskPath(path: string): string | Buffer {
  if (process.platform === 'win32' || !loneSurrogate.test(path)) return path;
  const parts = Array.from(path, (character) => {
    const byte = (character.codePointAt(0) ?? 0) - escapeBase;
    return byte >= 0x80 && byte <= 0xff ? Buffer.of(byte) : Buffer.from(character);
  });
  return Buffer.concat(parts);
}

// Windows-1252 from 0x80 on; Node's decoder of that name takes it for Latin-1, in which these are controls.
const western = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';

/** A name to be read by people; bytes that are not UTF-8 are most likely those of Western Windows. */
export function shownName(name: string): string {
  if (!loneSurrogate.test(name)) return name;
  return Array.from(name, (character) => {
    const byte = (character.codePointAt(0) ?? 0) - escapeBase;
    if (!loneSurrogate.test(character)) return character;
    if (byte >= 0x80 && byte < 0xa0) return western[byte - 0x80] ?? '\ufffd';
    return byte >= 0xa0 && byte <= 0xff ? String.fromCharCode(byte) : '\ufffd';
  }).join('');
}

/** How others write a name: what is not UTF-8 is U+FFFD, once or for each byte. */
const lossy = (name: string): string => {
  const raw = diskPath(name);
  return (typeof raw === 'string' ? raw : raw.toString('utf8')).replaceAll(/\ufffd+/g, '\ufffd');
};

/**
 * The path that a program meant which cannot say names that are not UTF-8, as Chromium and Node's arguments cannot: the only name
 * that looks so. Throws what the disk throws.
 */
export async function truePath(fs: Pick<Fs, 'list'>, path: string): Promise<string> {
  if (!path.includes('\ufffd')) return path;
  const { root } = parse(path);
  let found = root;
  for (const part of path.slice(root.length).split(sep)) {
    const entries = part.includes('\ufffd') ? await fs.list(found) : [];
    const [meant, ...others] = entries.filter(({ name }) => lossy(name) === lossy(part));
    found = join(found, meant === undefined || others.length > 0 ? part : meant.name);
  }
  return found;
}
