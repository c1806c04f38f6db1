import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PaidService } from '../../fakes/paid-service.ts';
import { twelveFields } from '../../fakes/record-answers.ts';
import { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { expect, test, type Stemroom } from '../stemroom.ts';
import { colourFindings, findings, openDialog } from '../support/appearance/axe.ts';
import { renderedFile } from '../support/service/demo-service.ts';
import {
  button,
  chooseFromSongMenu,
  drawn,
  dropFiles,
  fetchStems,
  readyToPlay,
  removeKey,
  saveKey,
  song,
} from '../support/hands.ts';
import { filesWith } from '../support/key-hunt.ts';
import { answerOpenDialog, answerSaveDialog } from '../support/native-dialogs.ts';
import { offerStems, troubles } from '../support/service/troubled-service.ts';

const songTaskId = '50f650f650f650f650f650f650f650f6';
const audioId = '376c687e-d439-42c1-b1e4-bcb43b095ec2';

type Paid = { readonly server: RecordInfoServer; readonly service: PaidService };

async function startPaidService(): Promise<Paid> {
  const server = await RecordInfoServer.start({ key: 'paid-key-PQRS-3456' });
  const link = (field: string): string =>
    server.file(`/s/${field}.mp3`, { bytes: readFileSync(renderedFile(field)), etag: `"${field}"` });
  const whole = server.file('/whole.mp3', { bytes: readFileSync(renderedFile('vocalUrl')), etag: '"whole"' });
  const service = new PaidService(server, {
    songs: {
      [songTaskId]: [
        {
          id: audioId,
          title: 'Night Drive',
          tags: 'synthwave, slow',
          prompt: 'Drive on',
          duration: 78,
          audioUrl: whole,
        },
      ],
    },
    alignedWords: ['[Verse]\nNight', ' drive'].map((word, at) => ({ word, startS: at, endS: at + 0.9, success: true })),
    stems: (type) =>
      Object.fromEntries(
        (type === 'split_stem' ? twelveFields : ['vocalUrl', 'drumsUrl']).map((field) => [field, link(field)]),
      ),
  });
  return { server, service };
}

/** Runs with a service that takes money; the key that was saved is gone afterwards. */
async function withPaidService(stemroom: Stemroom, work: (paid: Paid) => Promise<void>): Promise<void> {
  const paid = await startPaidService();
  try {
    await stemroom.start({ env: { STEMROOM_API_BASE: paid.server.origin } });
    await saveKey(stemroom.page, paid.server.key);
    await work(paid);
    await removeKey(stemroom);
  } finally {
    await paid.server.close();
  }
}

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'New separation' });

async function openDoor(page: Page): Promise<void> {
  await button(page, 'Add song').click();
  await button(page, 'Separate a song').click();
  await expect(dialogOf(page)).toBeVisible();
}

const ownFile = renderedFile('vocalUrl');

test('an own file becomes twelve stems and a mix: the price is on the button, Enter does not pay, one song is paid once', async ({
  stemroom,
}) => {
  await withPaidService(stemroom, async ({ server, service }) => {
    const { page } = stemroom;
    await openDoor(page);
    const dialog = dialogOf(page);
    await expect(dialog.getByText('100 credits now, about 50 afterwards')).toBeVisible();
    const pay = dialog.getByRole('button', { name: 'Separate for about 50 credits' });
    await expect(pay).toBeDisabled();
    await answerOpenDialog(stemroom, [ownFile]);
    await dialog.getByRole('button', { name: 'Choose file' }).click();
    await expect(dialog.getByText('vocals.mp3')).toBeVisible();
    await expect(pay).toBeEnabled();
    expect(await findings(page, { within: openDialog })).toEqual([]);
    await stemroom.screenshot('new-separation');

    await dialog.getByRole('radio', { name: /One instrument/ }).check();
    await dialog.getByRole('combobox', { name: 'Instrument' }).fill('Snare');
    await expect(dialog.getByRole('button', { name: 'Separate for about 20 credits' })).toBeEnabled();
    await dialog.getByRole('radio', { name: /twelve stems/ }).check();
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Ferry Anew');
    await page.keyboard.press('Enter');
    await pay.focus();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    expect(service.sales).toEqual([]);

    await pay.click();
    await expect(dialog).toHaveCount(0, { timeout: 30_000 });
    await expect(song(page, 'Ferry Anew')).toHaveAttribute('aria-current', 'true');
    await expect(page.getByText(/^12 stems/).first()).toBeVisible({ timeout: 90_000 });
    await readyToPlay(page);
    await button(page, 'Mute Drums').click();
    await button(page, 'Play').click();
    await expect(button(page, 'Pause')).toBeVisible();
    await button(page, 'Pause').click();
    expect(service.separations).toHaveLength(1);
    expect(service.uploads).toHaveLength(1);

    await openDoor(page);
    await dropFiles(page, [ownFile]);
    await expect(dialog.getByText('vocals.mp3')).toBeVisible();
    await expect(dialog.getByText(/Already separated on \d+ \w+, 50 credits\./)).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Separate again for about 50 credits' })).toBeEnabled();
    await stemroom.screenshot('already-separated');
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(dialog).toHaveCount(0);
    await expect(song(page, 'Ferry Anew')).toHaveAttribute('aria-current', 'true');
    expect(service.separations).toHaveLength(1);

    // The key went nowhere but to the service, and lies in no file.
    for (const { path, headers } of server.seen) {
      expect(headers.authorization === undefined, path).toBe(!path.startsWith('/api/'));
    }
    expect(filesWith(server.key, stemroom.userData)).toEqual([]);
    await drawn(page);
  });
});

test('a song that has expired is separated again with what is known filled in, also when the answer is lost', async ({
  stemroom,
}) => {
  const { taskId, title } = troubles.expired;
  const day = 24 * 60 * 60 * 1000;
  await withPaidService(stemroom, async ({ server, service }) => {
    const { page } = stemroom;
    offerStems(server, taskId, () => (_, response) => response.writeHead(404).end(), Date.now() - 20 * day);
    await fetchStems(page, taskId);
    await song(page, title).click();
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveAttribute('placeholder', /^Task badbad03/);
    const again = page
      .getByRole('region', { name: 'Song', exact: true })
      .getByRole('button', { name: /^Separate again/ });
    await expect(again).toHaveText('Separate again, about 50 credits', { timeout: 60_000 });
    await stemroom.screenshot('expired-separate-again');
    await again.click();
    const dialog = dialogOf(page);
    await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue(/^Task badbad03/);
    await dialog.getByRole('radio', { name: 'A song of kie.ai' }).check();
    await expect(dialog.getByRole('textbox', { name: 'Audio id' })).toHaveValue(audioId);
    await dialog.getByRole('textbox', { name: 'Song task id' }).fill(songTaskId);
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Night Drive');

    // The service takes the credits, and its answer never arrives.
    service.fail('create', { doneBut: 'reset' });
    await dialog.getByRole('button', { name: 'Separate for about 50 credits' }).click();
    await expect(dialog.getByText('No clear answer came, so this may have been paid for.')).toBeVisible();
    await expect(dialog.getByText('The account has 50 credits less than before.')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Separate anyway for about 50 credits' })).toBeEnabled();
    await stemroom.screenshot('purchase-uncertain');
    expect(service.separations).toHaveLength(1);

    await dialog.getByRole('button', { name: 'Show purchases' }).click();
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await settings
      .getByRole('textbox', { name: 'Task id, if there is one' })
      .fill(service.separations[0]?.taskId ?? '');
    await settings.getByRole('button', { name: 'It was bought' }).scrollIntoViewIfNeeded();
    expect(await findings(page, { within: openDialog })).toEqual([]);
    await stemroom.screenshot('purchases');
    const csv = mkdtempSync(join(tmpdir(), 'stemroom-csv-'));
    await answerSaveDialog(stemroom, join(csv, 'mine.csv'));
    await settings.getByRole('button', { name: 'Save as CSV…' }).click();
    await expect(page.getByText('Your purchases are saved')).toBeVisible();
    const saved = readFileSync(join(csv, 'mine.csv'), 'utf8');
    rmSync(csv, { recursive: true, force: true });
    expect(saved).toContain('Night Drive,Twelve stems');
    expect(saved).toContain('no clear answer');
    await settings.getByRole('radio', { name: 'Light' }).check();
    await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: light)').matches)).toBe(true);
    expect(await colourFindings(page, { within: openDialog })).toEqual([]);
    await stemroom.screenshot('purchases-light');
    await settings.getByRole('button', { name: 'It was bought' }).click();
    await expect(song(page, 'Night Drive')).toHaveAttribute('aria-current', 'true');
    await expect(page.getByText(/^12 stems/).first()).toBeVisible({ timeout: 90_000 });
    expect(service.separations).toHaveLength(1);

    // What belongs to the song beside its stems.
    await chooseFromSongMenu(page, 'Night Drive', 'Words, cover and MIDI');
    const atService = page.getByRole('dialog', { name: 'Night Drive at kie.ai' });
    await expect(atService.getByRole('textbox', { name: 'Song task id' })).toHaveValue(songTaskId);
    await atService.getByRole('button', { name: 'Fetch', exact: true }).click();
    await expect(atService.getByText('synthwave, slow')).toBeVisible({ timeout: 30_000 });
    await expect(atService.getByText('kept for comparison')).toBeVisible();
    await atService.getByRole('button', { name: 'Fetch words for about 0.5 credits' }).click();
    await expect(atService.getByText('2 words kept with the song.')).toBeVisible();
    expect(await findings(page, { within: openDialog })).toEqual([]);
    await stemroom.screenshot('song-at-service');
    expect(service.credits).toBe(49.5);

    const music = mkdtempSync(join(tmpdir(), 'stemroom-midi-'));
    await answerOpenDialog(stemroom, [music]);
    await atService.getByRole('button', { name: /^Fetch MIDI for about / }).click();
    await expect(atService.getByText('The MIDI files are saved.')).toBeVisible({ timeout: 60_000 });
    const notes = readdirSync(music, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mid'));
    expect(notes.length).toBeGreaterThan(0);
    for (const name of notes) expect(readFileSync(join(music, name)).toString('latin1', 0, 4)).toBe('MThd');
    rmSync(music, { recursive: true, force: true });
    await stemroom.resize(1024, 640);
    await page.evaluate(() => globalThis.stemroom.changeSettings({ theme: 'dark' }));
    expect(await colourFindings(page, { within: openDialog })).toEqual([]);
    await stemroom.screenshot('song-at-service-small');
  });
});

test('a large file is sent as an MP3, its upload cancelled, two songs are separated at once', async ({ stemroom }) => {
  const folder = mkdtempSync(join(tmpdir(), 'stemroom-long-'));
  const longFile = join(folder, 'long.wav');
  writeFileSync(longFile, wavOf(125));
  await withPaidService(stemroom, async ({ server, service }) => {
    const { page } = stemroom;
    await page.evaluate(() => globalThis.stemroom.changeSettings({ theme: 'light' }));
    await openDoor(page);
    const dialog = dialogOf(page);
    await answerOpenDialog(stemroom, [join(import.meta.dirname, 'separation.spec.ts')]);
    await dialog.getByRole('button', { name: 'Choose file' }).click();
    await expect(dialog.getByText('This is not a sound file Stemroom can play.')).toBeVisible();

    expect(await colourFindings(page, { within: openDialog })).toEqual([]);

    await answerOpenDialog(stemroom, [longFile]);
    await dialog.getByRole('button', { name: 'Choose file' }).click();
    await expect(dialog.getByText(/2:05, 22\.\d MB, sent as an MP3/)).toBeVisible();
    const uploaded: Buffer[] = [];
    server.route('/api/file-stream-upload', ({ body }) => {
      uploaded.push(body);
      return { instead: 'silence' };
    });
    await dialog.getByRole('button', { name: 'Separate for about 50 credits' }).click();
    await expect(dialog.getByText(/^Uploading, .* Nothing is paid yet\.$/)).toBeVisible({ timeout: 60_000 });
    await expect.poll(() => uploaded.length).toBe(1);
    const sent = Buffer.concat(uploaded);
    expect(sent.length).toBeGreaterThan(1_000_000);
    expect(sent.length).toBeLessThan(20_000_000);
    expect(sent.toString('latin1')).toMatch(/Content-Type: audio\/mpeg\r\n\r\n(ID3|\u00ff\u00fb)/);
    await stemroom.screenshot('uploading');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog.getByText('You cancelled.')).toBeVisible();
    expect(service.sales).toEqual([]);
    await page.keyboard.press('Escape');

    const link = 'https://music.example.org/a song.mp3?size=large';
    for (const title of ['First', 'Second']) {
      await openDoor(page);
      if (title === 'First') {
        await dialog.getByRole('radio', { name: 'A song of kie.ai' }).check();
        await dialog.getByRole('textbox', { name: 'Song task id' }).fill(songTaskId);
        await dialog.getByRole('textbox', { name: 'Audio id' }).fill('audio-id-0001');
      } else {
        await dialog.getByRole('radio', { name: 'A link' }).check();
        await dialog.getByRole('textbox', { name: 'Link' }).fill(encodeURI(link));
        await stemroom.resize(1024, 640);
        await stemroom.screenshot('new-separation-small');
      }
      await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
      await dialog.getByRole('radio', { name: /^Vocals and the rest/ }).check();
      await dialog.getByRole('button', { name: 'Separate for about 10 credits' }).click();
      await expect(dialog).toHaveCount(0);
    }
    for (const title of ['First', 'Second']) {
      await expect(song(page, title)).toHaveAccessibleDescription(/^2 stems/, { timeout: 90_000 });
    }
    expect(service.credits).toBe(80);
    expect(service.separations[1]?.input).toMatchObject({ audio_url: encodeURI(link) });
  });
  rmSync(folder, { recursive: true, force: true });
});

/** A WAV of a sine at 440 Hz in both channels, 44.1 kHz, 16 bits. */
function wavOf(seconds: number): Buffer {
  const frames = seconds * 44_100;
  const wav = Buffer.alloc(44 + frames * 4);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + frames * 4, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(44_100, 24);
  wav.writeUInt32LE(44_100 * 4, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(frames * 4, 40);
  for (let frame = 0; frame < frames; frame += 1) {
    const sample = Math.round(8000 * Math.sin((2 * Math.PI * 440 * frame) / 44_100));
    wav.writeInt16LE(sample, 44 + frame * 4);
    wav.writeInt16LE(sample, 46 + frame * 4);
  }
  return wav;
}
