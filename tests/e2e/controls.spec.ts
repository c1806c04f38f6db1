import type { Page } from '@playwright/test';
import { expect, test } from './stemroom.ts';
import { findings } from './support/axe.ts';
import { button, drawn } from './support/hands.ts';

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

test('pedals, knobs and keys learn what they do; without MIDI there is a sentence, and only this page may have it', async ({
  stemroom,
}) => {
  const page = await stemroom.start();
  await drawn(page);
  const outcome = () =>
    navigator.requestMIDIAccess({ sysex: false }).then(
      () => 'granted',
      (error: unknown) => (error as DOMException).name,
    );
  console.log(await page.evaluate(outcome));
  await stemroom.screenshot('x');
  expect(await findings(page)).toEqual([]);
  void button;
});
