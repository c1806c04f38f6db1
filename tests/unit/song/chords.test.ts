import { describe, expect, it } from 'vitest';
import type { PlacedChord } from '#contract';
import { chordOf, movedChord, recordedSymbol, soundingChords, withChordAt } from '../../../renderer/song/chords.ts';

const placed = (symbols: string): readonly PlacedChord[] =>
  symbols.split(' ').map((symbol, index) => ({ startSeconds: index * 2, symbol }));
const transposed = (symbols: string, semitones: number, capo = 0): string =>
  soundingChords(placed(symbols), semitones * 100, capo)
    .map(({ symbol }) => symbol)
    .join(' ');

describe('a typed chord', () => {
  it('is kept as musicians write it', () => {
    expect(['am7', ' B♭ ', 'c♯m7b5', 'F/c', 'C6/9', 'Dsus4/A', 'EbΔ', 'Co7', 'nc', 'F#(add9)'].map(chordOf)).toEqual([
      ...['Am7', 'Bb', 'C#m7b5', null, 'C6/9', 'Dsus4/A', 'EbΔ', 'Co7', 'N.C.', 'F#(add9)'],
    ]);
  });

  it('is none without a note, or with words behind it', () => {
    expect(['', 'hello', 'H7', 'Chorus', 'Ah', 'C/H', 'C7 x2', 'Am'.padEnd(40, '7')].map(chordOf)).toEqual(
      Array.from({ length: 8 }, () => null),
    );
  });
});

describe('chords in another key', () => {
  it('keep their spelling: all move by the same step, so that a Bb in C is a C in D', () => {
    expect(transposed('C Bb F#dim G/B', 2)).toBe('D C G#dim A/C#');
    expect(transposed('C G Am F', 1)).toBe('Db Ab Bbm Gb');
    expect(transposed('F Bb C7 Dm', 6)).toBe('B E F#7 G#m');
    expect(transposed('E B C#m A', -1)).toBe('Eb Bb Cm Ab');
    expect(transposed('N.C. Gm7b5/Db', 12)).toBe('N.C. Gm7b5/Db');
  });

  it('come back as they were after every transposition', () => {
    for (let semitones = -12; semitones <= 12; semitones += 1) {
      const chords = placed('Am F#m7/E Bb C G/B');
      for (const { symbol } of soundingChords(chords, semitones * 100)) {
        const kept = recordedSymbol(symbol, chords, semitones * 100);
        const shown = soundingChords(withChordAt(chords, { startSeconds: 99, symbol: kept }), semitones * 100);
        expect(shown.at(-1)?.symbol, `${symbol} at ${String(semitones)}`).toBe(symbol);
      }
    }
  });

  it('are shapes with a capo', () => {
    expect(transposed('Bb Gm Eb F', 0, 3)).toBe('G Em C D');
    expect(transposed('A F#m', 1, 3)).toBe('G Em');
    expect(recordedSymbol('G', placed('Bb Eb'), 0, 3)).toBe('Bb');
  });
});

describe('the line of chords', () => {
  it('has one chord at a time, in order, and lets none pass another', () => {
    const chords = placed('C F G');
    expect(withChordAt(chords, { startSeconds: 2.01, symbol: 'Fm' }).map(({ symbol }) => symbol)).toEqual([
      'C',
      'Fm',
      'G',
    ]);
    expect(withChordAt(chords, { startSeconds: 2, symbol: 'F' })).toBe(chords);
    expect(movedChord(chords, 1, 9, 60)[1]?.startSeconds).toBeCloseTo(3.98, 9);
    expect(movedChord(chords, 2, 99, 60)[2]?.startSeconds).toBeCloseTo(59.98, 9);
  });
});
