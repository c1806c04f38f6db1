import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptPayloads } from '../../fakes/script-payloads.ts';
import { expect, test } from '../stemroom.ts';
import { importFolder, readyToPlay, song } from '../support/hands.ts';
import { inFolder } from '../support/stem-folders.ts';

/** A song that failed, whose every text is the payload, as the service or a damaged disk may give it. */
function layOutSong(library: string, payload: string, index: number): void {
  const folder = join(library, `01hzy3v7q8m4n5p6r7s8${String(index).padStart(6, '0')}`);
  mkdirSync(folder, { recursive: true });
  const failure = { kind: 'separationFailed', detail: payload };
  const file = { state: 'missing', failure };
  const stem = { id: 'vocals', kind: 'vocals', name: payload, file, facts: null, hasOverview: false };
  const document = {
    ...{ version: 1, title: payload, origin: { from: 'import' }, addedAt: index, original: null },
    ...{ arrival: { state: 'failed', failure }, stems: [stem] },
  };
  writeFileSync(join(folder, 'song.json'), JSON.stringify(document));
}

/** A fifth of a second of one level, 16 bits, mono, 8 kHz. */
function shortWav(level: number): Buffer {
  const samples = Buffer.alloc(3200);
  for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(level, at);
  const header = Buffer.from(
    'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\x02\0\x10\0data\0\0\0\0',
    'latin1',
  );
  header.writeUInt32LE(36 + samples.length, 4);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

test('fifty scripts as titles, stem names, messages and file names stay text', async ({ stemroom }) => {
  const library = join(stemroom.userData, 'library');
  for (const [index, payload] of scriptPayloads.entries()) layOutSong(library, payload, index);
  const page = await stemroom.start();
  await readyToPlay(page);
  const elements = () =>
    page.evaluate(
      () => document.querySelectorAll('script, iframe, object, embed, img, image, base, meta, link').length,
    );
  const before = await elements();
  const stage = page.getByRole('region', { name: 'Song', exact: true });
  for (const payload of scriptPayloads) {
    await song(page, payload).click();
    await expect(stage.getByText(payload, { exact: true }).first()).toBeVisible();
    await expect(stage.getByText(payload)).not.toHaveCount(1);
  }

  await inFolder(async (folder) => {
    // A file name holds no slash.
    const names = scriptPayloads.map((payload) => payload.replaceAll('/', '\u2215'));
    const music = join(folder, names[0] ?? '');
    mkdirSync(music);
    for (const [index, name] of names.entries()) writeFileSync(join(music, `${name}.wav`), shortWav(100 * index));
    await importFolder(stemroom, music);
    await expect(page.getByRole('slider', { name: /level$/ })).toHaveCount(scriptPayloads.length + 1);
    await readyToPlay(page);
  });
  await stemroom.screenshot('scripts-stay-text');
  expect(await elements()).toBe(before);
  expect(await page.evaluate(() => 'taken' in globalThis)).toBe(false);
});
