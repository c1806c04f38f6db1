import type { FillPlan } from './fill-plan.ts';
import { pageCountOf, type PageSpan } from './play-path.ts';

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

type Wish = { readonly row: FillRow; readonly pages: readonly PageSpan[] };

function nearestRun(wishes: readonly Wish[]): Omit<Run, 'tier'> | null {
  const most = Math.max(0, ...wishes.map(({ pages }) => pageCountOf(pages)));
  for (let index = 0; index < most; index += 1) {
    for (const { row, pages } of wishes) {
      const run = runAt(pages, index, row);
      if (run !== null) return run;
    }
  }
  return null;
}

/** The run that begins with the page of this index, unless that page is there already. */
function runAt(pages: readonly PageSpan[], index: number, row: FillRow): Omit<Run, 'tier'> | null {
  let before = 0;
  for (const { first, end } of pages) {
    const page = first + index - before;
    before += end - first;
    if (page >= end) continue;
    const last = Math.min(end, row.pageCount, page + longestRun);
    let count = 0;
    while (page + count < last && row.isMissing(page + count)) count += 1;
    return count === 0 ? null : { row: row.row, firstPage: page, pageCount: count };
  }
  return null;
}
