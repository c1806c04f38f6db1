import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe has to say about a page, a line a place. `leastPasses`: rules that it must have found something to try on. */
export async function findings(page: Page, leastPasses = 15): Promise<readonly string[]> {
  // Without the legacy mode axe opens a window of its own, which this app does not allow.
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).analyze();
  expect(passes.length, 'rules that axe could try').toBeGreaterThan(leastPasses);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}
