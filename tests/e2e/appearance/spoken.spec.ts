import type { Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Stemroom } from '../stemroom.ts';
import { button, chooseFromSongMenu, drawn, slider, undoAll } from '../support/hands.ts';
import { answerOpenDialog } from '../support/native-dialogs.ts';
import { startListenedTo } from '../support/prime-analysis.ts';
import { demoTitle, homeScreens } from '../support/appearance/screens.ts';
import { type Spoken, spoken } from '../support/appearance/spoken.ts';
import { spokenTable } from '../support/appearance/spoken-table.ts';

type Show = {
  readonly show: (stemroom: Stemroom) => Promise<unknown>;
  readonly leave?: (stemroom: Stemroom) => Promise<unknown>;
  /** The element that the table is about; the whole window by default. */
  readonly within?: Spoken;
};

const songOf = (page: Page) => page.getByRole('region', { name: 'Song', exact: true });
const escape = ({ page }: Stemroom) => page.keyboard.press('Escape');

/** A screen that other tests show as well. The first line of its table is what it is about. */
function home(name: keyof typeof spokenTable): Show {
  const screen = homeScreens.find((one) => one.name === name);
  if (screen === undefined) throw new Error(`There is no screen ${name}.`);
  return {
    show: ({ page }) => screen.show(page),
    leave: ({ page }) => screen.leave(page),
    within: spokenTable[name][0],
  };
}

/** Presses keys one after the other, first with the focus on the song. */
async function pressOnSong(page: Page, ...keys: readonly string[]): Promise<void> {
  await songOf(page).focus();
  for (const key of keys) await page.keyboard.press(key);
}

/** Brings about a value in every control of the mixer that has one, all by keys. */
async function useMixer({ page }: Stemroom): Promise<void> {
  await slider(page, 'Vocals level').focus();
  for (const key of ['PageDown', 'PageDown']) await page.keyboard.press(key);
  await slider(page, 'Vocals pan').press('PageUp');
  await slider(page, 'Bass level').press('Home');
  await slider(page, 'Bass pan').press('Home');
  await button(page, 'Solo Bass').press('Enter');
  await pressOnSong(page, '[');
  await slider(page, 'Position').press('PageUp');
  await pressOnSong(page, ']', 'Home', 'n');
  await page.getByRole('textbox', { name: 'Name of the section' }).fill('Verse');
  await page.keyboard.press('Enter');
  await pressOnSong(page, 'h');
  await page.getByRole('textbox', { name: 'Chord' }).fill('Am');
  await page.keyboard.press('Enter');
  await pressOnSong(page, 'Shift+F1');
  await button(page, 'Mute Piano').press('Enter');
  await pressOnSong(page, 'Shift+F2');
  await button(page, 'Mute Piano').press('Enter');
  await pressOnSong(page, 'Shift+F2', 'Shift+B', 'k', 'Alt+ArrowLeft', 'Alt+ArrowUp');
  await page.getByRole('group', { name: 'Vocals', exact: true }).focus();
  for (const key of ['x', 'a']) await page.keyboard.press(key);
  await expect(button(page, 'Vocals, muted here')).toBeVisible();
}

const lrc = '[00:02.00]<00:02.00>Night <00:02.60>drive<00:05.00>\n[00:05.50]Ferry lights\n';

async function importLyrics(stemroom: Stemroom): Promise<void> {
  const { page, userData } = stemroom;
  const folder = join(userData, 'words');
  mkdirSync(folder);
  writeFileSync(join(folder, 'song.lrc'), lrc);
  await answerOpenDialog(stemroom, [join(folder, 'song.lrc')]);
  await button(page, 'Import lyrics…').click();
  await expect(button(page, 'Night')).toBeVisible();
}

const screens: Readonly<Record<keyof typeof spokenTable, Show>> = {
  mixer: { show: ({ page }) => drawn(page) },
  'strip-menu': home('strip-menu'),
  speeds: home('speeds'),
  tempo: home('tempo'),
  'song-details': home('song-details'),
  'add-song': home('add-song'),
  settings: home('settings'),
  export: home('export'),
  'export-stems': home('export-stems'),
  'export-ni-stems': home('export-ni-stems'),
  'export-nothing': home('export-nothing'),
  'export-loudness': home('export-loudness'),
  shortcuts: home('shortcuts'),
  controls: {
    show: async ({ page }) => {
      await pressOnSong(page, '?');
      await button(page, 'Change keys…').click();
      await page.getByRole('searchbox', { name: 'Find a command' }).fill('zoom');
      await expect(button(page, 'Add a key for Stop')).toHaveCount(0);
    },
    within: ['dialog', 'Keys and controllers'],
  },
  learn: { show: ({ page }) => button(page, 'Learn…').click(), leave: escape, within: ['group', 'Learn'] },
  'mixer in use': { show: useMixer },
  loop: {
    show: ({ page }) => page.keyboard.press('Shift+L'),
    leave: async ({ page }) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('a');
      await undoAll(page);
    },
    within: ['dialog', 'Loop'],
  },
  'lyrics-none': { show: ({ page }) => pressOnSong(page, 'w'), within: ['region', 'Lyrics'] },
  lyrics: { show: importLyrics, within: ['region', 'Lyrics'] },
  setlist: {
    show: async ({ page }) => {
      await chooseFromSongMenu(page, demoTitle, 'Add to setlist');
      await button(page, 'Setlist').click();
    },
    within: ['navigation', 'Library'],
  },
};

const line = (row: Spoken): string => row.join(' | ');

test('a screen reader says of every control what the table says, screen by screen', async ({ stemroom }) => {
  await startListenedTo(stemroom);
  for (const [name, { show, leave, within }] of Object.entries(screens)) {
    await show(stemroom);
    const wanted = spokenTable[name as keyof typeof spokenTable].map(line);
    await expect
      .soft(async () => {
        const said = await spoken(stemroom.page, within);
        expect(said.map(line), name).toEqual(wanted);
      })
      .toPass({ timeout: 3000 });
    await leave?.(stemroom);
  }
});

test('the table leaves no control without a name, and no value without words or a unit', () => {
  const rows: readonly Spoken[] = Object.values(spokenTable).flat();
  expect(rows.filter(([, name]) => name.trim() === '')).toEqual([]);
  const values = rows.filter(([role]) => role === 'slider' || role === 'spinbutton');
  expect(values.length).toBeGreaterThan(0);
  /** Of a field for a number its name tells the unit. */
  const units = /dB|LUFS|percent|semitone|cents|bpm|centre|left|right|recorded|of \d+:\d\d|Scene/;
  expect(values.filter(([, name, says = '']) => !units.test(says) && !/ in (dBTP|LUFS)$/.test(name))).toEqual([]);
});
