import { describe, expect, it } from 'vitest';
import { alignmentFrames, StemAlignment } from '../../../renderer/dsp/stem-alignment.ts';
import { band, shifted, summed, type Stereo } from './made-stems.ts';

const length = 40 * alignmentFrames;

const vocals = band({ seed: 1, lowHertz: 200, highHertz: 6000, gain: 0.2 }, length);
const drums = band({ seed: 2, lowHertz: 40, highHertz: 14_000, gain: 0.3 }, length);
const bass = band({ seed: 3, lowHertz: 40, highHertz: 300, gain: 0.3 }, length);
const pads = band({ seed: 4, lowHertz: 150, highHertz: 3000, gain: 0.05 }, length);
const all = [vocals, drums, bass, pads];
const original = summed(all);

function placesOf(stems: readonly Stereo[], whole = original): readonly (number | null)[] {
  const alignment = new StemAlignment(stems.length);
  for (let at = 0; at + alignmentFrames <= length; at += alignmentFrames) {
    const window = ({ left, right }: Stereo) =>
      [left.subarray(at, at + alignmentFrames), right.subarray(at, at + alignmentFrames)] as const;
    alignment.original(...window(whole));
    for (const [index, stem] of stems.entries()) alignment.stem(index, ...window(stem));
    alignment.endWindow();
  }
  return alignment.places().map((place) => place?.lateFrames ?? null);
}

describe('stems against their original', () => {
  it('are at 0 when they are in place', () => {
    expect(placesOf(all)).toEqual([0, 0, 0, 0]);
  });

  it.each([1105, -1105, 529, 2257, 4500])('are found when one is %i frames late', (late) => {
    for (const [index, stem] of all.entries()) {
      const truth = all.map((_, at) => (at === index ? late : 0));
      const places = placesOf(all.map((one) => (one === stem ? shifted(one, late) : one)));
      expect(places[index]).toBe(late);
      // One that the late stem covers may have no place, but never a wrong one.
      for (const [at, place] of places.entries()) expect([truth[at], null]).toContain(place);
      expect(places.filter((place) => place !== null).length).toBeGreaterThanOrEqual(3);
    }
  });

  it('are found when all but one are late', () => {
    expect(placesOf([vocals, shifted(drums, 1105), shifted(bass, 1105), shifted(pads, 1105)])).toEqual([
      0, 1105, 1105, 1105,
    ]);
  });

  it('are found though they add up to the original only roughly', () => {
    const noise = band({ seed: 9, lowHertz: 40, highHertz: 15_000, gain: 0.05 }, length);
    const [one, , three, four] = placesOf([shifted(vocals, 1105), drums, bass, pads], summed([...all, noise]));
    expect([one, three]).toEqual([1105, 0]);
    expect([0, null]).toContain(four);
  });

  it('have no place when they are not in the original, or silent', () => {
    const stranger = band({ seed: 7, lowHertz: 200, highHertz: 6000, gain: 0.2 }, length);
    const nothing = { left: new Float32Array(length), right: new Float32Array(length) };
    const places = placesOf([...all, stranger, nothing]);
    expect(places.slice(0, 3)).toEqual([0, 0, 0]);
    expect([0, null]).toContain(places[3]);
    expect(places.slice(4)).toEqual([null, null]);
  });

  it('have no place when one note is all they play', () => {
    const tone = Float32Array.from({ length }, (_, frame) => 0.3 * Math.sin((2 * Math.PI * 110 * frame) / 44_100));
    const drone = { left: tone, right: tone };
    const codec = band({ seed: 8, lowHertz: 40, highHertz: 15_000, gain: 0.001 }, length);
    expect(placesOf([drums, shifted(drone, 150)], summed([drums, drone, codec]))).toEqual([0, null]);
  });

  it('have no place when two of them are the same part', () => {
    expect(placesOf([vocals, vocals, drums], summed([vocals, drums])).slice(0, 2)).toEqual([null, null]);
  });
});
