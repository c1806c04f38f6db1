import type { AudibleStem } from './audible-stems.ts';
import type { StemToBounce } from './bounce-job.ts';
import type { StemSend } from './sum-steps.ts';

/** What one worker after the decoding wants: these stems, added up. */
export type SumNeed = { readonly consumer: number; readonly stems: readonly AudibleStem[] };

/** A need is the sum of what several groups give. `part`: the place in the parcels from that group to that consumer. */
export type GroupPart = { readonly group: number; readonly part: number };

/** Stems that one worker decodes, and what it sends to each worker that needs some of it. */
export type GroupPlan = {
  readonly stems: readonly {
    readonly stem: StemToBounce;
    readonly shiftFrames: number;
    readonly sends: readonly StemSend[];
  }[];
  readonly outlets: readonly { readonly consumer: number; readonly sums: readonly number[] }[];
};

/**
 * Shares the stems out among at most `workerCount` groups of like size, since decoding is most of the work, and finds which sums
 * each group has to make. What several needs have in common within a group is added up once. `places`: of each need, in order.
 */
export function placeSums(
  needs: readonly SumNeed[],
  workerCount: number,
): { readonly groups: readonly GroupPlan[]; readonly places: readonly (readonly GroupPart[])[] } {
  const all = new Map(needs.flatMap(({ stems }) => stems).map((one) => [nameOf(one), one]));
  const names = [...all.keys()];
  const count = Math.min(names.length, Math.max(1, workerCount));
  const makers = Array.from(
    { length: count },
    (_, group) => new GroupMaker(names.filter((_name, index) => index % count === group)),
  );
  const places = needs.map(({ consumer, stems }) =>
    makers.flatMap((maker, group) => {
      const part = maker.place(consumer, stems);
      return part === null ? [] : [{ group, part }];
    }),
  );
  return { groups: makers.map((maker) => maker.plan(all)), places };
}

/** The same stem at two places of the song is decoded for each. */
const nameOf = ({ stem, shiftFrames }: AudibleStem): string => `${stem.id} ${String(shiftFrames)}`;

class GroupMaker {
  readonly #sends: ReadonlyMap<string, StemSend[]>;
  readonly #sums = new Map<string, number>();
  readonly #outlets = new Map<number, number[]>();

  constructor(names: readonly string[]) {
    this.#sends = new Map(names.map((name) => [name, []]));
  }

  /** The place of what these stems come to within the group; null when none of them is in it. */
  place(consumer: number, stems: readonly AudibleStem[]): number | null {
    const own = stems.filter((one) => this.#sends.has(nameOf(one)));
    if (own.length === 0) return null;
    const sum = this.#sumOf(own);
    const packed = this.#outlets.get(consumer) ?? [];
    this.#outlets.set(consumer, packed);
    if (!packed.includes(sum)) packed.push(sum);
    return packed.indexOf(sum);
  }

  plan(all: ReadonlyMap<string, AudibleStem>): GroupPlan {
    const stems = [...this.#sends].flatMap(([name, sends]) => {
      const one = all.get(name);
      return one === undefined ? [] : [{ stem: one.stem, shiftFrames: one.shiftFrames, sends }];
    });
    return { stems, outlets: [...this.#outlets].map(([consumer, sums]) => ({ consumer, sums })) };
  }

  #sumOf(stems: readonly AudibleStem[]): number {
    const recipe = JSON.stringify(stems.map((one) => [nameOf(one), one.matrix]));
    const known = this.#sums.get(recipe);
    if (known !== undefined) return known;
    const sum = this.#sums.size;
    this.#sums.set(recipe, sum);
    for (const one of stems) this.#sends.get(nameOf(one))?.push({ sum, matrix: one.matrix });
    return sum;
  }
}
