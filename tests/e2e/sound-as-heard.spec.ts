import { expect, test, type Stemroom } from './stemroom.ts';
import { decodeWithFfmpeg, sumOf, type Stereo } from './support/audio-files.ts';
import { renderedFiles } from './support/demo-service.ts';
import { findStretch, listen, matchDb } from './support/listen.ts';

const rate = 44_100;
/** The stretch that is compared, in eight pieces: all stems play in it. */
const from = 30 * rate;
const piece = rate / 2;
const pieces = 8;

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
  await expect.poll(seconds).toBeGreaterThan(35.2);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  return recording.stop();
}

/**
 * How well the pieces match, in dB. The sound device of a virtual machine leaves a gap now and then, after
 * which all comes a little later, so each piece is found for itself.
 */
function matches(heard: Stereo, wanted: Stereo): { readonly best: number; readonly third: number } {
  const at = findStretch(heard, wanted, from, 2048);
  const matchOf = (part: number): number => {
    const start = from + part * piece;
    const expected = at + part * piece;
    const found = findStretch(heard, wanted, start, 2048, expected - 4096, expected + piece);
    return matchDb(heard, found, wanted, start, piece);
  };
  const sorted = Array.from({ length: pieces }, (_, part) => matchOf(part)).sort((one, other) => other - one);
  return { best: sorted[0] ?? NaN, third: sorted[2] ?? NaN };
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
  expect(matches(heardAll, all).third).toBeGreaterThan(90);
  expect(matches(heardAll, withoutBass).best).toBeLessThan(30);

  await page.getByRole('button', { name: 'Mute Bass', exact: true }).click();
  const heardWithout = await hear(stemroom);
  expect(matches(heardWithout, withoutBass).third).toBeGreaterThan(90);
});
