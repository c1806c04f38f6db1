import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail, unpackSongs } from '../../../electron/contract/index.ts';
import { newSessionId } from '../../../electron/main/disk/ulid.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { diskError, kindOf, openLibrary, soundFolder, troubledFs, valueOf } from './rig.ts';

async function libraryWithSong() {
  const rig = await openLibrary();
  const folder = await soundFolder('Night Drive', ['Vocals.mp3', 'Drums.mp3']);
  const session = valueOf(await importSong(rig.store, [folder]));
  return { ...rig, session, library: new Library(rig.store) };
}

describe('the library', () => {
  it('has after a restart what it had before', async () => {
    const { session, root, library } = await libraryWithSong();
    valueOf(await library.renameSession({ id: session.id, title: '  Morning Drive ' }));
    const { store } = await openLibrary(undefined, root);
    expect(store.catalogue.list()).toEqual([{ ...session, title: 'Morning Drive' }]);
  });

  it('writes a change before it tells of it', async () => {
    const { session, root } = await libraryWithSong();
    const steps: string[] = [];
    const fs = troubledFs((operation, path) => void steps.push(`${operation} ${path.split('/').at(-1) ?? ''}`));
    const { store, notices } = await openLibrary(fs, root);
    const spied = notices.push.bind(notices);
    notices.push = (...told) => {
      steps.push('told');
      return spied(...told);
    };
    steps.length = 0;
    valueOf(await store.change(session.id, (song) => ({ ...song, title: 'New' })));
    expect(steps).toEqual([
      'read song.json',
      'open create song.json.tmp',
      'write song.json.tmp',
      'sync song.json.tmp',
      'rename song.json.bak',
      'rename song.json',
      `sync folder ${session.id}`,
      'told',
    ]);
  });

  it('F24 keeps the old song, on disk and in memory, when a change cannot be written', async () => {
    const { session, root } = await libraryWithSong();
    let isFull = false;
    const fs = troubledFs((operation) => {
      if (isFull && operation === 'write') throw diskError('ENOSPC');
    });
    const { store } = await openLibrary(fs, root);
    isFull = true;
    expect(kindOf(await store.change(session.id, (song) => ({ ...song, title: 'New' })))).toBe('diskFull');
    expect(store.catalogue.find(session.id)?.title).toBe('Night Drive');
    expect((await openLibrary(undefined, root)).store.catalogue.find(session.id)?.title).toBe('Night Drive');
  });

  it('F29 takes the last song.json when the newest is torn', async () => {
    const { session, root, library } = await libraryWithSong();
    valueOf(await library.renameSession({ id: session.id, title: 'Second' }));
    await writeFile(join(root, session.id, 'song.json'), '{"version":1,"ti');
    expect((await openLibrary(undefined, root)).store.catalogue.find(session.id)?.title).toBe('Night Drive');
  });

  it('F29 rebuilds a song from its stems when both copies of song.json are lost', async () => {
    const { session, root } = await libraryWithSong();
    await rm(join(root, session.id, 'song.json'));
    const { store } = await openLibrary(undefined, root);
    const rebuilt = store.catalogue.find(session.id);
    const hashes = (stems: typeof session.stems) =>
      stems.map(({ file }) => (file.state === 'saved' ? file.audio.sha256 : '')).sort();
    expect(hashes(rebuilt?.stems ?? [])).toEqual(hashes(session.stems));
    expect(rebuilt?.arrival).toMatchObject({ state: 'incomplete', failure: { kind: 'damaged' } });
  });

  it('F29 opens a song of a newer Stemroom for reading only and leaves its file as it is', async () => {
    const { session, root } = await libraryWithSong();
    const path = join(root, session.id, 'song.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"version": 1', '"version": 7'));
    const before = await readFile(path, 'utf8');
    const { store } = await openLibrary(undefined, root);
    const library = new Library(store);
    expect(kindOf(await library.renameSession({ id: session.id, title: 'x' }))).toBe('newerVersion');
    const mix = { strips: [], groups: [], masterDb: 0, loop: null } as never;
    expect(kindOf(await library.saveMix({ id: session.id, mix }))).toBe('newerVersion');
    expect(valueOf(await library.openSession(session.id)).session).toMatchObject({ isReadOnly: true, stems: [{}, {}] });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('F30 removes what a crash left half filled, and leaves alone what is not its own', async () => {
    const { root, session } = await libraryWithSong();
    await mkdir(join(root, `.unfinished-${newSessionId()}`, 'stems'), { recursive: true });
    await mkdir(join(root, 'Holiday pictures'));
    await mkdir(join(root, newSessionId()));
    const { store } = await openLibrary(undefined, root);
    expect(store.catalogue.list().map(({ id }) => id)).toEqual([session.id]);
    const names = await readdir(root);
    expect(names).toContain('Holiday pictures');
    expect(names.filter((name) => name.startsWith('.unfinished'))).toEqual([]);
  });

  it('leaves nothing of a song that could not be filled', async () => {
    const { store, root, notices } = await openLibrary();
    expect(kindOf(await store.create(newSessionId(), () => Promise.resolve(fail('notAudio'))))).toBe('notAudio');
    expect(await readdir(root)).toEqual([]);
    expect(notices).toEqual([]);
  });

  it('F25 says so when its folder cannot be read, and tries again when asked again', async () => {
    const { root } = await libraryWithSong();
    let isGone = true;
    const fs = {
      ...troubledFs(() => undefined),
      list: (folder: string) =>
        isGone ? Promise.reject(diskError('EACCES')) : troubledFs(() => undefined).list(folder),
    };
    const { SongStore } = await import('../../../electron/main/library/song-store.ts');
    const { silentLog } = await import('./rig.ts');
    const library = new Library(new SongStore({ fs, root, log: silentLog, announce: () => undefined }));
    expect(kindOf(await library.listSongs())).toBe('folderUnavailable');
    isGone = false;
    expect(unpackSongs(valueOf(await library.listSongs()))).toHaveLength(1);
  });

  it('forgets a song only when its folder is gone', async () => {
    const { store, session, notices, root } = await libraryWithSong();
    const refused = await store.remove(session.id, () => Promise.reject(diskError('EACCES')));
    expect(kindOf(refused)).toBe('folderUnavailable');
    expect(store.catalogue.find(session.id)).not.toBeNull();
    valueOf(await store.remove(session.id, (folder) => rename(folder, join(root, '..', 'trash'))));
    expect(store.catalogue.list()).toEqual([]);
    expect(notices.at(-1)).toEqual({ about: 'sessionGone', id: session.id });
    expect(kindOf(await store.remove(session.id, () => Promise.resolve()))).toBe('notFound');
  });
});
