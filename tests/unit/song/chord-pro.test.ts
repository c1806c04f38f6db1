import { describe, expect, it } from 'vitest';
import { frames, type LyricLine, type PlacedChord } from '#contract';
import type { BeatGrid } from '../../../renderer/song/beat-grid.ts';
import { placedChords, readChordPro } from '../../../renderer/song/chord-pro-reader.ts';
import { type ChordSong, writeChordPro } from '../../../renderer/song/chord-pro-writer.ts';
import { readLyrics } from '../../../renderer/song/lyrics/lyric-files.ts';

/** Bars of two seconds, of which the second begins at 2.5 s. */
const grid: BeatGrid = { bpm: 120, beatSeconds: [0.5] };
const chordsOf = (text: string): readonly PlacedChord[] =>
  text.split(' ').map((one) => ({ startSeconds: Number(one.split('@')[1]), symbol: one.split('@')[0] ?? '' }));
const textOf = (chords: readonly PlacedChord[]): string =>
  chords.map(({ symbol, startSeconds }) => `${symbol}@${String(Math.round(startSeconds * 100) / 100)}`).join(' ');

function lyricsOf(lrc: string): readonly LyricLine[] {
  const read = readLyrics(new TextEncoder().encode(lrc));
  return read.ok ? read.value : [];
}
const sungLrc = lyricsOf(
  '[00:08.50]<00:08.50>Night <00:09.50>drive <00:10.50>home<00:13.00>\n[00:16.50]<00:16.50>Ferry <00:17.50>lights<00:19.00>\n[00:20.00]\n',
);

const song = (more: Partial<ChordSong>): ChordSong => ({
  ...{
    title: 'Ferry {Lights}',
    capo: 0,
    key: null,
    grid,
    sections: [],
    lyrics: [],
    sampleRate: 44_100,
    endSeconds: 60,
  },
  chords: [],
  ...more,
});

function read(text: string, lyrics: readonly LyricLine[] = [], beats: BeatGrid | null = grid) {
  const found = readChordPro(text);
  if (!found.ok) throw new Error(found.failure.kind);
  return { ...found.value, ...placedChords(found.value, { grid: beats, lyrics, endSeconds: 60 }) };
}

describe('a ChordPro file', () => {
  it('with a grid is as exact as the beats, with repeated bars, several chords in a bar and a capo', () => {
    const { chords, capo, isGuessed } = read(
      '{capo: 2}\n{sog}\nIntro | Am . . . | F . C/G . | % | N.C. . G~D . | twice [C]\n{eog}\n# [E] is a remark\n',
    );
    expect(textOf(chords)).toBe('Am@0.5 F@2.5 C/G@3.5 F@4.5 C/G@5.5 N.C.@6.5 G@7.5 D@7.75');
    expect([capo, isGuessed]).toEqual([2, false]);
  });

  it('with words goes by the words of the song, whatever their punctuation', () => {
    const { chords, isGuessed, lyrics } = read(
      '{sov: Verse 1}\n[Am]NIGHT, drive [G]home!\n{eov}\n{c: loud}\n[*softly]Ferry [F]lights\n{start_of_tab}\n[C]\n{end_of_tab}\n',
      sungLrc,
    );
    expect(textOf(chords)).toBe('Am@8.5 G@10.5 F@17.5');
    expect(isGuessed).toBe(false);
    expect(lyrics.map(({ sectionTag, words }) => [sectionTag, words.length])).toEqual([
      ['Verse 1', 3],
      [null, 2],
    ]);
  });

  it('without times has its chords a bar apart, and says so', () => {
    const { chords, isGuessed } = read('[Verse 1]\n[C]Something [Am]else\n[F] [G]\n', sungLrc);
    expect([textOf(chords), isGuessed]).toEqual(['C@0.5 Am@2.5 F@4.5 G@6.5', true]);
    expect(textOf(read('[C] [F]', [], null).chords)).toBe('C@0 F@2');
  });

  it('is refused without a chord, or with more than a song may have', () => {
    const kindOf = (text: string) => {
      const found = readChordPro(text);
      return found.ok ? 'read' : found.failure.kind;
    };
    expect(kindOf('{title: Words}\nOnly [Chorus] words')).toBe('noChords');
    expect(kindOf('[C]'.repeat(5001))).toBe('tooManyChords');
    expect(kindOf('[C]'.repeat(5000))).toBe('read');
  });
});

describe('chords that are saved', () => {
  it('are grids of bars without words, and come back to the beat', () => {
    const chords = chordsOf('C@0.5 F@2.5 G@3.5 Am@8.5 N.C.@16.5');
    const text = writeChordPro(song({ chords, capo: 3, key: { tonic: 9, mode: 'minor' } }));
    expect(text.split('\n')).toEqual([
      ...['{title: Ferry  Lights}', '{key: Am}', '{capo: 3}', '{tempo: 120}', '{time: 4/4}', '{start_of_grid: Bar 1}'],
      ...['| C . . . | F . G . | . . . . | . . . . |', '| Am . . . | . . . . | . . . . | . . . . |', '| N.C. . . . |'],
      ...['{end_of_grid}', ''],
    ]);
    expect(textOf(read(text).chords)).toBe(textOf(chords));
    expect(read(text).capo).toBe(3);
  });

  it('stand over the words they are heard with, in the sections of the song, and come back where they were', () => {
    const chords = chordsOf('Dm@0.5 Am@8.5 G@10.5 E7@12 Dm@14.5 F@17.5');
    const section = (name: string, startSeconds: number, endSeconds: number) => ({
      ...{ name, startFrames: frames(startSeconds * 44_100), endFrames: frames(endSeconds * 44_100), colour: 0 },
    });
    const sections = [
      section('Intro', 0, 8.5),
      section('Verse 1', 8.5, 14.5),
      section('Solo', 14.5, 16.5),
      section('Chorus', 16.5, 60),
    ];
    const text = writeChordPro(song({ chords, sections, lyrics: sungLrc }));
    expect(text.split('\n').slice(3)).toEqual([
      ...['', '{comment: Intro}', '{start_of_grid: Bar 1}', '| Dm . . . |', '{end_of_grid}'],
      ...['', '{start_of_verse: Verse 1}', '[Am]Night drive [G]ho[E7]me', '{end_of_verse}'],
      ...['', '{comment: Solo}', '{start_of_grid: Bar 8}', '| Dm . . . |', '{end_of_grid}'],
      ...['', '{start_of_chorus: Chorus}', 'Ferry [F]lights', '{end_of_chorus}', ''],
    ]);
    expect(textOf(read(text, sungLrc).chords)).toBe(textOf(chords));
  });
});
