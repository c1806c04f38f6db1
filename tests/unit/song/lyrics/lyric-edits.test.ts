import { describe, expect, it } from 'vitest';
import type { LyricLine } from '#contract';
import {
  firstUntimed,
  guessedLines,
  shiftedLyrics,
  sungStretches,
  withoutWordTimes,
  withWordEnd,
  withWordStart,
  wordAfter,
  wordBefore,
} from '../../../../renderer/song/lyrics/lyric-edits.ts';
import { readLyrics } from '../../../../renderer/song/lyrics/lyric-files.ts';

function linesOf(text: string): readonly LyricLine[] {
  const read = readLyrics(new TextEncoder().encode(text));
  return read.ok ? read.value : [];
}
const plain = linesOf('Night drive\nHome');
const timesOf = (lines: readonly LyricLine[]) =>
  lines.map(({ words }) => words.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]));

describe('the timing of words', () => {
  it('goes from word to word and line to line, and back', () => {
    expect(firstUntimed(plain)).toEqual({ line: 0, word: 0 });
    expect(wordAfter(plain, { line: 0, word: 0 })).toEqual({ line: 0, word: 1 });
    expect(wordAfter(plain, { line: 0, word: 1 })).toEqual({ line: 1, word: 0 });
    expect(wordAfter(plain, { line: 1, word: 0 })).toBeNull();
    expect(wordBefore(plain, { line: 1, word: 0 })).toEqual({ line: 0, word: 1 });
    expect(wordBefore(plain, { line: 0, word: 0 })).toBeNull();
  });

  it('gives a line the start of its first word and the end of its last', () => {
    const held = withWordEnd(withWordStart(plain, { line: 0, word: 0 }, 1), { line: 0, word: 0 }, 1.4);
    const whole = withWordEnd(withWordStart(held, { line: 0, word: 1 }, 1.5), { line: 0, word: 1 }, 2);
    expect(timesOf(whole)).toEqual([
      [
        [1, 1.4],
        [1.5, 2],
      ],
      [[null, null]],
    ]);
    expect(whole[0]).toMatchObject({ startSeconds: 1, endSeconds: 2 });
    expect(whole[1]?.startSeconds).toBeNull();
    expect(firstUntimed(whole)).toEqual({ line: 1, word: 0 });
  });

  it('keeps times in order when a word is timed anew', () => {
    const timed = linesOf('[00:01.00]<00:01.00>a <00:02.00>b <00:03.00>c<00:04.00>');
    expect(timesOf(withWordStart(timed, { line: 0, word: 1 }, 1.5))).toEqual([
      [
        [1, 1.5],
        [1.5, null],
        [null, null],
      ],
    ]);
    expect(timesOf(withWordStart(timed, { line: 0, word: 1 }, 0.5))[0]?.slice(0, 2)).toEqual([
      [null, null],
      [0.5, null],
    ]);
    expect(timesOf(withoutWordTimes(timed, { line: 0, word: 1 }))[0]?.[1]).toEqual([null, null]);
    expect(timesOf(withWordEnd(timed, { line: 0, word: 1 }, 1))[0]?.[1]).toEqual([2, 2]);
  });

  it('shifts everything, not before the start of the song', () => {
    const timed = linesOf('[00:00.02]<00:00.02>a <00:02.00>b<00:04.00>');
    expect(timesOf(shiftedLyrics(timed, -0.05))).toEqual([
      [
        [0, 1.95],
        [1.95, 3.95],
      ],
    ]);
  });
});

describe('the first guess', () => {
  /** A voice that sounds in these stretches, in seconds. */
  const voice = (sounds: readonly (readonly [number, number])[]) => ({
    peak: 0.5,
    columns: (start: number, end: number, rate: number, count: number) =>
      Int8Array.from({ length: 2 * count }, (_, at) => {
        const seconds = (start + ((end - start) * (Math.floor(at / 2) + 0.5)) / count) / rate;
        const isHeard = sounds.some(([from, to]) => seconds >= from && seconds < to);
        return (isHeard ? 60 : 1) * (at % 2 === 0 ? -1 : 1);
      }),
  });

  it('finds where the voice sounds, breaths within and clicks left out', () => {
    const heard = sungStretches(
      voice([
        [2, 4],
        [4.2, 6],
        [8, 8.1],
        [10, 12],
      ]),
      44_100 * 20,
      44_100,
    );
    expect(heard.map(({ startSeconds, endSeconds }) => [startSeconds.toFixed(1), endSeconds.toFixed(1)])).toEqual([
      ['2.0', '6.0'],
      ['10.0', '12.0'],
    ]);
  });

  it('spreads lines over it by their lengths, none over a pause', () => {
    const lines = linesOf('aaaa\nbbbb\ncccc');
    const guessed = guessedLines(lines, [
      { startSeconds: 2, endSeconds: 6 },
      { startSeconds: 10, endSeconds: 12 },
    ]);
    expect(guessed.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
      [2, 4],
      [4, 6],
      [10, 12],
    ]);
    expect(guessedLines(lines, [])).toBe(lines);
  });
});
