import type { LyricLine } from '#contract';
import { endOfLine, timedLines } from './lyric-lines.ts';

/** When a word is sung, in seconds. Words without a time of their own share the time between their neighbours by their lengths. */
export type SungWord = { readonly startSeconds: number; readonly endSeconds: number };

/** A line in time: its place in the lyrics, from its start until it is sung, and its words in order. */
export type SungLine = SungWord & { readonly index: number; readonly words: readonly SungWord[] };

/** Where in the lyrics the playhead is: indexes; -1 for none. */
export type LyricPlace = {
  readonly line: number;
  /** The word that is sung now. */
  readonly word: number;
  /** Words of the line that have begun. */
  readonly begun: number;
  /** Until when nothing of this changes, in seconds; infinite after the last change. */
  readonly untilSeconds: number;
};

/** Returns when the words of a line are sung that lasts from its start to its end, in seconds. */
export function sungWords(line: LyricLine, startSeconds: number, endSeconds: number): readonly SungWord[] {
  const { words } = line;
  // The times at the borders between words, as far as they are known.
  const known: (number | null)[] = words.map((word, at) => word.startSeconds ?? words[at - 1]?.endSeconds ?? null);
  known[0] ??= startSeconds;
  const borders: number[] = [];
  for (let from = 0; from < words.length;) {
    const next = known.findIndex((seconds, at) => at > from && seconds !== null);
    const to = next === -1 ? words.length : next;
    const fromSeconds = Math.max(known[from] ?? startSeconds, borders.at(-1) ?? 0);
    const toSeconds = Math.max(fromSeconds, known[next] ?? words.at(-1)?.endSeconds ?? endSeconds);
    const lengths = words.slice(from, to).map(({ text }) => text.length + 1);
    const whole = lengths.reduce((sum, length) => sum + length, 0);
    let done = 0;
    for (const length of lengths) {
      borders.push(fromSeconds + ((toSeconds - fromSeconds) * done) / whole);
      done += length;
    }
    from = to;
  }
  return words.map((word, at) => {
    const start = borders[at] ?? startSeconds;
    const end = word.endSeconds ?? borders[at + 1] ?? endSeconds;
    return { startSeconds: start, endSeconds: Math.max(start, end) };
  });
}

/** Returns the lines that have a start, in the order of their starts. */
export function sungLines(lines: readonly LyricLine[]): readonly SungLine[] {
  const indexed = lines.flatMap((line, index) => (line.startSeconds === null ? [] : [{ line, index }]));
  const timed = indexed.toSorted((one, other) => (one.line.startSeconds ?? 0) - (other.line.startSeconds ?? 0));
  const whole = timedLines(timed.map(({ line }) => line)) ?? [];
  return whole.map((line, at) => {
    const endSeconds = endOfLine(line, whole[at + 1]);
    const words = sungWords(line, line.startSeconds, endSeconds);
    return { index: timed[at]?.index ?? 0, startSeconds: line.startSeconds, endSeconds, words };
  });
}

/** The place in `lines` of the last one that has begun at a time, in seconds; -1: none has. */
export function lastBegun(lines: readonly SungWord[], seconds: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.startSeconds ?? Infinity) <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Returns where a time of the song, in seconds, is in the lyrics. A line stays the current one until the next begins. */
export function lyricPlaceAt(lines: readonly SungLine[], seconds: number): LyricPlace {
  const at = lastBegun(lines, seconds);
  const line = lines[at];
  const nextLine = lines[at + 1]?.startSeconds ?? Infinity;
  if (line === undefined) return { line: -1, word: -1, begun: 0, untilSeconds: nextLine };
  const begun = lastBegun(line.words, seconds) + 1;
  const sung = line.words[begun - 1];
  const isSung = sung !== undefined && seconds < sung.endSeconds;
  const nextWord = line.words[begun]?.startSeconds ?? Infinity;
  const untilSeconds = Math.min(nextLine, nextWord, isSung ? sung.endSeconds : Infinity);
  return { line: line.index, word: isSung ? begun - 1 : -1, begun, untilSeconds };
}
