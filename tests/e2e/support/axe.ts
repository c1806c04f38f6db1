import AxeBuilder from '@axe-core/playwright';
import { expect, type Stemroom } from '../stemroom.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe has to say of what the window shows, a line a place. */
export async function findings({ page }: Stemroom): Promise<readonly string[]> {
  // Without the legacy mode axe opens a window of its own, which this app does not allow.
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).analyze();
  expect(passes.length, 'rules that axe could try').toBeGreaterThan(15);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}
