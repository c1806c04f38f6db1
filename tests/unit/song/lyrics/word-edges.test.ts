import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LyricLine, mostWordsPerLine } from '#contract';
import { readLyrics } from '../../../../renderer/song/lyrics/lyric-files.ts';
import { lineText } from '../../../../renderer/song/lyrics/lyric-lines.ts';
import { sungLines } from '../../../../renderer/song/lyrics/lyric-time.ts';
import {
  joinLine,
  type MovedPart,
  splitLine,
  withPartMoved,
  withStartsSnapped,
} from '../../../../renderer/song/lyrics/word-edges.ts';

function linesOf(text: string): readonly LyricLine[] {
  const read = readLyrics(new TextEncoder().encode(text));
  return read.ok ? read.value : [];
}
/** When each word is sung, as far as it is known or shared out. */
const sungOf = (lines: readonly LyricLine[]) =>
  sungLines(lines).map(({ words }) => words.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]));
const wordAt = (line: number, word: number) => ({ line, word });

const timed = linesOf('[00:01.00]<00:01.00>a <00:02.00>b <00:03.00>c<00:04.00>\n[00:06.00]<00:06.00>d<00:07.00>');
const moved = (part: MovedPart, line: number, word: number, seconds: number, lines = timed) =>
  withPartMoved(lines, wordAt(line, word), part, seconds, 10);

describe('moving words', () => {
  it('moves an edge that two words share for both, and no further than they allow', () => {
    expect(sungOf(moved('start', 0, 1, 2.5))[0]).toEqual([
      [1, 2.5],
      [2.5, 3],
      [3, 4],
    ]);
    expect(sungOf(moved('end', 0, 0, 1.5))[0]?.slice(0, 2)).toEqual([
      [1, 1.5],
      [1.5, 3],
    ]);
    expect(sungOf(moved('start', 0, 1, 9))[0]?.[1]).toEqual([2.98, 3]);
    expect(sungOf(moved('start', 0, 1, 0))[0]?.[0]).toEqual([1, 1.02]);
  });

  it('moves an edge at a pause alone, up to the next word', () => {
    const paused = linesOf('[00:01.00]<00:01.00>a<00:01.50> <00:02.00>b<00:03.00>');
    expect(sungOf(moved('end', 0, 0, 1.8, paused))[0]?.[0]).toEqual([1, 1.8]);
    expect(sungOf(moved('end', 0, 0, 2.5, paused))[0]).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(sungOf(moved('start', 0, 1, 1.2, paused))[0]?.[1]).toEqual([1.5, 3]);
  });

  it('moves the ends of a line with its first and its last word', () => {
    expect(moved('start', 0, 0, 0.5)[0]).toMatchObject({ startSeconds: 0.5, endSeconds: 4 });
    expect(moved('end', 0, 2, 5)[0]).toMatchObject({ startSeconds: 1, endSeconds: 5 });
    expect(moved('end', 1, 0, 99)[1]).toMatchObject({ endSeconds: 10 });
  });

  it('shares the rest of a guessed line out between the words that have no time', () => {
    const guessed = linesOf('[00:01.00]aa bb cc\n[00:04.00]');
    const lines = moved('start', 0, 1, 3, [{ ...(guessed[0] ?? timed[0]), endSeconds: 4 } as LyricLine]);
    expect(sungOf(lines)[0]).toEqual([
      [1, 3],
      [3, 3.5],
      [3.5, 4],
    ]);
    expect(lines[0]).toMatchObject({ startSeconds: 1, endSeconds: 4 });
  });

  it('moves a word, its line or all lyrics by as much', () => {
    expect(sungOf(moved('word', 0, 1, 2.3))[0]).toEqual([
      [1, 2.3],
      [2.3, 3.3],
      [3.3, 4],
    ]);
    expect(sungOf(moved('line', 0, 1, 2.5))[0]).toEqual([
      [1.5, 2.5],
      [2.5, 3.5],
      [3.5, 4.5],
    ]);
    expect(sungOf(moved('line', 1, 0, 0))[1]).toEqual([[1, 2]]);
    expect(moved('all', 0, 1, 1.5).map(({ startSeconds }) => startSeconds)).toEqual([0.5, 5.5]);
    expect(moved('all', 1, 0, 0).map(({ startSeconds }) => startSeconds)).toEqual([0, 5]);
  });

  it('leaves a line alone that has no time', () => {
    const plain = linesOf('Night drive');
    expect(moved('start', 0, 1, 2, plain)).toBe(plain);
  });

  it('keeps words in order and as long as the shortest, wherever they are dragged', () => {
    const parts: readonly MovedPart[] = ['start', 'end', 'word', 'line', 'all'];
    const drag = fc.tuple(
      fc.nat(1),
      fc.nat(2),
      fc.constantFrom(...parts),
      fc.double({ min: -5, max: 15, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(drag, { maxLength: 12 }), (drags) => {
        const lines = drags.reduce((before, [line, word, part, to]) => moved(part, line, word, to, before), timed);
        let last = 0;
        for (const words of sungOf(lines)) {
          for (const [start = NaN, end = NaN] of words) {
            expect(end - start).toBeGreaterThan(0.019);
            expect(end).toBeLessThanOrEqual(10);
          }
          const starts = words.map(([start = NaN]) => start);
          expect(starts).toEqual([...starts].sort((one, other) => one - other));
          expect(starts[0]).toBeGreaterThanOrEqual(last);
          last = starts[0] ?? NaN;
        }
      }),
    );
  });
});

describe('lines', () => {
  const tagged = linesOf('[section:Verse]\n[00:01.00]<00:01.00>a <00:02.00>b <00:03.00>c<00:04.00>');

  it('split at a word, times and tag where they belong, and join again as they were', () => {
    const split = splitLine(tagged, wordAt(0, 1));
    expect(split.map(lineText)).toEqual(['a', 'b c']);
    expect(split.map(({ startSeconds, endSeconds, sectionTag }) => [startSeconds, endSeconds, sectionTag])).toEqual([
      [1, 2, 'Verse'],
      [2, 4, null],
    ]);
    const joined = joinLine(split, 1);
    expect(sungOf(joined)).toEqual(sungOf(tagged));
    expect(joined[0]).toMatchObject({ startSeconds: 1, endSeconds: 4, sectionTag: 'Verse' });
  });

  it('split and join without times as well', () => {
    const plain = linesOf('Night drive over');
    const split = splitLine(plain, wordAt(0, 2));
    expect(split.map(lineText)).toEqual(['Night drive', 'over']);
    expect(joinLine(split, 1)).toEqual(plain);
  });

  it('stay as they are at the first word, the first line, and where one line cannot hold all words', () => {
    expect(splitLine(tagged, wordAt(0, 0))).toBe(tagged);
    expect(joinLine(tagged, 0)).toBe(tagged);
    const long = linesOf(`${'la '.repeat(mostWordsPerLine)}\nla`);
    expect(joinLine(long, 1)).toBe(long);
  });
});

describe('snapping', () => {
  it('takes each known start to where the voice sets in, in order', () => {
    const near = (seconds: number): number => Math.round(seconds * 2) / 2;
    const loose = linesOf('[00:01.10]<00:01.10>a <00:02.04>b<00:03.00>\n[00:05.90]c');
    const snapped = withStartsSnapped(loose, near, 10);
    expect(sungOf(snapped)[0]).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(snapped[1]?.startSeconds).toBe(6);
    expect(withStartsSnapped(snapped, near, 10)).toBe(snapped);
  });
});
