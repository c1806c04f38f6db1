import { expect, test, type Stemroom } from '../stemroom.ts';
import { decodeWithFfmpeg, sumOf, type Stereo } from '../support/sound/audio-files.ts';
import { renderedFiles } from '../support/service/demo-service.ts';
import { listens } from '../support/desktop.ts';
import { findSound, matchDb } from '../support/sound/find-sound.ts';
import { listen } from '../support/sound/listen.ts';

const rate = 44_100;
/** The stretch that is compared, in pieces of a tenth of a second: all stems play in it. */
const from = 31 * rate;
const piece = rate / 10;
const pieces = 40;

async function hear({ page }: Stemroom): Promise<Stereo> {
  const position = page.getByRole('slider', { name: 'Position' });
  await position.focus();
  const seconds = async (): Promise<number> => Number(await position.getAttribute('aria-valuenow'));
  await page.keyboard.press('Home');
  await expect.poll(seconds).toBe(0);
  await page.keyboard.press('PageUp');
  await expect.poll(seconds).toBe(30);
  const recording = listen();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(seconds).toBeGreaterThan(35.2);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  return recording.stop();
}

type Place = { readonly start: number; readonly at: number };

/**
 * Where the pieces are heard that match with more than 90 dB. The sound device of a busy machine leaves gaps, behind which all
 * comes a little later, so what does not match where it should be is looked for.
 */
function matching(heard: Stereo, wanted: Stereo): readonly Place[] {
  const places: Place[] = [];
  const patternOf = (start: number) => wanted.left.subarray(start, start + 512);
  let lag: number | null = null;
  for (let start = from; start < from + pieces * piece; start += piece) {
    const isHeardAt = (at: number): boolean => matchDb(heard, at, wanted, start, piece) > 90;
    let at: number = lag === null ? -1 : start + lag;
    if (lag === null) at = findSound(heard.left, patternOf(start));
    else if (!isHeardAt(at)) at = findSound(heard.left, patternOf(start), at, at + rate / 2);
    if (!isHeardAt(at)) continue;
    lag = at - start;
    places.push({ start, at });
  }
  return places;
}

test(
  'what comes out of the speakers is the sum of the stems, and a mute takes away exactly its stem',
  listens,
  async ({ stemroom }) => {
    const page = await stemroom.start();
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
    const stems = renderedFiles().map((file) => ({ file, sound: decodeWithFfmpeg(file), gain: 1 }));
    const all = sumOf(stems);
    const withoutBass = sumOf(stems.filter(({ file }) => !file.endsWith('/bass.mp3')));

    const heardAll = await hear(stemroom);
    const places = matching(heardAll, all);
    expect(places.length).toBeGreaterThan(4);
    // Between its notes the bass is silent.
    const without = places.filter(({ start, at }) => matchDb(heardAll, at, withoutBass, start, piece) < 30);
    expect(without.length).toBeGreaterThan(places.length / 2);

    await page.getByRole('button', { name: 'Mute Bass', exact: true }).click();
    const heardWithout = await hear(stemroom);
    expect(matching(heardWithout, withoutBass).length).toBeGreaterThan(4);
  },
);
