import { describe, expect, it } from 'vitest';
import { emptySheet, type LyricLine, type LyricWord } from '#contract';
import { songSheetSchema } from '#contract/schemas';
import { lineText, endOfLine, timedLines } from '../../../../renderer/song/lyrics/lyric-lines.ts';
import { type LyricEnding, readLyrics, writeLyrics } from '../../../../renderer/song/lyrics/lyric-files.ts';
import { madeLyrics } from './made-lyrics.ts';

const seeds = Array.from({ length: 200 }, (_, seed) => seed + 1);

/** Lyrics written to a file of this format and read again. */
function roundTrip(lines: readonly LyricLine[], ending: LyricEnding): readonly LyricLine[] {
  const written = writeLyrics(lines, ending, 'Night Drive');
  if (!written.ok) throw new Error(written.failure.kind);
  const read = readLyrics(new TextEncoder().encode(written.value));
  if (!read.ok) throw new Error(read.failure.kind);
  return read.value;
}

/** Words of lines without times are cut anew where they have no spaces, so such lines are told by their texts. */
const spoken = (line: LyricLine): unknown => {
  const isTimed = line.words.some(({ startSeconds }) => startSeconds !== null);
  return { ...line, words: isTimed ? line.words : lineText(line) };
};

const inParts = (seconds: number | null, perSecond: number): number | null =>
  seconds === null ? null : Math.round(seconds * perSecond);

/** Lines as they compare: times in whole parts of a second. */
const told = (lines: readonly LyricLine[], perSecond: number): unknown =>
  lines.map((line) =>
    spoken({
      ...line,
      startSeconds: inParts(line.startSeconds, perSecond),
      endSeconds: inParts(line.endSeconds, perSecond),
      words: line.words.map((word) => ({
        ...word,
        startSeconds: inParts(word.startSeconds, perSecond),
        endSeconds: inParts(word.endSeconds, perSecond),
      })),
    }),
  );

const withEnds = (lines: readonly LyricLine[]): readonly LyricLine[] =>
  (timedLines(lines) ?? []).map((line, at, all) => ({ ...line, endSeconds: endOfLine(line, all[at + 1]) }));

describe('lyrics come back from', () => {
  it('LRC to the hundredth of a second, ends, singers, tags and syllables included', () => {
    for (const seed of seeds) {
      const lines = madeLyrics(seed);
      const angles = (text: string): string => text.replace(/</g, '(');
      const expected = lines.map((line) => ({
        ...line,
        words: line.words.map((word) => ({ ...word, text: angles(word.text) })),
      }));
      expect(told(roundTrip(lines, 'lrc'), 100), `seed ${String(seed)}`).toEqual(told(expected, 100));
    }
  });

  it('ASS to the hundredth of a second, and never drifts', () => {
    for (const seed of seeds) {
      const lines = madeLyrics(seed);
      expect(told(roundTrip(lines, 'ass'), 100), `seed ${String(seed)}`).toEqual(told(withEnds(lines), 100));
    }
  });

  it('WebVTT to the millisecond', () => {
    for (const seed of seeds) {
      const lines = madeLyrics(seed);
      expect(told(roundTrip(lines, 'vtt'), 1000), `seed ${String(seed)}`).toEqual(told(withEnds(lines), 1000));
    }
  });

  it('UltraStar to its beat of 10 ms, with a voice for each singer and without tags', () => {
    for (const seed of seeds) {
      const lines = madeLyrics(seed);
      const isDuet = lines.some(({ singer }) => singer !== null);
      // A line is from its first word to its last; one without times of words is sung as one note.
      const expected = withEnds(lines).map((line, at) => {
        const isTimed = line.words.some(({ startSeconds }) => startSeconds !== null);
        const words = isTimed ? line.words : asOneNote(line);
        const endSeconds = isTimed ? (line.words.at(-1)?.endSeconds ?? null) : line.endSeconds;
        const startSeconds = isTimed ? (line.words[0]?.startSeconds ?? null) : line.startSeconds;
        const ofOwn = lines.filter(({ singer }) => singer === line.singer);
        const own = lines[at];
        const next = own === undefined ? undefined : ofOwn[ofOwn.indexOf(own) + 1];
        const isOpen = own?.endSeconds === null && !isTimed;
        const end =
          isOpen && line.startSeconds !== null
            ? endOfLine({ ...own, startSeconds: line.startSeconds }, timedLines(next === undefined ? [] : [next])?.[0])
            : endSeconds;
        const last = words.at(-1);
        const ended = isOpen && last !== undefined ? [...words.slice(0, -1), { ...last, endSeconds: end }] : words;
        return {
          ...line,
          words: ended,
          startSeconds,
          endSeconds: end,
          sectionTag: null,
          singer: isDuet ? line.singer : null,
        };
      });
      const sorted = expected.toSorted((one, other) => (one.startSeconds ?? 0) - (other.startSeconds ?? 0));
      expect(told(roundTrip(lines, 'ultrastar.txt'), 100), `seed ${String(seed)}`).toEqual(told(sorted, 100));
    }
  });

  it('plain text with every word and tag', () => {
    for (const seed of seeds) {
      const lines = madeLyrics(seed);
      const read = roundTrip(lines, 'txt');
      expect(read.map(lineText)).toEqual(lines.map(lineText));
      expect(read.map(({ sectionTag }) => sectionTag)).toEqual(lines.map(({ sectionTag }) => sectionTag));
    }
  });

  it('every format within the limits of a song sheet', () => {
    for (const seed of seeds.slice(0, 40)) {
      for (const ending of ['lrc', 'ass', 'vtt', 'ultrastar.txt', 'txt'] as const) {
        const sheet = { ...emptySheet, lyrics: roundTrip(madeLyrics(seed), ending) };
        expect(songSheetSchema.parse(sheet)).toEqual(sheet);
      }
    }
  });
});

function asOneNote(line: LyricLine): readonly LyricWord[] {
  const texts = lineText(line).split(' ');
  return texts.map((text, at) => ({
    text,
    startSeconds: at === 0 ? line.startSeconds : null,
    endSeconds: at === texts.length - 1 ? line.endSeconds : null,
    joinsNext: false,
  }));
}

describe('lyrics without times', () => {
  const [line] = madeLyrics(3);
  const untimed = line === undefined ? [] : [{ ...line, startSeconds: null, endSeconds: null }];

  it.each(['lrc', 'ass', 'vtt', 'ultrastar.txt'] as const)('are not written as %s, which is said', (ending) => {
    expect(writeLyrics(untimed, ending, 'Night Drive')).toMatchObject({
      ok: false,
      failure: { kind: 'lyricsUntimed' },
    });
  });

  it('are written as text', () => {
    expect(writeLyrics(untimed, 'txt', 'Night Drive').ok).toBe(true);
  });
});
