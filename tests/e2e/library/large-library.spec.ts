import type { Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../stemroom.ts';
import { findings } from '../support/appearance/axe.ts';
import { button, chooseFromSongMenu, readyToPlay, song } from '../support/hands.ts';

const songCount = 600;

/** Adds songs of one stem, the first the youngest. */
function laySongs(library: string): void {
  for (let number = 1; number <= songCount; number += 1) {
    const folder = join(library, String(number).padStart(26, '0'));
    const sha256 = String(number).padStart(64, '0');
    const audio = { sha256, byteLength: 5, container: 'mp3' };
    const stem = { id: 'drums', kind: 'drums', name: 'Drums', file: { state: 'saved', audio } };
    mkdirSync(join(folder, 'stems'), { recursive: true });
    writeFileSync(join(folder, 'stems', `${sha256}.mp3`), 'sound');
    const facts = { origin: { from: 'import' }, addedAt: 1e12 - number, arrival: { state: 'complete' } };
    const stems = [{ ...stem, facts: null, hasOverview: false }];
    writeFileSync(
      join(folder, 'song.json'),
      JSON.stringify({ version: 1, title: `Song ${String(number)}`, ...facts, stems, original: null }),
    );
  }
}

const entries = (page: Page) => page.getByRole('list', { name: 'Songs' }).getByRole('listitem');
const entryOf = (page: Page, title: string) => entries(page).filter({ has: button(page, title) });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.ariaLabel ?? '');
const scrollTo = (page: Page, part: number) =>
  page.getByRole('list', { name: 'Songs' }).evaluate((list, to) => {
    list.scrollTop = list.scrollHeight * to;
  }, part);

test('a library of hundreds of songs is walked through, searched and renamed in as a small one is', async ({
  stemroom,
}) => {
  laySongs(join(stemroom.userData, 'library'));
  const page = await stemroom.start();
  await readyToPlay(page);
  await test.step('the song on stage is in view, and every song says which of all it is', async () => {
    await expect(song(page, 'Ferry Lights')).toBeInViewport();
    await expect(entryOf(page, 'Ferry Lights')).toHaveAttribute('aria-posinset', String(songCount + 1));
    await expect(entryOf(page, 'Ferry Lights')).toHaveAttribute('aria-setsize', String(songCount + 1));
    await expect(song(page, `Song ${String(songCount)}`)).toBeInViewport();
    await scrollTo(page, 0);
    await expect(song(page, 'Song 1')).toBeInViewport();
    await expect(entryOf(page, 'Song 1')).toHaveAttribute('aria-posinset', '1');
    expect(await entries(page).count()).toBeLessThan(60);
    expect(await findings(page, { within: '[aria-label=Songs]', leastPasses: 3 })).toEqual([]);
  });
  await test.step('a song that scrolls by takes a press', async () => {
    const under = await page.getByRole('list', { name: 'Songs' }).evaluate(async (list) => {
      const scrolled = new Promise((resolve) => {
        list.addEventListener('scroll', resolve, { once: true });
      });
      list.scrollTop += 30;
      await scrolled;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const { left, top, width, height } = list.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('[role=listitem]') !== null;
    });
    expect(under).toBe(true);
    await scrollTo(page, 0);
  });
  await test.step('the arrows and Tab go from song to song, in order', async () => {
    await song(page, 'Song 1').focus();
    for (let step = 2; step <= 40; step += 1) {
      await page.keyboard.press('ArrowDown');
      await expect(song(page, `Song ${String(step)}`)).toBeFocused();
    }
    await expect(song(page, 'Song 40')).toBeInViewport();
    await page.keyboard.press('ArrowUp');
    await expect(song(page, 'Song 39')).toBeFocused();
    // Each song has its button and that of its menu.
    for (let step = 40; step <= 59; step += 1) {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await expect(song(page, `Song ${String(step)}`)).toBeFocused();
    }
    await expect(song(page, 'Song 59')).toBeInViewport();
  });
  await test.step('the focus, and a title that is being typed, stay with their song when it scrolls out of sight', async () => {
    await scrollTo(page, 0.5);
    await expect(song(page, 'Song 305')).toBeInViewport();
    expect(await focused(page)).toBe('Song 59');
    await scrollTo(page, 0);
    await expect(song(page, 'Song 3')).toBeInViewport();
    await chooseFromSongMenu(page, 'Song 3', 'Rename');
    const title = page.getByRole('list', { name: 'Songs' }).getByRole('textbox', { name: 'Title' });
    await title.fill('Night Drive');
    await scrollTo(page, 1);
    await expect(song(page, 'Ferry Lights')).toBeInViewport();
    await expect(title).toBeFocused();
    await page.keyboard.press('Enter');
    await scrollTo(page, 0);
    await expect(entryOf(page, 'Night Drive')).toHaveAttribute('aria-posinset', '3');
  });
  await test.step('a search finds what is out of sight', async () => {
    const search = page.getByRole('searchbox', { name: 'Search songs' });
    await search.fill('song 47');
    await expect(entries(page)).toHaveCount(11);
    await expect(entries(page).first()).toHaveAttribute('aria-setsize', '11');
    await expect(song(page, 'Song 470')).toBeInViewport();
    await search.fill('a song that is not there');
    await expect(page.getByText('No songs match.')).toBeVisible();
    await search.fill('');
    await expect(song(page, 'Song 1')).toBeInViewport();
  });
});
