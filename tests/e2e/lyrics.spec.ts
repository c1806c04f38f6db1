import type { Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startRecorder } from '../engine/harness/recorder.ts';
import { expect, test } from './stemroom.ts';
import { findings } from './support/axe.ts';
import { listens } from './support/desktop.ts';
import { button, drawn, importFolder, position, readyToPlay, song } from './support/hands.ts';
import { answerOpenDialog, answerSaveDialog } from './support/native-dialogs.ts';

const lrc = `[section:Verse]
[00:02.00]<00:02.00>Night <00:02.60>drive <00:03.20>over <00:03.80>the <00:04.20>water<00:05.00>
[00:05.50]<00:05.50>Ferry <00:06.20>lights <00:07.00>are <00:07.40>low<00:08.20>
[section:Chorus]
[00:14.00]<00:14.00>Carry <00:14.60>me <00:15.00>home<00:16.50>
[00:17.00]שלום עולם
[00:20.00]夜のドライブ
[00:24.00]
`;

const word = (page: Page, text: string) =>
  page.getByRole('group', { name: 'Words' }).getByRole('button', { name: text, exact: true });

test('lyrics come from a file, follow the song in the panel and on the stage, and go to a file', async ({
  stemroom,
}) => {
  const page = await stemroom.start();
  await drawn(page);
  const panel = page.getByRole('region', { name: 'Lyrics' });
  await expect(panel).toHaveCount(0);
  const folder = join(stemroom.userData, 'words');
  mkdirSync(folder);
  writeFileSync(join(folder, 'song.lrc'), lrc);

  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  await page.keyboard.press('w');
  await expect(panel).toBeVisible();
  await stemroom.screenshot('lyrics-none');
  await answerOpenDialog(stemroom, [join(folder, 'song.lrc')]);
  await button(page, 'Import lyrics…').click();
  await expect(word(page, 'Night')).toBeVisible();
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Import lyrics/);

  await word(page, 'lights').click();
  await expect.poll(() => position(page)).toBeCloseTo(6.2, 1);
  await expect(word(page, 'lights')).toHaveClass(/lit/);
  await word(page, 'lights').press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(word(page, 'are')).toHaveClass(/lit/);
  await stemroom.screenshot('lyrics');
  expect(await findings(page)).toEqual([]);

  const opened = stemroom.app.waitForEvent('window');
  await button(page, 'Open the stage window').click();
  const stage = await opened;
  await expect(stage.getByText('lights', { exact: true })).toHaveClass(/sung/);
  await expect(stage.getByText('low', { exact: true })).not.toHaveClass(/sung/);
  await expect(stage.getByText('Chorus')).toBeVisible();
  expect(
    await stage.evaluate(() => ['stemroom' in globalThis, 'require' in globalThis, 'process' in globalThis]),
  ).toEqual([false, false, false]);
  expect(
    await stage.evaluate(() =>
      fetch('https://stemroom.example/').then(
        () => 'loaded',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  expect(await findings(stage)).toEqual([]);
  for (const [width, height] of [
    [1920, 1080],
    [3840, 2160],
  ] as const) {
    await stage.setViewportSize({ width, height });
    await stage.screenshot({
      path: join(import.meta.dirname, '../results/screenshots', `stage-${String(height)}.png`),
    });
  }

  // The stage goes on with the song, at another speed, into the next line.
  await page.getByRole('region', { name: 'Song', exact: true }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Space');
  await expect(stage.getByText('low', { exact: true })).toHaveClass(/sung/);
  await page.keyboard.press('Space');
  await word(page, 'home').click();
  await expect(stage.getByText('home', { exact: true })).toHaveClass(/sung/);
  await page.keyboard.press('Shift+W');
  await expect.poll(() => stemroom.app.windows().length).toBe(1);

  await answerSaveDialog(stemroom, join(folder, 'out.vtt'));
  await button(page, 'More for the lyrics').click();
  await page.getByRole('menuitem', { name: 'Save as WebVTT…' }).click();
  await expect(page.getByText('out.vtt is saved')).toBeVisible();
  expect(readFileSync(join(folder, 'out.vtt'), 'utf8')).toContain('Night <00:00:02.600>drive');
  await stemroom.quit();

  const again = await stemroom.start();
  await readyToPlay(again);
  await expect(again.getByRole('region', { name: 'Lyrics' })).toHaveCount(0);
  await again.getByRole('region', { name: 'Song', exact: true }).focus();
  await again.keyboard.press('w');
  await expect(word(again, 'Night')).toBeVisible();
});

test('words that are pasted get times from the vocals, by key and on the lane, each a step that can be taken back', async ({
  stemroom,
}) => {
  const page = await stemroom.start();
  await drawn(page);
  const stage = page.getByRole('region', { name: 'Song', exact: true });
  await stage.focus();
  await page.keyboard.press('w');
  await page
    .getByRole('textbox', { name: 'Or paste them here' })
    .fill(`[Verse]\nNight drive over the water\n${'Home again\n'.repeat(14)}`);
  await button(page, 'Use this text').click();
  await expect(word(page, 'Night')).toBeDisabled();

  const choose = async (item: string): Promise<void> => {
    await button(page, 'More for the lyrics').click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Guess times from the vocals');
  await word(page, 'Night').click();
  const startSeconds = await position(page);
  expect(startSeconds).toBeGreaterThan(5);

  await choose('Time the words…');
  const lane = page.getByRole('group', { name: 'Words in time' });
  const placed = (text: string) => lane.getByRole('button', { name: new RegExp(`^${text}, `) });
  const startOf = async (text: string): Promise<number> =>
    Number(/, ([\d.]+) to/.exec((await placed(text).getAttribute('aria-label')) ?? '')?.[1]);
  const undoes = (label: string) => expect(button(page, 'Undo')).toHaveAttribute('title', new RegExp(`Undo ${label}`));
  await expect(placed('Night')).toBeVisible();

  // With Alt an edge goes where the mouse does, to the pixel.
  const guessed = await startOf('drive');
  const drive = await placed('drive').boundingBox();
  if (drive === null) throw new Error('There are no words to drag.');
  await page.keyboard.down('Alt');
  await page.mouse.move(drive.x, drive.y - 8);
  await page.mouse.down();
  await page.mouse.move(drive.x + 20, drive.y - 8, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Alt');
  expect(await startOf('drive')).toBeGreaterThan(guessed);
  await undoes('Move a word');
  await stemroom.screenshot('lyrics-lane');

  const dragged = await startOf('drive');
  await placed('drive').focus();
  await page.keyboard.press('Control+ArrowLeft');
  await page.keyboard.press('Control+ArrowLeft');
  await expect.poll(() => startOf('drive')).toBeCloseTo(dragged - 0.02, 2);
  await page.keyboard.press('Shift+.');
  await undoes('Move a line');
  await page.keyboard.press('ArrowLeft');
  await expect(placed('Night')).toBeFocused();
  await page.keyboard.press('o');
  await undoes('Snap a word');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await undoes('Split line');
  const rows = page.getByRole('group', { name: 'Words', exact: true }).getByRole('paragraph');
  await expect(rows.nth(1)).toHaveText('drive over the water');
  await button(page, 'Join lines').click();
  await undoes('Join lines');
  await expect(rows.nth(0)).toHaveText('Night drive over the water');
  for (const label of ['Split line', 'Snap a word', 'Move a line', 'Move a word', 'Move a word', 'Guess times']) {
    await button(page, 'Undo').click();
    await undoes(label);
  }
  expect(await startOf('drive')).toBeCloseTo(guessed, 2);

  await stage.focus();
  await page.keyboard.press('Space');
  await expect.poll(() => position(page)).toBeGreaterThan(startSeconds);
  await page.keyboard.down('j');
  await page.keyboard.up('j');
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Time a word/);
  await button(page, 'Hold for a word').click();
  await page.keyboard.press('Space');
  await stemroom.screenshot('lyrics-timing');
  expect(await findings(page)).toEqual([]);
  await stage.focus();
  await page.keyboard.press('Backspace');
  await expect(button(page, 'Undo')).toHaveAttribute('title', /Undo Step back/);
  for (const label of [/Time a word/, /Time a word/, /Guess times/, /Type lyrics/]) {
    await button(page, 'Undo').click();
    await expect(button(page, 'Undo')).toHaveAttribute('title', label);
  }
});

const rate = 44_100;
/** When words are sung, in seconds: at intervals that do not repeat, so that one word cannot be taken for another. */
const sungAt = [0.4, 0.83, 1.19, 1.7, 2.02, 2.61, 2.99, 3.46, 3.8, 4.37, 4.71, 5.22, 5.6, 6.13];

/** Writes a voice that clicks on each word, and nothing else. */
function writeVoice(folder: string): void {
  const sound = new Float32Array(7 * rate);
  for (const seconds of sungAt) {
    for (let at = 0; at < 220; at += 1) sound[Math.round(seconds * rate) + at] = 0.7 * Math.sin(at * 0.28);
  }
  const form = ['-v', 'error', '-f', 'f32le', '-ar', String(rate), '-ac', '1', '-i', '-'];
  execFileSync('ffmpeg', [...form, join(folder, 'Vocals.wav')], { input: Buffer.from(sound.buffer) });
}

/** The frames at which something is heard after silence, by the middle of its energy. */
function clicksIn(heard: Float32Array): readonly number[] {
  const clicks: { energy: number; moment: number; last: number }[] = [];
  for (let frame = 0; 2 * frame < heard.length; frame += 1) {
    const power = (heard[2 * frame] ?? 0) ** 2;
    if (power < 1e-5) continue;
    const click = clicks.at(-1);
    if (click === undefined || frame - click.last > rate / 20) {
      clicks.push({ energy: power, moment: power * frame, last: frame });
    } else Object.assign(click, { energy: click.energy + power, moment: click.moment + power * frame, last: frame });
  }
  return clicks.map(({ energy, moment }) => moment / energy);
}

/** Notes from now on when words of these class names are drawn, in milliseconds of the wall clock. */
const watch = (page: Page, name: 'lit' | 'sung'): Promise<void> =>
  page.evaluate((wanted) => {
    const notes: number[] = (globalThis.litAtMs = []);
    new MutationObserver((changes) => {
      const isNew = ({ target, oldValue }: MutationRecord): boolean =>
        target instanceof Element && target.classList.contains(wanted) && !(oldValue ?? '').includes(wanted);
      if (!changes.some(isNew)) return;
      requestAnimationFrame(() => setTimeout(() => notes.push(performance.timeOrigin + performance.now())));
    }).observe(document.body, {
      ...{ subtree: true, attributes: true, attributeFilter: ['class'], attributeOldValue: true },
    });
  }, name);

test(
  'the word that is lit, in the panel and on the stage, is the one that is heard: at every speed, after seeks, in a loop',
  listens,
  async ({ stemroom }) => {
    const page = await stemroom.start();
    const folder = join(stemroom.userData, 'Sung');
    mkdirSync(folder);
    writeVoice(folder);
    await importFolder(stemroom, folder);
    await expect(song(page, /^Sung/)).toBeVisible();
    await drawn(page);
    await page.getByRole('region', { name: 'Song', exact: true }).focus();
    await page.keyboard.press('w');
    const stamp = (seconds: number): string => `<00:${seconds.toFixed(2).padStart(5, '0')}>`;
    const words = sungAt.map((seconds, at) => `${stamp(seconds)}w${String(at)}`).join(' ');
    await page.getByRole('textbox', { name: 'Or paste them here' }).fill(`[00:00.40]${words}<00:06.50>`);
    await button(page, 'Use this text').click();
    const opened = stemroom.app.waitForEvent('window');
    await button(page, 'Open the stage window').click();
    const stage = await opened;
    await expect(stage.getByText('w0', { exact: true })).toBeVisible();
    await Promise.all([watch(page, 'lit'), watch(stage, 'sung')]);
    const litAtMs = async (): Promise<readonly number[]> =>
      (await Promise.all([page, stage].map((one) => one.evaluate(() => globalThis.litAtMs.splice(0))))).flat();

    const recorder = await startRecorder(4);
    const lit: { readonly what: string; readonly atMs: readonly number[] }[] = [];
    /** Plays on from a word until another one is lit. */
    const follow = async (what: string, from: string, to: string): Promise<void> => {
      await word(page, from).click();
      await expect(word(page, to)).not.toHaveClass(/lit|sung/);
      await litAtMs();
      await expect(word(page, to)).toHaveClass(/lit|sung/);
      lit.push({ what, atMs: await litAtMs() });
    };
    await page.keyboard.press('Space');
    await follow('100 %', 'w0', 'w5');
    for (const [speed, to] of [
      ['50 %', 'w4'],
      ['75 %', 'w5'],
      ['150 %', 'w7'],
    ] as const) {
      await page.getByRole('spinbutton', { name: 'Speed' }).press('Enter');
      await page.keyboard.type(speed);
      await page.keyboard.press('Enter');
      await follow(speed, 'w0', to);
    }
    await word(page, 'w3').click();
    await page.getByRole('region', { name: 'Song', exact: true }).focus();
    await page.keyboard.press(']');
    await word(page, 'w1').click();
    await page.keyboard.press('[');
    await litAtMs();
    // Two passes and a little: the stage and the panel each light at least two words in each.
    const looped: number[] = [];
    await expect.poll(async () => looped.push(...(await litAtMs()))).toBeGreaterThan(8);
    lit.push({ what: 'loop', atMs: looped });
    const clicks = clicksIn(await recorder.stop());
    // From the middle of a click to its start, where its word begins.
    const heardAtMs = clicks.map((frame) => recorder.wallMsOf(frame - 110));
    const nearest = (ms: number): number =>
      heardAtMs.reduce((best, at) => (Math.abs(ms - at) < Math.abs(best) ? ms - at : best), Infinity);
    const lateMs = lit.map(({ what, atMs }) => ({ what, late: atMs.map(nearest) }));
    const all = lateMs.flatMap(({ late }) => late).sort((one, other) => one - other);
    // The speakers of a busy machine lag behind its clock, by as much in all of this; on a quiet one it is a few milliseconds.
    const lag = all[Math.floor(all.length / 2)] ?? NaN;
    expect(Math.abs(lag)).toBeLessThan(60);
    for (const { what, late } of lateMs) {
      // It also holds up some frames and leaves gaps in the sound; a third of them it leaves nearly alone.
      const wrongMs = late.map((ms) => Math.abs(ms - lag)).sort((one, other) => one - other);
      expect(wrongMs[Math.floor(wrongMs.length / 3)], `${what}: ${late.map(Math.round).join(' ')}`).toBeLessThan(30);
    }
  },
);
