import { expect, test, type Stemroom } from './stemroom.ts';
import { decodeWithFfmpeg, sumOf, type Stereo } from './support/audio-files.ts';
import { renderedFiles } from './support/demo-service.ts';
import { findStretch, listen, matchDb } from './support/listen.ts';

const rate = 44_100;
/** The stretch that is compared: all stems play in it. */
const from = 30 * rate;
const length = 2 * rate;

async function hear({ page }: Stemroom): Promise<Stereo> {
  const position = page.getByRole('slider', { name: 'Position' });
  await position.focus();
  const seconds = async (): Promise<number> => Number(await position.getAttribute('aria-valuenow'));
  await page.keyboard.press('Home');
  await expect.poll(seconds).toBe(0);
  for (let before = 0; before < 25; before = await seconds()) {
    await page.keyboard.press('ArrowRight');
    await expect.poll(seconds).toBeGreaterThan(before);
  }
  const recording = listen();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(seconds).toBeGreaterThan(33.2);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  return recording.stop();
}

test('what comes out of the speakers is the sum of the stems, and a mute takes away exactly its stem', async ({
  stemroom,
}) => {
  const page = await stemroom.start();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
  const stems = renderedFiles().map((file) => ({ file, sound: decodeWithFfmpeg(file), gain: 1 }));
  const all = sumOf(stems);
  const withoutBass = sumOf(stems.filter(({ file }) => !file.endsWith('/bass.mp3')));

  const heardAll = await hear(stemroom);
  const at = findStretch(heardAll, all, from, 2048);
  expect(matchDb(heardAll, at, all, from, length)).toBeGreaterThan(90);
  expect(matchDb(heardAll, at, withoutBass, from, length)).toBeLessThan(30);

  await page.getByRole('button', { name: 'Mute Bass', exact: true }).click();
  const heardWithout = await hear(stemroom);
  const atWithout = findStretch(heardWithout, withoutBass, from, 2048);
  expect(matchDb(heardWithout, atWithout, withoutBass, from, length)).toBeGreaterThan(90);
});
