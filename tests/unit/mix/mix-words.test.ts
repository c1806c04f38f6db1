import { describe, expect, it } from 'vitest';
import { decibels, flatMix } from '#contract';
import { withMaster, withStrip } from '../../../renderer/mix/mix-edits.ts';
import { mixInWords } from '../../../renderer/mix/mix-text.ts';
import { stemOf } from '../../fakes/sessions.ts';

const stems = (['vocals', 'drums', 'bass'] as const).map((kind) => stemOf(kind));
const [vocals, drums, bass] = stems.map(({ id }) => id);
const flat = flatMix(stems.map(({ id }) => id));
const words = (mix: typeof flat): string =>
  mixInWords(mix, (stemId) => stems.find(({ id }) => id === stemId)?.name ?? '');

describe('a mix in words', () => {
  it('says what was done, and nothing of what was not', () => {
    if (vocals === undefined || drums === undefined || bass === undefined) throw new Error('three stems');
    expect(words(flat)).toBe('as it came');
    expect(words(withStrip(flat, drums, { isMuted: true }))).toBe('without drums');
    expect(words(withStrip(flat, bass, { isSoloed: true }))).toBe('only bass');
    const set = withMaster(withStrip(flat, vocals, { levelDb: decibels(-3), pan: -0.3 }), decibels(-1));
    expect(words({ ...set, speed: 0.8, transposeCents: 200 })).toBe(
      'vocals −3.0 dB, 30 % left; master −1.0 dB; 80 % of the speed, key +2',
    );
  });
});
