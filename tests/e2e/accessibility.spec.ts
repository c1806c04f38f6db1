import { expect, test, type Stemroom } from './stemroom.ts';
import { findings } from './support/axe.ts';
import { startListenedTo } from './support/prime-analysis.ts';
import { homeScreens, visit, withArrivals, type Screen } from './support/screens.ts';

const look = (stemroom: Stemroom, screens: readonly Screen[]): Promise<void> =>
  visit(stemroom, screens, async (screen, theme) => {
    expect.soft(await findings(stemroom.page, { within: screen.within }), `${screen.name}, ${theme}`).toEqual([]);
  });

test('axe finds nothing on any screen of a library at home, dark or light', async ({ stemroom }) => {
  await startListenedTo(stemroom);
  await look(stemroom, homeScreens);
});

test('axe finds nothing on the screens of songs on their way, dark or light', async ({ stemroom }) => {
  await withArrivals(stemroom, (screens) => look(stemroom, screens));
});
