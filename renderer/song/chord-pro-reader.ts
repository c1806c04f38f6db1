import { fail, type Failure, type LyricLine, mostChords, ok, type PlacedChord, type Result } from '#contract';
import { type BeatGrid, firstBeatOf, meterAt, secondsOfBeat } from './beat-grid.ts';
import { chordOf, nearestBeatSeconds, withChordAt } from './chords.ts';
import { cleanTag, cleanText, type FoundLine, keptLines, lineText, untimedPiece } from './lyrics/lyric-lines.ts';
import { type SungWord, sungLines } from './lyrics/lyric-time.ts';

/** A line of words with its chords, `at` counted in characters; or bars, each chord at a share of its bar, 0 to 1. */
type Row =
  | { readonly is: 'line'; readonly text: string; readonly chords: readonly { symbol: string; at: number }[] }
  /** `from`: the number of the first bar; null: the next one. */
  | { readonly is: 'bars'; readonly from: number | null; readonly bars: readonly Bar[] };
type Bar = readonly { readonly symbol: string; readonly share: number }[];

/** What a ChordPro file says: the shapes of its chords with where they stand, the fret of the capo for them, and its words. */
export type ReadChords = {
  readonly capo: number;
  readonly rows: readonly Row[];
  readonly lyrics: readonly LyricLine[];
};

const directive = /^\s*\{\s*([\w-]+)\s*:?\s*(.*?)\s*\}\s*$/;
const starts: Readonly<Record<string, string>> = {
  start_of_verse: 'Verse',
  sov: 'Verse',
  start_of_chorus: 'Chorus',
  soc: 'Chorus',
  start_of_bridge: 'Bridge',
  sob: 'Bridge',
};

/**
 * Reads ChordPro (https://www.chordpro.org, version 6): chords in brackets, grids, capo and the names of environments. Fails with `noChords`
 * when no chord is in it, and with `tooManyChords`.
 */
export function readChordPro(text: string): Result<ReadChords, Failure<'noChords' | 'tooManyChords'>> {
  const rows: Row[] = [];
  const found: FoundLine[] = [];
  let [capo, sectionTag, inside, from] = [
    0,
    null as string | null,
    'words' as 'words' | 'grid' | 'tab',
    null as number | null,
  ];
  for (const line of cleanText(text).split(/\r\n|\r|\n/)) {
    if (/^\s*#/.test(line)) continue;
    const [, name = '', value = ''] = directive.exec(line) ?? [];
    const word = name.toLowerCase();
    const label = /^label\s*=\s*"(.*)"$/.exec(value)?.[1] ?? value;
    if (word === 'capo') capo = Math.min(Math.max(Number.parseInt(value, 10) || 0, 0), 11);
    else if (word === 'start_of_grid' || word === 'sog') {
      inside = 'grid';
      const bar = /\bbar (-?\d{1,5})$/i.exec(label)?.[1];
      from = bar === undefined ? null : Number(bar);
    } else if (/^(start_of_|so)t(ab)?$/.test(word)) inside = 'tab';
    else if (/^(end_of_|eo)/.test(word)) inside = 'words';
    else if (starts[word] !== undefined) sectionTag = cleanTag(label === '' ? starts[word] : label);
    else if (name !== '' || inside === 'tab') continue;
    else if (inside === 'grid') {
      rows.push({ is: 'bars', from, bars: barsOf(line) });
      from = null;
    } else {
      const tag = /^\s*\[([^*\]]+)\]\s*$/.exec(line)?.[1];
      if (tag !== undefined && chordOf(tag) === null) {
        sectionTag = cleanTag(tag);
        continue;
      }
      const row = lineOf(line);
      rows.push(row);
      if (row.text.trim() === '') continue;
      found.push({ pieces: [untimedPiece(row.text)], startSeconds: null, endSeconds: null, singer: null, sectionTag });
      sectionTag = null;
    }
  }
  const count = rows.reduce((sum, row) => sum + (row.is === 'line' ? row.chords : row.bars.flat()).length, 0);
  if (count === 0) return fail('noChords');
  if (count > mostChords) return fail('tooManyChords', String(count));
  const kept = keptLines(found);
  return ok({ capo, rows, lyrics: kept.ok ? kept.value : [] });
}

function lineOf(line: string): Extract<Row, { readonly is: 'line' }> {
  const chords: { symbol: string; at: number }[] = [];
  let text = '';
  // Every second part stood in brackets.
  for (const [index, part] of line.split(/\[([^\]]*)\]/).entries()) {
    const symbol = index % 2 === 0 ? null : chordOf(part);
    if (index % 2 === 0) text += part;
    else if (symbol !== null) chords.push({ symbol, at: text.length });
  }
  return { is: 'line', text, chords };
}

/** The bars of a line of a grid: `| Am . F . | C . . . |`; a dot goes on, `~` parts chords of one beat, `%` is the bar before. */
function barsOf(line: string): readonly Bar[] {
  const cells = line.trim().split(/\s+/);
  const bars: string[][] = [];
  for (const cell of cells) {
    if (cell.includes('|')) bars.push([]);
    else bars.at(-1)?.push(cell);
  }
  const read: Bar[] = [];
  // What follows the last bar line is a remark.
  for (const bar of bars.slice(0, -1)) {
    const chords = bar.flatMap((cell, index) =>
      cell.split('~').flatMap((part, at, parts) => {
        const symbol = chordOf(part);
        return symbol === null || part === '-' ? [] : [{ symbol, share: (index + at / parts.length) / bar.length }];
      }),
    );
    read.push(bar.join() === '%' ? (read.at(-1) ?? []) : chords);
  }
  return read;
}

/** A line without what files write differently: spaces, punctuation, capitals. */
const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Where a song has its beats and its words, and where it ends. */
type SongPlaces = {
  readonly grid: BeatGrid | null;
  readonly lyrics: readonly LyricLine[];
  readonly endSeconds: number;
};

/** The length of a bar when no beats are known. */
const barSeconds = 2;

/**
 * Gives the chords of a file their times, in seconds: bars by the beat grid, from bar 1 on; lines by the words of the song, when these have
 * times. Chords that stand by neither follow a bar apart (`isGuessed`). Those beyond the end of the song are dropped.
 */
export function placedChords(
  { rows }: Pick<ReadChords, 'rows'>,
  { grid, lyrics, endSeconds }: SongPlaces,
): { readonly chords: readonly PlacedChord[]; readonly isGuessed: boolean } {
  const secondsAt = (bar: number, share: number): number =>
    grid === null
      ? (bar - 1 + share) * barSeconds
      : secondsOfBeat(grid, firstBeatOf(grid, bar) + share * meterAt(grid, Math.max(1, bar)).beats);
  const barAfter = (seconds: number): number => {
    let bar = 1;
    while (secondsAt(bar, 0) <= seconds + 1e-6 && bar < 100_000) bar += 1;
    return bar;
  };
  const sung = new Map(sungLines(lyrics).map(({ index, words }) => [index, words]));
  const letters = lyrics.map((line) => lettersOf(lineText(line)));
  let [chords, bar, next, isGuessed]: [readonly PlacedChord[], number, number, boolean] = [[], 1, 0, false];
  const place = (symbol: string, startSeconds: number): void => {
    const isIn = startSeconds > -1e-6 && startSeconds < endSeconds;
    if (isIn) chords = withChordAt(chords, { startSeconds: Math.max(0, startSeconds), symbol });
  };
  for (const row of rows) {
    if (row.is === 'bars') {
      bar = row.from ?? bar;
      for (const { symbol, share } of row.bars.flatMap((one, at) =>
        one.map((chord) => ({ ...chord, share: at + chord.share })),
      )) {
        place(symbol, secondsAt(bar + Math.floor(share), share % 1));
      }
      bar += row.bars.length;
      continue;
    }
    const index = lettersOf(row.text) === '' ? -1 : letters.indexOf(lettersOf(row.text), next);
    const words = index < 0 ? undefined : sung.get(index);
    const line = lyrics[index];
    if (index >= 0) next = index + 1;
    for (const { symbol, at } of row.chords) {
      if (words === undefined || line === undefined) {
        isGuessed = true;
        place(symbol, secondsAt(bar, 0));
        bar += 1;
      } else {
        const seconds = secondsIn(line, words, lettersOf(row.text.slice(0, at)).length);
        const beat = grid === null ? seconds : nearestBeatSeconds(grid, seconds);
        place(symbol, beat);
        bar = barAfter(beat);
      }
    }
  }
  return { chords, isGuessed };
}

/** The time in seconds at which a letter of a line is sung, by the letters before it. */
function secondsIn(line: LyricLine, words: readonly SungWord[], lettersBefore: number): number {
  let left = lettersBefore;
  for (const [at, { startSeconds, endSeconds }] of words.entries()) {
    const length = lettersOf(line.words[at]?.text ?? '').length;
    if (left < length) return startSeconds + ((endSeconds - startSeconds) * left) / length;
    left -= length;
  }
  return words.at(-1)?.endSeconds ?? 0;
}
