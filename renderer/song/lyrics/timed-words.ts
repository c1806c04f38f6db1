import type { TimedWord } from '#contract';
import { cleanTag, type FoundLine, keptLines, type LyricPiece, type ReadLyrics } from './lyric-lines.ts';

/**
 * Reads the words that the service timed. A word may hold line ends and section tags in brackets. Words that the service did not find in the
 * sound have no times of their own. Fails as `keptLines` does.
 */
export function readTimedWords(words: readonly TimedWord[]): ReadLyrics {
  const found: FoundLine[] = [];
  let pieces: LyricPiece[] = [];
  let sectionTag: string | null = null;
  // Some answers have no spaces at all between words.
  const isSpaced = words.some(({ word }) => /\S\s|\s\S/.test(word.replace(/\[[^\]]*\]/g, '').replace(/\n/g, '')));
  const endLine = (): void => {
    const starts = pieces.flatMap(({ startSeconds }) => startSeconds ?? []);
    const ends = pieces.flatMap(({ endSeconds }) => endSeconds ?? []);
    const said = { singer: null, sectionTag };
    const isEmpty = pieces.every(({ text }) => text.trim() === '');
    if (!isEmpty) found.push({ pieces, startSeconds: starts[0] ?? null, endSeconds: ends.at(-1) ?? null, ...said });
    if (!isEmpty) sectionTag = null;
    pieces = [];
  };
  for (const { word, startSeconds, endSeconds, isSure } of words) {
    // Tags may be cut over line ends: `[Verse]\nWaggin'`.
    for (const part of word.split(/(\[[^\]]*\]|\n)/)) {
      if (part === '\n') endLine();
      else if (/^\[.*\]$/.test(part)) {
        endLine();
        sectionTag = cleanTag(part.slice(1, -1));
      } else if (part !== '') {
        const times = isSure ? { startSeconds, endSeconds } : { startSeconds: null, endSeconds: null };
        const text = isSpaced ? part : `${part} `;
        if (part.trim() !== '') pieces.push({ text, ...times });
        else if (pieces.length > 0) pieces.push({ text, startSeconds: null, endSeconds: null });
      }
    }
  }
  endLine();
  return keptLines(withStarts(found));
}

/** Lines that no word gave a time begin where the line before ended, as the service's order of words is that of the song. */
function withStarts(lines: readonly FoundLine[]): readonly FoundLine[] {
  let atSeconds = 0;
  return lines.map((line) => {
    const startSeconds = Math.max(line.startSeconds ?? atSeconds, atSeconds);
    atSeconds = Math.max(startSeconds, line.startSeconds ?? startSeconds);
    return { ...line, startSeconds };
  });
}
