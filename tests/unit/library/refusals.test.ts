import { cp, mkdir, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SessionId, Sha256, SongAnalysis } from '../../../electron/contract/index.ts';
import { stemIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import { type Fs, nodeFs } from '../../../electron/main/disk/fs.ts';
import { Demo } from '../../../electron/main/library/demo.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library, saveOverview } from '../../../electron/main/library/library.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { TaskLibrary } from '../../../electron/main/library/task-library.ts';
import { diskError, kindOf, openLibrary, silentLog, soundFolder, tempFolder, troubledFs, valueOf } from './rig.ts';

const nobody = '0'.repeat(26) as SessionId;
const noSound = 'b'.repeat(64) as Sha256;
const taskId = taskIdSchema.parse('3e63b4cc88d52611159371f6af5571e7');
const nothingHeard: SongAnalysis = {
  ...{ stems: [], tempo: null, key: null, residualDb: null },
  stated: { bpm: null, key: null },
};

/** A disk on which one operation is refused, once there is a song. */
async function songOnDisk(refused: (operation: string, path: string) => string | null = () => null) {
  const state = { isRefusing: false };
  const trouble = (operation: string, path: string): void => {
    const code = state.isRefusing ? refused(operation, path) : null;
    if (code !== null) throw diskError(code);
  };
  const fs: Fs = {
    ...troubledFs(trouble),
    look: async (path) => {
      trouble('look', path);
      return nodeFs.look(path);
    },
    list: async (path) => {
      trouble('list', path);
      return nodeFs.list(path);
    },
    freeBytes: async (path) => {
      trouble('free bytes', path);
      return nodeFs.freeBytes(path);
    },
  };
  const rig = await openLibrary(fs);
  const song = valueOf(await importSong(rig.store, [await soundFolder('Song', ['Vocals.mp3', 'Bass.mp3'])]));
  state.isRefusing = true;
  return { ...rig, fs, song, library: new Library(rig.store), state };
}

const shaOf = ({ stems }: { readonly stems: readonly { readonly file: object }[] }): Sha256 =>
  (stems[0]?.file as { readonly audio: { readonly sha256: Sha256 } }).audio.sha256;

describe('a song or a sound that is not here', () => {
  it('is changed by nothing and found nowhere', async () => {
    const { store, library, root } = await songOnDisk();
    const before = await readdir(root, { recursive: true });
    expect(kindOf(await library.saveAnalysis({ id: nobody, analysis: nothingHeard }))).toBe('notFound');
    expect(kindOf(await library.renameSession({ id: nobody, title: 'New' }))).toBe('notFound');
    expect(kindOf(await library.folderOf(nobody))).toBe('notFound');
    expect(await library.findOverview(noSound)).toBeNull();
    expect(await library.findSound(noSound)).toBeNull();
    expect(kindOf(await new TaskLibrary(store).openPart(nobody, 'original'))).toBe('notFound');
    expect(await readdir(root, { recursive: true })).toEqual(before);
  });

  it('has no part for a stem that nobody planned', async () => {
    const { store } = await openLibrary();
    const tasks = new TaskLibrary(store);
    const { id } = valueOf(await tasks.createForTask(taskId, 'Task'));
    expect(kindOf(await tasks.openPart(id, stemIdSchema.parse('kazoo')))).toBe('notFound');
  });
});

describe('F25 a library whose folder is a file', () => {
  it('says so to whatever is asked, and the file stays', async () => {
    const root = join(await tempFolder(), 'library');
    await writeFile(root, 'mine');
    const store = new SongStore({ fs: nodeFs, root, log: silentLog, announce: () => undefined });
    const asked = [
      store.opened(),
      new Library(store).openSession(nobody),
      new TaskLibrary(store).createForTask(taskId, 'Task'),
      new Demo(store, 'build/demo-song/rendered').restore(),
      importSong(store, [await soundFolder('Song', ['Bass.mp3'])]),
    ];
    for (const answer of asked) expect(kindOf(await answer)).toBe('folderUnavailable');
    expect(await readFile(root, 'utf8')).toBe('mine');
  });
});

describe('F27 a disk that refuses', () => {
  it('to read the mix does not open the song with a flat one, which would then be saved', async () => {
    const { library, song } = await songOnDisk((operation, path) =>
      operation === 'read' && path.endsWith('mix.json') ? 'EIO' : null,
    );
    expect(kindOf(await library.openSession(song.id))).toBe('diskError');
  });

  it('to look at the folder of a song does not call it gone', async () => {
    const { library, song } = await songOnDisk((operation, path) =>
      operation === 'look' && path.endsWith(song.id) ? 'EIO' : null,
    );
    expect(kindOf(await library.openSession(song.id))).toBe('diskError');
  });

  it('to note that a stem is damaged says so, and the stem is still known', async () => {
    const { library, song, root, store } = await songOnDisk((operation, path) =>
      operation === 'open create' && path.endsWith('song.json.tmp') ? 'EIO' : null,
    );
    await truncate(join(root, song.id, 'stems', `${shaOf(song)}.mp3`), 99);
    expect(kindOf(await library.openSession(song.id))).toBe('diskError');
    expect(store.catalogue.find(song.id)).toEqual(song);
  });

  it('an overview leaves the stem without one, and the song as it was', async () => {
    const { store, song } = await songOnDisk((operation, path) =>
      operation === 'write' && path.includes('overview') ? 'ENOSPC' : null,
    );
    expect(kindOf(await saveOverview(store, shaOf(song), new Uint8Array(9)))).toBe('diskFull');
    expect(store.catalogue.find(song.id)).toEqual(song);
  });

  it('to say how much is free does not begin an import', async () => {
    const { store, root } = await songOnDisk((operation) => (operation === 'free bytes' ? 'EIO' : null));
    const before = await readdir(root);
    expect(kindOf(await importSong(store, [await soundFolder('Other', ['Bass.mp3'])]))).toBe('diskError');
    expect(await readdir(root)).toEqual(before);
  });

  it('one song hides that one only, and a line is written', async () => {
    const { root, song, fs } = await songOnDisk((operation, path) =>
      operation === 'list' && path.includes(song.id) ? 'EIO' : null,
    );
    const other = valueOf(
      await importSong((await openLibrary(nodeFs, root)).store, [await soundFolder('B', ['B.mp3'])]),
    );
    const errors: string[] = [];
    const log = { ...silentLog, error: (message: string) => void errors.push(message) };
    const store = new SongStore({ fs, root, log, announce: () => undefined });
    valueOf(await store.opened());
    expect(store.catalogue.list().map(({ id }) => id)).toEqual([other.id]);
    expect(errors).toEqual(['a song cannot be read']);
  });
});

describe('a part that cannot be kept', () => {
  it('is not gone on with, and a line is written; one that got nothing is no stem', async () => {
    const state = { isFull: false };
    const fs = troubledFs((operation, path) => {
      if (state.isFull && operation === 'open create' && path.includes('.part.json')) throw diskError('ENOSPC');
    });
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
    const root = join(await tempFolder(), 'library');
    const store = new SongStore({ fs, root, log, announce: () => undefined });
    valueOf(await store.opened());
    const tasks = new TaskLibrary(store);
    const { id } = valueOf(await tasks.createForTask(taskId, 'Task'));
    const empty = valueOf(await tasks.openPart(id, 'original'));
    expect(kindOf(await empty.commit())).toBe('truncated');
    const part = valueOf(await tasks.openPart(id, 'original'));
    valueOf(await part.restart({ etag: '"a"', totalBytes: 5000, container: 'mp3' }));
    valueOf(await part.append(new Uint8Array(100)));
    state.isFull = true;
    await part.keep();
    expect(warnings).toEqual(['a part could not be kept']);
    expect(store.catalogue.find(id)?.original).toBeNull();
  });
});

describe('a library that is read again', () => {
  it('forgets the songs that went meanwhile, and tells of them', async () => {
    const { store, song, root, notices } = await songOnDisk();
    await rm(join(root, song.id), { recursive: true });
    valueOf(await store.readAgain());
    expect(store.catalogue.list()).toEqual([]);
    expect(notices.at(-1)).toEqual({ about: 'sessionGone', id: song.id });
  });

  it('writes nothing for a change that changes nothing', async () => {
    const { store, song } = await songOnDisk((operation) => (operation === 'write' ? 'EIO' : null));
    expect(valueOf(await store.change(song.id, (same) => same))).toEqual(song);
  });
});

describe('F29 both copies of a document that are lost', () => {
  it('give 64 stems back and leave the others on the disk', async () => {
    const { root, song } = await songOnDisk();
    const stems = join(root, song.id, 'stems');
    const [first = ''] = await readdir(stems);
    for (let count = 0; count < 70; count += 1) {
      await cp(join(stems, first), join(stems, `${count.toString(16).padStart(64, '0')}.mp3`));
    }
    await mkdir(join(stems, 'no sound'));
    await rm(join(root, song.id, 'song.json'));
    await rm(join(root, song.id, 'song.json.bak'), { force: true });
    const again = await openLibrary(undefined, root);
    expect(again.store.catalogue.find(song.id)).toMatchObject({
      title: 'Recovered song',
      arrival: { state: 'incomplete' },
    });
    expect(again.store.catalogue.find(song.id)?.stems).toHaveLength(64);
    expect(await readdir(stems)).toHaveLength(73);
  });
});

describe('a demo song that came damaged with the app', () => {
  it.each([
    ['has no document', null, 'folderUnavailable'],
    ['has a document that is none', '{"title":1}', 'folderUnavailable'],
    [
      'has a sound that is none',
      '{"title":"Demo","stems":[{"file":"a.mp3","kind":"bass","name":"Bass"}]}',
      'unsupportedFile',
    ],
  ])('and %s is not put into the library', async (_what, document, kind) => {
    const { store, root } = await openLibrary();
    const folder = await tempFolder();
    await writeFile(join(folder, 'a.mp3'), 'no sound at all');
    if (document !== null) await writeFile(join(folder, 'song.json'), document);
    expect(kindOf(await new Demo(store, folder).restore())).toBe(kind);
    expect((await readdir(root)).filter((name) => name !== 'library.lock')).toEqual([]);
  });

  it('on a disk that cannot be read says that', async () => {
    const fs = troubledFs((operation, path) => {
      if (operation === 'read' && path.endsWith('song.json')) throw diskError('EIO');
    });
    const { store } = await openLibrary(fs);
    expect(kindOf(await new Demo(store, await tempFolder()).restore())).toBe('diskError');
  });
});

describe('the disk', () => {
  it('says so when it does not even understand a name', async () => {
    await expect(nodeFs.look(`/${'a'.repeat(300)}`)).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
  });
});
