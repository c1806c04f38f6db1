/** Samples that an encoder put before and after the sound. */
export type Padding = { readonly delay: number; readonly padding: number };

/**
 * What iTunes' comment `iTunSMPB` says, in samples: padding and the exact length. In MP3 the delay leaves out the decoder's own
 * 529, in MP4 it is all of it.
 */
export type SoundCheckComment = Padding & { readonly lengthFrames: number };

const name = 'iTunSMPB';

/** Hexadecimal words as they stand in an MP4 file, of which the first means nothing. */
const wordsInMovie = /[0-9A-F]{8} [0-9A-F]{8} [0-9A-F]{8} [0-9A-F]{16}/i;

/**
 * Finds the comment in an ID3v2 tag, in whichever text encoding. Returns null when it is missing, damaged or gives no length.
 */
export function findSoundCheckInId3(tag: Uint8Array): SoundCheckComment | null {
  // UTF-16 text of plain characters is the same text with zeros between.
  const text = new TextDecoder('latin1').decode(tag.filter((byte) => byte !== 0));
  const at = text.indexOf(name);
  // The comment's description ends in the byte order mark of its text, if that is UTF-16.
  return at < 0 ? null : parse(text.slice(at + 8, at + 128).replace(/^[^\s0-9A-Fa-f]+/, ''));
}

/** Finds the comment in an MP4 file's `moov` box, in whichever way of tagging. Returns null as `findSoundCheckInId3` does. */
export function findSoundCheckInMovie(movie: Uint8Array): SoundCheckComment | null {
  const text = new TextDecoder('latin1').decode(movie);
  const at = text.indexOf(name);
  const found = at < 0 ? null : wordsInMovie.exec(text.slice(at));
  return found === null ? null : parse(found[0]);
}

/** The second word is the delay, the third the padding and the fourth the exact length. */
function parse(text: string): SoundCheckComment | null {
  const words = text.trim().split(/\s+/);
  const [delay = NaN, padding = NaN, lengthFrames = NaN] = words.slice(1, 4).map((word) => parseInt(word, 16));
  if ([delay, padding, lengthFrames].some(Number.isNaN) || lengthFrames === 0) return null;
  return { delay, padding, lengthFrames };
}

/** Returns the name and the text of the comment for an MP4 file. */
export function soundCheckComment({ delay, padding, lengthFrames }: SoundCheckComment): readonly [string, string] {
  const word = (value: number, digits = 8): string => value.toString(16).toUpperCase().padStart(digits, '0');
  const words = ['', word(0), word(delay), word(padding), word(lengthFrames, 16)];
  return [name, [...words, ...Array<string>(8).fill(word(0))].join(' ')];
}
