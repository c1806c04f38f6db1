import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Whatever lies over the page: a dialog that holds it up, or one beside what opened it. */
export const openDialog = ':is(dialog[open], [role=dialog])';

type Look = {
  /** A selector: only what is inside of it. */
  readonly within?: string | undefined;
  /** So many rules must have found something to try on. */
  readonly leastPasses?: number;
};

/**
 * What axe finds wrong with a page in the theme it wears, a line a place. Colours are the only thing that a theme changes:
 * a screen that was examined in one theme needs `colourFindings` in the other.
 */
export const findings = (page: Page, { within, leastPasses = 15 }: Look = {}): Promise<readonly string[]> =>
  examine(builder(page).withTags(rules), within, leastPasses);

/** What axe finds wrong with the contrasts of a page, a line a place. */
export const colourFindings = (page: Page, { within }: Pick<Look, 'within'> = {}): Promise<readonly string[]> =>
  examine(builder(page).withRules('color-contrast'), within, 0);

// Without the legacy mode axe opens a window of its own, which this app does not allow. Of what passes only the rules are counted: to
// describe each of its nodes takes axe longer than to examine them.
const builder = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });

async function examine(axe: AxeBuilder, within: string | undefined, leastPasses: number): Promise<readonly string[]> {
  const { violations, passes } = await (within === undefined ? axe : axe.include(within)).analyze();
  expect(passes.length, 'rules that axe could try').toBeGreaterThan(leastPasses);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}
