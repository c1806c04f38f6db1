import { type LyricLine, ok } from '#contract';
import {
  type FoundLine,
  keptLines,
  lineText,
  type ReadLyrics,
  tagOf,
  untimedPiece,
  type WrittenLyrics,
} from './lyric-lines.ts';

/** Reads plain text: a line of lyrics for each line, and section tags in brackets on lines of their own. Fails as `keptLines` does. */
export function readPlainText(text: string): ReadLyrics {
  const found: FoundLine[] = [];
  let sectionTag: string | null = null;
  for (const line of text.split(/\r\n|\r|\n|\u2028|\u2029/)) {
    const tag = tagOf(line);
    if (tag !== null) sectionTag = tag;
    else if (line.trim() !== '') {
      found.push({ pieces: [untimedPiece(line)], startSeconds: null, endSeconds: null, singer: null, sectionTag });
      sectionTag = null;
    }
  }
  return keptLines(found);
}

/** Writes plain text: lines and section tags, without times and singers. */
export function writePlainText(lines: readonly LyricLine[]): WrittenLyrics {
  const out = lines.flatMap((line, at) => {
    const text = lineText(line);
    if (line.sectionTag === null) return [text];
    const tag = `[${line.sectionTag.replace(/[[\]]/g, '')}]`;
    return at === 0 ? [tag, text] : ['', tag, text];
  });
  return ok(`${out.join('\n')}\n`);
}
