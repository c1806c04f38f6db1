import type { Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { zipSync, type Zippable } from 'fflate';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, oneApp, test } from '../stemroom.ts';
import { renderedFiles } from '../support/service/demo-service.ts';
import {
  button,
  chooseFromSongMenu,
  dropFiles,
  importFolder,
  position,
  readyToPlay,
  song,
  toDemoSong,
} from '../support/hands.ts';
import { listedTitles, openedSong } from '../support/opened-song.ts';
import { inFolder, makeStems } from '../support/stem-folders.ts';

/** Files as people have them, and the strips that they become. */
const odd = [
  ['01 - Bass.wav', 'bass', 'Bass', ['-c:a', 'pcm_s24le', '-ar', '48000']],
  ['(Instrumental).mp3', 'instrumental', 'Instrumental', ['-c:a', 'libmp3lame']],
  [
    '2f0c8a52-6f0e-4d43-9d5b-0f8f5e3c1a77_Backing_Vocals.mp3',
    'backingVocals',
    'Backing vocals',
    ['-c:a', 'libmp3lame'],
  ],
  ['Drums.flac', 'drums', 'Drums', ['-c:a', 'flac']],
  ['Vocals.m4a', 'vocals', 'Vocals', ['-c:a', 'aac']],
  ['"Lead" gtr’s & <b>friends.ogg', 'guitar', '"Lead" gtr’s & <b>friends', ['-c:a', 'libvorbis']],
  ['🎻 strings.opus', 'strings', 'Strings', ['-c:a', 'libopus', '-ar', '48000']],
  ['Zither.wav', 'other', 'Zither', ['-c:a', 'pcm_s16le']],
] as const;

function makeOddStems(place: string): void {
  mkdirSync(place);
  const sounds = renderedFiles();
  for (const [index, [name, , , codec]] of odd.entries()) {
    const cut = ['-v', 'error', '-ss', '20', '-t', '4', '-i', sounds[index] ?? ''];
    execFileSync('ffmpeg', [...cut, ...codec, join(place, name)]);
  }
  const picture = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=s=300x300', '-frames:v', '1'];
  execFileSync('ffmpeg', [...picture, join(place, 'Folder.jpg')]);
  writeFileSync(join(place, 'read me.txt'), 'nothing to hear');
  writeFileSync(join(place, '.DS_Store'), 'nothing at all');
}

// No service is asked: there is no key.
const options = { env: { STEMROOM_API_BASE: 'http://127.0.0.1:9' } };
const app = oneApp({ options: () => options });

const strip = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

async function expectStrips(page: Page): Promise<void> {
  for (const [, , name] of odd) await expect(strip(page, name)).toBeVisible();
}

async function expectPlays(page: Page): Promise<void> {
  await readyToPlay(page);
  await button(page, 'Play').click();
  await expect.poll(() => position(page)).toBeGreaterThan(0.5);
  await button(page, 'Stop').click();
}

test('a folder without sound is told of, and nothing is added', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  const before = await listedTitles(page);
  await inFolder(async (folder) => {
    for (const [name, files] of [
      ['empty', []],
      ['papers', ['lyrics.txt', 'vocals.mp3']],
    ] as const) {
      mkdirSync(join(folder, name));
      for (const file of files) writeFileSync(join(folder, name, file), 'no sound, whatever its name');
      await importFolder(stemroom, join(folder, name));
      const toasts = page.getByRole('status').filter({ hasText: 'No audio files found.' });
      await expect(toasts).toBeVisible();
      await button(page, 'Dismiss').click();
      await expect(toasts).toHaveCount(0);
    }
  });
  expect(await listedTitles(page)).toEqual(before);
});

async function drop(page: Page, text: string): Promise<void> {
  await page.evaluate((dropped) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/plain', dropped);
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, text);
}

test('a task id that is dropped on the window asks first and is then added, and a text without one is told of', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  await drop(page, 'a shopping list');
  await expect(page.getByText('No task id found in this text.')).toBeVisible();
  await drop(page, '{"taskId": "3e63b4cc88d52611159371f6af5571e7", "state": "done"}');
  await button(page, 'Fetch stems').click();
  await expect(song(page, 'Task 3e63b4cc')).toHaveAttribute('aria-current', 'true');
  await expect(page.getByText('No kie.ai key yet.').first()).toBeVisible();
});

test('an album folder becomes a song for each of its folders, after a look at them', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  await inFolder(async (folder) => {
    const before = await listedTitles(page);
    const album = join(folder, 'Ferry Album');
    mkdirSync(album);
    makeStems(album, 'Harbour', 3);
    makeStems(album, 'Tide', 2);
    await importFolder(stemroom, album);
    const question = page.getByRole('dialog', { name: 'Import 2 songs?' });
    await expect(question.getByRole('listitem')).toHaveText([/Harbour\s*3 stems/, /Tide\s*2 stems/]);
    await stemroom.screenshot('import-album');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(question).toHaveCount(0);
    expect(await listedTitles(page)).toEqual(before);

    await importFolder(stemroom, album);
    await question.getByRole('button', { name: 'Import 2 songs' }).click();
    await expect(song(page, 'Harbour')).toHaveAttribute('aria-current', 'true');
    await expect(song(page, 'Tide')).toBeVisible();
    await expect(strip(page, 'Vocals')).toBeVisible();
  });
});

test('a ZIP that is dropped is a song; under an open export dialog it waits for its turn on stage', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  await inFolder(async (folder) => {
    const place = makeStems(folder, 'Packed', 3);
    const files: Zippable = {};
    for (const name of readdirSync(place)) files[name] = [readFileSync(join(place, name)), { level: 0 }];
    const zip = join(folder, 'Packed Song.zip');
    writeFileSync(zip, zipSync(files));
    const before = await page.locator('[aria-current=true]').first().textContent();
    await button(page, 'Export').first().click();
    const dialog = page.getByRole('dialog');
    const wasAbout = await dialog.textContent();
    await dropFiles(page, [zip]);
    await expect(page.getByText('Packed Song is imported')).toBeVisible({ timeout: 30_000 });
    expect(await dialog.textContent()).toBe(wasAbout);
    expect(await page.locator('[aria-current=true]').first().textContent()).toBe(before);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await button(page, 'Open').click();
    await expect(song(page, 'Packed Song')).toHaveAttribute('aria-current', 'true');
    await expect(strip(page, 'Vocals')).toBeVisible();
    await readyToPlay(page);
  });
});

test('files that cannot be taken are named with their reasons, at once and later', async () => {
  const stemroom = await app();
  const { page } = stemroom;
  await toDemoSong(page);
  await inFolder(async (folder) => {
    const place = makeStems(folder, 'Night Drive', 3);
    const whole = readFileSync(join(place, 'Vocals.mp3'));
    execFileSync('ffmpeg', ['-v', 'error', '-i', join(place, 'Vocals.mp3'), '-t', '1', join(place, 'Piano.wma')]);
    writeFileSync(join(place, 'Strings.mp3.crdownload'), whole.subarray(0, 4000));
    writeFileSync(join(place, 'Brass.wav'), '');
    writeFileSync(join(place, 'Guitar.flac'), '<!doctype html><title>Sign in</title>');
    symlinkSync('/usr/share', join(place, 'Samples'));
    writeFileSync(join(place, 'notes.txt'), 'quiet');
    await importFolder(stemroom, place);
    await expect(song(page, 'Night Drive')).toHaveAttribute('aria-current', 'true');
  });
  await expect(page.getByText('Night Drive: 5 files were left out')).toBeVisible();
  await readyToPlay(page);
  await stemroom.screenshot('import-toast');
  await button(page, 'Show which').click();
  const left = page.getByRole('dialog').getByRole('listitem');
  const expected = [
    "Night Drive/Piano.wmaThis is WMA, which Stemroom can't play.",
    'Night Drive/Brass.wavThe file is empty.',
    'Night Drive/Guitar.flacIt is no sound file Stemroom knows, whatever its name says.',
    'Night Drive/SamplesIt is a link that leaves the folder.',
    'Night Drive/Strings.mp3.crdownloadIts download is not finished.',
  ].sort();
  const shown = async () =>
    (await left.allTextContents())
      .map((text) => text.replaceAll(/\s*\n\s*/g, '').replace(/(?<=\S) +(?=(This|The|It|Its) )/, ''))
      .sort();
  await expect.poll(shown).toEqual(expected);
  await stemroom.screenshot('import-skipped');
  await page.getByRole('dialog').locator('footer').getByRole('button').click();
  await stemroom.quit();

  const again = await stemroom.start(options);
  await chooseFromSongMenu(again, 'Night Drive', 'Files left out (5)');
  await expect(again.getByRole('dialog').getByRole('listitem')).toHaveCount(5);
  await again.keyboard.press('Escape');
  await readyToPlay(again);
});

test('a folder of stems of every kind becomes one song, which stays; a damaged stem is told, the others play', async () => {
  const stemroom = await app();
  let { page } = stemroom;
  await inFolder(async (folder) => {
    const place = join(folder, 'Café del Mar — live (stems)');
    makeOddStems(place);
    await importFolder(stemroom, place);
    await expectStrips(page);
  });
  // The folder it came from is gone: what plays is the library's.
  const title = 'Café del Mar — live';
  await expect(song(page, title)).toHaveAttribute('aria-current', 'true');
  const cover = page.getByRole('img', { name: `Cover of ${title}` });
  await expect.poll(() => cover.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(300);
  const kinds = new Map((await openedSong(page, title))?.session.stems.map(({ name, kind }) => [name, kind]));
  expect(kinds).toEqual(new Map(odd.map(([, kind, name]) => [name, kind])));
  await expectPlays(page);
  await stemroom.quit();

  page = await stemroom.start(options);
  await expect(song(page, title)).toHaveAttribute('aria-current', 'true');
  await expectStrips(page);
  await expectPlays(page);
  const drums = (await openedSong(page, title))?.session.stems.find(({ kind }) => kind === 'drums')?.file;
  await toDemoSong(page);

  if (drums?.state !== 'saved') throw new Error('The drums were not saved.');
  flipByte(stemroom.userData, drums.audio.sha256);
  await song(page, title).click();
  await expect(page.getByText('A saved file has changed on disk.')).toBeVisible();
  await expectStrips(page);
  await expectPlays(page);
  const files = (await openedSong(page, title))?.session.stems.map(({ kind, file }) => `${kind} ${file.state}`).sort();
  expect(files).toEqual(odd.map(([, kind]) => `${kind} ${kind === 'drums' ? 'damaged' : 'saved'}`).sort());
});

/** Changes one byte in the middle of the file of that hash, as a dying disk does. */
function flipByte(userData: string, sha256: string): void {
  const names = readdirSync(userData, { recursive: true, encoding: 'utf8' });
  const found = names.find((name) => name.includes(sha256) && !name.endsWith('.overview'));
  const path = join(userData, found ?? 'nothing');
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
}
