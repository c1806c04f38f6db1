import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Stemroom } from './stemroom.ts';
import { fetchStems, readyToPlay, removeKey, saveKey } from './support/hands.ts';
import { arrivalScreens, homeScreens, themes, wear, type Screen } from './support/screens.ts';
import { songInState, startTroubledService, troubles } from './support/troubled-service.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe has to say, a line a place. */
async function findings({ page }: Stemroom): Promise<readonly string[]> {
  // Without the legacy mode axe opens a window of its own, which this app does not allow.
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).analyze();
  expect(passes.length, 'rules that axe could try').toBeGreaterThan(15);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}

async function look(stemroom: Stemroom, screens: readonly Screen[]): Promise<void> {
  for (const screen of screens) {
    await screen.show(stemroom.page);
    for (const theme of themes) {
      await wear(stemroom, theme);
      expect.soft(await findings(stemroom), `${screen.name}, ${theme}`).toEqual([]);
    }
    await screen.leave(stemroom.page);
  }
}

test('axe finds nothing on any screen of a library at home, dark or light', async ({ stemroom }) => {
  await readyToPlay(await stemroom.start());
  await look(stemroom, homeScreens);
});

test('axe finds nothing on the screens of songs on their way, dark or light', async ({ stemroom }) => {
  const service = await startTroubledService();
  try {
    const page = await stemroom.start({ env: { STEMROOM_API_BASE: service.origin } });
    await saveKey(page, service.key);
    const ids = Object.values(troubles).map(({ taskId }) => taskId);
    await fetchStems(page, ids.slice(0, 3).join(' '));
    for (const trouble of [troubles.failed, troubles.incomplete, troubles.expired]) await songInState(page, trouble);
    await fetchStems(page, ids.slice(3).join(' '));
    await look(stemroom, arrivalScreens(troubles));
    await removeKey(stemroom);
  } finally {
    await service.close();
  }
});
