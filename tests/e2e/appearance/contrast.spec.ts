import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../stemroom.ts';
import { button, drawn, slider, song } from '../support/hands.ts';
import { clipped, demoTitle } from '../support/appearance/screens.ts';

type Colour = 'background-color' | 'border-top-color' | 'border-left-color' | 'outline-color';

const colourOf = (element: Locator, property: Colour): Promise<string> =>
  element.evaluate((one, name) => getComputedStyle(one).getPropertyValue(name), property);

/** What a colour of the system is now, such as `Highlight`. */
const systemColour = (page: Page, name: string): Promise<string> =>
  page.evaluate((colour) => {
    const probe = document.createElement('i');
    probe.style.color = colour;
    document.body.append(probe);
    const computed = getComputedStyle(probe).color;
    probe.remove();
    return computed;
  }, name);

/** Sets a loop, names a section and types a chord, so that the corner of the mixer has all that it can have. */
async function fillCorner(page: Page): Promise<void> {
  const stage = page.getByRole('region', { name: 'Song', exact: true });
  await button(page, 'Mute Drums').click();
  await button(page, 'Solo Bass').click();
  await stage.focus();
  for (const key of ['Home', '[']) await page.keyboard.press(key);
  await slider(page, 'Position').press('PageUp');
  for (const key of [']', 'Home', 'n']) await page.keyboard.press(key);
  await page.getByRole('textbox', { name: 'Name of the section' }).press('Enter');
  await stage.focus();
  await page.keyboard.press('h');
  await page.getByRole('textbox', { name: 'Chord' }).fill('Am');
  await page.keyboard.press('Enter');
}

// Axe is not asked here: what Chromium computes of a colour is what we gave, not what the system makes of it.
test('in forced colours everything that is chosen, focused or moving is seen', async ({ stemroom }) => {
  const page = await stemroom.start();
  await drawn(page);
  await fillCorner(page);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    const [canvas, text, highlight] = [
      await systemColour(page, 'Canvas'),
      await systemColour(page, 'CanvasText'),
      await systemColour(page, 'Highlight'),
    ];
    expect(canvas).not.toBe(text);
    await expect(song(page, demoTitle)).toHaveCSS('border-left-color', highlight);
    await expect(page.locator('.playhead')).toHaveCSS('background-color', text);
    expect(await colourOf(slider(page, 'Drums level').locator('.handle'), 'border-top-color')).toBe(text);
    await expect(button(page, 'Mute Drums')).toHaveCSS('background-color', highlight);
    await expect(button(page, 'Solo Bass')).toHaveCSS('background-color', highlight);
    await expect(button(page, 'Loop')).toHaveCSS('border-top-color', highlight);
    await slider(page, 'Drums level').focus();
    await page.keyboard.press('ArrowUp');
    expect(await colourOf(slider(page, 'Drums level'), 'outline-color')).toBe(highlight);
    await button(page, 'Speeds').click();
    await expect(page.getByRole('menuitemradio', { checked: true })).toHaveCSS('background-color', highlight);
    await page.keyboard.press('Escape');
    await stemroom.screenshot(`forced-colours-${colorScheme}`);
  }
});

test('at 200 % the smallest window and a larger one cut nothing', async ({ stemroom }) => {
  const page = await stemroom.start({ args: ['--force-device-scale-factor=2'] });
  await drawn(page);
  expect(await page.evaluate(() => devicePixelRatio)).toBe(2);
  await fillCorner(page);
  for (const [width, height] of [
    [800, 500],
    [1280, 720],
  ] as const) {
    await stemroom.resize(width, height);
    await expect.poll(() => page.evaluate(clipped), `${String(width)} pixels`).toEqual([]);
    await expect(page.getByRole('button', { name: /^Loop, / })).toHaveText(/0:00|bars/);
    const isCut = await page
      .getByRole('button', { name: /^Loop, / })
      .evaluate((chip) => chip.scrollWidth > chip.clientWidth);
    expect(isCut, `the loop at ${String(width)} pixels`).toBe(false);
    await stemroom.screenshot(`scaled-200-${String(width)}`);
  }
});
