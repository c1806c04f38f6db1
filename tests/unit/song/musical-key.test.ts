import { describe, expect, it } from 'vitest';
import { isSameKey, keyText, musicalKeys, parseKey, transposedKey } from '../../../renderer/song/musical-key.ts';

const aMinor = { tonic: 9, mode: 'minor' } as const;

describe('a key', () => {
  it('is spelled as players write it', () => {
    expect(musicalKeys.filter((key) => key.mode === 'major').map(keyText)).toEqual(
      ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'].map((tonic) => `${tonic} major`),
    );
    expect(musicalKeys.filter((key) => key.mode === 'minor').map(keyText)).toEqual(
      ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B'].map((tonic) => `${tonic} minor`),
    );
  });

  it('is read back from its own text, all 24', () => {
    expect(musicalKeys.map((key) => parseKey(keyText(key)))).toEqual(musicalKeys);
  });

  it.each([
    ['Am', 'A minor'],
    ['a', 'A major'],
    ['  f#MIN ', 'F# minor'],
    ['B♭', 'Bb major'],
    ['bb', 'Bb major'],
    ['bm', 'B minor'],
    ['BM', 'B major'],
    ['E flat maj', 'Eb major'],
    ['C-sharp minor', 'C# minor'],
    ['Cb', 'B major'],
    ['B#m', 'C minor'],
    ['Abm', 'G# minor'],
  ])('%j is %s', (text, name) => {
    const key = parseKey(text);
    expect(key === null ? null : keyText(key)).toBe(name);
  });

  it.each(['', 'H', 'A dorian', '7', 'Amm', 'minor'])('%j is none', (text) => {
    expect(parseKey(text)).toBeNull();
  });

  it('moves with the transposition, round the octave in both directions', () => {
    expect(transposedKey(aMinor, 200)).toEqual({ tonic: 11, mode: 'minor' });
    expect(transposedKey(aMinor, 300)).toEqual({ tonic: 0, mode: 'minor' });
    expect(transposedKey(aMinor, -1200)).toEqual(aMinor);
    expect(transposedKey({ tonic: 0, mode: 'major' }, -100)).toEqual({ tonic: 11, mode: 'major' });
  });

  it('has no name between two semitones', () => {
    expect([transposedKey(aMinor, 150), transposedKey(aMinor, -1)]).toEqual([null, null]);
  });

  it('is the same with the same tonic and mode', () => {
    expect(isSameKey(aMinor, { ...aMinor })).toBe(true);
    expect(isSameKey(aMinor, { tonic: 9, mode: 'major' })).toBe(false);
    expect(isSameKey(aMinor, { tonic: 4, mode: 'minor' })).toBe(false);
  });
});
