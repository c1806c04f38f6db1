import {
  fail,
  type Failure,
  longestTag,
  longestWord,
  type LyricLine,
  type LyricWord,
  mostLyricLines,
  mostWordsPerLine,
  ok,
  type Result,
} from '#contract';

/** What reading lyrics comes to. Fails with `noLyrics`, or with `tooManyLines`. */
export type ReadLyrics = Result<readonly LyricLine[], Failure<'noLyrics' | 'tooManyLines'>>;

/** What writing lyrics comes to: the text of the file. Fails with `lyricsUntimed` when a line lacks the time that the format needs. */
export type WrittenLyrics = Result<string, Failure<'lyricsUntimed'>>;

/** A piece of a line between two stamps, with its spaces. Times are in seconds; null: not known. */
export type LyricPiece = {
  readonly text: string;
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
};

/** A line as a file has it, before it is cut to words. */
export type FoundLine = Omit<LyricLine, 'words'> & { readonly pieces: readonly LyricPiece[] };

/** Returns a line of a file whose words have no times of their own. */
export const untimedPiece = (text: string): LyricPiece => ({ text, startSeconds: null, endSeconds: null });

const longestSeconds = 1_000_000;
const written = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
let segmenter: Intl.Segmenter | null = null;

/** Text in the form in which lyrics are kept: NFC, without control characters, with plain spaces. */
export const cleanText = (text: string): string =>
  text.normalize('NFC').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029\ufeff\u200b]/g, '');

/** A tag or a name: one line, at most `longestTag` long; null when nothing is left. */
export function cleanTag(text: string | null | undefined): string | null {
  const clean = cutText(
    cleanText(text ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
    longestTag,
  ).trim();
  return clean === '' ? null : clean;
}

/** The first units of a text that leave its characters whole. */
function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** The text of a line, as it is read aloud. */
export const lineText = ({ words }: Pick<LyricLine, 'words'>): string =>
  words.map(({ text, joinsNext }, at) => (joinsNext || at === words.length - 1 ? text : `${text} `)).join('');

/** Cuts text that is written without spaces to words; punctuation stays with the word before it. */
function cutUnspaced(text: string): readonly string[] {
  if (!written.test(text)) return [text];
  segmenter ??= new Intl.Segmenter('ja', { granularity: 'word' });
  const parts: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike === true || parts.length === 0) parts.push(segment);
    else parts.push(`${parts.pop() ?? ''}${segment}`);
  }
  return parts;
}

/** Cuts a word to parts that a song sheet takes. */
function cutLong(text: string): readonly string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== '';) {
    const part = cutText(rest, longestWord);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return parts;
}

const secondsOrNull = (seconds: number | null): number | null =>
  seconds !== null && Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), longestSeconds) : null;

/** Cuts the pieces of a line to words. A piece of several words gives its start to the first and its end to the last. */
function wordsOf(pieces: readonly LyricPiece[], cutsUnspaced: boolean): readonly LyricWord[] {
  const words: LyricWord[] = [];
  let isApart = true;
  for (const piece of pieces) {
    const text = cleanText(piece.text);
    const startSeconds = secondsOrNull(piece.startSeconds);
    const end = secondsOrNull(piece.endSeconds);
    const endSeconds = end !== null && startSeconds !== null && end < startSeconds ? null : end;
    const found = text.split(/\s+/).filter((word) => word !== '');
    if (/^\s/.test(text)) isApart = true;
    const first = words.length;
    for (const word of found) {
      const parts = (cutsUnspaced ? cutUnspaced(word) : [word]).flatMap(cutLong);
      for (const [at, part] of parts.entries()) {
        const before = words.at(-1);
        if (before !== undefined && (at > 0 || !isApart)) words[words.length - 1] = { ...before, joinsNext: true };
        words.push({ text: part, startSeconds: null, endSeconds: null, joinsNext: false });
      }
      isApart = true;
    }
    isApart = found.length === 0 ? isApart || /\s/.test(text) : /\s$/.test(text);
    const [firstWord, lastWord] = [words[first], words.at(-1)];
    if (firstWord !== undefined) words[first] = { ...firstWord, startSeconds };
    if (lastWord !== undefined && words.length > first) {
      words[words.length - 1] = { ...lastWord, ...(words.length === first + 1 ? { startSeconds } : {}), endSeconds };
    }
  }
  return words;
}

/** Returns the lines of a found line, which are several when it has more words than a line may have. */
function linesOf(found: FoundLine): readonly LyricLine[] {
  const isTimed = found.pieces.some(({ startSeconds }) => startSeconds !== null);
  const words = wordsOf(found.pieces, !isTimed);
  const startSeconds = secondsOrNull(found.startSeconds ?? words[0]?.startSeconds ?? null);
  const end = secondsOrNull(found.endSeconds);
  const endSeconds = end !== null && startSeconds !== null && end < startSeconds ? null : end;
  const singer = cleanTag(found.singer);
  const sectionTag = cleanTag(found.sectionTag);
  if (words.length === 0) return [];
  if (words.length <= mostWordsPerLine) return [{ words, startSeconds, endSeconds, singer, sectionTag }];
  const count = Math.ceil(words.length / mostWordsPerLine);
  return Array.from({ length: count }, (_, at) => {
    const part = words.slice(at * mostWordsPerLine, (at + 1) * mostWordsPerLine);
    const edge = (place: number): number | null => {
      const timed = words[place * mostWordsPerLine]?.startSeconds ?? null;
      if (timed !== null || startSeconds === null || endSeconds === null) return timed ?? startSeconds;
      return startSeconds + ((endSeconds - startSeconds) * place * mostWordsPerLine) / words.length;
    };
    return {
      words: part,
      startSeconds: at === 0 ? startSeconds : edge(at),
      endSeconds: at === count - 1 ? endSeconds : edge(at + 1),
      singer,
      sectionTag: at === 0 ? sectionTag : null,
    };
  });
}

/**
 * Returns the lyrics of the lines found in a file, within the limits of a song sheet: in the order of their starts when all have one, without
 * empty lines. Fails with `noLyrics` when no word is left, and with `tooManyLines`.
 */
export function keptLines(found: readonly FoundLine[]): ReadLyrics {
  const lines = found.flatMap(linesOf);
  if (lines.length === 0) return fail('noLyrics');
  if (lines.length > mostLyricLines) return fail('tooManyLines', String(lines.length));
  if (lines.some(({ startSeconds }) => startSeconds === null)) return ok(lines);
  return ok(lines.toSorted((one, other) => (one.startSeconds ?? 0) - (other.startSeconds ?? 0)));
}

/** A line that has a start, as the formats with times need it. */
export type TimedLine = LyricLine & { readonly startSeconds: number };

/** The lines in the order of their starts; null when one has none. */
export function timedLines(lines: readonly LyricLine[]): readonly TimedLine[] | null {
  const timed = lines.flatMap((line) =>
    line.startSeconds === null ? [] : [{ ...line, startSeconds: line.startSeconds }],
  );
  if (timed.length < lines.length) return null;
  return timed.toSorted((one, other) => one.startSeconds - other.startSeconds);
}

/** What a line shows until, in seconds: its own end, that of its last word, or the start of the next line; at most 10 s without any. */
export function endOfLine(line: TimedLine, next: TimedLine | undefined): number {
  const own = line.endSeconds ?? line.words.at(-1)?.endSeconds ?? null;
  if (own !== null) return Math.max(own, line.startSeconds);
  const longest = line.startSeconds + 10;
  return next === undefined || next.startSeconds <= line.startSeconds ? longest : Math.min(longest, next.startSeconds);
}

/** Whether any word of a line has a start. */
export const hasWordTimes = ({ words }: LyricLine): boolean => words.some(({ startSeconds }) => startSeconds !== null);

/** The section tag of a line that is one tag in brackets, such as `[Verse 2]`; null for any other line. */
export function tagOf(text: string): string | null {
  const tag = /^\s*\[([^[\]]*)\]\s*$/.exec(text)?.[1];
  return tag === undefined ? null : cleanTag(tag);
}

/** A time in whole parts of a second as `h:mm:ss.parts`, the hours and minutes with the digits asked for. */
export function clockText(seconds: number, partsPerSecond: 100 | 1000, hourDigits: 0 | 1 | 2, point = '.'): string {
  const parts = Math.round(Math.max(0, seconds) * partsPerSecond);
  const whole = Math.floor(parts / partsPerSecond);
  const fraction = String(parts % partsPerSecond).padStart(partsPerSecond === 100 ? 2 : 3, '0');
  const two = (value: number): string => String(value).padStart(2, '0');
  const tail = `${two(whole % 60)}${point}${fraction}`;
  if (hourDigits === 0) return `${two(Math.floor(whole / 60))}:${tail}`;
  return `${String(Math.floor(whole / 3600)).padStart(hourDigits, '0')}:${two(Math.floor(whole / 60) % 60)}:${tail}`;
}

/** The seconds of hours, minutes, seconds and digits after the point, as far as they are there. */
export const clockSeconds = (hours = '', minutes = '', seconds = '', fraction = ''): number =>
  Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + (fraction === '' ? 0 : Number(`0.${fraction}`));
