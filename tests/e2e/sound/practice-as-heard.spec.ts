import type { Page } from '@playwright/test';
import { expect, oneApp, test } from '../stemroom.ts';
import { decodeWithFfmpeg, sumOf, type Stereo } from '../support/sound/audio-files.ts';
import { renderedFiles } from '../support/service/demo-service.ts';
import { listens } from '../support/desktop.ts';
import { findSound, matchDb } from '../support/sound/find-sound.ts';
import { button, position, slider, toDemoSong, toMiddle, undoAll } from '../support/hands.ts';
import { listen } from '../support/sound/listen.ts';
import { primeAnalysis } from '../support/prime-analysis.ts';

const rate = 44_100;
/** Of a beat of the demo song, at 120 bpm. */
const beatSeconds = 0.5;

const app = oneApp({ prepare: primeAnalysis });

const onSong = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  for (const key of keys) await page.keyboard.press(key);
};

/** The seconds at which something begins after a twentieth of silence. */
function onsets({ left }: Stereo): readonly number[] {
  const found: number[] = [];
  let last = -rate;
  left.forEach((sample, frame) => {
    if (Math.abs(sample) < 0.01) return;
    if (frame - last > rate / 20) found.push(frame / rate);
    last = frame;
  });
  return found;
}

test('a count-in and a loop that gets faster are clicked on time, as recorded', listens, async () => {
  const { page } = await app();
  await toDemoSong(page);
  await undoAll(page);
  // The click alone.
  await button(page, 'Solo FX').click();
  await slider(page, 'FX level').press('Home');
  await onSong(page, 'Alt+ArrowLeft', 'Alt+ArrowLeft', 'Alt+ArrowLeft', 'Alt+ArrowLeft');
  await expect(page.getByRole('spinbutton', { name: 'Speed', exact: true })).toHaveText(/80 %/);
  await onSong(page, 'k', 'Shift+K', 'Shift+L');
  const panel = page.getByRole('dialog', { name: 'Loop', exact: true });
  await panel.getByRole('textbox', { name: 'Loop from' }).fill('1');
  await panel.getByRole('textbox', { name: 'Loop to' }).fill('1');
  await panel.getByRole('checkbox', { name: 'Speed up' }).check();
  await panel.getByRole('textbox', { name: 'Percent faster' }).fill('10');
  await panel.getByRole('textbox', { name: 'Passes for each step' }).fill('1');
  await panel.getByRole('textbox', { name: 'Speed to reach in percent' }).fill('100');
  await page.keyboard.press('Escape');

  const recording = listen();
  await button(page, 'Play').click();
  await page.waitForTimeout(11_500);
  await button(page, 'Stop').click();
  const clicks = onsets(await recording.stop());
  const steps = clicks.slice(1).map((at, index) => at - (clicks[index] ?? 0));
  // A bar of count-in and the first pass at 80 %, then a pass at 90 %, and the rest as recorded.
  const wanted = [...Array<number>(8).fill(0.8), ...Array<number>(4).fill(0.9), ...Array<number>(4).fill(1)];
  const late = wanted.map((speed, index) => ((steps[index] ?? NaN) - beatSeconds / speed) * 1000);
  test.info().annotations.push({ type: 'ms late', description: late.map((ms) => ms.toFixed(2)).join(' ') });
  // Where the speed changes, one beat is partly at the other one. A gap of a busy machine moves one, too.
  expect(late.filter((ms) => Math.abs(ms) < 1).length).toBeGreaterThan(wanted.length - 4);
  // No beat is clicked twice.
  expect(Math.min(...steps)).toBeGreaterThan(beatSeconds - 0.02);
  await undoAll(page);
});

test('a scene is recalled in a glide, without a click in the sound, as recorded', listens, async () => {
  const { page } = await app();
  await toDemoSong(page);
  await undoAll(page);
  await onSong(page, 'Shift+F1');
  await button(page, 'Mute Drums').click();
  await button(page, 'Mute Guitar').click();
  await onSong(page, 'Shift+F2');
  const stems = renderedFiles().map((file) => ({ file, sound: decodeWithFfmpeg(file), gain: 1 }));
  const isMuted = (file: string): boolean => /\/(drums|guitar)\.mp3$/.test(file);
  const before = sumOf(stems);
  const after = sumOf(stems.filter(({ file }) => !isMuted(file)));

  // A busy machine leaves gaps in what silent speakers are given; only a recording without one tells something.
  let whole: { readonly heard: Stereo; readonly lag: number; readonly from: number } | null = null;
  for (let attempt = 0; attempt < 4 && whole === null; attempt += 1) {
    const { heard, from } = await recallWhilePlaying(page);
    const first = (from + 1.5) * rate;
    const last = (from + 5) * rate;
    const lag = findSound(heard.left, before.left.subarray(first, first + 4096)) - first;
    const isWhole =
      matchDb(heard, first + lag, before, first, 4096) > 60 && matchDb(heard, last + lag, after, last, 4096) > 60;
    if (isWhole) whole = { heard, lag, from };
  }
  if (whole === null) throw new Error('Every recording has a gap.');
  const { heard, lag, from } = whole;
  const start = (from + 1.5) * rate;
  const shares = sharesOf(heard, lag, before, after, start, (from + 5) * rate);
  const between = shares.filter((share) => share > 0.01 && share < 0.99);
  test.info().annotations.push({ type: 'way', description: between.map((share) => share.toFixed(2)).join(' ') });
  expect(shares[0]).toBeCloseTo(0, 2);
  expect(shares.at(-1)).toBeCloseTo(1, 2);
  // Within 50 ms, by steps that are a ramp's.
  expect(between.length * shareFrames).toBeLessThan(0.06 * rate);
  expect(between.length * shareFrames).toBeGreaterThan(0.03 * rate);
  const rises = shares.slice(1).map((share, index) => share - (shares[index] ?? 0));
  expect(Math.max(...rises)).toBeLessThan(2.5 * (shareFrames / (0.05 * rate)));
  expect(Math.min(...rises)).toBeGreaterThan(-0.02);
  await undoAll(page);
});

/** Plays from the middle of the song and recalls the second scene after three seconds. */
async function recallWhilePlaying(page: Page): Promise<{ readonly heard: Stereo; readonly from: number }> {
  await onSong(page, 'F1');
  const from = await toMiddle(page);
  const recording = listen();
  await button(page, 'Play').click();
  await expect.poll(() => position(page)).toBeGreaterThan(from + 3);
  await onSong(page, 'F2');
  await expect.poll(() => position(page)).toBeGreaterThan(from + 6);
  await button(page, 'Stop').click();
  return { heard: await recording.stop(), from };
}

const shareFrames = 256;

/** How far the recording is on the way from one sum to another, 0 to 1, piece by piece. */
function sharesOf(
  heard: Stereo,
  lag: number,
  before: Stereo,
  after: Stereo,
  start: number,
  end: number,
): readonly number[] {
  const shares: number[] = [];
  for (let at = start; at < end; at += shareFrames) {
    let along = 0;
    let whole = 0;
    for (let frame = at; frame < at + shareFrames; frame += 1) {
      for (const side of ['left', 'right'] as const) {
        const way = (after[side][frame] ?? 0) - (before[side][frame] ?? 0);
        along += ((heard[side][frame + lag] ?? 0) - (before[side][frame] ?? 0)) * way;
        whole += way * way;
      }
    }
    // Where both are the same, nothing can be said.
    if (whole > 1e-3) shares.push(along / whole);
  }
  return shares;
}
