import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Stemroom } from './stemroom.ts';
import { startListenedTo } from './support/prime-analysis.ts';
import { homeScreens, visit, withArrivals, type Screen } from './support/screens.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe has to say, a line a place. */
async function findings({ page }: Stemroom, within: string | undefined): Promise<readonly string[]> {
  // Without the legacy mode axe opens a window of its own, which this app does not allow.
  const whole = new AxeBuilder({ page }).setLegacyMode(true).withTags(rules);
  const { violations, passes } = await (within === undefined ? whole : whole.include(within)).analyze();
  expect(passes.length, 'rules that axe could try').toBeGreaterThan(15);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}

const look = (stemroom: Stemroom, screens: readonly Screen[]): Promise<void> =>
  visit(stemroom, screens, async (screen, theme) => {
    expect.soft(await findings(stemroom, screen.within), `${screen.name}, ${theme}`).toEqual([]);
  });

test('axe finds nothing on any screen of a library at home, dark or light', async ({ stemroom }) => {
  await startListenedTo(stemroom);
  await look(stemroom, homeScreens);
});

test('axe finds nothing on the screens of songs on their way, dark or light', async ({ stemroom }) => {
  await withArrivals(stemroom, (screens) => look(stemroom, screens));
});
