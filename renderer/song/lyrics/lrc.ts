import { fail, type LyricLine, ok } from '#contract';
import {
  clockSeconds,
  clockText,
  type FoundLine,
  hasWordTimes,
  keptLines,
  type LyricPiece,
  type ReadLyrics,
  tagOf,
  timedLines,
  untimedPiece,
  type WrittenLyrics,
} from './lyric-lines.ts';

/**
 * LRC: `[mm:ss.xx]text`. Words have stamps in angle brackets (A2) or in square ones between them (foobar2000). A stamp may have any number
 * of digits after the point, or a colon before them. Neither lines nor words have ends: a stamp without text ends what came before.
 *
 * Tags are `[name:value]`. The one that counts is `offset`, in milliseconds: time = stamp - offset. Of our own are `singer` and `section`,
 * which stand before the line they belong to; other players skip them.
 */
const stampSource = String.raw`(\d{1,4}):(\d{1,2})(?:[.:](\d{0,3}))?`;
const anyStamp = new RegExp(String.raw`[[<]\s*${stampSource}\s*[\]>]`, 'g');
const leadingStamps = new RegExp(String.raw`^\s*(?:\[\s*${stampSource}\s*\]\s*)+`);
const tagLine = /^\s*\[\s*([a-z#][\w #-]*)\s*:(.*)\]\s*$/i;
const isLrcLine = new RegExp(String.raw`^\s*\[\s*${stampSource}\s*\]`, 'm');

/** Whether a text is LRC. */
export const isLrc = (text: string): boolean => isLrcLine.test(text);

type Stamp = { readonly seconds: number; readonly at: number; readonly endAt: number };

const stampsIn = (text: string): readonly Stamp[] =>
  [...text.matchAll(anyStamp)].map((match) => ({
    seconds: clockSeconds('', match[1], match[2], match[3]),
    at: match.index,
    endAt: match.index + match[0].length,
  }));

/** A line of the file: the starts of its repeats, and its pieces. */
type StampedLine = Pick<FoundLine, 'singer' | 'sectionTag' | 'pieces' | 'endSeconds'> & {
  readonly starts: readonly number[];
};

function readLine(text: string, singer: string | null, sectionTag: string | null): StampedLine {
  const lead = leadingStamps.exec(text)?.[0] ?? '';
  const starts = stampsIn(lead).map(({ seconds }) => seconds);
  const rest = text.slice(lead.length);
  const stamps = stampsIn(rest);
  if (stamps.length === 0) {
    return { starts, pieces: [untimedPiece(rest)], endSeconds: null, singer, sectionTag };
  }
  const [first] = stamps;
  const pieces: LyricPiece[] = [];
  // The last stamp of the line is that of a word in the foobar2000 dialect.
  const before = rest.slice(0, first?.at ?? 0);
  if (before.trim() !== '') {
    pieces.push({ text: before, startSeconds: starts.at(-1) ?? null, endSeconds: first?.seconds ?? null });
  }
  for (const [index, { seconds, endAt }] of stamps.entries()) {
    const next = stamps[index + 1];
    pieces.push({ text: rest.slice(endAt, next?.at), startSeconds: seconds, endSeconds: next?.seconds ?? null });
  }
  const last = stamps.at(-1);
  const isEnd = last !== undefined && rest.slice(last.endAt).trim() === '';
  return { starts, pieces, endSeconds: isEnd ? last.seconds : null, singer, sectionTag };
}

/** Reads LRC. Fails as `keptLines` does. */
export function readLrc(text: string): ReadLyrics {
  let offsetSeconds = 0;
  let singer: string | null = null;
  let sectionTag: string | null = null;
  const stamped: StampedLine[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const tag = isLrcLine.test(line) ? null : tagLine.exec(line);
    const [, name = '', value = ''] = tag ?? [];
    if (name.toLowerCase() === 'offset') offsetSeconds = (Number.parseFloat(value) || 0) / 1000;
    else if (name.toLowerCase() === 'singer') singer = value;
    else if (name.toLowerCase() === 'section') sectionTag = value;
    else if (tag === null && !isLrcLine.test(line)) sectionTag = tagOf(line) ?? sectionTag;
    if (!isLrcLine.test(line)) continue;
    const read = readLine(line, singer, sectionTag);
    const isEmpty = read.pieces.every((piece) => piece.text.trim() === '');
    stamped.push(read);
    if (!isEmpty) [singer, sectionTag] = [null, null];
  }
  return keptLines(withEnds(stamped.flatMap(repeats).map((line) => moved(line, -offsetSeconds))));
}

/** One line for each of its stamps. The words of a repeat move with it. */
function repeats(line: StampedLine): readonly FoundLine[] {
  const { starts, singer, sectionTag } = line;
  const [firstStart = 0] = starts;
  // In the foobar2000 dialect the words belong to the last of the stamps, in A2 to the first.
  const firstWord = line.pieces[0]?.startSeconds ?? firstStart;
  const home = starts.includes(firstWord) ? firstWord : firstStart;
  return starts.map((startSeconds, index) => ({
    ...moved({ ...line, startSeconds, singer, sectionTag: index === 0 ? sectionTag : null }, startSeconds - home),
    startSeconds,
  }));
}

const later = (seconds: number | null, by: number): number | null => (seconds === null ? null : seconds + by);

const moved = (line: FoundLine, by: number): FoundLine => ({
  ...line,
  startSeconds: later(line.startSeconds, by),
  endSeconds: later(line.endSeconds, by),
  pieces: line.pieces.map((piece) => ({
    ...piece,
    startSeconds: later(piece.startSeconds, by),
    endSeconds: later(piece.endSeconds, by),
  })),
});

/** Lines with text. The first stamp without text after a line ends it, and those that start with it and have no end. */
function withEnds(lines: readonly FoundLine[]): readonly FoundLine[] {
  const sorted = lines.toSorted((one, other) => (one.startSeconds ?? 0) - (other.startSeconds ?? 0));
  const ended: FoundLine[] = [];
  let isOpen = false;
  for (const line of sorted) {
    if (line.pieces.some(({ text }) => text.trim() !== '')) {
      ended.push(line);
      isOpen = true;
    } else if (isOpen) {
      isOpen = false;
      const last = ended.at(-1);
      const endSeconds = line.startSeconds ?? 0;
      for (let at = ended.length - 1; at >= 0; at -= 1) {
        const before = ended[at];
        if (before?.startSeconds !== last?.startSeconds || before === undefined) break;
        if (before === last || before.endSeconds === null) {
          ended[at] = { ...before, endSeconds: Math.max(endSeconds, before.endSeconds ?? 0) };
        }
      }
    }
  }
  return ended;
}

const stampText = (seconds: number): string => clockText(seconds, 100, 0);

/** The words of a line in the A2 dialect. Brackets in words, which would be stamps, become round. */
function wordsText({ words }: LyricLine): string {
  let text = '';
  let open: number | null = null;
  for (const [at, word] of words.entries()) {
    const { startSeconds, endSeconds } = word;
    if (open !== null && open !== startSeconds)
      text = `${text.trimEnd()}<${stampText(open)}>${/\s$/.exec(text)?.[0] ?? ''}`;
    if (startSeconds !== null) text += `<${stampText(startSeconds)}>`;
    text += plainWord(word.text) + (word.joinsNext || at === words.length - 1 ? '' : ' ');
    open = endSeconds;
  }
  return open === null ? text : `${text}<${stampText(open)}>`;
}

const plainWord = (text: string): string => text.replace(/[[<]/g, '(').replace(/[\]>]/g, ')');

/** Writes LRC in hundredths of a second, words in the A2 dialect. Fails with `lyricsUntimed` when a line has no start. */
export function writeLrc(lines: readonly LyricLine[], title: string): WrittenLyrics {
  const timed = timedLines(lines);
  if (timed === null) return fail('lyricsUntimed');
  const out = [`[ti:${plainWord(title)}]`];
  for (const [at, line] of timed.entries()) {
    if (line.sectionTag !== null) out.push(`[section:${plainWord(line.sectionTag)}]`);
    if (line.singer !== null) out.push(`[singer:${plainWord(line.singer)}]`);
    out.push(`[${stampText(line.startSeconds)}]${wordsText(line)}`);
    const end = line.endSeconds;
    const next = timed[at + 1];
    const isSaid =
      hasWordTimes(line) && end !== null && stampText(end) === stampText(line.words.at(-1)?.endSeconds ?? -1);
    const isFree = end !== null && (next === undefined || Math.round(next.startSeconds * 100) > Math.round(end * 100));
    if (isFree && !isSaid) out.push(`[${stampText(end)}]`);
  }
  return ok(`${out.join('\n')}\n`);
}
