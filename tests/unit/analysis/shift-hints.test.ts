import { describe, expect, it } from 'vitest';
import { frames, hertz } from '#contract';
import { shiftHints, type PlacedStem } from '../../../renderer/engine/analysis/shift-hints.ts';

/** Five seconds and a bit, no whole number of an MP3's frames. */
const length = 221_042;
/** What LAME makes of it, when nothing is trimmed: 576 before, at least as many after, in whole frames. */
const untrimmed = 193 * 1152;

type Wish = {
  readonly lengthFrames?: number;
  readonly sampleRate?: number;
  readonly lateFrames?: number | null;
  readonly isSilent?: boolean;
  readonly startPeak?: number;
};

function stem(wish: Wish = {}): PlacedStem {
  const { lengthFrames = length, sampleRate = 44_100, lateFrames = null, isSilent = false, startPeak = 0 } = wish;
  return {
    facts: { sampleRate: hertz(sampleRate), channels: 2, lengthFrames: frames(lengthFrames) },
    place: lateFrames === null ? null : { lateFrames },
    isSilent,
    startPeak,
  };
}
const shifts = (stems: readonly PlacedStem[]) =>
  shiftHints(stems, 44_100).map((hint) => (hint === null ? null : `${hint.basis} ${hint.shiftFrames}`));

describe('with an original', () => {
  it('a stem that is late is to be moved back, one that is early forth', () => {
    expect(shifts([stem({ lateFrames: 0 }), stem({ lateFrames: 1105 }), stem({ lateFrames: -529 })])).toEqual([
      null,
      'original -1105',
      'original 529',
    ]);
  });

  it('nothing is said when no stem is in its place: it may be the original that is late', () => {
    expect(shifts([stem({ lateFrames: 1105 }), stem({ lateFrames: 1105 })])).toEqual([null, null]);
  });

  it('nothing is said of a few frames, nor of a silent stem', () => {
    expect(shifts([stem({ lateFrames: 0 }), stem({ lateFrames: 40 })])).toEqual([null, null]);
    expect(shifts([stem({ lateFrames: 0 }), stem({ lateFrames: 1105, isSilent: true })])).toEqual([null, null]);
  });

  it('a stem that is in its place is so whatever its length says', () => {
    expect(shifts([stem({ lateFrames: 0 }), stem({ lateFrames: 0, lengthFrames: untrimmed })])).toEqual([null, null]);
  });
});

describe('without an original', () => {
  it('a stem that is longer by what an encoder adds is late by its delay', () => {
    expect(shifts([stem(), stem({ lengthFrames: untrimmed }), stem()])).toEqual([null, 'length -1105', null]);
  });

  it('one that has the frame of the tag besides is late by a frame more', () => {
    expect(shifts([stem(), stem({ lengthFrames: untrimmed + 1152 })])).toEqual([null, 'length -2257']);
  });

  it('the shift is in frames of the song', () => {
    const hints = shiftHints(
      [stem({ sampleRate: 48_000 }), stem({ sampleRate: 48_000, lengthFrames: untrimmed })],
      44_100,
    );
    expect(hints[1]?.shiftFrames).toBe(-Math.round((1105 * 44_100) / 48_000));
  });

  it('stems of equal length are left alone, whatever the length', () => {
    expect(shifts([stem(), stem(), stem()])).toEqual([null, null, null]);
    expect(shifts([stem({ lengthFrames: untrimmed }), stem({ lengthFrames: untrimmed })])).toEqual([null, null]);
  });

  it.each([
    ['an odd length', { lengthFrames: length + 1500 }],
    ['frames more than an encoder adds', { lengthFrames: untrimmed + 5 * 1152 }],
    ['less than an encoder adds', { lengthFrames: 192 * 1152 }],
    ['sound from its very first frame', { lengthFrames: untrimmed, startPeak: 0.2 }],
    ['silence', { lengthFrames: untrimmed, isSilent: true }],
    ['another sample rate', { lengthFrames: untrimmed, sampleRate: 48_000 }],
  ])('nothing is said of a stem with %s', (_what, wish) => {
    expect(shifts([stem(), stem(wish), stem()])).toEqual([null, null, null]);
  });

  it('nothing is said at all when another stem has a length of its own', () => {
    expect(shifts([stem(), stem({ lengthFrames: untrimmed }), stem({ lengthFrames: 300_001 })])).toEqual([
      null,
      null,
      null,
    ]);
  });
});
