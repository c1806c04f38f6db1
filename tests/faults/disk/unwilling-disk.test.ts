import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { flatMix, unpackSongs } from '../../../electron/contract/index.ts';
import { answerRequest } from '../../../electron/main/app-protocol/answer.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { LibraryLock } from '../../../electron/main/library/library-lock.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { SettingsFile } from '../../../electron/main/settings.ts';
import { kindOf, openLibrary, silentLog, soundFolder, tempFolder, valueOf } from '../../unit/library/rig.ts';
import { smallDisk } from './small-disk.ts';

it('F25 a disk that is read-only is played from: nothing is written, and every change says why', async () => {
  const disk = await smallDisk(48);
  const root = join(disk.folder, 'library');
  const before = await openLibrary(disk.fs, root);
  const song = valueOf(await importSong(before.store, [await soundFolder('Night Drive', ['Vocals.mp3'])]));
  const settingsPath = join(disk.folder, 'settings.json');
  valueOf(await (await SettingsFile.open(disk.fs, settingsPath)).changePage({ theme: 'light' }));
  disk.makeReadOnly();

  const lock = new LibraryLock({ fs: disk.fs, root, log: silentLog, onChange: () => undefined });
  const store = new SongStore({ fs: disk.fs, root, log: silentLog, announce: () => undefined, lock });
  valueOf(await store.opened());
  const library = new Library(store);
  expect(unpackSongs(valueOf(await library.listSongs()))).toMatchObject([{ title: 'Night Drive', isReadOnly: true }]);
  expect(valueOf(await library.verifySession(song.id)).stems).toEqual(song.stems);
  const mix = flatMix(song.stems.map(({ id }) => id));
  expect(kindOf(await library.saveMix({ id: song.id, mix }))).toBe('libraryInUse');
  expect(kindOf(await importSong(store, [await soundFolder('Other', ['Bass.mp3'])]))).toBe('libraryInUse');
  const settings = await SettingsFile.open(disk.fs, settingsPath);
  expect(settings.current.page.theme).toBe('light');
  expect(kindOf(await settings.changePage({ theme: 'dark' }))).toBe('folderUnavailable');
  await lock.release();
});

it('F25 a library whose place is taken by a file says that its folder is unavailable, and opens when it is back', async () => {
  const root = join(await tempFolder(), 'library');
  await writeFile(root, 'not a folder');
  const library = new Library(new SongStore({ fs: nodeFs, root, log: silentLog, announce: () => undefined }));
  expect(kindOf(await library.listSongs())).toBe('folderUnavailable');
  await rm(root);
  expect(unpackSongs(valueOf(await library.listSongs()))).toEqual([]);
});

it('F35 a disk that is unplugged while a song plays blames no stem, and the song goes on when it is back', async () => {
  const { store, root } = await openLibrary();
  const song = valueOf(await importSong(store, [await soundFolder('Night Drive', ['Vocals.mp3', 'Bass.mp3'])]));
  const library = new Library(store);
  const file = song.stems[0]?.file;
  if (file?.state !== 'saved') throw new Error('not saved');
  const files = {
    pageFiles: () => Promise.resolve(new Map()),
    findCover: () => Promise.resolve(null),
    findSound: (hash: typeof file.audio.sha256) => library.findSound(hash),
    findOverview: (hash: typeof file.audio.sha256) => library.findOverview(hash),
    saveOverview: () => Promise.reject(new Error('not asked')),
    writeExport: () => Promise.reject(new Error('not asked')),
  };
  const read = () => answerRequest(files, new Request(`app://bundle/__stem/${file.audio.sha256}`));
  expect((await read()).status).toBe(200);

  const away = join(dirname(root), 'unplugged');
  await rename(root, away);
  await expect(read()).rejects.toMatchObject({ code: 'ENOENT' });
  expect(kindOf(await library.openSession(song.id))).toBe('folderUnavailable');
  expect(kindOf(await library.verifySession(song.id))).toBe('folderUnavailable');
  expect(kindOf(await library.renameSession({ id: song.id, title: 'New' }))).toBe('folderUnavailable');
  expect(store.catalogue.find(song.id)).toEqual(song);

  await rename(away, root);
  expect((await read()).status).toBe(200);
  expect(valueOf(await library.verifySession(song.id))).toEqual(song);
  expect(valueOf(await library.renameSession({ id: song.id, title: 'New' })).title).toBe('New');
});
