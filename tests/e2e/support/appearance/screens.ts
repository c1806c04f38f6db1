import { expect, type Page } from '@playwright/test';
import type { Stemroom } from '../../stemroom.ts';
import { openDialog } from './axe.ts';
import { button, chooseFromSongMenu, fetchStems, removeKey, saveKey, song } from '../hands.ts';
import { songInState, startTroubledService, troubles, type Troubles } from '../service/troubled-service.ts';

export const demoTitle = 'Ferry Lights';

/** A screen of the app: how to come to it from the mixer, and back. */
export type Screen = {
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
  readonly leave: (page: Page) => Promise<void>;
  /** The only part that differs from a screen before it, such as a dialog over the mixer. */
  readonly within?: string;
};

const escape = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
};

const dialog = (name: string, title: string, open: (page: Page) => Promise<void>): Screen => ({
  name,
  show: async (page) => {
    await open(page);
    await expect(page.getByRole('dialog', { name: title })).toBeVisible();
  },
  leave: escape,
  within: openDialog,
});

const press = (name: string) => (page: Page) => button(page, name).click();
const stay = (): Promise<void> => Promise.resolve();

/** The dialog for exports with this choice of what is exported. */
const exporting = (name: string, what: string, choose: (page: Page) => Promise<void> = stay): Screen =>
  dialog(name, 'Export', async (page) => {
    await button(page, 'Export').click();
    await page.getByRole('radio', { name: what, exact: true }).check();
    await choose(page);
  });

const exportScreens: readonly Screen[] = [
  exporting('export-loudness', 'Mix', async (page) => {
    await page.getByRole('combobox', { name: 'Loudness', exact: true }).selectOption('own');
    await expect(page.getByRole('spinbutton', { name: 'Target in LUFS' })).toBeVisible();
  }),
  exporting('export-stems', 'Stems'),
  exporting('export-daw', 'For a DAW'),
  exporting('export-ni-stems', 'NI Stems', async (page) => {
    await page.getByRole('radiogroup', { name: 'Synth' }).getByRole('radio', { name: 'Bass' }).check();
  }),
  exporting('export-nothing', 'Versions', async (page) => {
    for (const name of ['Instrumental', 'A cappella']) await page.getByRole('checkbox', { name }).uncheck();
    await expect(page.getByText('Tick a version to export.')).toBeVisible();
  }),
];

/** Those that need the demo song only. The last one leaves an empty library. */
export const homeScreens: readonly Screen[] = [
  { name: 'mixer', show: stay, leave: stay },
  {
    name: 'mixer-muted-soloed',
    show: async (page) => {
      await button(page, 'Mute Vocals').click();
      await button(page, 'Solo Drums').click();
      await button(page, 'Solo Bass').click();
      await expect(button(page, 'Solo Bass')).toHaveAttribute('aria-pressed', 'true');
    },
    leave: (page) => button(page, 'Reset mix').click(),
  },
  {
    name: 'strip-menu',
    show: async (page) => {
      await page.getByRole('group', { name: 'Drums', exact: true }).hover();
      await button(page, 'More for Drums').click();
      await expect(page.getByRole('menuitem', { name: 'Reset strip' })).toBeFocused();
    },
    leave: (page) => page.keyboard.press('Escape'),
    within: '[role=menu]',
  },
  {
    name: 'library-folded',
    show: async (page) => {
      await button(page, 'Library').click();
      await expect(song(page, demoTitle)).toHaveCount(0);
    },
    leave: press('Library'),
  },
  {
    name: 'mixer-slower-and-higher',
    show: async (page) => {
      await page.keyboard.press('Alt+ArrowLeft');
      await page.keyboard.press('Alt+ArrowUp');
      await page.keyboard.press('Alt+Shift+ArrowUp');
      await expect(page.getByRole('spinbutton', { name: 'Speed' })).toHaveAttribute('aria-valuenow', '95');
    },
    leave: (page) => page.keyboard.press('Alt+Backspace'),
  },
  {
    name: 'speeds',
    show: async (page) => {
      await button(page, 'Speeds').click();
      await expect(page.getByRole('menuitemradio', { name: /^100 %/ })).toBeFocused();
    },
    leave: (page) => page.keyboard.press('Escape'),
    within: '[role=menu]',
  },
  {
    name: 'keys',
    show: async (page) => {
      await page.getByRole('button', { name: /^Key, / }).click();
      await expect(page.getByRole('menuitemradio', { name: 'A minor' })).toBeFocused();
    },
    leave: (page) => page.keyboard.press('Escape'),
    within: '[role=menu]',
  },
  dialog('tempo', 'Tempo', (page) => page.getByRole('button', { name: /^Tempo, / }).click()),
  dialog('song-details', 'Song details', press('Song details')),
  dialog('add-song', 'Add song', press('Add song')),
  dialog('settings', 'Settings', press('Settings')),
  dialog('export', 'Export', press('Export')),
  ...exportScreens,
  dialog('shortcuts', 'Keyboard shortcuts', (page) => page.keyboard.press('?')),
  dialog('remove', `Remove ${demoTitle}`, (page) => chooseFromSongMenu(page, demoTitle, 'Remove')),
  {
    name: 'empty-library',
    show: async (page) => {
      await chooseFromSongMenu(page, demoTitle, 'Remove');
      await button(page, 'Move to the trash').click();
      await expect(page.getByRole('heading', { name: 'Drop stems here' })).toBeVisible();
      await expect(button(page, 'Bring back the demo song')).toBeVisible();
    },
    leave: stay,
  },
];

/** The songs of a troubled service, each on stage. */
const arrivalScreens = (troubles: Troubles): readonly Screen[] =>
  Object.entries(troubles).map(([state, trouble]) => ({
    name: `song-${state}`,
    show: (page) => songInState(page, trouble),
    leave: stay,
  }));

export const themes = ['dark', 'light'] as const;

/** Puts the whole app into a theme, as the settings do. */
export async function wear({ app, page }: Stemroom, theme: (typeof themes)[number]): Promise<void> {
  await app.evaluate(({ nativeTheme }, wanted) => {
    nativeTheme.themeSource = wanted;
  }, theme);
  await expect
    .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
    .toBe(theme === 'dark');
}

/** The sizes of the window in which every screen is looked at, in CSS pixels; the last one is the usual one. */
export const windowSizes = [
  [800, 500],
  [2560, 1440],
  [1440, 900],
] as const;

export type Sight = {
  readonly screen: Screen;
  readonly theme: (typeof themes)[number];
  readonly size: (typeof windowSizes)[number];
};

/**
 * Goes to each screen in turn, and there looks at it in each size and each theme. To lay a window out anew takes longer than to paint it
 * anew, so the themes change within a size.
 */
export async function visit(
  stemroom: Stemroom,
  screens: readonly Screen[],
  look: (sight: Sight) => Promise<void>,
): Promise<void> {
  for (const screen of screens) {
    await screen.show(stemroom.page);
    for (const size of windowSizes) {
      const [width, height] = size;
      await stemroom.resize(width, height);
      for (const theme of themes) {
        await wear(stemroom, theme);
        await look({ screen, theme, size });
      }
    }
    await screen.leave(stemroom.page);
  }
}

/** Starts the app with a song in each state of arrival, and gives the screens of them. */
export async function withArrivals(
  stemroom: Stemroom,
  work: (screens: readonly Screen[]) => Promise<void>,
): Promise<void> {
  const service = await startTroubledService();
  try {
    const page = await stemroom.start({ env: { STEMROOM_API_BASE: service.origin } });
    await saveKey(page, service.key);
    const ids = Object.values(troubles).map(({ taskId }) => taskId);
    await fetchStems(page, ids.slice(0, 3).join(' '));
    for (const trouble of [troubles.failed, troubles.incomplete, troubles.expired]) await songInState(page, trouble);
    await fetchStems(page, ids.slice(3).join(' '));
    await work(arrivalScreens(troubles));
    await removeKey(stemroom);
  } finally {
    await service.close();
  }
}

/** What in the bars above and below the mixer is wider than its place. */
export const clipped = (): string[] =>
  [...document.querySelectorAll('.transport, .display, .master, header, .corner, .side footer')]
    .filter((bar) => bar.scrollWidth > bar.clientWidth)
    .map((bar) => bar.className);
