import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Notice } from '../../../electron/contract/index.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { LibraryLock } from '../../../electron/main/library/library-lock.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { diskError, kindOf, silentLog, soundFolder, tempFolder, troubledFs, valueOf } from './rig.ts';

const beatMs = 20;

/** A Stemroom's library with its lock. */
async function openLocked(root: string, fs = nodeFs) {
  const notices: Notice[] = [];
  const lock = new LibraryLock({
    ...{ fs, root, log: silentLog, beatMs },
    onChange: () => void store.readAgain(),
  });
  const store: SongStore = new SongStore({
    ...{ fs, root, log: silentLog, lock },
    announce: (notice) => notices.push(notice),
  });
  onTestFinished(() => lock.release());
  valueOf(await store.opened());
  return { store, lock, notices, library: new Library(store) };
}

const lockPath = (root: string): string => join(root, 'library.lock');

it('F34 a second Stemroom may read and not write, and takes over when the first has gone', async () => {
  const root = join(await tempFolder(), 'library');
  const first = await openLocked(root);
  const song = valueOf(await importSong(first.store, [await soundFolder('Night Drive', ['Vocals.mp3'])]));

  const second = await openLocked(root);
  expect(second.store.isOurs).toBe(false);
  expect(second.store.catalogue.list()).toEqual([{ ...song, isReadOnly: true }]);
  expect(valueOf(await second.library.openSession(song.id)).session.stems).toEqual(song.stems);
  expect(kindOf(await second.library.renameSession({ id: song.id, title: 'Mine' }))).toBe('libraryInUse');
  expect(kindOf(await importSong(second.store, [await soundFolder('Other', ['Bass.mp3'])]))).toBe('libraryInUse');
  expect(kindOf(await second.store.remove(song.id, () => Promise.resolve()))).toBe('libraryInUse');

  valueOf(await first.library.renameSession({ id: song.id, title: 'Renamed' }));
  await first.lock.release();
  await expect.poll(() => second.store.isOurs).toBe(true);
  await expect.poll(() => second.store.catalogue.find(song.id)).toMatchObject({ title: 'Renamed', isReadOnly: false });
  expect(second.notices).toContainEqual({ about: 'session', session: second.store.catalogue.find(song.id) });
  valueOf(await second.library.renameSession({ id: song.id, title: 'Mine' }));
});

it('F28 who may only read a library shows a damaged stem as damaged, and touches nothing', async () => {
  const root = join(await tempFolder(), 'library');
  const first = await openLocked(root);
  const song = valueOf(await importSong(first.store, [await soundFolder('Night Drive', ['Vocals.mp3', 'Bass.mp3'])]));
  const second = await openLocked(root);
  const file = song.stems[0]?.file;
  if (file?.state !== 'saved') throw new Error('not saved');
  const path = join(root, song.id, 'stems', `${file.audio.sha256}.mp3`);
  await writeFile(path, new Uint8Array(5000));
  const seen = valueOf(await second.library.verifySession(song.id));
  expect(seen.stems.map((stem) => stem.file.state)).toEqual(['damaged', 'saved']);
  expect(await readFile(path)).toHaveLength(5000);
  expect(first.store.catalogue.find(song.id)).toEqual(song);
});

it.each([
  ['of a process that is gone', (lock: object) => ({ ...lock, pid: 4_194_305 })],
  ['with the number of this very process', (lock: object) => ({ ...lock, owner: 'somebody' })],
])('a lock %s is taken at once', async (_what, changed) => {
  const root = join(await tempFolder(), 'library');
  await (await openLocked(root)).lock.release();
  const first = await openLocked(root);
  const lock = changed(JSON.parse(await readFile(lockPath(root), 'utf8')) as object);
  await first.lock.release();
  await writeFile(lockPath(root), JSON.stringify(lock));
  expect((await openLocked(root)).store.isOurs).toBe(true);
});

it.each([
  ['of another computer', JSON.stringify({ owner: 'somebody', pid: 1, host: 'elsewhere', beat: 7 })],
  ['that is torn', '{"owner":"some'],
])('a lock %s is taken once it has not been renewed for three beats', async (_what, text) => {
  const root = join(await tempFolder(), 'library');
  await (await openLocked(root)).lock.release();
  await writeFile(lockPath(root), text);
  const { store } = await openLocked(root);
  expect(store.isOurs).toBe(false);
  await expect.poll(() => store.isOurs).toBe(true);
  expect(await readdir(root)).toEqual(['library.lock']);
});

it('who finds the lock in other hands stops writing', async () => {
  const root = join(await tempFolder(), 'library');
  const { store } = await openLocked(root);
  const taken = setInterval(() => {
    const lock = { owner: 'somebody', pid: 1, host: 'elsewhere', beat: Date.now() };
    void writeFile(lockPath(root), JSON.stringify(lock));
  }, beatMs / 4);
  onTestFinished(() => {
    clearInterval(taken);
  });
  await expect.poll(() => store.isOurs).toBe(false);
});

it('F25 a library on a disk that cannot be written to is read', async () => {
  const root = join(await tempFolder(), 'library');
  const { store, lock } = await openLocked(root);
  valueOf(await importSong(store, [await soundFolder('Night Drive', ['Vocals.mp3'])]));
  await lock.release();
  const readOnly = troubledFs((operation) => {
    if (/open (new|create|update)/.test(operation)) throw diskError('EROFS');
  });
  const opened = await openLocked(root, readOnly);
  expect(opened.store.catalogue.list()).toMatchObject([{ title: 'Night Drive', isReadOnly: true }]);
});
