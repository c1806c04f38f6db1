import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ImportProgress, Session, Stem } from '../../../../electron/contract/index.ts';
import { type Fs, nodeFs } from '../../../../electron/main/disk/fs.ts';
import { Demo } from '../../../../electron/main/library/demo.ts';
import { ProgressReporter } from '../../../../electron/main/library/copy-watch.ts';
import { ImportQueue } from '../../../../electron/main/library/import/import-queue.ts';
import { importSong } from '../../../../electron/main/library/import/import-song.ts';
import { commonPrefix, importTitle } from '../../../../electron/main/library/import/group-songs.ts';
import { nameStems } from '../../../../electron/main/library/stems/name-stems.ts';
import {
  diskError,
  kindOf,
  mp3Bytes,
  openLibrary,
  sha256Of,
  soundFolder,
  tempFolder,
  troubledFs,
  valueOf,
} from '../rig.ts';

const namesOf = (session: Session): readonly string[] => session.stems.map(({ name }) => name);

describe('importing a folder', () => {
  it('makes one song of it, in mixer order, named after the folder', async () => {
    const { store, root } = await openLibrary();
    const folder = await soundFolder('Night Drive Stems', [
      '02 - Bass.mp3',
      '01 - Drums.mp3',
      'Lead Vox.mp3',
      'Kazoo.mp3',
    ]);
    const session = valueOf(await importSong(store, [folder]));
    expect(session).toMatchObject({ title: 'Night Drive', origin: { from: 'import' }, arrival: { state: 'complete' } });
    expect(session.stems.map(({ id, kind, name }) => [id, kind, name])).toEqual([
      ['vocals', 'vocals', 'Lead Vox'],
      ['drums', 'drums', 'Drums'],
      ['bass', 'bass', 'Bass'],
      ['other', 'other', 'Kazoo'],
    ]);
    expect(session.byteLength).toBe(4 * 5000);
    expect((await openLibrary(undefined, root)).store.catalogue.list()).toEqual([session]);
  });

  it('copies the bytes as they are, under their hash', async () => {
    const { store, root } = await openLibrary();
    const folder = await tempFolder();
    const bytes = mp3Bytes(3 * 1024 * 1024 + 17);
    await writeFile(join(folder, 'Piano.mp3'), bytes);
    const session = valueOf(await importSong(store, [folder]));
    expect(session.stems[0]?.file).toMatchObject({ audio: { sha256: sha256Of(bytes), byteLength: bytes.length } });
    expect(await readdir(join(root, session.id, 'stems'))).toEqual([`${sha256Of(bytes)}.mp3`]);
  });

  it('skips what is no sound, does not follow links, and lets the bytes decide what a file is', async () => {
    const { store } = await openLibrary();
    const folder = await soundFolder('Song', ['Vocals.mp3']);
    await writeFile(join(folder, 'notes.txt'), 'Drums were recorded in May, all of them.');
    await writeFile(join(folder, 'cover.mp3'), '<html>not a sound at all</html>');
    await writeFile(join(folder, 'empty.wav'), '');
    await writeFile(join(folder, '.DS_Store'), mp3Bytes());
    await writeFile(join(folder, 'Bass'), Buffer.concat([Buffer.from('fLaC'), mp3Bytes()]));
    await writeFile(join(await tempFolder(), 'secret.mp3'), mp3Bytes());
    await symlink('/etc', join(folder, 'etc'));
    await symlink(join(await soundFolder('x', ['secret.mp3']), 'secret.mp3'), join(folder, 'Drums.mp3'));
    await mkdir(join(folder, 'more', 'deep'), { recursive: true });
    await writeFile(join(folder, 'more', 'deep', 'Guitar.mp3'), mp3Bytes());
    const session = valueOf(await importSong(store, [folder]));
    expect(namesOf(session)).toEqual(['Vocals', 'Bass', 'Guitar']);
    expect(session.stems[1]?.file).toMatchObject({ audio: { container: 'flac' } });
  });

  it('tells stems of one kind apart by their own names', async () => {
    const { store } = await openLibrary();
    const files = ['Song - Gtr L.mp3', 'Song - Gtr R.mp3', 'Song - Guitar.mp3', 'Song - guitar.wav'];
    const session = valueOf(await importSong(store, [await soundFolder('Song', files)]));
    expect(session.stems.map(({ id }) => id)).toEqual(['guitar', 'guitar-2', 'guitar-3', 'guitar-4']);
    expect(namesOf(session)).toEqual(['Gtr L', 'Gtr R', 'Guitar', 'Guitar 2']);
  });

  it.each([
    ['an empty folder', async () => [await soundFolder('Empty', [])], 'nothingToImport'],
    [
      'a file that is no sound',
      async () => {
        const path = join(await tempFolder(), 'song.txt');
        await writeFile(path, 'la la la');
        return [path];
      },
      'unsupportedFile',
    ],
    [
      '65 sounds',
      async () => [
        await soundFolder(
          'Many',
          Array.from({ length: 65 }, (_, n) => `${String(n)}.mp3`),
        ),
      ],
      'tooManyStems',
    ],
    ['a folder that is gone', () => Promise.resolve(['/nowhere/at/all']), 'unsupportedFile'],
    ['a path that is no whole path', () => Promise.resolve(['../../etc']), 'nothingToImport'],
  ] as const)('refuses %s', async (_name, paths, kind) => {
    const { store, root } = await openLibrary();
    expect(kindOf(await importSong(store, await paths()))).toBe(kind);
    expect(await readdir(root)).toEqual([]);
  });

  it.each(['ENOSPC', 'EACCES', 'EIO'])('leaves nothing when the disk says %s in the middle', async (code) => {
    let writes = 0;
    const fs = troubledFs((operation, path) => {
      if (operation === 'write' && path.endsWith('.part') && (writes += 1) > 1) throw diskError(code);
    });
    const { store, root, notices } = await openLibrary(fs);
    const result = await importSong(store, [await soundFolder('Song', ['Vocals.mp3', 'Drums.mp3'])]);
    expect(['diskFull', 'folderUnavailable', 'diskError']).toContain(kindOf(result));
    expect(await readdir(root)).toEqual([]);
    expect(notices).toEqual([]);
  });

  it('remembers what was left out, and says of a folder of nothing else which files and why', async () => {
    const { store, root } = await openLibrary();
    const folder = await soundFolder('Song', ['Vocals.mp3']);
    await writeFile(join(folder, 'Drums.wma'), Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'));
    const session = valueOf(await importSong(store, [folder]));
    expect(session.skipped).toEqual([{ file: 'Song/Drums.wma', reason: 'unsupportedFormat', detail: 'WMA' }]);
    expect((await openLibrary(undefined, root)).store.catalogue.list()).toEqual([session]);
    const refused = async (...paths: readonly string[]): Promise<string> => {
      const result = await importSong(store, paths);
      return result.ok ? '' : `${result.failure.kind} ${result.failure.detail}`;
    };
    const why = "This is WMA, which Stemroom can't play.";
    expect(await refused(join(folder, 'Drums.wma'))).toBe(`unsupportedFile Drums.wma: ${why}`);
    const only = await soundFolder('Only', []);
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await writeFile(join(only, `${name}.wma`), Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'));
    }
    expect(await refused(only)).toBe(
      `nothingToImport Only/a.wma: ${why} Only/b.wma: ${why} Only/c.wma: ${why} And 2 more.`,
    );
  });

  it('leaves out a file that the disk refuses in the middle, and keeps the others', async () => {
    const fs = troubledFs(() => undefined);
    const { store, root } = await openLibrary({
      ...fs,
      async openFile(path, mode) {
        const file = await fs.openFile(path, mode);
        if (!path.endsWith('Drums.mp3')) return file;
        return { ...file, read: (into, at) => (at > 0 ? Promise.reject(diskError('EIO')) : file.read(into, at)) };
      },
    });
    const session = valueOf(await importSong(store, [await soundFolder('Song', ['Vocals.mp3', 'Drums.mp3'])]));
    expect(namesOf(session)).toEqual(['Vocals']);
    expect(session.skipped).toEqual([{ file: 'Song/Drums.mp3', reason: 'unreadable', detail: 'EIO' }]);
    expect(await readdir(join(root, session.id, 'stems'))).toHaveLength(1);
  });

  it('asks for room before it starts', async () => {
    const fs = { ...troubledFs(() => undefined), freeBytes: () => Promise.resolve(1000) };
    const { store } = await openLibrary(fs);
    expect(kindOf(await importSong(store, [await soundFolder('Song', ['Vocals.mp3'])]))).toBe('diskFull');
  });
});

describe('an import under way', () => {
  const MiB = 1024 * 1024;
  const twoSounds = async (): Promise<string> => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'Vocals.mp3'), mp3Bytes(3 * MiB));
    await writeFile(join(folder, 'Drums.mp3'), mp3Bytes(2 * MiB));
    return folder;
  };
  const watchedQueue = async (fs?: Fs) => {
    const told: (ImportProgress | null)[] = [];
    const library = await openLibrary(fs);
    return {
      ...library,
      told,
      queue: new ImportQueue(library.store, { onProgress: (progress) => told.push(progress), now: () => Infinity }),
    };
  };

  it('counts files and bytes, four times a second at most', () => {
    const clock = { ms: 0 };
    const told: ImportProgress[] = [];
    const first = { title: 'Song', isWaiting: false, filesDone: 0, filesTotal: 2, bytesDone: 0, bytesTotal: 1000 };
    const progress = new ProgressReporter<ImportProgress>(
      first,
      () => clock.ms,
      (reported) => told.push(reported),
    );
    for (; clock.ms < 1000; clock.ms += 10) progress.update(({ bytesDone }) => ({ bytesDone: bytesDone + 5 }));
    progress.update(() => ({ filesDone: 1 }));
    expect(told).toHaveLength(5);
    expect(told[0]).toEqual(first);
    expect(told.at(-1)).toEqual({ ...first, filesDone: 1, bytesDone: 500 });
  });

  it('never counts more bytes than all, though a file grows while it is copied', async () => {
    const paths = await twoSounds();
    const fs = {
      ...nodeFs,
      look: async (path: string) => {
        const found = await nodeFs.look(path);
        return found?.kind === 'file' ? { ...found, byteLength: 1000 } : found;
      },
    };
    const { store } = await openLibrary(fs);
    // Every update is due for a report.
    let ms = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (ms += 300));
    const told: (ImportProgress | null)[] = [];
    const ends = new ImportQueue(store, { onProgress: (progress) => told.push(progress), now: () => Infinity });
    valueOf(
      await ends.bring([paths]).finally(() => {
        clock.mockRestore();
      }),
    );
    const counts = told.flatMap((progress) => (progress === null ? [] : [progress]));
    expect(counts.at(-1)?.filesDone).toBe(2);
    for (const { bytesDone, bytesTotal } of counts) expect(bytesDone).toBeLessThanOrEqual(bytesTotal);
  });

  it('is told of from its start to its end', async () => {
    const { queue, told } = await watchedQueue();
    valueOf(await queue.bring([await twoSounds()]));
    expect(told[0]).toMatchObject({ filesDone: 0, filesTotal: 2, bytesDone: 0, bytesTotal: 5 * MiB });
    expect(told.at(-1)).toBeNull();
  });

  it('can be cancelled in the middle of a file, with the one that waits behind it, and leaves nothing', async () => {
    let writes = 0;
    const fs = troubledFs((operation, path) => {
      if (operation === 'write' && path.endsWith('.part') && (writes += 1) === 2) void queue.cancelAll();
    });
    const { queue, told, root, store, notices } = await watchedQueue(fs);
    const folder = await twoSounds();
    const other = await twoSounds();
    const [first, second] = await Promise.all([queue.bring([folder]), queue.bring([other])]);
    expect([kindOf(first), kindOf(second)]).toEqual(['cancelled', 'cancelled']);
    expect(writes).toBe(2);
    expect(await readdir(root)).toEqual([]);
    expect([store.catalogue.list(), notices, told.at(-1)]).toEqual([[], [], null]);
    expect(await queue.bring([folder])).toMatchObject({ value: { sessions: [{ stems: [{}, {}] }] } });
  });

  it('of the same folder given twice at once is one song', async () => {
    const { queue, store } = await watchedQueue();
    const folder = await twoSounds();
    const [first, second] = await Promise.all([queue.bring([folder]), queue.bring([folder, folder])]);
    expect(first).toEqual(second);
    expect(store.catalogue.list()).toHaveLength(1);
  });

  it('of several songs asks first, and makes each that can be made', async () => {
    const { queue, store, told } = await watchedQueue();
    const many = await soundFolder(
      'Many',
      Array.from({ length: 65 }, (_, n) => `${String(n)}.mp3`),
    );
    const folders = [
      await soundFolder('One', ['Vocals.mp3', 'Bass.mp3']),
      many,
      await soundFolder('Two', ['Drums.mp3']),
    ];
    const asked = valueOf(await queue.bring(folders));
    expect(asked).toMatchObject({
      state: 'asks',
      songs: [
        { title: 'One', stemCount: 2, byteLength: 10_000 },
        { title: 'Many', stemCount: 65 },
        { title: 'Two', stemCount: 1 },
      ],
    });
    expect([store.catalogue.list(), told.at(-1)]).toEqual([[], null]);
    const { ticket } = asked as { readonly ticket: string };
    expect(valueOf(await queue.answer({ ticket, isWanted: true }))).toMatchObject({
      sessions: [{ title: 'One' }, { title: 'Two' }],
      failed: [{ title: 'Many', failure: { kind: 'tooManyStems' } }],
    });
    expect(kindOf(await queue.answer({ ticket, isWanted: true }))).toBe('badRequest');
  });

  it('of several songs makes none when they are not wanted', async () => {
    const { queue, store } = await watchedQueue();
    const asked = valueOf(
      await queue.bring([await soundFolder('One', ['a.mp3']), await soundFolder('Two', ['b.mp3'])]),
    );
    const { ticket } = asked as { readonly ticket: string };
    expect(valueOf(await queue.answer({ ticket, isWanted: false }))).toMatchObject({ sessions: [] });
    expect(store.catalogue.list()).toEqual([]);
  });

  it('waits while the files are still being written to, tells so, and takes them whole', async () => {
    const folder = await twoSounds();
    const late = join(folder, 'Bass.mp3');
    let looks = 0;
    const library = await openLibrary({
      ...nodeFs,
      async look(path) {
        // Another program goes on writing for as long as we have looked three times.
        if (path.endsWith('Vocals.mp3') && (looks += 1) <= 3) await writeFile(late, mp3Bytes(looks * 1000));
        return nodeFs.look(path);
      },
    });
    const told: (ImportProgress | null)[] = [];
    const queue = new ImportQueue(library.store, { onProgress: (progress) => told.push(progress) });
    const brought = valueOf(await queue.bring([folder]));
    expect(looks).toBeGreaterThan(3);
    expect(told[0]).toMatchObject({ isWaiting: true, filesDone: 0 });
    expect(told.at(-2)).toMatchObject({ isWaiting: false });
    const stems = brought.state === 'done' ? (brought.sessions[0]?.stems ?? []) : [];
    expect(stems.map(({ name, file }) => [name, file.state === 'saved' ? file.audio.byteLength : 0])).toContainEqual([
      'Bass',
      3000,
    ]);
  });

  it('can be cancelled while it waits', async () => {
    const library = await openLibrary();
    const cancelled: Promise<void>[] = [];
    const queue = new ImportQueue(library.store, { onProgress: () => cancelled.push(queue.cancelAll()) });
    expect(kindOf(await queue.bring([await twoSounds()]))).toBe('cancelled');
    await Promise.all(cancelled);
    expect(library.store.catalogue.list()).toEqual([]);
  });

  it('is over, or has left nothing, when the cancelling settles', async () => {
    const { queue, root } = await watchedQueue();
    const folder = await twoSounds();
    const bringing = queue.bring([folder]);
    await queue.cancelAll();
    expect(await readdir(root)).toEqual([]);
    expect(kindOf(await bringing)).toBe('cancelled');
    await queue.cancelAll();
  });
});

describe('the title of an import', () => {
  it.each([
    ['Night Drive', ['a.mp3'], 'Music', 'Night Drive'],
    ['Night_Drive_(Stems)', ['a.mp3'], 'Music', 'Night Drive'],
    ['Stems', ['a.mp3'], 'Music', 'Stems'],
    [null, ['Night Drive - Vocals.mp3', 'Night Drive - Bass.mp3'], 'Music', 'Night Drive'],
    [null, ['Night Drive (Vocals).mp3', 'Night Drive (Bass).mp3'], 'Music', 'Night Drive'],
    [null, ['Vocals.mp3', 'Bass.mp3'], 'Night Drive', 'Night Drive'],
    [null, ['Vocals.mp3'], 'Night Drive', 'Night Drive'],
    [null, ['a.mp3'], '', 'Imported song'],
    ['9.45am mix', ['a.mp3'], 'Music', '9.45am mix'],
    ['take.v2', ['a.mp3'], 'Music', 'take.v2'],
    ['99 Problems', ['a.mp3'], 'Music', '99 Problems'],
    ['01 - Night Drive', ['a.mp3'], 'Music', 'Night Drive'],
    ['\u200b\u2060', ['a.mp3'], '...', 'Imported song'],
    ['???', ['a.mp3'], '', '???'],
  ] as const)('of %j with %j in %j is %j', (folder, files, parent, title) => {
    expect(importTitle(folder, files, parent)).toBe(title);
  });

  it('shares whole words only', () => {
    expect(commonPrefix(['Song - Bass.mp3', 'Song - Backing.mp3'])).toBe('Song - ');
    expect(commonPrefix(['Bass.mp3', 'Backing.mp3'])).toBe('');
    expect(commonPrefix(['9.15 Bass.mp3', '9.45 Synth.mp3'])).toBe('');
    expect(commonPrefix(['9.45am Bass.mp3', '9.45am Synth.mp3'])).toBe('9.45am ');
    expect(commonPrefix(['Kazoo.mp3', 'Kazoo.mp3'])).toBe('');
  });
});

describe('ids of stems', () => {
  it('are the kind in kebab case, counted from 2', () => {
    const named = nameStems([
      { kind: 'backingVocals', name: 'Backing vocals' },
      { kind: 'backingVocals', name: 'Backing vocals' },
    ]);
    expect(named.map(({ id, name }) => [id, name])).toEqual([
      ['backing-vocals', 'Backing vocals'],
      ['backing-vocals-2', 'Backing vocals 2'],
    ]);
  });
});

describe('names of stems', () => {
  it('that differ only in their form of Unicode are told apart', () => {
    const named = nameStems(['Caf\u00e9', 'Cafe\u0301'].map((name) => ({ kind: 'other', name }) as const));
    expect(named.map(({ name }) => name)).toEqual(['Caf\u00e9', 'Caf\u00e9 2']);
  });
});

describe('the demo song', () => {
  const song = { title: 'Ferry Lights', stems: [{ file: 'vocals.mp3', kind: 'vocals', name: 'Vocals' }] };

  it('is put into the library once', async () => {
    const folder = await soundFolder('demo', ['vocals.mp3']);
    await writeFile(join(folder, 'song.json'), JSON.stringify(song));
    const { store } = await openLibrary();
    const demo = new Demo(store, folder);
    const [first, second] = await Promise.all([demo.restore(), demo.restore()]);
    expect(valueOf(first)).toMatchObject({ title: 'Ferry Lights', origin: { from: 'demo' } });
    expect(valueOf(second).id).toBe(valueOf(first).id);
    expect(demo.has(valueOf(first).id)).toBe(true);
    expect(store.catalogue.list()).toHaveLength(1);
  });

  it('asked for again gets back the stems that it lacks, and keeps its name and its other stems', async () => {
    const names = ['vocals', 'drums', 'bass'];
    const folder = await soundFolder(
      'demo',
      names.map((name) => `${name}.mp3`),
    );
    const stems = names.map((name) => ({ file: `${name}.mp3`, kind: name, name }));
    await writeFile(join(folder, 'song.json'), JSON.stringify({ title: 'Ferry Lights', stems }));
    const { store, root } = await openLibrary();
    const demo = new Demo(store, folder);
    const { id, stems: whole } = valueOf(await demo.restore());
    const drums = whole.find((stem) => stem.id === 'drums');
    if (drums?.file.state !== 'saved') throw new Error('no drums');
    await rm(join(root, id, 'stems', `${drums.file.audio.sha256}.mp3`));
    const damaged = { state: 'damaged', failure: { kind: 'damaged', detail: '' } } as const;
    const damage = (stem: Stem): Stem => (stem.id === 'bass' ? { ...stem, file: damaged } : stem);
    await store.change(id, (session) => ({ ...session, title: 'Mine', stems: session.stems.map(damage) }));

    expect(valueOf(await demo.restore()).stems.map(({ file }) => file.state)).toContain('damaged');
    const mended = valueOf(await demo.restoreWhole());
    expect(mended).toMatchObject({ id, title: 'Mine', stems: whole });
    expect((await readdir(join(root, id, 'stems'))).length).toBeGreaterThanOrEqual(3);
    expect(valueOf(await demo.restoreWhole())).toEqual(mended);
  });

  it.each(['{}', '{"title":"x","stems":[{"file":"../../secret.mp3","kind":"vocals","name":"x"}]}', ''])(
    'is refused when its list is %j',
    async (text) => {
      const folder = await soundFolder('demo', ['vocals.mp3']);
      await writeFile(join(folder, 'song.json'), text);
      const { store, root } = await openLibrary();
      expect(kindOf(await new Demo(store, folder).restore())).toBe('folderUnavailable');
      expect(await readdir(root)).toEqual([]);
    },
  );
});
