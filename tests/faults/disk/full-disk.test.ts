import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decibels, epochMs, flatMix } from '../../../electron/contract/index.ts';
import { stemIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { TaskLibrary } from '../../../electron/main/library/task-library.ts';
import { SettingsFile } from '../../../electron/main/settings.ts';
import { kindOf, mp3Bytes, openLibrary, sha256Of, soundFolder, valueOf } from '../../unit/library/rig.ts';
import { smallDisk } from './small-disk.ts';

const vocals = stemIdSchema.parse('vocals');

/** A song on its way, on a disk with more room than is always left for the system (32 MiB), but not much more. */
async function songOnSmallDisk(mebibytes: number) {
  const disk = await smallDisk(mebibytes);
  const { store, root } = await openLibrary(disk.fs, join(disk.folder, 'library'));
  const tasks = new TaskLibrary(store);
  const { id } = valueOf(await tasks.createForTask(taskIdSchema.parse('3e63b4cc88d52611159371f6af5571e7'), 'Task'));
  const stems = [{ id: vocals, kind: 'vocals', name: 'Vocals' }] as const;
  valueOf(await tasks.setPlan(id, { title: null, stems, expiresAt: epochMs(99), note: null }));
  const openPart = async () => valueOf(await tasks.openPart(id, vocals));
  const reopened = async () => (await openLibrary(disk.fs, root)).store;
  return { disk, store, root, tasks, id, openPart, reopened };
}

const expected = (bytes: Uint8Array) => ({ etag: '"a"', totalBytes: bytes.byteLength, container: 'mp3' }) as const;

it('F23 a stem for which there is no room is not begun: what it needs and what is free is said, nothing is written', async () => {
  const { openPart, root, id } = await songOnSmallDisk(20);
  const part = await openPart();
  const refused = await part.restart({ ...expected(mp3Bytes(10)), totalBytes: 50 * 2 ** 20 });
  expect(refused).toMatchObject({ failure: { kind: 'diskFull' } });
  expect(refused.ok ? '' : refused.failure.detail).toMatch(/^82 MiB needed, (19|20) MiB free$/);
  expect((await stat(join(root, id, 'vocals.part'))).size).toBe(0);
  await part.discard();
  expect((await readdir(join(root, id))).filter((name) => name.includes('.part'))).toEqual([]);
});

it('F24 a disk that becomes full in the middle of a stem stops it, and with room again it goes on from there', async () => {
  const { disk, openPart, tasks, id, reopened } = await songOnSmallDisk(48);
  const bytes = mp3Bytes(4 * 2 ** 20);
  const half = bytes.length / 2;
  const part = await openPart();
  valueOf(await part.restart(expected(bytes)));
  valueOf(await part.append(bytes.subarray(0, half)));
  await part.keep();
  await disk.fill();
  const stopped = await openPart();
  expect(stopped.resumeFrom()?.offsetBytes).toBe(half);
  expect(kindOf(await stopped.append(bytes.subarray(half)))).toBe('diskFull');
  await stopped.keep();
  expect((await reopened()).catalogue.find(id)?.stems[0]?.file.state).toBe('missing');

  await disk.empty();
  const resumed = await openPart();
  // What was written in the last moment may count or not; all of it is right.
  const from = resumed.resumeFrom()?.offsetBytes ?? 0;
  expect(from).toBeGreaterThanOrEqual(half);
  valueOf(await resumed.append(bytes.subarray(from)));
  valueOf(await resumed.commit());
  expect(tasks.find(id)?.stems[0]?.file).toMatchObject({ state: 'saved', audio: { sha256: sha256Of(bytes) } });
});

it('F24 a full disk leaves every document as it was: song, mix and settings', async () => {
  const { disk, store, reopened } = await songOnSmallDisk(48);
  const song = valueOf(await importSong(store, [await soundFolder('Night Drive', ['Vocals.mp3', 'Bass.mp3'])]));
  const library = new Library(store);
  const mix = flatMix(song.stems.map(({ id }) => id));
  valueOf(await library.saveMix({ id: song.id, mix }));
  const settingsPath = join(disk.folder, 'settings.json');
  const settings = await SettingsFile.open(disk.fs, settingsPath);
  valueOf(await settings.changePage({ theme: 'light' }));

  await disk.fill();
  expect(kindOf(await library.renameSession({ id: song.id, title: 'New' }))).toBe('diskFull');
  expect(kindOf(await library.saveMix({ id: song.id, mix: { ...mix, masterDb: decibels(-6) } }))).toBe('diskFull');
  expect(kindOf(await settings.changePage({ theme: 'dark' }))).toBe('diskFull');
  expect(kindOf(await importSong(store, [await soundFolder('Other', ['Bass.mp3'])]))).toBe('diskFull');
  const after = await reopened();
  expect(after.catalogue.find(song.id)?.title).toBe('Night Drive');
  expect(valueOf(await new Library(after).openSession(song.id)).mix).toEqual(mix);
  expect((await SettingsFile.open(disk.fs, settingsPath)).current.page.theme).toBe('light');
  const titles = after.catalogue.list().map(({ title }) => title);
  expect(titles.sort()).toEqual(['Night Drive', 'Task']);

  await disk.empty();
  expect(valueOf(await library.renameSession({ id: song.id, title: 'New' })).title).toBe('New');
  expect((await reopened()).catalogue.find(song.id)?.title).toBe('New');
});

it('F24 a damaged stem that is found on a full disk is lost in no way, and set aside when there is room', async () => {
  const { disk, store, root, reopened } = await songOnSmallDisk(48);
  const song = valueOf(await importSong(store, [await soundFolder('Night Drive', ['Vocals.mp3', 'Bass.mp3'])]));
  const file = song.stems[0]?.file;
  if (file?.state !== 'saved') throw new Error('not saved');
  const path = join(root, song.id, 'stems', `${file.audio.sha256}.mp3`);
  const damaged = await readFile(path);
  damaged[2500] = (damaged[2500] ?? 0) ^ 1;
  await writeFile(path, damaged);

  await disk.fill();
  expect(kindOf(await new Library(store).verifySession(song.id))).toBe('diskFull');
  await disk.empty();
  const library = new Library(await reopened());
  const verified = valueOf(await library.verifySession(song.id));
  expect(verified.stems.map((stem) => stem.file.state).sort()).toEqual(['damaged', 'saved']);
  const [kept = ''] = await readdir(join(root, song.id, 'quarantine'));
  expect(await readFile(join(root, song.id, 'quarantine', kept))).toEqual(damaged);
});
