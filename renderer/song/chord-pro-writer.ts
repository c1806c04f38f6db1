import type { LyricLine, MusicalKey, PlacedChord, Section } from '#contract';
import { barAt, type BeatGrid, beatAt, meterAt, roundedBpm } from './beat-grid.ts';
import { meterText } from './grid-edits.ts';
import { lineText } from './lyrics/lyric-lines.ts';
import { type SungLine, sungLines } from './lyrics/lyric-time.ts';
import { keySign } from './musical-key.ts';

/** A song for a sheet of chords. */
export type ChordSong = {
  readonly title: string;
  /** As they are read: shapes when there is a capo. */
  readonly chords: readonly PlacedChord[];
  readonly capo: number;
  /** The key of the shapes; null: unknown. */
  readonly key: MusicalKey | null;
  readonly grid: BeatGrid | null;
  readonly sections: readonly Section[];
  readonly lyrics: readonly LyricLine[];
  readonly sampleRate: number;
  readonly endSeconds: number;
};

/** A chord this near to the start of a word stands before it; another one within it. */
const nearSeconds = 0.25;
/** A chord this long after the end of a line is no longer sung over. */
const lineTailSeconds = 1;
const barsPerLine = 4;
const kinds = ['verse', 'chorus', 'bridge'] as const;

/**
 * Writes ChordPro. Chords stand in the lines that are sung; where none is, and in a song whose words have no times, they stand in grids of
 * bars, or in rows when no beats are known.
 */
export function writeChordPro(song: ChordSong): string {
  const { title, capo, key, grid, chords } = song;
  const lines = sungLines(song.lyrics);
  const owner = chords.map(({ startSeconds }) => lineAt(lines, startSeconds));
  const facts = [
    `{title: ${plain(title)}}`,
    ...(key === null ? [] : [`{key: ${keySign(key)}}`]),
    ...(capo === 0 ? [] : [`{capo: ${String(capo)}}`]),
    ...(grid === null ? [] : [`{tempo: ${String(roundedBpm(grid.bpm))}}`, `{time: ${meterText(meterAt(grid, 1))}}`]),
  ];
  /** What stands in the sheet, at its time; the name of a section comes first, then its chords and lines. */
  const events: { readonly seconds: number; readonly text: readonly string[] }[] = [
    ...lines.map((line) => {
      const own = chords.filter((_, at) => owner[at] === line);
      return {
        seconds: Math.min(line.startSeconds, own[0]?.startSeconds ?? Infinity),
        text: [lineWith(song, line, own)],
      };
    }),
    ...instrumentals(
      song,
      chords.filter((_, at) => owner[at] === null),
      lines,
    ),
  ].sort((one, other) => one.seconds - other.seconds);
  const starts = song.sections.map(({ name, startFrames }) => ({ name, seconds: startFrames / song.sampleRate }));
  const out = [...facts];
  let [open, begun] = ['', -1];
  for (const { seconds, text } of events) {
    const at = starts.findLastIndex((start) => start.seconds <= seconds + nearSeconds);
    if (at !== begun) {
      const name = plain(starts[at]?.name ?? '');
      const kind = kinds.find((one) => name.toLowerCase().startsWith(one)) ?? '';
      out.push(...(open === '' ? [] : [`{end_of_${open}}`]), '');
      out.push(kind === '' ? `{comment: ${name}}` : `{start_of_${kind}: ${name}}`);
      [open, begun] = [kind, at];
    }
    out.push(...text);
  }
  const untimed = lines.length > 0 ? [] : song.lyrics.map(lineText).map(wordsOnly);
  return `${[...out, ...(open === '' ? [] : [`{end_of_${open}}`]), ...(untimed.length > 0 ? ['', ...untimed] : [])].join('\n')}\n`;
}

const plain = (text: string): string => text.replaceAll(/[{}\r\n]/g, ' ').trim();
/** Brackets and braces would be read as chords and directives. */
const wordsOnly = (text: string): string =>
  text.replaceAll('[', '(').replaceAll(']', ')').replaceAll(/[{}]/g, ' ').replace(/^\s*#/, ' ');

/** The line that is sung at a time, or that is about to be; null: none. */
function lineAt(lines: readonly SungLine[], seconds: number): SungLine | null {
  const at = lines.findLastIndex(({ startSeconds }) => startSeconds - nearSeconds <= seconds);
  const line = lines[at];
  if (line === undefined) return null;
  const end = line.words.at(-1)?.endSeconds ?? line.endSeconds;
  return seconds < Math.min(end + lineTailSeconds, line.endSeconds + lineTailSeconds) ? line : null;
}

/** A line with its chords before the words that they are heard with, or inside of long ones. */
function lineWith({ lyrics }: ChordSong, sung: SungLine, chords: readonly PlacedChord[]): string {
  const words = lyrics[sung.index]?.words ?? [];
  let [text, next] = ['', 0];
  const chordsUntil = (seconds: number): string => {
    let written = '';
    for (; (chords[next]?.startSeconds ?? Infinity) < seconds; next += 1) written += `[${chords[next]?.symbol ?? ''}]`;
    return written;
  };
  for (const [at, word] of words.entries()) {
    const { startSeconds = 0, endSeconds = 0 } = sung.words[at] ?? {};
    text += chordsUntil(startSeconds + nearSeconds);
    const letters = Array.from(wordsOnly(word.text));
    const following = sung.words[at + 1]?.startSeconds ?? Infinity;
    for (const [letter, sign] of letters.entries()) {
      const until = startSeconds + ((endSeconds - startSeconds) * (letter + 0.5)) / letters.length;
      if (letter > 0) text += chordsUntil(Math.min(until, following - nearSeconds));
      text += sign;
    }
    if (!word.joinsNext && at < words.length - 1) text += ' ';
  }
  const rest = chordsUntil(Infinity);
  return rest === '' ? text : `${text} ${rest}`;
}

/** Chords that no line has, in grids that break where lines and sections begin. */
function instrumentals(
  { grid, sections, sampleRate, endSeconds }: ChordSong,
  chords: readonly PlacedChord[],
  lines: readonly SungLine[],
): { readonly seconds: number; readonly text: readonly string[] }[] {
  const breaks = [
    ...sections.map(({ startFrames }) => startFrames / sampleRate - nearSeconds),
    ...lines.map((line) => line.startSeconds),
  ].sort((one, other) => one - other);
  const groups: PlacedChord[][] = [];
  let at = NaN;
  for (const chord of chords) {
    const part = breaks.findLastIndex((seconds) => seconds <= chord.startSeconds);
    if (part === at) groups.at(-1)?.push(chord);
    else groups.push([chord]);
    at = part;
  }
  return groups.map((group) => {
    const [first] = group;
    const seconds = first?.startSeconds ?? endSeconds;
    if (grid !== null) return { seconds, text: gridLines(grid, group) };
    const rows = Array.from({ length: Math.ceil(group.length / barsPerLine) }, (_, row) =>
      group
        .slice(row * barsPerLine, (row + 1) * barsPerLine)
        .map(({ symbol }) => `[${symbol}]`)
        .join(' '),
    );
    return { seconds, text: rows };
  });
}

/** The bars from the first of some chords to the last, a cell for each beat. */
function gridLines(grid: BeatGrid, chords: readonly PlacedChord[]): readonly string[] {
  // Chords stand on beats; one that was moved off them goes to the nearest.
  const placed = chords.map(({ symbol, startSeconds }) => {
    const { bar, beat } = barAt(startSeconds, grid);
    const isLate = beatAt(grid, startSeconds) % 1 > 0.5;
    const { beats } = meterAt(grid, Math.max(1, bar));
    if (!isLate) return { symbol, bar, beat };
    return beat === beats ? { symbol, bar: bar + 1, beat: 1 } : { symbol, bar, beat: beat + 1 };
  });
  const first = placed[0]?.bar ?? 1;
  const last = placed.at(-1)?.bar ?? first;
  const bars = Array.from({ length: last - first + 1 }, (_, at) => {
    const { beats } = meterAt(grid, Math.max(1, first + at));
    const cells = Array.from({ length: beats }, (_unused, beat) => {
      const here = placed.filter((one) => one.bar === first + at && one.beat === beat + 1);
      return here.length === 0 ? '.' : here.map(({ symbol }) => symbol).join('~');
    });
    return `| ${cells.join(' ')} `;
  });
  const rows = Array.from({ length: Math.ceil(bars.length / barsPerLine) }, (_, row) => {
    return `${bars.slice(row * barsPerLine, (row + 1) * barsPerLine).join('')}|`;
  });
  return [`{start_of_grid: Bar ${String(first)}}`, ...rows, '{end_of_grid}'];
}
