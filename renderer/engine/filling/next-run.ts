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

/** The most urgent run, null when nothing is missing that is worth having. `hasFreeSlots`: memory that holds nothing yet. */
export function nextRun(plan: FillPlan, rows: readonly FillRow[], hasFreeSlots: boolean): Run | null {
  const idle = rows.filter((row) => !row.isBusy);
  const tiers = hasFreeSlots ? [...plan.tiers, plan.rest] : plan.tiers;
  for (const [tier, pages] of tiers.entries()) {
    const run = nearestRun(pages, idle);
    if (run !== null) return { ...run, tier };
  }
  return null;
}

function nearestRun(pages: readonly number[], rows: readonly FillRow[]): Omit<Run, 'tier'> | null {
  for (const [index, page] of pages.entries()) {
    const row = rows.find((candidate) => page < candidate.pageCount && candidate.isMissing(page));
    if (row !== undefined) return { row: row.row, firstPage: page, pageCount: runLength(pages, index, row) };
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
