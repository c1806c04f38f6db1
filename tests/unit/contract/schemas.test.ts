import { describe, expect, it } from 'vitest';
import { explainFailure, failure, failureKinds, flatMix } from '#contract';
import { apiSchemas, mixSchema, sessionIdSchema, stemIdSchema } from '#contract/schemas';

describe('schemas', () => {
  it('let a mix through, faders that are off included', () => {
    const mix = flatMix([stemIdSchema.parse('vocals'), stemIdSchema.parse('drums')]);
    const off = { ...mix, masterDb: -Infinity };
    expect(mixSchema.parse(off)).toEqual(off);
  });

  it.each([
    ['a level above the scale', { strips: [], masterDb: 6.1, loop: null }],
    ['a level that is no number', { strips: [], masterDb: Number.NaN, loop: null }],
    [
      'a loop that ends before it starts',
      { strips: [], masterDb: 0, loop: { startFrames: 9, endFrames: 9, isOn: true } },
    ],
    ['a field nobody knows', { strips: [], masterDb: 0, loop: null, extra: 1 }],
  ])('stop %s', (_, value) => {
    expect(mixSchema.safeParse(value).success).toBe(false);
  });

  it('know ids by their pattern, not by where they might lead', () => {
    for (const id of ['../../etc/passwd', '', 'a'.repeat(26) + '/', '01ARZ3NDEKTSV4RRFFQ69G5FAV']) {
      expect(sessionIdSchema.safeParse(id).success).toBe(false);
    }
    expect(sessionIdSchema.safeParse('01arz3ndektsv4rrffq69g5fav').success).toBe(true);
  });

  it('are there for at most 49 methods', () => {
    expect(Object.keys(apiSchemas).length).toBeLessThanOrEqual(49);
  });
});

describe('explainFailure', () => {
  it('says for every kind what happened, what we did and what to do', () => {
    for (const kind of failureKinds) {
      const { happened, did, canDo } = explainFailure(failure(kind));
      for (const sentence of [happened, did, canDo]) expect(sentence).toMatch(/^(?:[A-Z]|kie\.ai|libsecret).+[.)]$/);
    }
  });
});
