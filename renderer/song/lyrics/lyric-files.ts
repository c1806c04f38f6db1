import { fail, type LyricLine } from '#contract';
import { isAss, readAss, writeAss } from './ass.ts';
import { isSrt, isVtt, readCues, writeVtt } from './cues.ts';
import { cleanText, type ReadLyrics, type WrittenLyrics } from './lyric-lines.ts';
import { isLrc, readLrc, writeLrc } from './lrc.ts';
import { readPlainText, writePlainText } from './plain-text.ts';
import { isUltraStar, readUltraStar, writeUltraStar } from './ultrastar.ts';

/** The formats that lyrics are saved in, with what their files end with. `name`: null for plain text, which is called so in each language. */
export const lyricFormats = [
  { name: 'LRC', ending: 'lrc' },
  { name: 'ASS', ending: 'ass' },
  { name: 'WebVTT', ending: 'vtt' },
  { name: 'UltraStar', ending: 'ultrastar.txt' },
  { name: null, ending: 'txt' },
] as const;
export type LyricEnding = (typeof lyricFormats)[number]['ending'];

/** Reads a file of lyrics, of whichever format its text is, in whichever encoding. Fails as `keptLines` does. */
export function readLyrics(bytes: Uint8Array): ReadLyrics {
  const text = cleanText(decodeText(bytes) ?? '');
  if (isVtt(text)) return readCues(text);
  if (isAss(text)) return readAss(text);
  if (isUltraStar(text)) return readUltraStar(text);
  if (isSrt(text)) return readCues(text);
  if (isLrc(text)) return readLrc(text);
  return text.trim() === '' ? fail('noLyrics') : readPlainText(text);
}

/** Writes lyrics. Fails with `lyricsUntimed` when the format has times and a line has none. */
export function writeLyrics(lines: readonly LyricLine[], ending: LyricEnding, title: string): WrittenLyrics {
  switch (ending) {
    case 'lrc':
      return writeLrc(lines, title);
    case 'ass':
      return writeAss(lines, title);
    case 'vtt':
      return writeVtt(lines);
    case 'ultrastar.txt':
      return writeUltraStar(lines, title);
    case 'txt':
      return writePlainText(lines);
  }
}

const decoded = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
};

/**
 * Returns the text of a file: by its byte order mark, as UTF-8, in the encoding that an UltraStar file names, or in the one that its bytes
 * look most like. Null when it is no text.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return readable(decoded(bytes, 'utf-16le'));
  if (first === 0xfe && second === 0xff) return readable(decoded(bytes, 'utf-16be'));
  const zeros = bytes.subarray(0, 4000).reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  // Text of Latin letters in UTF-16 has a zero in every other byte.
  if (zeros > Math.min(bytes.length, 4000) / 4) return readable(decoded(bytes, first === 0 ? 'utf-16be' : 'utf-16le'));
  if (zeros > 0) return null;
  const utf8 = decoded(bytes, 'utf-8');
  if (utf8 !== null) return utf8;
  const latin = new TextDecoder('windows-1252').decode(bytes);
  const named = /^\s*#ENCODING\s*:\s*(\S+)/im.exec(latin)?.[1]?.toLowerCase().replace(/^cp/, 'windows-');
  const asNamed = named === undefined ? null : decoded(bytes, named);
  return asNamed ?? asGuessed(bytes, latin) ?? latin;
}

const readable = (text: string | null): string | null => (text?.includes('\0') === false ? text : null);

/** The share of letters of a kind among those beyond ASCII. */
function shareOf(text: string, letters: RegExp): number {
  const foreign = text.match(/[^\u0000-\u007f]/gu) ?? [];
  return foreign.length === 0 ? 0 : foreign.filter((letter) => letters.test(letter)).length / foreign.length;
}

/** Encodings that are told apart by the letters that almost all of a text is then made of. */
const guesses = [
  { encoding: 'windows-1251', letters: /[а-яё]/u, least: 0.75 },
  {
    encoding: 'shift_jis',
    letters: /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff60]/u,
    least: 0.95,
    needs: /[\u3040-\u30ff]/u,
  },
  { encoding: 'euc-kr', letters: /[\uac00-\ud7a3\u3000-\u303f]/u, least: 0.9 },
  { encoding: 'gb18030', letters: /[\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]/u, least: 0.95 },
] as const;

/** The text in the encoding that its letters speak for; null: none does. */
function asGuessed(bytes: Uint8Array, latin: string): string | null {
  // Accents of western languages mostly stand alone; letters of other scripts stand beside each other.
  const runs = latin.match(/[^\u0000-\u007f]+/g) ?? [];
  if (runs.filter((run) => run.length > 1).length < runs.length / 2) return null;
  for (const guess of guesses) {
    const text = decoded(bytes, guess.encoding);
    const hasKana = !('needs' in guess) || guess.needs.test(text ?? '');
    if (text !== null && hasKana && shareOf(text, guess.letters) > guess.least) return text;
  }
  return null;
}
