import { parseSoundCheckComment, type SoundCheckComment } from '../mp3/gapless.ts';

const words = /[0-9A-F]{8} [0-9A-F]{8} [0-9A-F]{8} [0-9A-F]{16}/i;

/**
 * What iTunes and its kin say about delay and length in an MP4 file's `moov` box, in whichever way of tagging. Unlike in MP3
 * the delay is all of it, the decoder's part included.
 */
export function findItunesGapless(movie: Uint8Array): SoundCheckComment | null {
  const text = new TextDecoder('latin1').decode(movie);
  const at = text.indexOf('iTunSMPB');
  const found = at < 0 ? null : words.exec(text.slice(at));
  // As in MP3, a word without meaning comes first.
  return found === null ? null : parseSoundCheckComment(found[0]);
}
