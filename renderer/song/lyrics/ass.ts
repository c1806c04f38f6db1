import { fail, type LyricLine, ok } from '#contract';
import {
  cleanTag,
  clockSeconds,
  clockText,
  endOfLine,
  type FoundLine,
  hasWordTimes,
  keptLines,
  type LyricPiece,
  type ReadLyrics,
  timedLines,
  type TimedLine,
  untimedPiece,
  type WrittenLyrics,
} from './lyric-lines.ts';

/**
 * Advanced SubStation Alpha with karaoke: `{\k50}` before a syllable, which lasts 50 hundredths of a second from the end of the one before;
 * `\kf`, `\K` and `\ko` last as long and look different; `\kt` says where the next one begins, from the start of the line. The singer is in
 * `Name`. A section tag is a comment of the effect `section`.
 */

/** Whether a text is a script of this kind. */
export const isAss = (text: string): boolean => /^\s*\[(script info|events|v4\+? styles)\]/im.test(text);

const usualFields = ['layer', 'start', 'end', 'style', 'name', 'marginl', 'marginr', 'marginv', 'effect', 'text'];
const timePattern = /^\s*(\d+):(\d{1,2}):(\d{1,2})(?:[.:](\d{1,3}))?\s*$/;

const secondsOf = (text: string): number | null => {
  const match = timePattern.exec(text);
  return match === null ? null : clockSeconds(match[1], match[2], match[3], match[4]);
};

/** The fields of an event by their names; the last one may hold commas. */
function fieldsOf(text: string, names: readonly string[]): ReadonlyMap<string, string> {
  const parts = text.split(',');
  const fields = new Map<string, string>();
  for (const [at, name] of names.entries()) {
    fields.set(name, at === names.length - 1 ? parts.slice(at).join(',') : (parts[at] ?? '').trim());
  }
  return fields;
}

const shownText = (text: string): string => text.replace(/\\[Nnh]/g, ' ');

/** The pieces of an event's text. Drawings have none. */
function piecesOf(text: string, startSeconds: number): readonly LyricPiece[] {
  const pieces: LyricPiece[] = [];
  let at = startSeconds;
  let lasts: number | null = null;
  let isDrawing = false;
  for (const part of text.split(/(\{[^}]*\})/)) {
    if (part.startsWith('{') && part.endsWith('}')) {
      for (const [, tag = '', value = ''] of part.matchAll(/\\(kt|kf|ko|k|K|p)(?=\d)(\d+(?:\.\d+)?)/g)) {
        if (tag === 'p') isDrawing = Number(value) > 0;
        else if (tag === 'kt') [at, lasts] = [startSeconds + Number(value) / 100, null];
        else {
          at += lasts ?? 0;
          lasts = Number(value) / 100;
        }
      }
      continue;
    }
    if (part === '' || isDrawing) continue;
    const shown = shownText(part);
    if (lasts === null) pieces.push(untimedPiece(shown));
    else {
      pieces.push({ text: shown, startSeconds: at, endSeconds: at + lasts });
      at += lasts;
      lasts = 0;
    }
  }
  return pieces;
}

/** Reads the events of a script. Fails as `keptLines` does. */
export function readAss(text: string): ReadLyrics {
  const found: FoundLine[] = [];
  const tags: { readonly seconds: number; readonly tag: string }[] = [];
  let section = '';
  let names: readonly string[] = usualFields;
  for (const line of text.split(/\r\n|\r|\n/)) {
    section = (/^\s*\[([^\]]*)\]\s*$/.exec(line)?.[1] ?? section).toLowerCase();
    const [, kind = '', rest = ''] = /^\s*(Format|Dialogue|Comment)\s*:(.*)$/i.exec(line) ?? [];
    if (section !== 'events' && section !== '') continue;
    if (kind.toLowerCase() === 'format') names = rest.split(',').map((name) => name.trim().toLowerCase());
    else if (kind !== '') {
      const fields = fieldsOf(rest, names);
      const startSeconds = secondsOf(fields.get('start') ?? '');
      if (startSeconds === null) continue;
      const said = fields.get('text') ?? '';
      if (kind.toLowerCase() === 'comment') {
        const tag = fields.get('effect')?.toLowerCase() === 'section' ? cleanTag(said) : null;
        if (tag !== null) tags.push({ seconds: startSeconds, tag });
        continue;
      }
      const pieces = piecesOf(said, startSeconds);
      const endSeconds = secondsOf(fields.get('end') ?? '');
      found.push({ pieces, startSeconds, endSeconds, singer: fields.get('name') ?? null, sectionTag: null });
    }
  }
  return keptLines(tagged(found, tags));
}

/** Lines, the first from each tag's time on with the tag. */
function tagged(
  lines: readonly FoundLine[],
  tags: readonly { readonly seconds: number; readonly tag: string }[],
): readonly FoundLine[] {
  const sorted = lines.toSorted((one, other) => (one.startSeconds ?? 0) - (other.startSeconds ?? 0));
  const tagAt = new Map<number, string>();
  for (const { seconds, tag } of tags) {
    const at = sorted.findIndex(({ startSeconds }, index) => (startSeconds ?? 0) >= seconds && !tagAt.has(index));
    if (at >= 0) tagAt.set(at, tag);
  }
  return sorted.map((line, at) => ({ ...line, sectionTag: tagAt.get(at) ?? null }));
}

const plain = (text: string): string => text.replace(/\{/g, '(').replace(/\}/g, ')').replace(/\\/g, '/');
const field = (text: string): string => plain(text).replace(/,/g, ';');

/** The text of a line with `\kf` for each word. Cumulative ends are rounded, not lengths, so that the error never grows. */
function karaokeText(line: TimedLine): string {
  const { words } = line;
  let text = '';
  const origin = Math.round(line.startSeconds * 100);
  let doneCs = 0;
  const rest = (untilSeconds: number): void => {
    const untilCs = Math.round(untilSeconds * 100) - origin;
    if (untilCs > doneCs) text += `{\\k${String(untilCs - doneCs)}}`;
    doneCs = Math.max(doneCs, untilCs);
  };
  for (const [at, { text: said, startSeconds, endSeconds, joinsNext }] of words.entries()) {
    const next = words.slice(at + 1).find((word) => word.startSeconds !== null)?.startSeconds;
    const end = endSeconds ?? next ?? line.endSeconds ?? startSeconds;
    if (startSeconds !== null && end !== null) {
      rest(startSeconds);
      const lastCs = Math.max(doneCs, Math.round(end * 100) - origin);
      text += `{\\kf${String(lastCs - doneCs)}}`;
      doneCs = lastCs;
    }
    text += plain(said) + (joinsNext || at === words.length - 1 ? '' : ' ');
  }
  return text;
}

const head = (title: string): readonly string[] => [
  '[Script Info]',
  `Title: ${title.replace(/[\r\n]/g, ' ')}`,
  'ScriptType: v4.00+',
  'PlayResX: 1920',
  'PlayResY: 1080',
  'WrapStyle: 0',
  '',
  '[V4+ Styles]',
  'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
  'Style: Default,Inter,96,&H0054B4FF,&H00EDEAE8,&H00101214,&H80101214,-1,0,0,0,100,100,0,0,1,4,0,2,80,80,120,1',
  '',
  '[Events]',
  'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
];

/** Writes a script in hundredths of a second. Fails with `lyricsUntimed` when a line has no start. */
export function writeAss(lines: readonly LyricLine[], title: string): WrittenLyrics {
  const timed = timedLines(lines);
  if (timed === null) return fail('lyricsUntimed');
  const out = [...head(title)];
  for (const [at, line] of timed.entries()) {
    const start = clockText(line.startSeconds, 100, 1);
    const times = `0,${start},${clockText(endOfLine(line, timed[at + 1]), 100, 1)},Default`;
    if (line.sectionTag !== null) out.push(`Comment: ${times},,0,0,0,section,${plain(line.sectionTag)}`);
    const text = hasWordTimes(line)
      ? karaokeText(line)
      : line.words
          .map(
            ({ text: word, joinsNext }, index) =>
              plain(word) + (joinsNext || index === line.words.length - 1 ? '' : ' '),
          )
          .join('');
    out.push(`Dialogue: ${times},${field(line.singer ?? '')},0,0,0,,${text}`);
  }
  return ok(`${out.join('\n')}\n`);
}
