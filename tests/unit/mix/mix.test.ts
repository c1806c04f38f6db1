import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decibels, flatMix, frames, type Mix } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import { isAudible, isSilent, panMatrix, stripMatrix } from '../../../renderer/mix/audibility.ts';
import { beginHistory, record, redo, undo } from '../../../renderer/mix/history.ts';
import {
  fittedTo,
  loopBetween,
  withExclusiveMute,
  withAllHeard,
  withExclusiveSolo,
  withMaster,
  withStrip,
} from '../../../renderer/mix/mix-edits.ts';
import { formatLength, formatPosition } from '../../../renderer/song/timeline.ts';

const vocals = stemIdSchema.parse('vocals');
const drums = stemIdSchema.parse('drums');
const bass = stemIdSchema.parse('bass');
const flat = flatMix([vocals, drums, bass]);
const audible = (mix: Mix): readonly string[] =>
  mix.strips.filter((strip) => isAudible(strip, mix)).map((strip) => strip.stemId);

describe('mute and solo', () => {
  it('solo is additive', () => {
    const mix = withStrip(withStrip(flat, vocals, { isSoloed: true }), bass, { isSoloed: true });
    expect(audible(mix)).toEqual([vocals, bass]);
  });

  it('mute beats solo', () => {
    const mix = withStrip(flat, vocals, { isSoloed: true, isMuted: true });
    expect(audible(mix)).toEqual([]);
  });

  it('exclusive solo drops the others, and a second time all', () => {
    const first = withExclusiveSolo(withStrip(flat, bass, { isSoloed: true }), vocals);
    expect(audible(first)).toEqual([vocals]);
    expect(audible(withExclusiveSolo(first, vocals))).toEqual([vocals, drums, bass]);
    expect(audible(withAllHeard(withStrip(first, drums, { isMuted: true })))).toEqual([vocals, drums, bass]);
  });

  it('exclusive mute mutes one alone, and a second time none', () => {
    const first = withExclusiveMute(withStrip(flat, bass, { isMuted: true }), vocals);
    expect(audible(first)).toEqual([drums, bass]);
    expect(audible(withExclusiveMute(first, vocals))).toEqual([vocals, drums, bass]);
  });

  it('knows when nothing can be heard', () => {
    expect(isSilent(flat)).toBe(false);
    expect(isSilent(withMaster(flat, decibels(-Infinity)))).toBe(true);
    const down = [vocals, drums, bass].reduce((mix, id) => withStrip(mix, id, { levelDb: decibels(-Infinity) }), flat);
    expect(isSilent(down)).toBe(true);
  });
});

describe('pan', () => {
  it('changes nothing in the middle and folds the far channel at the side', () => {
    expect(panMatrix(0)).toEqual({ leftToLeft: 1, rightToLeft: 0, leftToRight: 0, rightToRight: 1 });
    expect(panMatrix(-1)).toEqual({ leftToLeft: 1, rightToLeft: 1, leftToRight: 0, rightToRight: 0 });
    const right = panMatrix(1);
    expect(right.leftToRight).toBe(1);
    expect(right.leftToLeft).toBeCloseTo(0, 12);
  });

  it('keeps the power of the folded channel', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (pan) => {
        const { leftToLeft, rightToLeft, leftToRight, rightToRight } = panMatrix(pan);
        const folded = pan <= 0 ? rightToLeft ** 2 + rightToRight ** 2 : leftToLeft ** 2 + leftToRight ** 2;
        expect(folded).toBeCloseTo(1, 12);
      }),
    );
  });

  it('carries level, mute and solo', () => {
    const mix = withStrip(flat, drums, { levelDb: decibels(-20), pan: -1 });
    const strip = mix.strips[1];
    if (strip === undefined) throw new Error('no strip');
    expect(stripMatrix(strip, mix).rightToLeft).toBeCloseTo(0.1, 12);
    expect(stripMatrix({ ...strip, isMuted: true }, mix).leftToLeft).toBe(0);
  });
});

describe('a saved mix', () => {
  it('fits the stems that are there now', () => {
    const saved = withStrip(flat, drums, { isMuted: true });
    const piano = stemIdSchema.parse('piano');
    const fitted = fittedTo(saved, [drums, piano]);
    expect(fitted.strips.map((strip) => [strip.stemId, strip.isMuted])).toEqual([
      [drums, true],
      [piano, false],
    ]);
  });
});

describe('history', () => {
  it('takes a drag as one step', () => {
    let history = beginHistory(0);
    for (const value of [1, 2, 3]) history = record(history, value, 'Level', 'drag 1');
    history = record(history, 4, 'Level', 'drag 2');
    expect(undo(history).present).toBe(3);
    expect(undo(undo(history)).present).toBe(0);
    expect(redo(undo(history)).present).toBe(4);
  });

  it('forgets the future when something new is done', () => {
    const history = record(undo(record(beginHistory('a'), 'b', 'B')), 'c', 'C');
    expect(redo(history)).toBe(history);
    expect(undo(history).present).toBe('a');
  });

  it('gives back every state, whatever is done', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 300 }), (values) => {
        const all = values.reduce((history, value) => record(history, value, 'x'), beginHistory(-1));
        let back = all;
        for (const expected of [...[-1, ...values].slice(0, -1)].reverse()) {
          back = undo(back);
          expect(back.present).toBe(expected);
        }
        for (const expected of values) {
          back = redo(back);
          expect(back.present).toBe(expected);
        }
      }),
    );
  });
});

describe('loop region', () => {
  it('takes its ends in either order and keeps inside the song', () => {
    expect(loopBetween(frames(90_000), frames(-5), frames(50_000))).toEqual({
      startFrames: 0,
      endFrames: 50_000,
      isOn: true,
    });
  });

  it('is nothing when too short to be meant', () => {
    expect(loopBetween(frames(100), frames(200), frames(50_000))).toBeNull();
  });
});

describe('times', () => {
  it('read like on a transport', () => {
    expect(formatPosition(64.25)).toBe('1:04.2');
    expect(formatPosition(-1)).toBe('0:00.0');
    expect(formatPosition(3723.4)).toBe('1:02:03.4');
    expect(formatLength(238.1)).toBe('3:58');
  });
});
