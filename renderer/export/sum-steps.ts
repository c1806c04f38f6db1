import type { StereoMatrix } from '../mix/audibility.ts';

/** What of a stem goes to one of the sums that its group makes; the master is in the matrix. */
export type StemSend = { readonly sum: number; readonly matrix: StereoMatrix };

export type SumCopy = { readonly from: number; readonly to: number };

/** What is done with one stem: sums that have been one until now, and with it no longer are, part; then it is added to some. */
export type SumStep = {
  readonly copies: readonly SumCopy[];
  readonly adds: readonly { readonly sum: number; readonly matrix: StereoMatrix }[];
};

export type SumSteps = {
  /** The one sum that is cleared before all steps: all others come from it. */
  readonly first: number;
  /** One for each stem, in order. */
  readonly steps: readonly SumStep[];
  /** After all steps: sums of the same stems. */
  readonly last: readonly SumCopy[];
};

/**
 * How to add stems up to `sumCount` sums with no more additions than needed: what sums have in common from the first stem on is
 * added once. Each comes out as if it had been made alone, bit by bit. Twelve songs less one stem each take half the time.
 */
export function sumSteps(stems: readonly (readonly StemSend[])[], sumCount: number): SumSteps {
  let bundles: readonly (readonly number[])[] = [Array.from({ length: sumCount }, (_, sum) => sum)];
  const steps = stems.map((sends): SumStep => {
    const parted = bundles.map((bundle) => partedBy(sends, bundle));
    bundles = parted.flat();
    return {
      copies: parted.flatMap(copiesAmong),
      adds: bundles.flatMap(([sum = 0]) => {
        const send = sends.find((one) => one.sum === sum);
        return send === undefined ? [] : [{ sum, matrix: send.matrix }];
      }),
    };
  });
  const last = bundles.flatMap(([from = 0, ...others]) => others.map((to) => ({ from, to })));
  return { first: 0, steps, last };
}

/** Those that take the stem alike stay together. */
function partedBy(sends: readonly StemSend[], bundle: readonly number[]): readonly (readonly number[])[] {
  const parts = new Map<string, number[]>();
  for (const sum of bundle) {
    const send = sends.find((one) => one.sum === sum);
    const name = send === undefined ? '' : JSON.stringify(send.matrix);
    parts.set(name, [...(parts.get(name) ?? []), sum]);
  }
  return [...parts.values()];
}

/** The first of a bundle is the one that holds its sound. */
const copiesAmong = ([kept, ...parts]: readonly (readonly number[])[]): readonly SumCopy[] =>
  parts.map((part) => ({ from: kept?.[0] ?? 0, to: part[0] ?? 0 }));
