import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Look = {
  /** A selector: only what is inside of it. */
  readonly within?: string | undefined;
  /** So many rules must have found something to try on. */
  readonly leastPasses?: number;
};

/** What axe has to say about a page, a line a place. */
export async function findings(page: Page, { within, leastPasses = 15 }: Look = {}): Promise<readonly string[]> {
  // Without the legacy mode axe opens a window of its own, which this app does not allow.
  const whole = new AxeBuilder({ page }).setLegacyMode(true).withTags(rules);
  const { violations, passes } = await (within === undefined ? whole : whole.include(within)).analyze();
  expect(passes.length, 'rules that axe could try').toBeGreaterThan(leastPasses);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}
