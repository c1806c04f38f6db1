import type { Locator, Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, oneApp, project, test } from '../stemroom.ts';
import { button, drawn, position, slider, toDemoSong, undoAll } from '../support/hands.ts';

const app = oneApp();

const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true });

test('a menu goes to its ends and to what is typed, and a letter does nothing else there', async () => {
  const { page } = await app();
  await drawn(page);
  await page.getByRole('group', { name: 'Drums', exact: true }).hover();
  await button(page, 'More for Drums').click();
  await expect(item(page, 'Reset strip')).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem').last()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(item(page, 'Reset strip')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await expect(item(page, 'Reset strip')).toBeFocused();

  await page.keyboard.type('s');
  await expect(item(page, 'Solo only this')).toBeFocused();
  await page.keyboard.type('olo o');
  await expect(item(page, 'Solo only this')).toBeFocused();
  await expect(page.getByRole('menu')).toBeVisible();
  await expect(button(page, 'Undo')).toBeDisabled();
  // After half a second a letter begins a new text.
  await expect(async () => {
    await page.keyboard.type('m');
    await expect(item(page, 'Mute only this')).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(button(page, 'More for Drums')).toBeFocused();
});

const song = (page: Page) => page.getByRole('region', { name: 'Song', exact: true });
const undoes = (page: Page, step: string) =>
  expect(button(page, 'Undo')).toHaveAttribute('title', new RegExp(`Undo ${step}`));
/** Presses keys one after the other on an element. */
async function pressOn(element: Locator, ...keys: readonly string[]): Promise<void> {
  await element.focus();
  for (const key of keys) await element.page().keyboard.press(key);
}
/** Sets a loop of the first half minute. */
async function loopHalfAMinute(page: Page): Promise<void> {
  await pressOn(song(page), 'Home', '[');
  await pressOn(slider(page, 'Position'), 'PageUp', ']');
  await expect(button(page, 'Loop')).toHaveAttribute('aria-pressed', 'true');
}
/** Where something begins and ends in the page, in pixels. */
async function edgesOf(element: Locator): Promise<readonly [number, number]> {
  const box = await element.boundingBox();
  return box === null ? [NaN, NaN] : [box.x, box.x + box.width];
}
/** Presses keys on the element, one after the other, and sees each move it. */
async function movesWith(element: Locator, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const before = await edgesOf(element);
    await pressOn(element, key);
    await expect.poll(() => edgesOf(element), key).not.toEqual(before);
  }
}

/** Saves two scenes and opens the fader between them. */
async function morphTwoScenes(page: Page): Promise<void> {
  await pressOn(song(page), 'Shift+F1');
  await pressOn(button(page, 'Mute Bass'), 'Enter');
  await pressOn(song(page), 'Shift+F2', 'Shift+b');
  await expect(slider(page, 'Morph')).toBeVisible();
}

/** A drag of the pointer, by its component: the keys that do the same, and how, or the spec that shows it with those keys. */
const roads: Readonly<
  Record<string, { readonly keys: string; readonly go: ((page: Page) => Promise<void>) | string }>
> = {
  'mixer/ChannelStrip': {
    keys: 'Alt PageUp and PageDown move the strip',
    go: async (page) => {
      await pressOn(page.getByRole('group', { name: 'Bass', exact: true }), 'Alt+PageUp');
      await undoes(page, 'Move Bass');
    },
  },
  'mixer/Fader': {
    keys: 'arrows, PageUp and PageDown, Home, End, Enter to type',
    go: async (page) => {
      await pressOn(slider(page, 'Drums level'), 'ArrowUp', 'Shift+ArrowUp');
      await expect(slider(page, 'Drums level')).toHaveAttribute('aria-valuetext', '+0.6 dB');
      await pressOn(slider(page, 'Master level'), 'PageDown');
      await expect(slider(page, 'Master level')).toHaveAttribute('aria-valuetext', '−3.0 dB');
    },
  },
  'mixer/PanKnob': {
    keys: 'arrows, PageUp and PageDown, Home, End',
    go: async (page) => {
      await pressOn(slider(page, 'Drums pan'), 'ArrowLeft', 'Shift+ArrowLeft');
      await expect(slider(page, 'Drums pan')).toHaveAttribute('aria-valuetext', '6 % left');
    },
  },
  'parts/fields/NumberBox': {
    keys: 'arrows, PageUp and PageDown, Home, End, Enter to type',
    go: async (page) => {
      const speed = page.getByRole('spinbutton', { name: 'Speed' });
      await pressOn(speed, 'ArrowDown', 'Shift+ArrowDown');
      await expect(speed).toHaveAttribute('aria-valuenow', '98.9');
    },
  },
  'lanes/Ruler': {
    keys: '[ and ] set the edges at the playhead, Shift L types them, Delete on the loop removes it',
    go: async (page) => {
      await loopHalfAMinute(page);
      const chip = page.getByRole('button', { name: /^Loop, / });
      await pressOn(song(page), 'Shift+l');
      await page.getByRole('textbox', { name: 'Loop to' }).fill('0:17.5');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await expect(chip).toHaveAccessibleName(/0:17\.5/);
      await pressOn(chip, 'Delete');
      await expect(chip).toHaveCount(0);
      await expect(song(page)).toBeFocused();
      await undoes(page, 'Remove loop');
    },
  },
  'lanes/LaneOverlay': {
    keys: 'arrows, Home, PageUp and PageDown move the playhead',
    go: async (page) => {
      await pressOn(song(page), 'Home', 'ArrowRight', 'Shift+ArrowLeft');
      await expect.poll(() => position(page)).toBeCloseTo(4, 1);
    },
  },
  'transport/PositionSlider': {
    keys: 'arrows move the playhead, Ctrl and the arrows the part that is seen',
    go: async (page) => {
      await pressOn(slider(page, 'Position'), 'Home', 'ArrowRight');
      await expect.poll(() => position(page)).toBeCloseTo(5, 1);
      await pressOn(slider(page, 'Position'), '+', '+');
      const view = slider(page, 'Position').locator('.view');
      for (const key of ['Control+ArrowRight', 'Control+Shift+ArrowLeft']) {
        const before = await edgesOf(view);
        await pressOn(slider(page, 'Position'), key);
        await expect.poll(() => edgesOf(view), key).not.toEqual(before);
      }
      expect(await position(page)).toBeCloseTo(5, 1);
      await pressOn(song(page), 'f');
    },
  },
  'lanes/SectionStrip': {
    keys: 'Ctrl and the arrows move the start, with Shift the end, with Alt off the bars',
    go: async (page) => {
      await pressOn(song(page), 'Home', 'n');
      await page.getByRole('textbox', { name: 'Name of the section' }).press('Enter');
      const section = page.getByRole('group', { name: 'Sections' }).getByRole('button').first();
      await movesWith(section, 'Control+ArrowRight', 'Control+Shift+ArrowLeft', 'Control+Alt+ArrowRight');
      await movesWith(section, 'Control+Alt+Shift+ArrowLeft');
      await undoes(page, 'Move section');
    },
  },
  'lanes/ChordLine': {
    keys: 'Ctrl and the arrows move it by a beat, with Alt off the beats',
    go: async (page) => {
      await pressOn(song(page), 'Home', 'ArrowRight', 'h');
      await page.getByRole('textbox', { name: 'Chord' }).fill('Am');
      await page.keyboard.press('Enter');
      const chord = page.getByRole('group', { name: 'Chords' }).getByRole('button');
      await movesWith(chord, 'Control+ArrowRight', 'Control+Alt+ArrowLeft');
    },
  },
  'lanes/StretchLane': {
    keys: 'X mutes the loop, A lets stretches be changed; ↑ and ↓, Ctrl and the arrows as for sections',
    go: async (page) => {
      await loopHalfAMinute(page);
      await pressOn(page.getByRole('group', { name: 'Vocals', exact: true }), 'x', 'a');
      const stretch = page.getByRole('button', { name: /^Vocals, .* here$/ });
      await movesWith(stretch, 'Control+ArrowRight', 'Control+Shift+ArrowLeft', 'Control+Alt+ArrowLeft');
      await pressOn(stretch, 'ArrowUp');
      await expect(stretch).toHaveAccessibleName(/dB/);
      await pressOn(song(page), 'a');
    },
  },
  'lanes/WordLane': { keys: 'Control+ArrowLeft moves an edge, . and , the word', go: '../song/lyrics.spec.ts' },
  'scenes/MorphFader': {
    keys: 'arrows, PageUp and PageDown, Home, End',
    go: async (page) => {
      await morphTwoScenes(page);
      await pressOn(slider(page, 'Morph'), 'Home', 'ArrowRight', 'Shift+ArrowRight');
      await expect(slider(page, 'Morph')).toHaveAttribute('aria-valuenow', '6');
    },
  },
  'scenes/SceneBar': {
    keys: 'a scene onto another: Morph to in its menu',
    go: async (page) => {
      await morphTwoScenes(page);
      await button(page, 'Close the morph fader').press('Enter');
      await pressOn(button(page, 'More for scene Scene 1'), 'Enter');
      await page.keyboard.type('morph');
      await page.keyboard.press('Enter');
      await expect(slider(page, 'Morph')).toBeVisible();
    },
  },
  'setlist/SetlistView': { keys: 'Alt+ArrowUp and Alt+ArrowDown move the song', go: '../mixing/setlist.spec.ts' },
};

/** The components of the page that follow a pointer. */
function dragged(): readonly string[] {
  const root = join(project, 'renderer');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.svelte') && readFileSync(join(root, path), 'utf8').includes('onpointermove'))
    .map((path) =>
      path
        .replaceAll('\\', '/')
        .replace(/^components\//, '')
        .replace('.svelte', ''),
    )
    .sort();
}

test('whatever is dragged, keys do as well', async () => {
  expect(Object.keys(roads).sort(), 'every component that follows a pointer').toEqual(dragged());
  const { page } = await app();
  await toDemoSong(page);
  await drawn(page);
  for (const [name, { keys, go }] of Object.entries(roads)) {
    if (typeof go === 'string') {
      const shown = readFileSync(join(import.meta.dirname, go), 'utf8');
      expect(shown, name).toMatch(/ArrowUp|ArrowLeft|PageUp/);
      continue;
    }
    await test.step(`${name}: ${keys}`, async () => {
      await go(page);
      await undoAll(page);
    });
  }
});
