import { describe, expect, it } from 'vitest';
import { flatMix, hertz } from '#contract';
import { fittedTo, isFittedTo, stripNameFrom, withStrip, withStripAt } from '../../../renderer/mix/mix-edits.ts';
import { asInMixer, isSameLook, looksOf, mixerStems, offsetFrames } from '../../../renderer/mix/strip-stems.ts';
import { sessionOf, stemOf } from '../../fakes/sessions.ts';

const [vocals, drums, bass] = [stemOf('vocals'), stemOf('drums'), stemOf('bass')];
const flat = flatMix([vocals.id, drums.id, bass.id]);
const namesIn = (mix: typeof flat) => mix.strips.map(({ stemId }) => stemId);

describe('the offset of a stem', () => {
  it.each([
    [{ shiftFrames: 0, shiftMs: 12 }, 44_100, 529],
    [{ shiftFrames: -1105, shiftMs: 12 }, 44_100, -576],
    [{ shiftFrames: 0, shiftMs: -500 }, 48_000, -24_000],
    [{ shiftFrames: 30, shiftMs: 0 }, 22_050, 30],
  ])('of %j at %i Hz is %i frames', (strip, rate, frames) => {
    expect(offsetFrames(strip, hertz(rate))).toBe(frames);
  });

  it('is whole at every millisecond of any rate', () => {
    for (const rate of [8000, 11_025, 44_100, 96_000, 384_000]) {
      for (let shiftMs = -500; shiftMs <= 500; shiftMs += 1) {
        const frames = offsetFrames({ shiftFrames: 7, shiftMs }, hertz(rate));
        expect(Number.isInteger(frames)).toBe(true);
        expect(Math.abs(frames - 7 - (shiftMs * rate) / 1000)).toBeLessThanOrEqual(0.5);
      }
    }
  });
});

describe('the name of a strip', () => {
  it.each([
    ['  Lead  voice ', 'Lead voice'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['a\nb\u0000c', 'a b c'],
    ['', null],
    [' \t', null],
    ['Vocals', null],
    [' Vocals ', null],
    ['x'.repeat(70), 'x'.repeat(60)],
    [`${'x'.repeat(59)}\u{1f3a4}`, 'x'.repeat(59)],
  ])('typed as %j is %j', (typed, name) => {
    expect(stripNameFrom(typed, 'Vocals')).toBe(name);
  });
});

describe('the order of strips', () => {
  it('is that of the stems until one is moved', () => {
    const guitar = stemOf('guitar');
    expect(namesIn(fittedTo(flat, [guitar.id, drums.id, vocals.id, bass.id]))).toEqual([
      ...[guitar.id, drums.id, vocals.id, bass.id],
    ]);
    const moved = withStripAt(flat, bass.id, 0);
    expect(namesIn(moved)).toEqual([bass.id, vocals.id, drums.id]);
    expect(namesIn(fittedTo(moved, [guitar.id, vocals.id, drums.id, bass.id]))).toEqual([
      ...[bass.id, vocals.id, drums.id, guitar.id],
    ]);
    expect(namesIn(fittedTo(moved, [drums.id, bass.id]))).toEqual([bass.id, drums.id]);
  });

  it('stays as it is for a move that goes nowhere', () => {
    expect(withStripAt(flat, vocals.id, -3)).toBe(flat);
    expect(withStripAt(flat, bass.id, 99)).toBe(flat);
    expect(withStripAt(flat, stemOf('piano').id, 0)).toBe(flat);
    expect(namesIn(withStripAt(flat, vocals.id, 99))).toEqual([drums.id, bass.id, vocals.id]);
  });

  it('fits when every stem has its strip where it belongs', () => {
    expect(isFittedTo(flat, [vocals.id, drums.id, bass.id])).toBe(true);
    expect(isFittedTo(flat, [drums.id, vocals.id, bass.id])).toBe(false);
    expect(isFittedTo(withStripAt(flat, bass.id, 0), [drums.id, vocals.id, bass.id])).toBe(true);
    expect(isFittedTo(flat, [vocals.id, drums.id])).toBe(false);
  });
});

describe('the stems of the mixer', () => {
  const mix = withStripAt(withStrip(flat, vocals.id, { name: 'Lead' }), drums.id, 0);

  it('stand as the strips do and are called as these are; one without a strip comes last', () => {
    const piano = stemOf('piano');
    const stems = mixerStems([piano, vocals, drums, bass], mix.strips);
    expect(stems.map(({ id, name }) => [id, name])).toEqual([
      ['drums', 'drums'],
      ['vocals', 'Lead'],
      ['bass', 'bass'],
      ['piano', 'piano'],
    ]);
    expect(stems[0]).toBe(drums);
    expect(asInMixer(sessionOf({ stems: [vocals, drums, bass] }), mix).stems.map(({ name }) => name)).toEqual([
      ...['drums', 'Lead', 'bass'],
    ]);
  });

  it('look the same unless a name or a place changes', () => {
    expect(isSameLook(looksOf(mix), looksOf(withStrip(mix, drums.id, { isMuted: true })))).toBe(true);
    expect(isSameLook(looksOf(mix), looksOf(withStrip(mix, drums.id, { name: 'Kit' })))).toBe(false);
    expect(isSameLook(looksOf(mix), looksOf(withStripAt(mix, drums.id, 1)))).toBe(false);
    expect(isSameLook(looksOf(mix), looksOf(flatMix([])))).toBe(false);
  });
});
