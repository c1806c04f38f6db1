import { type LyricLine, type LyricWord, mostLyricLines, mostWordsPerLine } from '#contract';
import { shiftedLyrics, type WordAt } from './lyric-edits.ts';
import { sungLines, type SungWord, sungWords } from './lyric-time.ts';

/** What of the lyrics is moved: an edge of a word, the word between its neighbours, its line, or all lyrics. */
export type MovedPart = 'start' | 'end' | 'word' | 'line' | 'all';

/** The shortest word, in seconds. */
export const shortestWord = 0.02;
/** Edges as near as this, in seconds, are one border between two words. */
const borderSeconds = 0.001;

/** From where to where an edge can go, in seconds. */
type Limits = { readonly least: number; readonly most: number };

/** A line with a start, its words in time, and the lines around it. */
type PlacedLine = {
  readonly line: LyricLine;
  readonly words: readonly SungWord[];
  /** When the line before starts; 0 for the first. */
  readonly afterSeconds: number;
  /** When the next line starts, or the end of the song. */
  readonly beforeSeconds: number;
  readonly songSeconds: number;
};

const isBorder = (one: number | null | undefined, other: number): boolean =>
  one !== null && one !== undefined && Math.abs(one - other) < borderSeconds;
const rounded = (seconds: number): number => Math.round(seconds * 1e5) / 1e5;
/** A value within limits; where there is no room between them, what it was. */
const within = (seconds: number, { least, most }: Limits, was: number): number =>
  rounded(least > most ? was : Math.min(Math.max(seconds, least), most));

/** A time at which something is known to begin or end, `count` words before (negative) or after an edge. */
type KnownTime = { readonly seconds: number; readonly count: number };

function knownBefore({ line, words }: PlacedLine, at: number): KnownTime {
  for (let place = at - 1; place > 0; place -= 1) {
    const seconds = line.words[place]?.startSeconds ?? line.words[place - 1]?.endSeconds ?? null;
    if (seconds !== null) return { seconds, count: at - place };
  }
  return { seconds: words[0]?.startSeconds ?? 0, count: at };
}

/** The next known time from the start of word `at` on, which is its own end when that is known. */
function knownAfter({ line, words }: PlacedLine, at: number): KnownTime {
  for (let place = at; place < words.length - 1; place += 1) {
    const seconds = line.words[place]?.endSeconds ?? line.words[place + 1]?.startSeconds ?? null;
    if (seconds !== null) return { seconds, count: place + 1 - at };
  }
  return { seconds: words.at(-1)?.endSeconds ?? Infinity, count: words.length - at };
}

function startLimits(placed: PlacedLine, at: number): Limits {
  const after = knownAfter(placed, at);
  const most = after.seconds - shortestWord * after.count;
  if (at === 0) return { least: placed.afterSeconds, most: Math.min(most, placed.beforeSeconds) };
  const own = placed.words[at]?.startSeconds ?? 0;
  const endBefore = placed.line.words[at - 1]?.endSeconds ?? null;
  if (endBefore !== null && endBefore < own - borderSeconds) return { least: endBefore, most };
  const before = knownBefore(placed, at);
  return { least: before.seconds + shortestWord * before.count, most };
}

function endLimits(placed: PlacedLine, at: number): Limits {
  const own = placed.words[at];
  const least = (own?.startSeconds ?? 0) + shortestWord;
  if (at === placed.words.length - 1) return { least, most: placed.songSeconds };
  const next = placed.line.words[at + 1]?.startSeconds ?? null;
  if (next !== null && next > (own?.endSeconds ?? 0) + borderSeconds) return { least, most: next };
  const after = knownAfter(placed, at + 1);
  return { least, most: after.seconds - shortestWord * after.count };
}

/** The line with other times of a word; null leaves an edge as it is. Neighbours that share the edge follow it. */
function withEdges({ line, words }: PlacedLine, at: number, start: number | null, end: number | null): LyricLine {
  const own = words[at];
  if (own === undefined) return line;
  const changed = line.words.map((word, place): LyricWord => {
    if (place === at) {
      const startSeconds = start ?? (end === null ? word.startSeconds : (word.startSeconds ?? own.startSeconds));
      return { ...word, startSeconds, endSeconds: end ?? word.endSeconds };
    }
    if (place === at - 1 && start !== null && isBorder(word.endSeconds, own.startSeconds))
      return { ...word, endSeconds: start };
    if (place === at + 1 && end !== null && isBorder(word.startSeconds, own.endSeconds))
      return { ...word, startSeconds: end };
    return word;
  });
  return {
    ...line,
    words: changed,
    startSeconds: at === 0 && start !== null ? start : line.startSeconds,
    endSeconds: at === words.length - 1 && end !== null ? end : line.endSeconds,
  };
}

/** The line with the start of a word at a time, as near as its neighbours allow. */
function withStart(placed: PlacedLine, at: number, seconds: number): LyricLine {
  const was = placed.words[at]?.startSeconds ?? 0;
  return withEdges(placed, at, within(seconds, startLimits(placed, at), was), null);
}

function placedLine(lines: readonly LyricLine[], at: number, songSeconds: number): PlacedLine | null {
  const line = lines[at];
  const sung = sungLines(lines).find(({ index }) => index === at);
  if (line === undefined || sung === undefined) return null;
  const startOf = (one: LyricLine | undefined): number | null => one?.startSeconds ?? null;
  return {
    ...{ line, words: sung.words, songSeconds },
    afterSeconds: startOf(lines.findLast((one, place) => place < at && one.startSeconds !== null)) ?? 0,
    beforeSeconds: startOf(lines.find((one, place) => place > at && one.startSeconds !== null)) ?? songSeconds,
  };
}

/**
 * The lyrics after a part of them was moved so that the start of a word, or for `end` its end, is at a time, in seconds. Nothing passes a
 * neighbour: words keep at least `shortestWord`, lines keep their order, and all stays within the song of `songSeconds`. An edge that two
 * words share moves for both; words without times share what is left between those that have them. A line without a start stays as it is.
 */
export function withPartMoved(
  lines: readonly LyricLine[],
  at: WordAt,
  part: MovedPart,
  seconds: number,
  songSeconds: number,
): readonly LyricLine[] {
  const placed = placedLine(lines, at.line, songSeconds);
  const word = placed?.words[at.word];
  if (placed === null || word === undefined) return lines;
  const instead = (line: LyricLine): readonly LyricLine[] => lines.with(at.line, line);
  const by = seconds - word.startSeconds;
  switch (part) {
    case 'start':
      return instead(withStart(placed, at.word, seconds));
    case 'end':
      return instead(withEdges(placed, at.word, null, within(seconds, endLimits(placed, at.word), word.endSeconds)));
    case 'word': {
      const least = startLimits(placed, at.word).least - word.startSeconds;
      const most = endLimits(placed, at.word).most - word.endSeconds;
      const moved = within(by, { least, most }, 0);
      return instead(withEdges(placed, at.word, rounded(word.startSeconds + moved), rounded(word.endSeconds + moved)));
    }
    case 'line': {
      const start = placed.words[0]?.startSeconds ?? 0;
      const end = placed.words.at(-1)?.endSeconds ?? start;
      const most = Math.min(placed.beforeSeconds - start, Math.max(0, songSeconds - end));
      const moved = within(by, { least: placed.afterSeconds - start, most }, 0);
      return instead(shiftedLyrics([placed.line], moved)[0] ?? placed.line);
    }
    case 'all': {
      const words = sungLines(lines).flatMap((one) => one.words);
      const first = Math.min(...words.map(({ startSeconds }) => startSeconds));
      const last = Math.max(...words.map(({ endSeconds }) => endSeconds));
      const limits = { least: -first, most: Math.max(0, songSeconds - last) };
      return shiftedLyrics(lines, within(by, limits, 0));
    }
  }
}

/** When a word starts, in seconds; null while its line has no time. */
export const startOfWord = (lines: readonly LyricLine[], { line, word }: WordAt): number | null =>
  sungLines(lines).find(({ index }) => index === line)?.words[word]?.startSeconds ?? null;

/** The lyrics with a line that begins at a word. The same where the word is the first of its line, or no line is free. */
export function splitLine(lines: readonly LyricLine[], { line: at, word }: WordAt): readonly LyricLine[] {
  const line = lines[at];
  if (line === undefined || word <= 0 || word >= line.words.length || lines.length >= mostLyricLines) return lines;
  const sung = sungLines(lines).find(({ index }) => index === at)?.words ?? [];
  const first = { ...line, words: line.words.slice(0, word), endSeconds: sung[word - 1]?.endSeconds ?? null };
  const second = {
    ...{ ...line, words: line.words.slice(word), sectionTag: null },
    ...{ startSeconds: sung[word]?.startSeconds ?? null, endSeconds: sung.at(-1)?.endSeconds ?? null },
  };
  return lines.toSpliced(at, 1, first, second);
}

/** The lyrics with a line joined to the one before it, times kept. The same for the first line, and where one line cannot hold the words. */
export function joinLine(lines: readonly LyricLine[], at: number): readonly LyricLine[] {
  const [before, line] = [lines[at - 1], lines[at]];
  if (before === undefined || line === undefined) return lines;
  if (before.words.length + line.words.length > mostWordsPerLine) return lines;
  const sung = sungLines(lines);
  const wordsOf = (index: number) => sung.find((one) => one.index === index)?.words ?? [];
  const start = wordsOf(at)[0]?.startSeconds ?? null;
  const end = wordsOf(at - 1).at(-1)?.endSeconds ?? null;
  const first = before.words.with(-1, {
    ...(before.words.at(-1) ?? noWord),
    endSeconds: end === null || start === null ? end : Math.min(end, start),
  });
  const words = [...first, ...line.words.with(0, { ...(line.words[0] ?? noWord), startSeconds: start })];
  const joined: LyricLine = {
    words,
    startSeconds: before.startSeconds ?? line.startSeconds,
    endSeconds: start === null ? null : (line.endSeconds ?? line.words.at(-1)?.endSeconds ?? null),
    singer: before.singer ?? line.singer,
    sectionTag: before.sectionTag ?? line.sectionTag,
  };
  return lines.toSpliced(at - 1, 2, joined);
}

const noWord: LyricWord = { text: '', startSeconds: null, endSeconds: null, joinsNext: false };

/**
 * The lyrics with each start that is known, of a line or a word, at the time that `snapped` gives for it, as near as its neighbours allow.
 * The same lyrics when nothing moves.
 */
export function withStartsSnapped(
  lines: readonly LyricLine[],
  snapped: (seconds: number) => number,
  songSeconds: number,
): readonly LyricLine[] {
  const sung = new Map(sungLines(lines).map((one) => [one.index, one]));
  let afterSeconds = 0;
  const moved = lines.map((line, index) => {
    const placed = sung.get(index);
    if (placed === undefined) return line;
    const next = lines.find((one, place) => place > index && one.startSeconds !== null)?.startSeconds;
    const around = { afterSeconds, beforeSeconds: next ?? songSeconds, songSeconds };
    let changed = line;
    for (let at = 0; at < line.words.length; at += 1) {
      const words = sungWords(changed, changed.startSeconds ?? 0, placed.endSeconds);
      const start = words[at]?.startSeconds ?? 0;
      const to = at === 0 || line.words[at]?.startSeconds !== null ? snapped(start) : start;
      if (to !== start) changed = withStart({ line: changed, words, ...around }, at, to);
    }
    afterSeconds = Math.max(afterSeconds, changed.startSeconds ?? 0);
    return changed;
  });
  return moved.some((line, index) => line !== lines[index]) ? moved : lines;
}
