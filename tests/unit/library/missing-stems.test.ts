import { mkdir, readFile, readdir, rename, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Notice, SavedAudio, Session } from '../../../electron/contract/index.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { diskError, openLibrary, silentLog, soundFolder, tempFolder, troubledFs, valueOf } from './rig.ts';

const patience = { timeout: 30_000 };

async function songOnDisk(names = ['Vocals.mp3', 'Drums.mp3', 'Bass.mp3'], watchMs = 60_000) {
  const rig = await openLibrary();
  const session = valueOf(await importSong(rig.store, [await soundFolder('Song', names)]));
  const song = join(rig.root, session.id);
  const paths = session.stems.map((_, index) => join(song, 'stems', `${audioOf(session, index).sha256}.mp3`));
  const path = paths[0] ?? '';
  const library = new Library(rig.store, watchMs);
  const open = async () => valueOf(await library.openSession(session.id)).session;
  const verify = async () => valueOf(await library.verifySession(session.id));
  const reopened = async () => (await openLibrary(undefined, rig.root)).store.catalogue.find(session.id);
  const document = join(song, 'song.json');
  return { ...rig, session, song, paths, path, library, open, verify, reopened, document };
}

function audioOf({ stems }: Session, index: number): SavedAudio {
  const file = stems[index]?.file;
  if (file?.state !== 'saved') throw new Error('not saved');
  return file.audio;
}

const states = (session: Session | null | undefined): readonly string[] =>
  session?.stems.map(({ file }) => file.state) ?? [];

describe('F52 a stem file that is gone', () => {
  it('is missing today: its hash stays, the document says nothing of it, and its return heals it', async () => {
    const { session, path, open, verify, document, reopened } = await songOnDisk();
    const before = await readFile(document, 'utf8');
    await rename(path, `${await tempFolder()}/elsewhere.mp3`).then(() => undefined);
    const missing = await open();
    expect(states(missing)).toEqual(['away', 'saved', 'saved']);
    expect(missing.stems[0]?.file).toEqual({
      state: 'away',
      audio: audioOf(session, 0),
      failure: { kind: 'fileMissing', detail: session.stems[0]?.name },
    });
    expect(states(await verify())).toEqual(['away', 'saved', 'saved']);
    expect(await readFile(document, 'utf8')).toBe(before);
    expect(states(await reopened())).toEqual(['away', 'saved', 'saved']);
  });

  it('and comes back is what was saved, at the next opening', async () => {
    const { session, path, open } = await songOnDisk();
    const elsewhere = join(await tempFolder(), 'elsewhere.mp3');
    await rename(path, elsewhere);
    expect(states(await open())).toEqual(['away', 'saved', 'saved']);
    await rename(elsewhere, path);
    expect(await open()).toEqual(session);
  });

  it.each([
    ['renamed beside the others', 'stems/my vocals.mp3'],
    ['moved into the folder of the song', 'Vocals (old).mp3'],
    ['moved into the quarantine', 'quarantine/1700000000000-vocals.mp3'],
    ['renamed without an ending', 'stems/vocals'],
  ])('because it was %s is found by its hash and goes back to its place', async (_how, name) => {
    const { session, song, path, open } = await songOnDisk();
    await mkdir(join(song, 'quarantine'), { recursive: true });
    await rename(path, join(song, name));
    expect(await open()).toEqual(session);
    expect(await nodeFs.look(path)).toMatchObject({ kind: 'file', byteLength: 5000 });
    expect(await nodeFs.look(join(song, name))).toBeNull();
  });

  it('is not taken for another file of its size', async () => {
    const { song, path, open } = await songOnDisk();
    await rename(path, join(await tempFolder(), 'away.mp3'));
    await writeFile(join(song, 'stems', 'other.mp3'), new Uint8Array(5000));
    expect(states(await open())).toEqual(['away', 'saved', 'saved']);
    expect(await readdir(join(song, 'stems'))).toContain('other.mp3');
  });

  it('with all others is no damage: the song stays complete, and nothing goes to the quarantine', async () => {
    const { session, song, open } = await songOnDisk();
    await rename(join(song, 'stems'), join(song, '..', 'stems-away'));
    const missing = await open();
    expect(states(missing)).toEqual(['away', 'away', 'away']);
    expect(missing.arrival).toEqual({ state: 'complete' });
    expect(await readdir(song)).not.toContain('quarantine');
    await rename(join(song, '..', 'stems-away'), join(song, 'stems'));
    expect(await open()).toEqual(session);
  });

  it('stays known when the song is changed meanwhile', async () => {
    const { session, path, open, library, reopened } = await songOnDisk();
    const elsewhere = join(await tempFolder(), 'elsewhere.mp3');
    await rename(path, elsewhere);
    await open();
    valueOf(await library.renameSession({ id: session.id, title: 'New' }));
    await rename(elsewhere, path);
    expect(await reopened()).toEqual({ ...session, title: 'New' });
  });

  it('leaves a link in its place alone until the file is found, then sets the link aside', async () => {
    const { session, song, path, open } = await songOnDisk();
    const elsewhere = join(await tempFolder(), 'elsewhere.mp3');
    await rename(path, elsewhere);
    await symlink(elsewhere, path);
    expect(states(await open())).toEqual(['away', 'saved', 'saved']);
    await rename(elsewhere, join(song, 'found.mp3'));
    expect(await open()).toEqual(session);
  });

  it('is looked for by nobody who may not write', async () => {
    const { session, song, path, root } = await songOnDisk();
    await rename(path, join(song, 'found.mp3'));
    const lock = { isOurs: false, take: () => Promise.resolve(false) };
    const store = new SongStore({ fs: nodeFs, root, log: silentLog, announce: () => undefined, lock });
    const opened = valueOf(await new Library(store).openSession(session.id));
    expect(states(opened.session)).toEqual(['away', 'saved', 'saved']);
    expect(await readdir(song)).toContain('found.mp3');
  });
});

describe('F54 a stem that an older Stemroom called damaged', () => {
  /** song.json as it was written then: without a word on what was saved. */
  async function calledDamaged(names: readonly string[], damaged: readonly number[]) {
    const rig = await songOnDisk([...names]);
    const stored = JSON.parse(await readFile(rig.document, 'utf8')) as { stems: { name: string }[] };
    const stems = stored.stems.map((stem, index) =>
      damaged.includes(index)
        ? { ...stem, file: { state: 'damaged', failure: { kind: 'damaged', detail: stem.name } } }
        : stem,
    );
    const arrival = { state: 'incomplete', failure: { kind: 'damaged', detail: '' } };
    await writeFile(rig.document, JSON.stringify({ ...stored, stems, arrival }));
    await mkdir(join(rig.song, 'quarantine'), { recursive: true });
    const { store } = await openLibrary(undefined, rig.root);
    const open = async () => valueOf(await new Library(store, 60_000).openSession(rig.session.id)).session;
    return { ...rig, store, open };
  }

  it('and set aside though its bytes are right is heard again', async () => {
    const { session, song, paths, open, store, reopened } = await calledDamaged(['Vocals.mp3', 'Bass.mp3'], [0]);
    const [path = ''] = paths;
    await rename(path, join(song, 'quarantine', `1700000000000-${audioOf(session, 0).sha256}.mp3`));
    expect(await open()).toEqual(session);
    expect(store.catalogue.find(session.id)).toEqual(session);
    expect(await reopened()).toEqual(session);
  });

  it('because its file was gone for a while is heard again when that is back', async () => {
    const { session, open } = await calledDamaged(['Vocals.mp3', 'Bass.mp3'], [1]);
    expect(await open()).toEqual(session);
  });

  it('with others gets its own file back, as far as the last version of the song tells', async () => {
    const { session, open, document } = await calledDamaged(['Vocals.mp3', 'Drums.mp3', 'Bass.mp3'], [0, 2]);
    expect(states(await open())).toEqual(['damaged', 'saved', 'damaged']);
    const { title, origin, addedAt, arrival, stems, original } = session;
    await writeFile(
      `${document}.bak`,
      JSON.stringify({ version: 1, title, origin, addedAt, arrival, stems, original }),
    );
    expect(await open()).toEqual(session);
  });

  it('and is damaged stays so', async () => {
    const { session, song, paths, open } = await calledDamaged(['Vocals.mp3', 'Bass.mp3'], [0]);
    const [path = ''] = paths;
    await truncate(path, 4000);
    await rename(path, join(song, 'quarantine', `1700000000000-${audioOf(session, 0).sha256}.mp3`));
    expect(states(await open())).toEqual(['damaged', 'saved']);
  });

  it('today keeps what was saved, so that its right bytes heal it wherever they are put', async () => {
    const { session, song, path, open } = await songOnDisk();
    const bytes = await readFile(path);
    await truncate(path, 100);
    expect(states(await open())).toEqual(['damaged', 'saved', 'saved']);
    await writeFile(join(song, 'from the backup.mp3'), bytes);
    expect(await open()).toEqual(session);
  });
});

describe('F53 a stem file that vanishes while its song is open', () => {
  async function watched() {
    const rig = await songOnDisk(['Vocals.mp3', 'Drums.mp3'], 15);
    expect(states(await rig.open())).toEqual(['saved', 'saved']);
    const known = (): Session | null => rig.store.catalogue.find(rig.session.id);
    const told = (): readonly Notice[] => rig.notices.filter(({ about }) => about === 'session');
    return { ...rig, known, told };
  }

  it('is told without being asked, and heard again when it comes back', async () => {
    const { session, path, known, told, document } = await watched();
    const before = await readFile(document, 'utf8');
    const elsewhere = join(await tempFolder(), 'elsewhere.mp3');
    await rename(path, elsewhere);
    await expect.poll(() => states(known()), patience).toEqual(['away', 'saved']);
    expect(told().at(-1)).toMatchObject({ session: { stems: [{ file: { state: 'away' } }, {}] } });
    await rename(elsewhere, path);
    await expect.poll(() => known(), patience).toEqual(session);
    expect(await readFile(document, 'utf8')).toBe(before);
  });

  it('and comes back as something else stays missing', async () => {
    const { session, path, root } = await songOnDisk(['Vocals.mp3', 'Drums.mp3']);
    const read: string[] = [];
    const fs = troubledFs((operation, at) => {
      if (operation === 'open read') read.push(at);
    });
    const { store } = await openLibrary(fs, root);
    const known = () => states(store.catalogue.find(session.id));
    valueOf(await new Library(store, 15).openSession(session.id));
    await rename(path, join(await tempFolder(), 'elsewhere.mp3'));
    await expect.poll(known, patience).toEqual(['away', 'saved']);
    read.length = 0;
    await writeFile(path, new Uint8Array(5000));
    await expect.poll(() => read, patience).toContain(path);
    expect(known()).toEqual(['away', 'saved']);
  });

  it('with the whole library is told as its disk, and all is well when that is back', async () => {
    const { session, root, known } = await watched();
    await rename(root, `${root}-away`);
    await expect.poll(() => states(known()), patience).toEqual(['away', 'away']);
    await expect
      .poll(() => known()?.stems[0]?.file, patience)
      .toMatchObject({ failure: { kind: 'folderUnavailable' } });
    await rename(`${root}-away`, root);
    await expect.poll(() => known(), patience).toEqual(session);
  });

  it('because its share dropped says what the disk says', async () => {
    const { session, root } = await songOnDisk(['Vocals.mp3', 'Drums.mp3']);
    const state = { code: '' };
    const fs = {
      ...troubledFs(() => undefined),
      look: (at: string) =>
        state.code !== '' && at.endsWith('.mp3') ? Promise.reject(diskError(state.code)) : nodeFs.look(at),
    };
    const { store } = await openLibrary(fs, root);
    valueOf(await new Library(store, 15).openSession(session.id));
    state.code = 'EIO';
    await expect.poll(() => states(store.catalogue.find(session.id)), patience).toEqual(['away', 'away']);
    expect(store.catalogue.find(session.id)?.stems[0]?.file).toMatchObject({ failure: { kind: 'diskError' } });
    state.code = '';
    await expect.poll(() => store.catalogue.find(session.id), patience).toEqual(session);
  });
});
