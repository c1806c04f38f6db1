import type { Hertz, LevelStretch, Mix } from '#contract';
import { isSilent, type StereoMatrix, stripMatrix } from '../../mix/audibility.ts';
import { gainOf } from '../../mix/levels.ts';
import { offsetFrames } from '../../mix/strip-stems.ts';
import { busFactors, type BusName, busOf } from '../../mix/speed-and-key.ts';
import type { StemToRender } from '../render-job.ts';

type MixedStem = Pick<StemToRender, 'id' | 'kind'>;

/** A stem of a mix that sounds on its bus; the master gain is in the matrix. */
export type AudibleStem<Stem extends MixedStem = StemToRender> = {
  readonly stem: Stem;
  /** Its whole offset, in frames of the song. */
  readonly shiftFrames: number;
  readonly matrix: StereoMatrix;
  readonly bus: BusName;
  /** Its automation. */
  readonly stretches: readonly LevelStretch[];
};

/** The stems that sound in a mix. All are on one bus unless drums keep a pitch that the rest does not have. */
export function audibleStems<Stem extends MixedStem>(
  stems: readonly Stem[],
  mix: Mix,
  songRate: Hertz,
  stretches: readonly LevelStretch[] = [],
): readonly AudibleStem<Stem>[] {
  if (isSilent(mix)) return [];
  const master = gainOf(mix.masterDb);
  const { main, drums } = busFactors(mix);
  const areApart = main !== drums;
  return stems.flatMap((stem) => {
    const strip = mix.strips.find(({ stemId }) => stemId === stem.id);
    if (strip === undefined) return [];
    const matrix = scaledMatrix(stripMatrix(strip, mix), master);
    if (Object.values(matrix).every((gain) => gain === 0)) return [];
    const own = stretches.filter(({ stemId }) => stemId === stem.id);
    const bus = areApart ? busOf(stem.kind) : 'main';
    return [{ stem, shiftFrames: offsetFrames(strip, songRate), matrix, bus, stretches: own }];
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

/** What of a stem goes to one of the submixes that its worker makes; the master gain is in the matrix. */
export type StemSend = { readonly submix: number; readonly matrix: StereoMatrix };

/** A submix that a worker after decoding needs. `consumer`: which worker. */
type SubmixNeed = { readonly consumer: number; readonly stems: readonly AudibleStem[] };

/** A need is the sum of what several groups send. `submix`: the place in the chunks from that group to the consumer. */
type GroupSubmix = { readonly group: number; readonly submix: number };

/** Stems that one worker decodes, and the submixes that it sends to each worker that needs some of them. */
export type GroupPlan = {
  readonly stems: readonly {
    readonly stem: StemToRender;
    readonly shiftFrames: number;
    readonly stretches: readonly LevelStretch[];
    readonly sends: readonly StemSend[];
  }[];
  readonly channels: readonly { readonly consumer: number; readonly submixes: readonly number[] }[];
};

/**
 * Shares the stems out among at most `workerCount` groups of like size, since decoding is most of the work, and finds which submixes
 * each group has to make. What several needs have in common within a group is made once. `places`: of each need, in order.
 */
export function planSubmixes(
  needs: readonly SubmixNeed[],
  workerCount: number,
): { readonly groups: readonly GroupPlan[]; readonly places: readonly (readonly GroupSubmix[])[] } {
  const all = new Map(needs.flatMap(({ stems }) => stems).map((one) => [nameOf(one), one]));
  const names = [...all.keys()];
  const count = Math.min(names.length, Math.max(1, workerCount));
  const builders = Array.from(
    { length: count },
    (_, group) => new GroupBuilder(names.filter((_name, index) => index % count === group)),
  );
  const places = needs.map(({ consumer, stems }) =>
    builders.flatMap((builder, group) => {
      const submix = builder.place(consumer, stems);
      return submix === null ? [] : [{ group, submix }];
    }),
  );
  return { groups: builders.map((builder) => builder.plan(all)), places };
}

/** The same stem at two places of the song, or with other automation, is decoded for each. */
const nameOf = ({ stem, shiftFrames, stretches }: AudibleStem): string =>
  `${stem.id} ${String(shiftFrames)} ${stretches.map((one) => [one.startFrames, one.endFrames, one.levelDb].join()).join(';')}`;

class GroupBuilder {
  readonly #sends: ReadonlyMap<string, StemSend[]>;
  readonly #submixes = new Map<string, number>();
  readonly #channels = new Map<number, number[]>();

  constructor(names: readonly string[]) {
    this.#sends = new Map(names.map((name) => [name, []]));
  }

  /** The place of the group's part of these stems; null when none of them is in the group. */
  place(consumer: number, stems: readonly AudibleStem[]): number | null {
    const own = stems.filter((one) => this.#sends.has(nameOf(one)));
    if (own.length === 0) return null;
    const submix = this.#submixOf(own);
    const carried = this.#channels.get(consumer) ?? [];
    this.#channels.set(consumer, carried);
    if (!carried.includes(submix)) carried.push(submix);
    return carried.indexOf(submix);
  }

  plan(all: ReadonlyMap<string, AudibleStem>): GroupPlan {
    const stems = [...this.#sends].flatMap(([name, sends]) => {
      const one = all.get(name);
      return one === undefined
        ? []
        : [{ stem: one.stem, shiftFrames: one.shiftFrames, stretches: one.stretches, sends }];
    });
    return { stems, channels: [...this.#channels].map(([consumer, submixes]) => ({ consumer, submixes })) };
  }

  #submixOf(stems: readonly AudibleStem[]): number {
    const recipe = JSON.stringify(stems.map((one) => [nameOf(one), one.matrix]));
    const known = this.#submixes.get(recipe);
    if (known !== undefined) return known;
    const submix = this.#submixes.size;
    this.#submixes.set(recipe, submix);
    for (const one of stems) this.#sends.get(nameOf(one))?.push({ submix, matrix: one.matrix });
    return submix;
  }
}
