import type { Page } from '@playwright/test';
import { catalogues, type Command, locales } from '#contract';
import { expect, test, type Stemroom } from '../stemroom.ts';
import { findings, openDialog } from '../support/appearance/axe.ts';
import { button, readyToPlay } from '../support/hands.ts';
import { primeAnalysis } from '../support/prime-analysis.ts';
import { clipped } from '../support/appearance/screens.ts';

/** Sends a command as its item of the native menu does. */
const command = ({ app }: Stemroom, id: Command): Promise<void> =>
  app.evaluate(({ Menu }, item) => {
    Menu.getApplicationMenu()?.getMenuItemById(item)?.click();
  }, id);

/** What is no language: names of things and people, keys, formats, units, addresses, what the demo song calls its stems. */
const notLanguage =
  /^(?:Stemroom|Ferry Lights|Electron|Chromium|kie\.ai|Vocals|Drums|Bass|Guitar|Keys|Strings|Synth|Piano|Harmonies|FX|Percussion|Other|Backing vocals|Keyboard|Brass|Woodwinds|M, S|[+−, F]+|F1 … F8|English|Deutsch|WAV|FLAC|MP3|Opus|AAC \(M4A\)|[A-Z]|[A-G][#b♯♭]?m?|F\d+|dB|LUFS|dBTP|%|ms|s|Ctrl|Alt|Shift|[\d\s.,:+−–%×/()]*(?:k?Hz|dB|LUFS|s|ms|MB|GB|kB|k)?|[0-9a-f]{32}|https?:\/\/.*|\/.*|Electron [\d.]+, Chromium [\d.]+, .*|[\w.-]*\{.*|.*\.(?:wav|mp3|flac))$/u;

/** Every text that the page shows or says and that is not marked as one of the catalogue. */
async function unmarked(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const found = new Set<string>();
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true }) && element.closest('[aria-hidden=true]') === null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null) {
      const { parentElement, textContent } = walker.currentNode;
      if (parentElement !== null && !['SCRIPT', 'STYLE'].includes(parentElement.tagName) && isShown(parentElement))
        found.add((textContent ?? '').trim());
    }
    for (const element of document.body.querySelectorAll('*')) {
      if (!isShown(element)) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext', 'aria-description'])
        found.add((element.getAttribute(name) ?? '').trim());
    }
    return [...found];
  });
  return texts.filter((text) => /\p{L}/u.test(text) && !text.includes('⟦') && !text.includes('⟧'));
}

test('the pseudo-locale finds no text outside the catalogue', async ({ stemroom }) => {
  await primeAnalysis(stemroom.userData);
  const page = await stemroom.start({ env: { STEMROOM_LOCALE: 'en-XA' } });
  await expect(page.locator('button[data-control=playPause]')).toBeEnabled();
  const look = async (where: string): Promise<void> => {
    const found = (await unmarked(page)).filter((text) => !notLanguage.test(text));
    expect.soft(found, where).toEqual([]);
  };
  await look('mixer');
  for (const id of ['export', 'settings', 'addSong', 'shortcuts', 'controls'] as const) {
    await command(stemroom, id);
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(id);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  for (const id of ['toggleLyrics', 'showSetlist', 'editStretches', 'learn'] as const) {
    await command(stemroom, id);
    await look(id);
  }
  await stemroom.screenshot('pseudo-locale');
});

test('another language is chosen while the song plays on, and is there at the next start', async ({ stemroom }) => {
  const chinese = catalogues['zh-CN'];
  const page = await stemroom.start();
  await readyToPlay(page);
  await button(page, 'Play').click();
  await command(stemroom, 'settings');
  await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: '简体中文' });
  await expect(page.getByRole('combobox', { name: chinese.settings.language })).toHaveValue('zh-CN');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.keyboard.press('Escape');
  await expect(button(page, chinese.transport.bar.pause)).toBeVisible();
  const place = page.getByRole('slider', { name: chinese.transport.position.label, exact: true });
  const before = Number(await place.getAttribute('aria-valuenow'));
  await expect.poll(async () => Number(await place.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
  const labelOf = (id: Command): Promise<string | undefined> =>
    stemroom.app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.label, id);
  await expect.poll(() => labelOf('export')).toBe(chinese.main.menu.items.export);
  expect(await findings(page)).toEqual([]);
  await stemroom.screenshot('chinese');

  await stemroom.quit();
  const again = await stemroom.start();
  await expect(button(again, chinese.transport.bar.play)).toBeEnabled();
  expect(await again.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
});

for (const locale of locales.filter((one) => one !== 'en')) {
  test(`nothing is cut in ${locale}, which the system speaks, and axe finds nothing`, async ({ stemroom }) => {
    await primeAnalysis(stemroom.userData);
    const page = await stemroom.start({ env: { LANGUAGE: locale.replace('-', '_') } });
    const texts = catalogues[locale];
    await expect(button(page, texts.transport.bar.play)).toBeEnabled();
    for (const [width, height] of [
      [800, 500],
      [1440, 900],
    ] as const) {
      await stemroom.resize(width, height);
      await expect.poll(() => page.evaluate(clipped), `${String(width)} pixels`).toEqual([]);
      await stemroom.screenshot(`${locale}-${String(width)}`);
    }
    for (const id of ['export', 'settings', 'controls'] as const) {
      await command(stemroom, id);
      await expect(page.getByRole('dialog')).toBeVisible();
      expect.soft(await findings(page, { within: openDialog }), id).toEqual([]);
      await stemroom.screenshot(`${locale}-${id}`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
}
