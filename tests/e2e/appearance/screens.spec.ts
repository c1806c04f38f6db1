import { expect, test, type Stemroom } from '../stemroom.ts';
import { colourFindings, findings } from '../support/appearance/axe.ts';
import { button, drawn, importFolder, slider, song } from '../support/hands.ts';
import { comparePicture, renewReadme } from '../support/appearance/pictures.ts';
import { startListenedTo } from '../support/prime-analysis.ts';
import {
  clipped,
  homeScreens,
  themes,
  visit,
  wear,
  windowSizes,
  withArrivals,
  type Screen,
} from '../support/appearance/screens.ts';
import { inFolder, makeStems } from '../support/stem-folders.ts';

const [dark] = themes;
const usualSize = windowSizes[2];

/** Takes a picture of each screen in each size and theme, compares it with the approved ones, and has axe examine the screen. */
const look = (stemroom: Stemroom, screens: readonly Screen[]): Promise<void> =>
  visit(stemroom, screens, async ({ screen, theme, size }) => {
    if (size === usualSize) {
      if (screen.name === 'mixer' && theme === dark) await renewReadme(stemroom);
      const found = await (theme === dark ? findings : colourFindings)(stemroom.page, { within: screen.within });
      expect.soft(found, `${screen.name}, ${theme}`).toEqual([]);
    }
    await comparePicture(stemroom, `${screen.name}-${theme}-${String(size[0])}`);
  });

test('every screen of a library at home comes up, and axe finds nothing on it, dark or light', async ({ stemroom }) => {
  await drawn(await startListenedTo(stemroom));
  await look(stemroom, homeScreens);
});

test('the screens of songs on their way come up, and axe finds nothing on them, dark or light', async ({
  stemroom,
}) => {
  await withArrivals(stemroom, (screens) => look(stemroom, screens));
});

async function picture(stemroom: Stemroom, name: string): Promise<void> {
  for (const theme of themes) {
    await wear(stemroom, theme);
    await stemroom.screenshot(`${name}-${theme}`);
  }
}

const small = [800, 500] as const;
const usual = [1440, 900] as const;
const large = [2560, 1440] as const;
const songsAndWindows = [
  [1, [small, large]],
  [3, [usual]],
  [15, [small, usual]],
  [40, [large]],
] as const;

test('the mixer with 1, 3, 15 and 40 stems, from small windows to large', async ({ stemroom }) => {
  const page = await stemroom.start();
  await inFolder(async (folder) => {
    for (const [count, sizes] of songsAndWindows) {
      const title = `Song of ${count}`;
      await importFolder(stemroom, makeStems(folder, title, count));
      await expect(song(page, title)).toHaveAttribute('aria-current', 'true');
      await expect(page.getByRole('slider', { name: / level$/ })).toHaveCount(count + 1);
      await drawn(page);
      await button(page, 'Play').click();
      await expect
        .poll(async () => Number(await slider(page, 'Position').getAttribute('aria-valuenow')))
        .toBeGreaterThan(1);
      for (const [width, height] of sizes) {
        await stemroom.resize(width, height);
        const where = `${String(count)} stems, ${String(width)} pixels`;
        await expect.poll(() => page.evaluate(clipped), where).toEqual([]);
        await picture(stemroom, `mixer-${count}-stems-${width}x${height}`);
      }
      await button(page, 'Stop').click();
    }
    await button(page, 'Settings').click();
    await page.getByRole('radio', { name: '150 %' }).check();
    await expect.poll(() => page.evaluate(() => devicePixelRatio)).toBe(1.5);
    await expect(page.getByRole('dialog', { name: 'Settings' })).toBeInViewport({ ratio: 1 });
  });
});
