import { cp, mkdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { neverUsed, type Session, type SessionId, unpackSongs } from '../../../electron/contract/index.ts';
import type { Fs } from '../../../electron/main/disk/fs.ts';
import { newSessionId } from '../../../electron/main/disk/ulid.ts';
import { storedSong } from '../../../electron/main/library/documents.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { closedLibrary, diskError, openLibrary, soundFolder, tempFolder, troubledFs, valueOf } from './rig.ts';

const hourMs = 3_600_000;

/** The disk, on which everything seems to have happened an hour ago; the names of documents that are read are noted. */
function oldDisk() {
  const reads: string[] = [];
  const trouble: { now: ((operation: string, path: string) => void) | null } = { now: null };
  const disk = troubledFs((operation, path) => {
    trouble.now?.(operation, path);
    if (operation === 'read' && path.endsWith('song.json')) reads.push(path);
  });
  const fs: Fs = {
    ...disk,
    async look(path) {
      const seen = await disk.look(path);
      const [changedAtMs, touchedAtMs] = [(seen?.changedAtMs ?? 0) - hourMs, (seen?.touchedAtMs ?? 0) - hourMs];
      return seen && { ...seen, changedAtMs, touchedAtMs };
    },
  };
  return { fs, reads, trouble };
}

/** A library of three songs with an index. */
async function indexedLibrary() {
  const disk = oldDisk();
  const root = join(await tempFolder(), 'library');
  const index = { path: join(root, '..', 'songs.index'), appVersion: '1.0.0', isKept: true };
  const { store } = await openLibrary(disk.fs, root);
  const songs: Session[] = [];
  for (const title of ['Night Drive', 'Ferry Lights', 'Paper Lantern'])
    songs.push(valueOf(await importSong(store, [await soundFolder(title, ['Vocals.mp3', 'Drums.mp3'])])));
  const open = async (place = index) => {
    disk.reads.length = 0;
    const opened = await openLibrary(disk.fs, root, place);
    await opened.store.mutex.settled();
    return { ...opened, songs: opened.store.catalogue.list(), reads: [...disk.reads] };
  };
  /** What the documents alone say. */
  const truth = async () => (await openLibrary(disk.fs, root)).store.catalogue.list();
  await open();
  const [first] = songs;
  if (first === undefined) throw new Error('no song');
  return {
    ...disk,
    root,
    index,
    songs,
    first,
    open,
    truth,
    documentOf: (id: SessionId) => join(root, id, 'song.json'),
  };
}

let rig: Awaited<ReturnType<typeof indexedLibrary>>;
beforeEach(async () => {
  rig = await indexedLibrary();
});

describe('the index of songs', () => {
  it('spares the reading of every document that is as it was', async () => {
    const { songs, reads } = await rig.open();
    expect(reads).toEqual([]);
    expect(songs).toEqual(await rig.truth());
    expect(songs).toHaveLength(3);
  });

  it('is trusted by a command too, which writes none', async () => {
    const before = await readFile(rig.index.path);
    await writeFile(rig.documentOf(rig.first.id), JSON.stringify({ ...storedSong(rig.first), title: 'Elsewhere' }));
    const { songs, reads } = await rig.open({ ...rig.index, isKept: false });
    expect(reads).toEqual([rig.documentOf(rig.first.id)]);
    expect(songs.map(({ title }) => title)).toContain('Elsewhere');
    expect(await readFile(rig.index.path)).toEqual(before);
  });

  it('takes in what this Stemroom changes, once it has rested', async () => {
    const { store } = await rig.open();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    valueOf(await store.change(rig.first.id, (song) => ({ ...song, title: 'Morning Drive' })));
    vi.advanceTimersByTime(3000);
    vi.useRealTimers();
    await store.mutex.settled();
    const { songs, reads } = await rig.open();
    expect(reads).toEqual([]);
    expect(songs.map(({ title }) => title)).toContain('Morning Drive');
  });

  it('does without what changed too short a time before the end', async () => {
    const { store } = await rig.open();
    valueOf(await store.change(rig.first.id, (song) => ({ ...song, title: 'Morning Drive' })));
    const { songs, reads } = await rig.open();
    expect(reads).toEqual([rig.documentOf(rig.first.id)]);
    expect(songs.map(({ title }) => title)).toContain('Morning Drive');
    expect((await rig.open()).reads).toEqual([]);
  });

  it('believes no document that has just changed, since it may change again without a sign', async () => {
    const { root, index } = rig;
    const young = await openLibrary(undefined, root, { ...index, path: `${index.path} young` });
    await young.store.mutex.settled();
    expect((await readFile(`${index.path} young`, 'utf8')).trim().split('\n')).toHaveLength(1);
  });

  it('stays small however often songs change', async () => {
    const { size } = await stat(rig.index.path);
    const bytes = await readFile(rig.documentOf(rig.first.id));
    for (let time = 0; time < 110; time += 1) {
      await writeFile(rig.documentOf(rig.first.id), bytes);
      await rig.open();
    }
    expect((await stat(rig.index.path)).size).toBeLessThan(size * 10);
    expect((await rig.open()).songs).toEqual(await rig.truth());
  });
});

const changes: readonly (readonly [string, () => Promise<void>])[] = [
  [
    'an edited document, of the same size and with its old time',
    async () => {
      const path = rig.documentOf(rig.first.id);
      const { atime, mtime } = await stat(path);
      await writeFile(path, (await readFile(path, 'utf8')).replace('Night Drive', 'Night Drove'));
      await utimes(path, atime, mtime);
    },
  ],
  ['a song that is gone', () => rm(join(rig.root, rig.first.id), { recursive: true })],
  [
    'a song that was added',
    async () => {
      const id = newSessionId();
      await cp(join(rig.root, rig.first.id), join(rig.root, id), { recursive: true });
    },
  ],
  [
    'a stem that is gone',
    async () => {
      const [stem] = rig.first.stems;
      const sha256 = stem?.file.state === 'saved' ? stem.file.audio.sha256 : '';
      await rm(join(rig.root, rig.first.id, 'stems', `${sha256}.mp3`));
    },
  ],
  [
    'waveform peaks beside a stem',
    async () => {
      const [stem] = rig.first.stems;
      const sha256 = stem?.file.state === 'saved' ? stem.file.audio.sha256 : '';
      await writeFile(join(rig.root, rig.first.id, 'stems', `${sha256}.overview`), 'peaks');
    },
  ],
  ['a picture', () => writeFile(join(rig.root, rig.first.id, 'cover.png'), 'picture')],
  ['a torn document', () => truncate(rig.documentOf(rig.first.id), 40)],
  [
    'a document of a newer Stemroom',
    async () => {
      const text = await readFile(rig.documentOf(rig.first.id), 'utf8');
      await writeFile(rig.documentOf(rig.first.id), text.replace('"version": 1', '"version": 7'));
    },
  ],
];

describe('another computer that shares the library leaves', () => {
  it.each(changes)('%s, which the next start notices', async (_, change) => {
    const before = (await rig.open()).songs;
    await change();
    const { songs } = await rig.open();
    expect(songs).not.toEqual(before);
    const timeless = (all: readonly Session[]) => all.map((song) => ({ ...song, addedAt: 0 }));
    expect(timeless(songs)).toEqual(timeless(await rig.truth()));
  });
});

const damages: readonly (readonly [string, () => Promise<void>])[] = [
  ['is missing', () => rm(rig.index.path)],
  ['is empty', () => writeFile(rig.index.path, '')],
  [
    'is of another form',
    async () => writeFile(rig.index.path, (await readFile(rig.index.path, 'utf8')).replace('1', '2')),
  ],
  [
    'is a folder',
    () =>
      rm(rig.index.path)
        .then(() => mkdir(rig.index.path))
        .then(() => undefined),
  ],
  ['is no text', () => writeFile(rig.index.path, Buffer.alloc(5000, 0xff))],
];

describe('an index that', () => {
  it.each(damages)(
    '%s costs the reading of every document, and is made anew where that is possible',
    async (name, damage) => {
      await damage();
      const { songs, reads } = await rig.open();
      expect(reads).toHaveLength(3);
      expect(songs).toEqual(await rig.truth());
      expect((await rig.open()).reads).toHaveLength(name === 'is a folder' ? 3 : 0);
    },
  );

  it('another version of the app wrote is made anew', async () => {
    expect((await rig.open({ ...rig.index, appVersion: '1.0.1' })).reads).toHaveLength(3);
    expect((await rig.open({ ...rig.index, appVersion: '1.0.1' })).reads).toEqual([]);
  });

  it('belongs to another library is made anew', async () => {
    const moved = join(rig.root, '..', 'moved');
    await rename(rig.root, moved);
    rig.reads.length = 0;
    const { store } = await openLibrary(rig.fs, moved, rig.index);
    expect(rig.reads).toHaveLength(3);
    expect(store.catalogue.list()).toHaveLength(3);
  });

  it('is damaged or cut at any place tells nothing but what the documents say', async () => {
    const whole = await readFile(rig.index.path);
    const truth = await rig.truth();
    for (let at = 0; at < whole.length; at += 97) {
      const spoilt = Buffer.from(whole);
      spoilt[at] = (spoilt[at] ?? 0) ^ 0x15;
      await writeFile(rig.index.path, spoilt);
      expect((await rig.open()).songs).toEqual(truth);
      await writeFile(rig.index.path, whole.subarray(0, at));
      expect((await rig.open()).songs).toEqual(truth);
    }
  });

  it('cannot be read or written keeps no library closed', async () => {
    rig.trouble.now = (_, path) => {
      if (path.startsWith(rig.index.path)) throw diskError('EIO');
    };
    const { songs, reads } = await rig.open();
    expect(songs).toHaveLength(3);
    expect(reads).toHaveLength(3);
  });

  it('was being added to when the disk was full is gone on with later', async () => {
    await writeFile(rig.documentOf(rig.first.id), JSON.stringify({ ...storedSong(rig.first), title: 'Elsewhere' }));
    rig.trouble.now = (operation, path) => {
      if (operation === 'write' && path.startsWith(rig.index.path)) throw diskError('ENOSPC');
    };
    expect((await rig.open()).songs).toEqual(await rig.truth());
    rig.trouble.now = null;
    expect((await rig.open()).reads).toHaveLength(1);
    expect((await rig.open()).reads).toEqual([]);
  });
});

/** The library at its start, with every look at a song's document held up until `release`. */
async function starting() {
  const gate: { open: () => void } = { open: () => undefined };
  const released = new Promise<void>((resolve) => (gate.open = resolve));
  const fs: Fs = {
    ...rig.fs,
    async look(path) {
      if (path.endsWith('song.json')) await released;
      return rig.fs.look(path);
    },
  };
  const { store, notices } = await closedLibrary(fs, rig.root, rig.index);
  return { store, notices, library: new Library(store), release: gate.open };
}

describe('at the start', () => {
  const edited = async (): Promise<void> => {
    const kept: Session = { ...rig.first, ...neverUsed, title: 'Elsewhere', isPinned: true };
    await writeFile(rig.documentOf(rig.first.id), JSON.stringify(storedSong(kept)));
  };

  it('the list is there before any document was looked at, and what is different follows', async () => {
    const [, second] = rig.songs;
    await edited();
    await rm(join(rig.root, second?.id ?? ''), { recursive: true });
    const { store, notices, library, release } = await starting();
    const listed = unpackSongs(valueOf(await library.listSongs()));
    expect(listed.map(({ title }) => title).sort()).toEqual(['Ferry Lights', 'Night Drive', 'Paper Lantern']);
    expect(notices).toEqual([]);
    release();
    valueOf(await store.opened());
    expect(notices).toEqual([
      { about: 'sessionGone', id: second?.id },
      { about: 'session', session: store.catalogue.find(rig.first.id) },
    ]);
    const now = unpackSongs(valueOf(await library.listSongs()));
    expect(now.map(({ title }) => title)).toEqual(['Elsewhere', 'Paper Lantern']);
  });

  it('a song is changed as its document is, not as the index had it', async () => {
    await edited();
    const { library, release } = await starting();
    valueOf(await library.listSongs());
    const renaming = library.renameSession({ id: rig.first.id, title: 'Morning Drive' });
    const opening = library.openSession(rig.first.id);
    release();
    expect(valueOf(await renaming)).toMatchObject({ title: 'Morning Drive', isPinned: true });
    expect(valueOf(await opening).session).toMatchObject({ isPinned: true });
    const written: unknown = JSON.parse(await readFile(rig.documentOf(rig.first.id), 'utf8'));
    expect(written).toMatchObject({ title: 'Morning Drive', isPinned: true });
  });
});
