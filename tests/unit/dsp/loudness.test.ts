import { describe, expect, it, test } from 'vitest';
import { type Biquad, kFilters } from '../../../renderer/dsp/k-filters.ts';
import { LoudnessMeter } from '../../../renderer/dsp/loudness.ts';
import { inPieces, silence, tones, type Stretch } from './tones.ts';

function meterOf(stretches: readonly Stretch[], sampleRate = 48_000): LoudnessMeter {
  const sound = tones(stretches, sampleRate);
  const meter = new LoudnessMeter(sampleRate);
  meter.push(sound, sound);
  return meter;
}
const repeated = (times: number, ...stretches: readonly Stretch[]): readonly Stretch[] =>
  Array.from({ length: times }, () => stretches).flat();

describe('EBU Tech 3341: integrated loudness within 0.1 LU', () => {
  const cases: readonly (readonly [string, readonly Stretch[], number])[] = [
    ['1: a tone of -23 dBFS', [{ seconds: 20, dbfs: -23 }], -23],
    ['2: a tone of -33 dBFS', [{ seconds: 20, dbfs: -33 }], -33],
    [
      '3: quiet ends do not count',
      [
        { seconds: 10, dbfs: -36 },
        { seconds: 60, dbfs: -23 },
        { seconds: 10, dbfs: -36 },
      ],
      -23,
    ],
    [
      '4: nor do ends below the absolute gate',
      [
        { seconds: 10, dbfs: -72 },
        { seconds: 10, dbfs: -36 },
        { seconds: 60, dbfs: -23 },
        { seconds: 10, dbfs: -36 },
        { seconds: 10, dbfs: -72 },
      ],
      -23,
    ],
    [
      '5: loud and less loud parts are averaged',
      [
        { seconds: 20, dbfs: -26 },
        { seconds: 20.1, dbfs: -20 },
        { seconds: 20, dbfs: -26 },
      ],
      -23,
    ],
  ];
  it.each(cases)('case %s', (_name, stretches, lufs) => {
    for (const sampleRate of [32_000, 44_100, 48_000, 96_000]) {
      expect(Math.abs((meterOf(stretches, sampleRate).integratedLufs() ?? NaN) - lufs)).toBeLessThanOrEqual(0.1);
    }
  });
});

describe('EBU Tech 3341: short-term and momentary loudness within 0.1 LU', () => {
  /** Every reading, 100 a second, from this time on. */
  function readings(stretches: readonly Stretch[], fromSecond: number, read: (meter: LoudnessMeter) => number) {
    const sound = tones(stretches);
    const meter = new LoudnessMeter(48_000);
    const values: number[] = [];
    for (let at = 0; at < sound.length; at += 480) {
      const piece = sound.subarray(at, at + 480);
      meter.push(piece, piece);
      if (at + 480 >= fromSecond * 48_000) values.push(read(meter));
    }
    return { least: Math.min(...values), greatest: Math.max(...values) };
  }

  test('case 9: short-term stays at -23 LUFS however the tone steps within its window', () => {
    const steps = repeated(5, { seconds: 1.34, dbfs: -20 }, { seconds: 1.66, dbfs: -30 });
    const { least, greatest } = readings(steps, 3, (meter) => meter.shortTermLufs());
    expect(least).toBeGreaterThanOrEqual(-23.1);
    expect(greatest).toBeLessThanOrEqual(-22.9);
  });

  test('case 10: the greatest short-term value of a 3 s tone is its loudness, wherever it begins', () => {
    for (let part = 0; part < 20; part++) {
      const meter = meterOf([silence(part * 0.15), { seconds: 3, dbfs: -23 }, silence(1)]);
      expect(Math.abs(meter.greatestShortTermLufs() + 23)).toBeLessThanOrEqual(0.1);
    }
  });

  test('case 11: short-term follows tones of rising level, each to its loudness', () => {
    for (let part = 0; part < 20; part++) {
      const lufs = -38 + part;
      const steps = [silence(part * 0.15), { seconds: 3, dbfs: lufs }, silence(3 - part * 0.15)];
      expect(Math.abs(meterOf(steps).greatestShortTermLufs() - lufs)).toBeLessThanOrEqual(0.1);
    }
  });

  test('case 12: momentary stays at -23 LUFS however the tone steps within its window', () => {
    const steps = repeated(25, { seconds: 0.18, dbfs: -20 }, { seconds: 0.22, dbfs: -30 });
    const { least, greatest } = readings(steps, 1, (meter) => meter.momentaryLufs());
    expect(least).toBeGreaterThanOrEqual(-23.1);
    expect(greatest).toBeLessThanOrEqual(-22.9);
  });

  test('case 13: the greatest momentary value of a 400 ms tone is its loudness, wherever it begins', () => {
    for (let part = 0; part < 20; part++) {
      const meter = meterOf([silence(part * 0.02), { seconds: 0.4, dbfs: -23 }, silence(1)]);
      expect(Math.abs(meter.greatestMomentaryLufs() + 23)).toBeLessThanOrEqual(0.1);
    }
  });

  test('case 14: momentary follows tones of rising level, each to its loudness', () => {
    for (let part = 0; part < 20; part++) {
      const lufs = -38 + part;
      const steps = [silence(part * 0.02), { seconds: 0.4, dbfs: lufs }, silence(0.4 - part * 0.02)];
      expect(Math.abs(meterOf(steps).greatestMomentaryLufs() - lufs)).toBeLessThanOrEqual(0.1);
    }
  });
});

describe('EBU Tech 3342: loudness range within 1 LU', () => {
  const cases: readonly (readonly [number, readonly number[], number])[] = [
    [1, [-20, -30], 10],
    [2, [-20, -15], 5],
    [3, [-40, -20], 20],
    [4, [-50, -35, -20, -35, -50], 15],
  ];
  it.each(cases)('case %i', (_case, levels, lu) => {
    const meter = meterOf(levels.map((dbfs) => ({ seconds: 20, dbfs })));
    expect(Math.abs(meter.rangeLu() - lu)).toBeLessThanOrEqual(1);
  });
});

describe('the K-weighting', () => {
  function gainDb(filters: readonly Biquad[], hertz: number, sampleRate: number): number {
    const turn = (2 * Math.PI * hertz) / sampleRate;
    const powerOf = (c0: number, c1: number, c2: number): number => {
      const real = c0 + c1 * Math.cos(turn) + c2 * Math.cos(2 * turn);
      const imaginary = c1 * Math.sin(turn) + c2 * Math.sin(2 * turn);
      return real ** 2 + imaginary ** 2;
    };
    return filters.reduce(
      (sum, { b0, b1, b2, a1, a2 }) => sum + 10 * Math.log10(powerOf(b0, b1, b2) / powerOf(1, a1, a2)),
      0,
    );
  }

  it.each([16_000, 22_050, 44_100, 88_200, 96_000, 192_000])('weighs at %i Hz as at 48 kHz', (sampleRate) => {
    for (const hertz of [20, 38, 100, 500, 1000, 1682, 3000, 5000]) {
      const difference = gainDb(kFilters(sampleRate), hertz, sampleRate) - gainDb(kFilters(48_000), hertz, 48_000);
      expect(Math.abs(difference)).toBeLessThan(0.1);
    }
  });

  it('gives 997 Hz at 0 dBFS in one channel -3.01 LUFS (BS.1770-5 annex 1)', () => {
    const sound = tones([{ seconds: 5, dbfs: 0 }], 48_000, 997);
    const meter = new LoudnessMeter(48_000);
    meter.push(sound, new Float32Array(sound.length));
    expect(meter.integratedLufs()).toBeCloseTo(-3.01, 2);
  });
});

describe('a loudness meter', () => {
  it('does not care in what pieces sound comes', () => {
    const sound = tones([{ seconds: 2.3, dbfs: -12 }, silence(1), { seconds: 4, dbfs: -30 }], 44_100);
    const [whole, pieces] = [new LoudnessMeter(44_100), new LoudnessMeter(44_100)];
    whole.push(sound, sound);
    inPieces(sound, sound, (left, right, count) => {
      pieces.push(left, right, count);
    });
    expect(pieces.integratedLufs()).toBeCloseTo(whole.integratedLufs() ?? NaN, 9);
    expect(pieces.rangeLu()).toBeCloseTo(whole.rangeLu(), 9);
  });

  it('measures nothing in silence, in sound under the gate, and in less than 400 ms', () => {
    const nothing = [[silence(10)], [{ seconds: 10, dbfs: -75 }], [{ seconds: 0.39, dbfs: 0 }], []];
    for (const stretches of nothing) {
      const meter = meterOf(stretches);
      expect(meter.integratedLufs()).toBeNull();
      expect(meter.rangeLu()).toBe(0);
    }
    expect(meterOf([silence(10)]).momentaryLufs()).toBe(-Infinity);
  });

  it('goes on after samples that are no numbers', () => {
    const sound = tones([{ seconds: 10, dbfs: -23 }]);
    sound.set([NaN, Infinity, -Infinity], 100_000);
    const meter = new LoudnessMeter(48_000);
    meter.push(sound, sound);
    expect(meter.integratedLufs()).toBeCloseTo(-23, 1);
  });
});
