import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, oneApp, test } from '../stemroom.ts';
import { button, importFolder, position, readyToPlay, song, toDemoSong } from '../support/hands.ts';
import { inFolder } from '../support/stem-folders.ts';

const app = oneApp();

/** Two seconds of a quiet square wave, 16 bits, mono, whose header says this rate. */
function wavThatSays(sampleRate: number): Buffer {
  const frames = 88_200;
  const bytes = Buffer.alloc(44 + frames * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE((sampleRate * 2) % 2 ** 32, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(frames * 2, 40);
  for (let frame = 0; frame < frames; frame += 1) bytes.writeInt16LE(frame % 100 < 50 ? 3000 : -3000, 44 + frame * 2);
  return bytes;
}

/** The page's AudioContext refuses to open, or opens again. */
async function refuseDevices(page: Page, isRefusing: boolean): Promise<void> {
  await page.evaluate((refuses) => {
    const kept = globalThis as unknown as { ownAudioContext?: typeof AudioContext };
    kept.ownAudioContext ??= globalThis.AudioContext;
    const own = kept.ownAudioContext;
    globalThis.AudioContext = refuses
      ? new Proxy(own, {
          construct: (Context, [options]: [AudioContextOptions]) => new Context({ ...options, sampleRate: 1 }),
        })
      : own;
  }, isRefusing);
}

test('a song whose sound device will not open offers to try again, and plays when there is one', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  await inFolder(async (folder) => {
    const place = join(folder, 'No device');
    mkdirSync(place);
    writeFileSync(join(place, 'Drums.wav'), wavThatSays(48_000));
    await refuseDevices(page, true);
    await importFolder(stemroom, place);
    await expect(page.getByText("Can't use the audio device.")).toBeVisible();
    await expect(button(page, 'Play')).toBeEnabled();
    await expect(button(page, 'Export')).toBeDisabled();
    await stemroom.screenshot('no-sound-device');
    await button(page, 'Try again').click();
    await expect(button(page, 'Try again')).toBeVisible();
    await refuseDevices(page, false);
    await button(page, 'Try again').click();
    await expect(button(page, 'Export')).toBeEnabled();
    await expect(page.getByText("Can't use the audio device.")).toHaveCount(0);
    await button(page, 'Play').click();
    await expect.poll(() => position(page)).toBeGreaterThan(0.2);
    await button(page, 'Stop').click();
  });
});

test('a song with a rate that no device has ends nothing but itself: the demo song opens and plays after it', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  await inFolder(async (folder) => {
    const place = join(folder, 'Odd rate');
    mkdirSync(place);
    writeFileSync(join(place, 'Vocals.wav'), wavThatSays(0xffffffff));
    writeFileSync(join(place, 'Drums.wav'), wavThatSays(48_000));
    // The device refuses for real, whatever the decoders make of such a file.
    await refuseDevices(page, true);
    await importFolder(stemroom, place);
    await expect(song(page, /Odd rate/)).toBeVisible();
    await expect(button(page, 'Try again')).toBeVisible();
    await refuseDevices(page, false);
  });
  await song(page, /Ferry Lights/).click();
  await readyToPlay(page);
  await button(page, 'Play').click();
  await expect.poll(() => position(page)).toBeGreaterThan(1);
  await button(page, 'Stop').click();
});
