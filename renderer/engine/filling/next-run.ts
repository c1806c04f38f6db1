import type { FillPlan } from './fill-plan.ts';

/** Pages of one stem that follow each other, to be read in one go. */
export type Run = {
  readonly row: number;
  readonly firstPage: number;
  readonly pageCount: number;
  /** Which tier of the plan asked for it; one more than the last for the rest of the song. */
  readonly tier: number;
};

/** What a filler knows of a stem of its own. */
export type FillRow = {
  readonly row: number;
  readonly pageCount: number;
  /** A read is under way. */
  readonly isBusy: boolean;
  isMissing(page: number): boolean;
};

/** Long enough to be cheap, short enough that a seek need not wait for it: 1.5 s of sound. */
const longestRun = 16;

/**
 * The most urgent run, null when nothing is missing that is worth having. `planOf`: what is worth having of a row.
 * `hasFreeSlots`: memory that holds nothing yet.
 */
export function nextRun(
  planOf: (row: FillRow) => FillPlan,
  rows: readonly FillRow[],
  hasFreeSlots: boolean,
): Run | null {
  const idle = rows.filter((row) => !row.isBusy).map((row) => ({ row, plan: planOf(row) }));
  const tierCount = Math.max(0, ...idle.map(({ plan }) => plan.tiers.length));
  for (let tier = 0; tier < tierCount; tier += 1) {
    const run = nearestRun(idle.map(({ row, plan }) => ({ row, pages: plan.tiers[tier] ?? [] })));
    if (run !== null) return { ...run, tier };
  }
  if (!hasFreeSlots) return null;
  const run = nearestRun(idle.map(({ row, plan }) => ({ row, pages: plan.rest })));
  return run === null ? null : { ...run, tier: tierCount };
}

type Wish = { readonly row: FillRow; readonly pages: readonly number[] };

function nearestRun(wishes: readonly Wish[]): Omit<Run, 'tier'> | null {
  const most = Math.max(0, ...wishes.map(({ pages }) => pages.length));
  for (let index = 0; index < most; index += 1) {
    for (const { row, pages } of wishes) {
      const page = pages[index];
      if (page === undefined || page >= row.pageCount || !row.isMissing(page)) continue;
      return { row: row.row, firstPage: page, pageCount: runLength(pages, index, row) };
    }
  }
  return null;
}

function runLength(pages: readonly number[], index: number, row: FillRow): number {
  const first = pages[index] ?? 0;
  let count = 1;
  while (count < longestRun && pages[index + count] === first + count && first + count < row.pageCount) {
    if (!row.isMissing(first + count)) break;
    count += 1;
  }
  return count;
}
