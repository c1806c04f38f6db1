import { fail, type LyricLine, ok } from '#contract';
import {
  clockSeconds,
  clockText,
  endOfLine,
  type FoundLine,
  keptLines,
  type LyricPiece,
  type ReadLyrics,
  timedLines,
  type TimedLine,
  untimedPiece,
  type WrittenLyrics,
} from './lyric-lines.ts';

/**
 * SRT and WebVTT: cues from one time to another, with blank lines between. WebVTT has stamps of words within a cue, which must rise, `<v Name>`
 * for the singer, and notes; a note `Section: Verse 2` is a section tag.
 */

const arrow =
  /^\s*(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?\s*-->\s*(?:(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?)?/;

/** Whether a text is WebVTT, by its first word. */
export const isVtt = (text: string): boolean => /^\s*WEBVTT(\s|$)/.test(text);
/** Whether a text is SubRip: it has a line with two times and an arrow between them. */
export const isSrt = (text: string): boolean => /^.*\d\s*-->/m.test(text);

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&lrm;': '\u200e',
  '&rlm;': '\u200f',
};
const unescaped = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (name) => entities[name] ?? name);

/** Text without the markup of subtitles: `<i>`, `<c.loud>`, `{\an8}`. What only looks like it, such as `<3`, stays. */
const withoutMarkup = (text: string): string => text.replace(/<\/?[a-z][^<>]*>/gi, '').replace(/\{\\[^{}]*\}/g, '');

const wordStamp = /<(?:(\d+):)?(\d{1,2}):(\d{1,2})\.(\d{1,3})>/g;

/** The pieces of a cue between the stamps of its words. */
function piecesOf(text: string, startSeconds: number, endSeconds: number | null): readonly LyricPiece[] {
  const stamps = [...text.matchAll(wordStamp)];
  const shown = (from: number, to?: number): string => unescaped(withoutMarkup(text.slice(from, to)));
  if (stamps.length === 0) return [untimedPiece(shown(0))];
  const pieces: LyricPiece[] = [];
  let at = 0;
  let seconds = startSeconds;
  for (const match of stamps) {
    const next = clockSeconds(match[1], match[2], match[3], match[4]);
    pieces.push({ text: shown(at, match.index), startSeconds: seconds, endSeconds: next });
    at = match.index + match[0].length;
    seconds = next;
  }
  pieces.push({ text: shown(at), startSeconds: seconds, endSeconds });
  return pieces;
}

/** Reads SRT or WebVTT; a cue without an end ends where the next begins. Fails as `keptLines` does. */
export function readCues(text: string): ReadLyrics {
  const found: FoundLine[] = [];
  let sectionTag: string | null = null;
  const isWordy = isVtt(text);
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n[\t ]*\n/)) {
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    const tag = /^\s*NOTE\s+Section:(.*)$/i.exec(lines[0] ?? '')?.[1];
    if (isWordy && tag !== undefined) sectionTag = unescaped(tag);
    let cue: RegExpExecArray | null = null;
    let said: string[] = [];
    const endCue = (): void => {
      if (cue === null || said.length === 0) return;
      const startSeconds = clockSeconds(cue[1], cue[2], cue[3], cue[4]);
      const endSeconds = cue[6] === undefined ? null : clockSeconds(cue[5], cue[6], cue[7], cue[8]);
      const whole = said.join(' ');
      const singer = isWordy ? (/<v(?:\.[^\s>]*)?\s+([^>]*)>/i.exec(whole)?.[1] ?? null) : null;
      const pieces = piecesOf(isWordy ? whole : whole.replace(wordStamp, ''), startSeconds, endSeconds);
      found.push({ pieces, startSeconds, endSeconds, singer: singer === null ? null : unescaped(singer), sectionTag });
      sectionTag = null;
    };
    for (const line of lines) {
      const next = arrow.exec(line);
      if (next === null) {
        if (cue !== null) said.push(line);
        continue;
      }
      // Blank lines between cues may be missing: the number of the next one is no text.
      if (cue !== null && /^\s*\d+\s*$/.test(said.at(-1) ?? '')) said.pop();
      endCue();
      [cue, said] = [next, []];
    }
    endCue();
  }
  return keptLines(found);
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The words of a cue with the stamps that rise between its start and its end. */
function cueText(line: TimedLine, end: number): string {
  let text = '';
  let lastMs = Math.round(line.startSeconds * 1000);
  const endMs = Math.round(end * 1000);
  const stamp = (seconds: number | null): string => {
    const ms = seconds === null ? 0 : Math.round(seconds * 1000);
    if (seconds === null || ms <= lastMs || ms >= endMs) return '';
    lastMs = ms;
    return `<${clockText(seconds, 1000, 2)}>`;
  };
  for (const [at, word] of line.words.entries()) {
    const space = word.joinsNext || at === line.words.length - 1 ? '' : ' ';
    text += stamp(word.startSeconds) + escaped(word.text);
    const next = line.words[at + 1];
    const isNextHere = word.endSeconds !== null && next?.startSeconds === word.endSeconds;
    text += (isNextHere ? '' : stamp(word.endSeconds)) + space;
  }
  return text;
}

/** Writes WebVTT in milliseconds. Fails with `lyricsUntimed` when a line has no start. */
export function writeVtt(lines: readonly LyricLine[]): WrittenLyrics {
  const timed = timedLines(lines);
  if (timed === null) return fail('lyricsUntimed');
  const blocks = timed.flatMap((line, at) => {
    const end = endOfLine(line, timed[at + 1]);
    const voice = line.singer === null ? '' : `<v ${escaped(line.singer)}>`;
    const times = `${clockText(line.startSeconds, 1000, 2)} --> ${clockText(end, 1000, 2)}`;
    const cue = `${times}\n${voice}${cueText(line, end)}`;
    return line.sectionTag === null ? [cue] : [`NOTE Section: ${escaped(line.sectionTag)}`, cue];
  });
  return ok(`${['WEBVTT', ...blocks].join('\n\n')}\n`);
}
