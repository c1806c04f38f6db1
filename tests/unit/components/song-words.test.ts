import { describe, expect, it } from 'vitest';
import {
  alignedText,
  alignReason,
  bridgedText,
  confidenceWords,
  loudnessText,
  residualText,
  truePeakText,
  withTap,
} from '../../../renderer/components/song/song-words.ts';

describe('what is said of a stem', () => {
  it('names how far it is off, which way, and how that was found', () => {
    expect(alignReason({ shiftFrames: -1105, basis: 'original' }, 44_100)).toBe(
      'Compared with the original, this stem is 25.1 ms late. Align moves it to its place.',
    );
    expect(alignReason({ shiftFrames: 576, basis: 'length' }, 48_000)).toContain('its sound is 12.0 ms early.');
  });

  it('tells what an alignment did', () => {
    expect(alignedText(-1105, 44_100)).toContain('Plays 25.1 ms earlier than its file.');
    expect(alignedText(441, 44_100)).toContain('Plays 10.0 ms later than its file.');
  });

  it('counts damage in words', () => {
    expect([1, 3].map(bridgedText)).toEqual(['1 damaged moment was bridged', '3 damaged moments were bridged']);
  });

  it('gives levels their units, and a dash to what has none', () => {
    expect([loudnessText(-18.24), loudnessText(null)]).toEqual(['−18.2 LUFS', '–']);
    expect([truePeakText(0.3), truePeakText(-0.04), truePeakText(null)]).toEqual(['0.3 dBTP', '0.0 dBTP', '–']);
    expect(residualText(-31.46)).toBe('The stems add up to the original to −31.5 dB.');
  });
});

it('is honest about how sure an estimate is', () => {
  expect([0.1, 0.5, 0.95].map(confidenceWords)).toEqual(['a guess', 'likely', 'confident']);
});

it('counts taps that follow each other, and begins anew after a pause', () => {
  const taps = [1, 1.5, 2].reduce<readonly number[]>((before, seconds) => withTap(before, seconds), []);
  expect(taps).toEqual([1, 1.5, 2]);
  expect(withTap(taps, 4.5)).toEqual([4.5]);
  const many = Array.from({ length: 40 }, (_, index) => index / 2);
  expect(many.reduce<readonly number[]>(withTap, [])).toEqual(many.slice(-24));
});
