import type { Page } from '@playwright/test';
import { expect, test } from '../stemroom.ts';
import { findings } from '../support/appearance/axe.ts';
import { button, drawn } from '../support/hands.ts';

declare global {
  // The test's MIDI device, in the page.
  var device: { play(bytes: readonly number[]): void; plug(isIn: boolean): void; sent: (readonly number[])[] };
}

/** Puts a MIDI device into the page before it asks for one. */
async function connectDevice(page: Page): Promise<void> {
  await page.evaluate(() => {
    const name = 'Pedal Board';
    const input = { id: 'i', name, state: 'connected', onmidimessage: null as ((event: object) => void) | null };
    const sent: (readonly number[])[] = [];
    const output = { id: 'o', name, state: 'connected', send: (bytes: readonly number[]) => void sent.push(bytes) };
    const access = Object.assign(new EventTarget(), {
      inputs: new Map([['i', input]]),
      outputs: new Map([['o', output]]),
    });
    Object.assign(globalThis, {
      device: {
        sent,
        play: (bytes: readonly number[]) => input.onmidimessage?.({ data: Uint8Array.from(bytes) }),
        plug: (isIn: boolean) => {
          input.state = output.state = isIn ? 'connected' : 'disconnected';
          access.dispatchEvent(new Event('statechange'));
        },
      },
    });
    Object.defineProperty(navigator, 'requestMIDIAccess', { configurable: true, value: () => Promise.resolve(access) });
  });
}

const play = (page: Page, ...messages: readonly (readonly number[])[]) =>
  page.evaluate((all) => {
    for (const bytes of all) device.play(bytes);
  }, messages);

/** What the real Web MIDI says to a page: an InvalidStateError where the system has none. */
const askForMidi = () =>
  navigator.requestMIDIAccess({ sysex: false }).then(
    () => 'granted',
    (error: unknown) => (error as DOMException).name,
  );

test('pedals, knobs and keys learn what they do, and without MIDI a sentence says so', async ({ stemroom }) => {
  const page = await stemroom.start();
  await drawn(page);
  const song = page.getByRole('region', { name: 'Song', exact: true });
  const dialog = page.getByRole('dialog', { name: 'Keys and controllers' });
  const bar = page.getByRole('group', { name: 'Learn' });
  const showDialog = async (): Promise<void> => {
    await song.focus();
    await page.keyboard.press('?');
    await button(page, 'Change keys…').click();
    await expect(dialog).toBeVisible();
  };

  const hasMidi = (await page.evaluate(askForMidi)) === 'granted';
  await showDialog();
  if (!hasMidi) await expect(dialog.getByText('There is no MIDI on this computer.')).toBeVisible();
  await stemroom.screenshot('controls-without-midi');
  expect(await findings(page)).toEqual([]);
  await connectDevice(page);
  if (!hasMidi) {
    await button(page, 'Look for MIDI again').click();
    await expect(dialog.getByText('Connected: Pedal Board')).toBeVisible();
    await expect(dialog.getByText('There is no MIDI on this computer.')).toHaveCount(0);
  }
  await dialog.getByRole('combobox', { name: 'MIDI clock goes to' }).selectOption('Pedal Board');

  await button(page, 'Learn…').click();
  await expect(bar.getByText('Press a pedal or a key, or move a knob.')).toBeVisible();
  await stemroom.screenshot('learn-press');
  // A knob for the fader of the drums, by mouse.
  await play(page, [0xb0, 7, 20]);
  await expect(bar.getByText('Pedal Board, controller 7, channel 1.')).toBeVisible();
  await stemroom.screenshot('learn-choose');
  expect(await findings(page)).toEqual([]);
  const fader = page.getByRole('slider', { name: 'Drums level' });
  const before = await fader.getAttribute('aria-valuenow');
  await fader.click();
  await expect(bar.getByText(/controller 7, channel 1: Level of stem \d+ \(Drums\)/)).toBeVisible();
  await stemroom.screenshot('learn-learned');
  await expect(fader).toHaveAttribute('aria-valuenow', before ?? '');
  // A pedal that is a note cannot move a fader, and can play.
  await play(page, [0x90, 60, 100], [0x80, 60, 0]);
  await fader.click();
  await expect(bar.getByText('It can only switch')).toBeVisible();
  await button(page, 'Play').click();
  await expect(bar.getByText('note C3 (60), channel 1: Play or pause.')).toBeVisible();
  // A page turner is a keyboard; the control is reached by keys as well.
  await page.keyboard.press('PageDown');
  await page.getByRole('button', { name: 'Mute Drums' }).focus();
  await page.keyboard.press('Enter');
  await expect(bar.getByText(/Key Page ↓: Mute stem \d+ \(Drums\)/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);

  // It acts even while a fader has the focus.
  await fader.focus();
  await page.keyboard.press('PageDown');
  const mute = page.getByRole('button', { name: 'Mute Drums' });
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
  // The fader waits for the knob to pass it.
  await play(page, [0xb0, 7, 20], [0xb0, 7, 40]);
  await expect(fader).toHaveAttribute('aria-valuenow', before ?? '');
  await play(page, [0xb0, 7, 127]);
  await expect(fader).toHaveAttribute('aria-valuenow', '6');
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Level of Drums/);

  await play(page, [0x90, 60, 100], [0x80, 60, 0]);
  await expect(button(page, 'Pause')).toBeVisible();
  const statuses = () => page.evaluate(() => [...new Set(device.sent.map(([status]) => status))]);
  await expect.poll(statuses).toContain(0xf8);
  // Start, or Continue when a busy computer noticed late that the song plays.
  await expect.poll(async () => (await statuses()).some((status) => status === 0xfa || status === 0xfb)).toBe(true);
  await play(page, [0x90, 60, 100], [0x80, 60, 0]);
  await expect(button(page, 'Play')).toBeVisible();
  await expect.poll(statuses).toContain(0xfc);

  // What was learned is listed, also while its device is away; letters can be switched off.
  await page.evaluate(() => {
    device.plug(false);
  });
  await showDialog();
  await expect(dialog.getByText('Pedal Board, controller 7, channel 1 · not connected')).toBeVisible();
  await page.evaluate(() => {
    device.plug(true);
  });
  await expect(dialog.getByText(/not connected/)).toHaveCount(0);
  await dialog.getByRole('checkbox', { name: /Letters, digits and signs/ }).uncheck();
  await dialog.getByRole('searchbox', { name: 'Find a command' }).fill('zoom');
  await button(page, 'Add a key for Zoom in').click();
  await page.keyboard.press('Alt+z');
  await expect(button(page, 'Take Alt Z from Zoom in')).toBeVisible();
  await stemroom.screenshot('controls-learned');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await song.focus();
  await page.keyboard.press('k');
  await page.keyboard.press('Alt+z');
  await expect(button(page, 'Click')).toHaveAttribute('aria-pressed', 'false');
  await expect(button(page, 'Show the whole song')).toBeEnabled();

  // Only the app's page may have MIDI, the stage may not.
  const opened = stemroom.app.waitForEvent('window');
  await stemroom.app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('toggleStage')?.click();
  });
  const stage = await opened;
  await expect.poll(() => stage.url()).toBe('app://bundle/stage.html');
  stemroom.expectComplaints(/midi/i);
  expect(['NotAllowedError', 'SecurityError']).toContain(await stage.evaluate(askForMidi));
});
