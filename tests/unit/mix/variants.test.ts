import { describe, expect, it } from 'vitest';
import { decibels, flatMix, type StemKind } from '#contract';
import { stemIdSchema } from '#contract/schemas';
import { isAudible } from '../../../renderer/mix/audibility.ts';
import { withExclusiveSolo, withSpeed, withStrip } from '../../../renderer/mix/mix-edits.ts';
import { variantMix, variantName, variantsOf, type Variant } from '../../../renderer/mix/variants.ts';

const stemOf = (name: string, kind: StemKind) => ({ id: stemIdSchema.parse(name.toLowerCase()), kind, name });
const vocals = stemOf('Vocals', 'vocals');
const choir = stemOf('Choir', 'backingVocals');
const drums = stemOf('Drums', 'drums');
const shaker = stemOf('Shaker', 'percussion');
const bass = stemOf('Bass', 'bass');
const piano = stemOf('Piano', 'piano');
const stems = [vocals, choir, drums, shaker, bass, piano];
const mix = flatMix(stems.map(({ id }) => id));

function heard(variant: Variant, of = mix): readonly string[] {
  const made = variantMix(of, stems, variant);
  return made.strips.filter((strip) => isAudible(strip, made)).map(({ stemId }) => stemId);
}

describe('the variants of a song', () => {
  it('are the mix, each stem alone, the song minus each, and what stems together make', () => {
    const names = variantsOf(stems).map((variant) => variantName(variant, stems));
    expect(names).toEqual([
      ...['Mix', 'Instrumental', 'A cappella', 'Drums and bass'],
      ...['Vocals', 'Choir', 'Drums', 'Shaker', 'Bass', 'Piano'],
      ...['No Vocals', 'No Choir', 'No Drums', 'No Shaker', 'No Bass', 'No Piano'],
      ...stems.map(({ name }) => `${name} forward`),
    ]);
  });

  it('are only those that differ from each other', () => {
    expect(variantsOf([piano])).toEqual([{ kind: 'mix' }, { kind: 'only', stemId: piano.id }]);
    const kinds = variantsOf([drums, piano]).map(({ kind }) => kind);
    expect(kinds).toEqual(['mix', 'only', 'only', 'minus', 'minus', 'forward', 'forward']);
  });

  it('hold the stems that they say', () => {
    expect(heard({ kind: 'only', stemId: choir.id })).toEqual(['choir']);
    expect(heard({ kind: 'minus', stemId: bass.id })).toEqual(['vocals', 'choir', 'drums', 'shaker', 'piano']);
    expect(heard({ kind: 'instrumental' })).toEqual(['drums', 'shaker', 'bass', 'piano']);
    expect(heard({ kind: 'acappella' })).toEqual(['vocals', 'choir']);
    expect(heard({ kind: 'drumsAndBass' })).toEqual(['drums', 'shaker', 'bass']);
  });

  it('bring a stem forward: all are heard, the others lower, and on the other side when they part', () => {
    const own = withExclusiveSolo(
      withStrip(withStrip(mix, drums.id, { levelDb: decibels(-7), pan: 0.4 }), bass.id, { levelDb: decibels(-85) }),
      vocals.id,
    );
    const forward = { kind: 'forward', stemId: drums.id } as const;
    expect(heard(forward, own)).toEqual(stems.map(({ id }) => id));
    const levels = (lowerDb: number, isSplit: boolean) =>
      variantMix(own, stems, forward, { lowerDb, isSplit }).strips.map(({ levelDb, pan }) => [levelDb, pan]);
    // A fader below the scale is off.
    expect(levels(6, false)).toEqual([
      [-6, 0],
      [-6, 0],
      [-7, 0.4],
      [-6, 0],
      [-Infinity, 0],
      [-6, 0],
    ]);
    expect(levels(3, true)).toEqual([
      [-3, 1],
      [-3, 1],
      [-7, -1],
      [-3, 1],
      [-88, 1],
      [-3, 1],
    ]);
  });

  it('keep all of the mix but mute and solo, which only the mix itself keeps', () => {
    const changed = { levelDb: decibels(-7), pan: 0.4, shiftFrames: 12, isMuted: true };
    const own = withExclusiveSolo(withSpeed(withStrip(mix, drums.id, changed), 0.8), vocals.id);
    const alone = variantMix(own, stems, { kind: 'only', stemId: drums.id });
    expect(heard({ kind: 'only', stemId: drums.id }, own)).toEqual(['drums']);
    expect(alone.strips[2]).toEqual({ ...own.strips[2], isMuted: false, isSoloed: false });
    expect(alone.speed).toBe(0.8);
    expect(variantMix(own, stems, { kind: 'mix' })).toBe(own);
  });
});
