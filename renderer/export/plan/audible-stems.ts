import type { Mix } from '#contract';
import { isSilent, type StereoMatrix, stripMatrix } from '../../mix/audibility.ts';
import { gainOf } from '../../mix/levels.ts';
import { busFactors, busOf, type BusName } from '../../mix/speed-and-key.ts';
import type { StemToRender } from '../render-job.ts';

type MixedStem = Pick<StemToRender, 'id' | 'kind'>;

/** A stem of a mix that sounds on its bus; the master gain is in the matrix. */
export type AudibleStem<Stem extends MixedStem = StemToRender> = {
  readonly stem: Stem;
  readonly shiftFrames: number;
  readonly matrix: StereoMatrix;
  readonly bus: BusName;
};

/** The stems that sound in a mix. All are on one bus unless drums keep a pitch that the rest does not have. */
export function audibleStems<Stem extends MixedStem>(stems: readonly Stem[], mix: Mix): readonly AudibleStem<Stem>[] {
  if (isSilent(mix)) return [];
  const master = gainOf(mix.masterDb);
  const { main, drums } = busFactors(mix);
  const areApart = main !== drums;
  return stems.flatMap((stem) => {
    const strip = mix.strips.find(({ stemId }) => stemId === stem.id);
    if (strip === undefined) return [];
    const matrix = scaledMatrix(stripMatrix(strip, mix), master);
    if (Object.values(matrix).every((gain) => gain === 0)) return [];
    return [{ stem, shiftFrames: strip.shiftFrames, matrix, bus: areApart ? busOf(stem.kind) : 'main' }];
  });
}

/** The matrix with a linear gain behind it. */
export function scaledMatrix(matrix: StereoMatrix, gain: number): StereoMatrix {
  return {
    leftToLeft: matrix.leftToLeft * gain,
    rightToLeft: matrix.rightToLeft * gain,
    leftToRight: matrix.leftToRight * gain,
    rightToRight: matrix.rightToRight * gain,
  };
}
