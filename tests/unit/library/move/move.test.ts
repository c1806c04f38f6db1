import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flatMix } from '../../../../electron/contract/index.ts';
import { nodeFs } from '../../../../electron/main/disk/fs.ts';
import { shownPath } from '../../../../electron/main/library/library.ts';
import { removeCopies } from '../../../../electron/main/library/move/find-place.ts';
import { copyLibrary } from '../../../../electron/main/library/move/copy-library.ts';
import { newSessionId } from '../../../../electron/main/disk/ulid.ts';
import { homeWithSongs, openHome } from './home-rig.ts';
import { diskError, kindOf, tempFolder, troubledFs, valueOf } from '../rig.ts';

const watch = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
const songsIn = async (root: string): Promise<readonly string[]> =>
  existsSync(root) ? (await readdir(root)).filter((name) => name.length === 26).sort() : [];

describe('a move of the library', () => {
  it('takes every song with its mix along, uses the new folder from then on, and removes the old one', async () => {
    const { home, library, songs, target, usual, folder, notices, paused, settings } = await homeWithSongs();
    const [song] = songs;
    const mix = flatMix(song.stems.map(({ id }) => id));
    valueOf(await library.saveMix({ id: song.id, mix }));
    expect(valueOf(await home.move(target))).toBe(true);
    expect(home.store.root).toBe(target);
    expect(existsSync(usual)).toBe(false);
    expect(settings.current).toMatchObject({ libraryFolder: target, libraryMove: null });
    expect(paused).toEqual(['pause', 'go on']);
    const moved = notices.flatMap((notice) => (notice.about === 'move' ? [notice.progress] : []));
    expect(moved[0]).toMatchObject({ songsDone: 0, songsTotal: 2, bytesDone: 0 });
    expect(moved.at(-1)).toBeNull();
    // What was open goes on, and can be changed.
    expect(valueOf(await library.openSession(song.id)).mix).toEqual(mix);
    expect(valueOf(await library.verifySession(song.id)).stems).toEqual(song.stems);
    expect(valueOf(await library.renameSession({ id: song.id, title: 'New' })).title).toBe('New');
    await home.release();

    const again = await openHome(folder);
    valueOf(await again.store.opened());
    expect(again.store.catalogue.list().map(({ title }) => title)).toEqual(['New', 'Ferry']);
    expect(valueOf(await again.home.move(await tempFolder()))).toBe(true);
    // The folder that the user had made stays, empty.
    expect(await readdir(target)).toEqual([]);
  });

  it('goes into a folder of its own beside files of others, and leaves what is not ours in the old one', async () => {
    const { home, target, usual } = await homeWithSongs();
    await writeFile(join(target, 'holiday.jpg'), 'x');
    await writeFile(join(usual, 'notes.txt'), 'mine');
    expect(valueOf(await home.move(target))).toBe(true);
    expect(home.store.root).toBe(join(target, 'Stemroom'));
    expect(await readdir(usual)).toEqual(['notes.txt']);
    expect((await readdir(target)).sort()).toEqual(['Stemroom', 'holiday.jpg']);
  });

  it('keeps a song in the old folder that has a link in it, which is not followed', async () => {
    const { home, songs, target, usual } = await homeWithSongs();
    await symlink('/etc/hostname', join(usual, songs[0].id, 'link'));
    expect(valueOf(await home.move(target))).toBe(true);
    expect(await songsIn(usual)).toEqual([songs[0].id]);
    expect(existsSync(join(target, songs[0].id, 'link'))).toBe(false);
    expect(home.store.catalogue.list()).toHaveLength(2);
  });

  it('that is cancelled leaves everything where it was', async () => {
    const { home, library, songs, target, usual, settings } = await homeWithSongs({
      onNotice: (notice, moving) => {
        if (notice.about === 'move' && notice.progress !== null) moving.cancel();
      },
    });
    expect(valueOf(await home.move(target))).toBe(false);
    expect(await readdir(target)).toEqual([]);
    expect(await songsIn(usual)).toEqual(songs.map(({ id }) => id).sort());
    expect(settings.current).toMatchObject({ libraryFolder: null, libraryMove: null });
    expect(valueOf(await library.renameSession({ id: songs[0].id, title: 'New' })).title).toBe('New');
  });

  it('changes nothing in the library meanwhile: who wants to is told why', async () => {
    const kinds: string[] = [];
    const asked: Promise<unknown>[] = [];
    const { home, target, songs } = await homeWithSongs({
      onNotice: (notice, moving) => {
        if (notice.about !== 'move' || notice.progress === null) return;
        const [song] = moving.store.catalogue.list();
        const change = moving.store.change(song?.id ?? newSessionId(), (session) => ({ ...session, title: 'Late' }));
        asked.push(change.then((result) => kinds.push(kindOf(result))));
        asked.push(moving.move('/').then((result) => kinds.push(kindOf(result))));
      },
    });
    expect(valueOf(await home.move(target))).toBe(true);
    await Promise.all(asked);
    expect(new Set(kinds)).toEqual(new Set(['libraryMoving']));
    expect(home.store.catalogue.find(songs[0].id)?.title).toBe('Night Drive');
  });

  it.each([
    ['ENOSPC', 'diskFull'],
    ['EIO', 'diskError'],
    ['EROFS', 'folderUnavailable'],
  ])('that the disk ends with %s leaves everything where it was', async (code, kind) => {
    const state = { target: '' };
    const fs = troubledFs((operation, path) => {
      if (operation === 'write' && state.target !== '' && path.startsWith(state.target)) throw diskError(code);
    });
    const { home, target, songs, usual, settings } = await homeWithSongs({ fs });
    state.target = target;
    expect(kindOf(await home.move(target))).toBe(kind);
    expect(home.store.root).toBe(usual);
    expect(await readdir(target)).toEqual([]);
    expect(await songsIn(usual)).toHaveLength(songs.length);
    expect(settings.current).toMatchObject({ libraryFolder: null, libraryMove: null });
  });

  it('notices a copy that is not what was read', async () => {
    const state = { target: '' };
    const fs = {
      ...nodeFs,
      openFile: async (path: string, mode: Parameters<typeof nodeFs.openFile>[1]) => {
        const file = await nodeFs.openFile(path, mode);
        if (mode !== 'create' || state.target === '' || !path.startsWith(state.target)) return file;
        return {
          ...file,
          write: (bytes: Uint8Array, at: number) =>
            file.write(
              bytes.map((byte) => byte ^ 1),
              at,
            ),
        };
      },
    };
    const { home, target, usual, songs } = await homeWithSongs({ fs });
    state.target = target;
    expect(await home.move(target)).toMatchObject({ failure: { kind: 'diskError', detail: 'EIO' } });
    expect(await songsIn(usual)).toHaveLength(songs.length);
  });

  it('is not begun without room: what it needs and what is free is said', async () => {
    const state = { free: 2 ** 40 };
    const { home, target, usual } = await homeWithSongs({
      fs: { ...nodeFs, freeBytes: () => Promise.resolve(state.free) },
    });
    state.free = 2 ** 20;
    expect(await home.move(target)).toMatchObject({
      failure: { kind: 'diskFull', detail: '33 MiB needed, 1 MiB free' },
    });
    expect(await songsIn(usual)).toHaveLength(2);
    expect(await readdir(target)).toEqual([]);
  });

  it('is refused while somebody writes, into the library itself, and to where another library is', async () => {
    const state = { isBusy: true };
    const { home, target, usual, songs } = await homeWithSongs({ isBusy: () => state.isBusy });
    expect(kindOf(await home.move(target))).toBe('libraryBusy');
    state.isBusy = false;
    expect(kindOf(await home.move(usual))).toBe('libraryThere');
    expect(kindOf(await home.move(join(usual, songs[0].id)))).toBe('libraryThere');
    const other = await homeWithSongs();
    expect(kindOf(await home.move(other.usual))).toBe('libraryThere');
    await mkdir(join(target, 'Stemroom'));
    await writeFile(join(target, 'Stemroom', 'letter.txt'), 'x');
    expect(kindOf(await home.move(target))).toBe('libraryThere');
    expect(kindOf(await home.move(join(target, 'gone')))).toBe('folderUnavailable');
    expect(home.store.root).toBe(usual);
  });

  it('that cannot be written down does not happen', async () => {
    const state = { isFull: false };
    const fs = troubledFs((operation, path) => {
      if (state.isFull && operation === 'write' && path.includes('settings.json')) throw diskError('ENOSPC');
    });
    const { home, target, usual } = await homeWithSongs({
      fs,
      onNotice: (notice) => {
        // The first note can be written, the switch cannot.
        if (notice.about === 'move' && notice.progress !== null) state.isFull = true;
      },
    });
    expect(kindOf(await home.move(target))).toBe('diskFull');
    expect(home.store.root).toBe(usual);
    expect(await songsIn(usual)).toHaveLength(2);
    state.isFull = false;
    await home.finishMove();
    expect(await readdir(target)).toEqual([]);
  });
});

describe('a move that was cut off', () => {
  it('in the middle of the copies leaves the old library in use; the copies go at the next start', async () => {
    const { home, settings, folder, target, usual, songs } = await homeWithSongs();
    const stranger = newSessionId();
    await mkdir(join(target, stranger));
    valueOf(await settings.change({ libraryMove: { from: usual, to: target } }));
    valueOf(await copyLibrary(nodeFs, usual, target, watch()));
    await rm(join(target, songs[0].id, 'stems'), { recursive: true });
    await rename(join(target, songs[0].id), join(target, `.unfinished-${songs[0].id}`));
    await home.release();
    const again = await openHome(folder);
    await again.home.finishMove();
    valueOf(await again.store.opened());
    expect(again.store.catalogue.list()).toHaveLength(2);
    // What was never in the library is somebody else's.
    expect(await songsIn(target)).toEqual([stranger]);
    expect(again.settings.current.libraryMove).toBeNull();
  });

  it('after the switch uses the new library; the old one goes at the next start, but for what is only there', async () => {
    const { home, settings, folder, target, usual, songs } = await homeWithSongs();
    valueOf(await copyLibrary(nodeFs, usual, target, watch()));
    await writeFile(join(usual, songs[1].id, 'mix.json'), '{"a later one":1}');
    valueOf(await settings.change({ libraryFolder: target, libraryMove: { from: usual, to: target } }));
    await home.release();
    const again = await openHome(folder);
    await again.home.finishMove();
    valueOf(await again.store.opened());
    expect(again.store.root).toBe(target);
    expect(again.store.catalogue.list()).toHaveLength(2);
    expect(await songsIn(usual)).toEqual([songs[1].id]);
    expect(again.settings.current.libraryMove).toBeNull();
  });

  it('is finished when the disk is there again', async () => {
    const { home, settings, folder, target, usual } = await homeWithSongs();
    valueOf(await copyLibrary(nodeFs, usual, target, watch()));
    valueOf(await settings.change({ libraryFolder: target, libraryMove: { from: usual, to: target } }));
    await home.release();
    await rename(target, `${target}-away`);
    const away = await openHome(folder);
    await away.home.finishMove();
    expect(kindOf(await away.store.opened())).toBe('folderUnavailable');
    expect(await songsIn(usual)).toHaveLength(2);
    await rename(`${target}-away`, target);
    const back = await openHome(folder);
    await back.home.finishMove();
    expect(existsSync(usual)).toBe(false);
    valueOf(await back.store.opened());
    expect(back.store.catalogue.list()).toHaveLength(2);
  });

  it('never removes copies without an original', async () => {
    const { usual, target } = await homeWithSongs();
    valueOf(await copyLibrary(nodeFs, usual, target, watch()));
    await removeCopies(nodeFs, join(usual, 'gone'), target, false);
    expect(await songsIn(target)).toHaveLength(2);
  });
});

describe('another library', () => {
  it('is used as it is, the one before stays as it was', async () => {
    const other = await homeWithSongs();
    valueOf(await other.library.renameSession({ id: other.songs[0].id, title: 'Of the other' }));
    await other.home.release();
    const { home, store, usual, folder } = await homeWithSongs();
    expect(valueOf(await home.use(other.usual))).toBe(true);
    expect(store.catalogue.list().map(({ title }) => title)).toEqual(['Of the other', 'Ferry']);
    expect(await songsIn(usual)).toHaveLength(2);
    await home.release();
    const again = await openHome(folder);
    valueOf(await again.store.opened());
    expect(again.store.root).toBe(other.usual);
    expect(valueOf(await again.home.use(usual))).toBe(true);
    expect(again.settings.current.libraryFolder).toBeNull();
  });

  it('is found in a folder Stemroom, begun in an empty folder, and not looked for in one with other things', async () => {
    const { home, store, target } = await homeWithSongs();
    await writeFile(join(target, 'holiday.jpg'), 'x');
    expect(kindOf(await home.use(target))).toBe('noLibraryThere');
    expect(valueOf(await home.move(target))).toBe(true);
    expect(valueOf(await home.use(await tempFolder()))).toBe(true);
    expect(store.catalogue.list()).toEqual([]);
    expect(valueOf(await home.use(target))).toBe(true);
    expect(store.root).toBe(join(target, 'Stemroom'));
    expect(store.catalogue.list()).toHaveLength(2);
  });

  it('forgets a move that was never finished: nothing is removed for its sake', async () => {
    const { home, settings, target, usual } = await homeWithSongs();
    valueOf(await copyLibrary(nodeFs, usual, target, watch()));
    valueOf(await settings.change({ libraryMove: { from: usual, to: target } }));
    expect(valueOf(await home.use(target))).toBe(true);
    await home.finishMove();
    expect(await songsIn(usual)).toHaveLength(2);
    expect(await songsIn(target)).toHaveLength(2);
  });
});

it('a path is shown without the name of the home folder', () => {
  expect(shownPath('/home/ann/Music/Stemroom', '/home/ann')).toBe('~/Music/Stemroom');
  expect(shownPath('/home/ann', '/home/ann')).toBe('~');
  expect(shownPath('/home/anna/x', '/home/ann')).toBe('/home/anna/x');
});
