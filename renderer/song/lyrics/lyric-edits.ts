import type { LyricLine, LyricWord } from '#contract';
import type { DrawnWaveform } from '../timeline.ts';
import { lineText } from './lyric-lines.ts';

/** A word of the lyrics: the indexes of its line and of itself. */
export type WordAt = { readonly line: number; readonly word: number };

/** The word after one, in the order of the lyrics; null after the last. */
export function wordAfter(lines: readonly LyricLine[], { line, word }: WordAt): WordAt | null {
  if (word + 1 < (lines[line]?.words.length ?? 0)) return { line, word: word + 1 };
  const next = lines.findIndex(({ words }, at) => at > line && words.length > 0);
  return next === -1 ? null : { line: next, word: 0 };
}

/** The word before one; null before the first. */
export function wordBefore(lines: readonly LyricLine[], { line, word }: WordAt): WordAt | null {
  if (word > 0) return { line, word: word - 1 };
  const before = lines.findLastIndex(({ words }, at) => at < line && words.length > 0);
  return before === -1 ? null : { line: before, word: (lines[before]?.words.length ?? 1) - 1 };
}

/** The first word without a start; null when all have one. */
export function firstUntimed(lines: readonly LyricLine[]): WordAt | null {
  for (const [line, { words }] of lines.entries()) {
    const word = words.findIndex(({ startSeconds }) => startSeconds === null);
    if (word >= 0) return { line, word };
  }
  return null;
}

/** Lines of which one has other words. It starts with its first word that has a time and ends with its last word, when that has an end. */
function withWords(
  lines: readonly LyricLine[],
  at: number,
  change: (words: readonly LyricWord[]) => readonly LyricWord[],
) {
  return lines.map((line, index) => {
    if (index !== at) return line;
    const words = change(line.words);
    const startSeconds = words.find((word) => word.startSeconds !== null)?.startSeconds ?? null;
    return { ...line, words, startSeconds, endSeconds: words.at(-1)?.endSeconds ?? null };
  });
}

/**
 * A word that begins at a time, in seconds. Words of its line that were later lose their times; one before it that would last longer ends
 * there.
 */
export function withWordStart(
  lines: readonly LyricLine[],
  { line, word }: WordAt,
  seconds: number,
): readonly LyricLine[] {
  const startSeconds = Math.max(0, seconds);
  return withWords(lines, line, (words) =>
    words.map((one, at) => {
      if (at === word) return { ...one, startSeconds, endSeconds: null };
      if (at > word) return { ...one, startSeconds: null, endSeconds: null };
      if (one.startSeconds !== null && one.startSeconds >= startSeconds)
        return { ...one, startSeconds: null, endSeconds: null };
      return (one.endSeconds ?? 0) > startSeconds ? { ...one, endSeconds: startSeconds } : one;
    }),
  );
}

/** A word that ends at a time, in seconds, and not before it starts. A word without a start has no end. */
export function withWordEnd(
  lines: readonly LyricLine[],
  { line, word }: WordAt,
  seconds: number,
): readonly LyricLine[] {
  return withWords(lines, line, (words) =>
    words.map((one, at) =>
      at === word && one.startSeconds !== null ? { ...one, endSeconds: Math.max(one.startSeconds, seconds) } : one,
    ),
  );
}

/** A word without times. */
export const withoutWordTimes = (lines: readonly LyricLine[], { line, word }: WordAt): readonly LyricLine[] =>
  withWords(lines, line, (words) =>
    words.map((one, at) => (at === word ? { ...one, startSeconds: null, endSeconds: null } : one)),
  );

/** All lyrics later by seconds, or earlier; nothing goes before the start of the song. */
export function shiftedLyrics(lines: readonly LyricLine[], bySeconds: number): readonly LyricLine[] {
  const shifted = (seconds: number | null): number | null =>
    seconds === null ? null : Math.max(0, Math.round((seconds + bySeconds) * 1e6) / 1e6);
  return lines.map((line) => ({
    ...line,
    startSeconds: shifted(line.startSeconds),
    endSeconds: shifted(line.endSeconds),
    words: line.words.map((word) => ({
      ...word,
      startSeconds: shifted(word.startSeconds),
      endSeconds: shifted(word.endSeconds),
    })),
  }));
}

/** A stretch of time in seconds of the song. */
type Stretch = { readonly startSeconds: number; readonly endSeconds: number };

/** Columns of the waveform a second. */
const columnsPerSecond = 20;
/** A voice is heard above this part of its loudest moment. */
const heardShare = 0.08;
/** Shorter pauses are breaths, shorter sounds are noises; in seconds. */
const shortestPause = 0.4;
const shortestSound = 0.3;

/** Returns where a stem sounds, in seconds, by its waveform. `lengthFrames` at `rate`. */
export function sungStretches(waveform: DrawnWaveform, lengthFrames: number, rate: number): readonly Stretch[] {
  const count = Math.max(1, Math.ceil((lengthFrames / rate) * columnsPerSecond));
  const columns = waveform.columns(0, lengthFrames, rate, count);
  const secondsPerColumn = lengthFrames / rate / count;
  const least = Math.max(1, heardShare * waveform.peak * 127);
  const stretches: Stretch[] = [];
  for (let column = 0; column < count; column += 1) {
    const height = Math.max(-(columns[2 * column] ?? 0), columns[2 * column + 1] ?? 0);
    if (height < least) continue;
    const startSeconds = column * secondsPerColumn;
    const endSeconds = startSeconds + secondsPerColumn;
    const before = stretches.at(-1);
    if (before !== undefined && startSeconds - before.endSeconds < shortestPause) {
      stretches[stretches.length - 1] = { ...before, endSeconds };
    } else stretches.push({ startSeconds, endSeconds });
  }
  return stretches.filter(({ startSeconds, endSeconds }) => endSeconds - startSeconds >= shortestSound);
}

/**
 * A first guess at the times of lines: they share the sung stretches of a song by the lengths of their texts, in order; a line that would
 * begin near the end of a stretch begins with the next one. Words have no times. The same lines when nothing is sung.
 */
export function guessedLines(lines: readonly LyricLine[], stretches: readonly Stretch[]): readonly LyricLine[] {
  const sungSeconds = stretches.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
  const lengths = lines.map((line) => Math.max(1, lineText(line).length));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  if (sungSeconds === 0 || whole === 0) return lines;
  /** The time in the song, in seconds, when `sung` seconds of singing are over; `isStart`: at the border of two stretches, the later one. */
  const timeAt = (sung: number, isStart: boolean): number => {
    let left = sung;
    for (const { startSeconds, endSeconds } of stretches) {
      const length = endSeconds - startSeconds;
      if (isStart ? left < length - shortestSound / 2 : left <= length + 1e-9) return startSeconds + Math.max(0, left);
      left -= length;
    }
    return stretches.at(-1)?.endSeconds ?? 0;
  };
  let done = 0;
  return lines.map((line, at) => {
    const startSeconds = timeAt((sungSeconds * done) / whole, true);
    done += lengths[at] ?? 0;
    const endSeconds = Math.max(startSeconds, timeAt((sungSeconds * done) / whole, false));
    const words = line.words.map((word) => ({ ...word, startSeconds: null, endSeconds: null }));
    return { ...line, words, startSeconds, endSeconds };
  });
}
