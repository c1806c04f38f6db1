import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { unpackSongs } from '../../../electron/contract/index.ts';
import { answerRequest } from '../../../electron/main/app-protocol/answer.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { lockName } from '../../../electron/main/library/folders.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { homeWithSongs, openHome } from '../../unit/library/move/home-rig.ts';
import { diskError, kindOf, silentLog, soundFolder, valueOf } from '../../unit/library/rig.ts';
import { readLibrary } from '../../../electron/main/headless/find-song.ts';

const patience = { timeout: 60_000 };

/** A library that was moved to a disk which can be unplugged; its place may stay, empty. */
async function movedHome(beatMs = 60_000) {
  const opened = await homeWithSongs({ beatMs });
  valueOf(await opened.home.move(opened.target));
  const away = `${opened.target}-away`;
  return { ...opened, unplug: () => rename(opened.target, away), plugIn: () => rename(away, opened.target) };
}

it.each(['gone', 'an empty folder'])(
  'F25 a moved library whose place is %s at the start is told of, nothing is begun there, and it opens when it is back',
  async (place) => {
    const { home, folder, target, unplug, plugIn, songs } = await movedHome();
    await home.release();
    await unplug();
    if (place === 'an empty folder') await mkdir(target);
    const again = await openHome(folder);
    expect(kindOf(await again.library.listSongs())).toBe('folderUnavailable');
    expect(kindOf(await importSong(again.store, [await soundFolder('New', ['Vocals.mp3'])]))).toBe('folderUnavailable');
    expect(existsSync(target) ? await readdir(target) : []).toEqual([]);
    expect(kindOf(await readLibrary(nodeFs, target, silentLog, { isChosen: true }))).toBe('folderUnavailable');
    await plugIn();
    expect(unpackSongs(valueOf(await again.library.listSongs()))).toHaveLength(songs.length);
    expect(valueOf(await again.library.renameSession({ id: songs[0].id, title: 'New' })).title).toBe('New');
  },
);

it('F25 another folder can be used in place of a library that is not there', async () => {
  const { home, folder, unplug } = await movedHome();
  const other = await homeWithSongs();
  await other.home.release();
  await home.release();
  await unplug();
  const again = await openHome(folder);
  expect(kindOf(await again.library.listSongs())).toBe('folderUnavailable');
  valueOf(await again.home.use(other.usual));
  expect(unpackSongs(valueOf(await again.library.listSongs()))).toHaveLength(2);
});

it('F25 a library that may not be read is told of, and opens when it may', async () => {
  const state = { isForbidden: false };
  const fs = {
    ...nodeFs,
    list: (path: string) => (state.isForbidden ? Promise.reject(diskError('EACCES')) : nodeFs.list(path)),
  };
  const { folder, home } = await homeWithSongs();
  await home.release();
  state.isForbidden = true;
  const again = await openHome(folder, { fs });
  expect(kindOf(await again.library.listSongs())).toBe('folderUnavailable');
  state.isForbidden = false;
  expect(unpackSongs(valueOf(await again.library.listSongs()))).toHaveLength(2);
});

it('F35 a moved library that is unplugged while a song plays loses no song from the list, and goes on when it is back', async () => {
  const { store, library, target, unplug, plugIn, songs } = await movedHome(20);
  const [song] = songs;
  const file = song.stems[0]?.file;
  if (file?.state !== 'saved') throw new Error('not saved');
  const files = {
    pageFiles: () => Promise.resolve(new Map()),
    findSound: (hash: typeof file.audio.sha256) => library.findSound(hash),
    findOverview: (hash: typeof file.audio.sha256) => library.findOverview(hash),
    findCover: () => Promise.reject(new Error('not asked')),
    saveOverview: () => Promise.reject(new Error('not asked')),
    writeExport: () => Promise.reject(new Error('not asked')),
  };
  const read = () => answerRequest(files, new Request(`app://bundle/__stem/${file.audio.sha256}`));
  await unplug();
  await mkdir(target);
  // The lock is looked after all the time, and finds that this is not the library.
  await expect.poll(() => store.isOurs, patience).toBe(false);
  await expect(read()).rejects.toMatchObject({ code: 'ENOENT' });
  expect(kindOf(await library.openSession(song.id))).toBe('folderUnavailable');
  expect(kindOf(await library.renameSession({ id: song.id, title: 'New' }))).toBe('libraryInUse');
  expect(store.catalogue.list().map(({ stems }) => stems)).toEqual(songs.map(({ stems }) => stems));
  // It may have been looked after in the very moment of the pull.
  expect((await readdir(target)).filter((name) => !name.startsWith(lockName))).toEqual([]);

  await rename(target, `${target}-empty`);
  await plugIn();
  await expect.poll(() => store.isOurs, patience).toBe(true);
  await expect.poll(() => store.catalogue.find(song.id)?.isReadOnly, patience).toBe(false);
  expect((await read()).status).toBe(200);
  expect(valueOf(await library.verifySession(song.id)).stems).toEqual(song.stems);
  expect(valueOf(await library.renameSession({ id: song.id, title: 'New' })).title).toBe('New');
});
