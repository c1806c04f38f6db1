import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decibels, flatMix, type SongAnalysis, unpackSongs } from '../../../electron/contract/index.ts';
import { type Fs, nodeFs } from '../../../electron/main/disk/fs.ts';
import { ExportLedger } from '../../../electron/main/export/export-ledger.ts';
import { nodeFolders } from '../../../electron/main/export/find-places.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { SettingsFile } from '../../../electron/main/settings.ts';
import { fullSheet } from '../../unit/song/a-sheet.ts';
import { homeWithSongs, openHome } from '../../unit/library/move/home-rig.ts';
import {
  diskError,
  kindOf,
  openLibrary,
  soundFolder,
  tempFolder,
  troubledFs,
  valueOf,
} from '../../unit/library/rig.ts';

/** The real disk, which will not give the files with these names. */
function withholding(code: string, ...names: readonly string[]): Fs {
  return troubledFs((operation, path) => {
    if (operation === 'read' && names.some((name) => path.endsWith(`/${name}`))) throw diskError(code);
  });
}

/** All files of a folder as text, by name. */
async function textsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map(async ({ name }) => [name, await readFile(join(folder, name), 'utf8')]));
  return Object.fromEntries(texts) as Record<string, string>;
}

const troubles = ['EIO', 'EACCES', 'ETIMEDOUT'];

describe('F49 settings that cannot be read', () => {
  async function keptSettings() {
    const path = join(await tempFolder(), 'settings.json');
    const settings = await SettingsFile.open(nodeFs, path);
    valueOf(await settings.change({ libraryFolder: '/mnt/songs', isDemoRemoved: true }));
    valueOf(await settings.changePage({ theme: 'light' }));
    return { path, folder: join(path, '..') };
  }

  it.each(troubles)(
    'because of %s are left as they are; what is known of them holds, and a change says so',
    async (code) => {
      const { path, folder } = await keptSettings();
      const before = await textsIn(folder);
      const settings = await SettingsFile.open(withholding(code, 'settings.json'), path);
      // The last version, which the disk does give.
      expect(settings.current).toMatchObject({ libraryFolder: '/mnt/songs', isDemoRemoved: true });
      expect(settings.kept.trouble).toMatchObject({ kind: 'settingsUnreadable', detail: code });
      const changed = valueOf(await settings.changePage({ hasSafetyLimiter: false }));
      expect(changed).toMatchObject({ settings: { hasSafetyLimiter: false }, trouble: { kind: 'settingsUnreadable' } });
      expect(kindOf(await settings.change({ libraryFolder: '/elsewhere' }))).toBe('settingsUnreadable');
      expect(settings.current.libraryFolder).toBe('/elsewhere');
      expect(await textsIn(folder)).toEqual(before);
      const again = await SettingsFile.open(nodeFs, path);
      expect(again.current).toMatchObject({
        libraryFolder: '/mnt/songs',
        page: { theme: 'light', hasSafetyLimiter: true },
      });
      expect(again.kept.trouble).toBeNull();
    },
  );

  it('with their backup are the defaults, and neither file is touched', async () => {
    const { path, folder } = await keptSettings();
    const before = await textsIn(folder);
    const settings = await SettingsFile.open(withholding('EIO', 'settings.json', 'settings.json.bak'), path);
    expect(settings.current.libraryFolder).toBeNull();
    valueOf(await settings.changePage({ theme: 'dark' }));
    expect(await textsIn(folder)).toEqual(before);
  });

  it('because a newer Stemroom wrote them keep what this one does not know', async () => {
    const { path, folder } = await keptSettings();
    const newer = { ...(JSON.parse(await readFile(path, 'utf8')) as object), version: 3, cloud: { account: 'anna' } };
    await writeFile(path, JSON.stringify(newer));
    const before = await textsIn(folder);
    const settings = await SettingsFile.open(nodeFs, path);
    expect(settings.current).toMatchObject({ libraryFolder: '/mnt/songs', page: { theme: 'light' } });
    expect(valueOf(await settings.changePage({ theme: 'dark' })).trouble?.kind).toBe('settingsUnreadable');
    expect(await textsIn(folder)).toEqual(before);
  });

  it.each(['', '\0\0\0', '{"version":1', '[]'])(
    'because they hold %j, without a backup, stay for whoever can repair them',
    async (text) => {
      const path = join(await tempFolder(), 'settings.json');
      await writeFile(path, text);
      const settings = await SettingsFile.open(nodeFs, path);
      expect(settings.kept.trouble?.kind).toBe('settingsUnreadable');
      valueOf(await settings.changePage({ theme: 'light' }));
      expect(await textsIn(join(path, '..'))).toEqual({ 'settings.json': text });
    },
  );

  it('because they are torn leave their good backup alone, and are set aside, not lost', async () => {
    const { path, folder } = await keptSettings();
    const backup = await readFile(`${path}.bak`, 'utf8');
    await writeFile(path, '{"version":1,"pa');
    const settings = await SettingsFile.open(nodeFs, path);
    expect(settings.current.libraryFolder).toBe('/mnt/songs');
    expect(valueOf(await settings.changePage({ theme: 'dark' })).trouble).toBeNull();
    const after = await textsIn(folder);
    expect(after['settings.json.unreadable']).toBe('{"version":1,"pa');
    expect(after['settings.json.bak']).toBe(backup);
    expect((await SettingsFile.open(nodeFs, path)).current).toMatchObject({
      libraryFolder: '/mnt/songs',
      page: { theme: 'dark' },
    });
  });

  it('clear away no library after a move that their last version tells of', async () => {
    const { home, folder, target, songs } = await homeWithSongs();
    valueOf(await home.move(target));
    await home.release();
    // As right after the copies: nothing was switched yet.
    const halfway = { version: 1, libraryMove: { from: join(folder, 'library'), to: target } };
    await writeFile(join(folder, 'settings.json.bak'), JSON.stringify(halfway));
    await mkdir(join(folder, 'library', songs[0].id), { recursive: true });
    const again = await openHome(folder, { fs: withholding('EIO', 'settings.json') });
    await again.home.finishMove();
    expect((await readdir(target)).sort()).toEqual(expect.arrayContaining(songs.map(({ id }) => id)));
  });

  it('are no reason not to use a library in another folder until Stemroom is closed', async () => {
    const { home, usual, songs } = await homeWithSongs();
    await home.release();
    const folder = await tempFolder();
    await writeFile(join(folder, 'settings.json'), 'torn');
    const again = await openHome(folder);
    expect(valueOf(await again.home.use(usual))).toBe(true);
    expect(unpackSongs(valueOf(await again.library.listSongs()))).toHaveLength(songs.length);
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('torn');
  });
});

describe('F50 a ledger of exports that cannot be read', () => {
  async function leftBehind() {
    const home = await tempFolder();
    const path = join(home, 'exports.json');
    const part = join(home, `.stemroom-${'0'.repeat(26)}.part`);
    await writeFile(part, 'half of an export');
    await writeFile(path, JSON.stringify([part]));
    const open = (fs: Fs = nodeFs) => new ExportLedger({ fs, folders: nodeFolders, ledgerPath: path });
    const parts = async () => (await readdir(home)).filter((name) => name.endsWith('.part'));
    return { home, path, part, open, parts };
  }
  const next = { files: ['/music/.stemroom-next.part'], folders: [] };

  it.each(troubles)('because of %s is not written over, and is gone through when it can be', async (code) => {
    const { home, path, open, parts } = await leftBehind();
    const before = await textsIn(home);
    await open(withholding(code, 'exports.json')).clear();
    expect(await textsIn(home)).toEqual(before);
    const ledger = open(withholding(code, 'exports.json'));
    await ledger.add(next);
    await ledger.strike(next);
    expect(await readFile(`${path}.unreadable`, 'utf8')).toBe(before['exports.json']);
    await open().clear();
    expect(await parts()).toEqual([]);
    expect(await readdir(home)).toEqual(['exports.json']);
  });

  it('because it is torn is set aside, and exports go on', async () => {
    const { path, open } = await leftBehind();
    await writeFile(path, '["/music/.stem');
    await open().add(next);
    expect(await readFile(`${path}.unreadable`, 'utf8')).toBe('["/music/.stem');
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(next.files);
  });

  it('keeps what an earlier run left when an export begins before that is removed', async () => {
    const { open, parts } = await leftBehind();
    const ledger = open();
    await ledger.add(next);
    await open().clear();
    expect(await parts()).toEqual([]);
  });

  it('forgets no file that the disk will not remove today', async () => {
    const { open, parts, part } = await leftBehind();
    const fs = {
      ...nodeFs,
      removeFile: (at: string) => (at === part ? Promise.reject(diskError('EROFS')) : nodeFs.removeFile(at)),
    };
    await open(fs).clear();
    expect(await parts()).toHaveLength(1);
    await open().clear();
    expect(await parts()).toEqual([]);
  });
});

describe('F51 a document of a song that cannot be read', () => {
  async function songWithDocuments() {
    const { store, root } = await openLibrary();
    const song = valueOf(await importSong(store, [await soundFolder('Night Drive', ['Vocals.mp3', 'Bass.mp3'])]));
    const library = new Library(store);
    const mix = { ...flatMix(song.stems.map(({ id }) => id)), masterDb: decibels(-6) };
    const analysis: SongAnalysis = {
      ...{ stems: [], tempo: null, key: null, residualDb: null },
      stated: { bpm: 121, key: null },
    };
    valueOf(await library.renameSession({ id: song.id, title: 'First' }));
    valueOf(await library.renameSession({ id: song.id, title: 'Second' }));
    for (let count = 0; count < 2; count += 1) {
      valueOf(await library.saveMix({ id: song.id, mix }));
      valueOf(await library.saveSheet({ id: song.id, sheet: fullSheet }));
      valueOf(await library.saveAnalysis({ id: song.id, analysis }));
    }
    const folder = join(root, song.id);
    const reopened = async (fs: Fs = nodeFs) => {
      const opened = await openLibrary(fs, root);
      return { ...opened, library: new Library(opened.store) };
    };
    return { song, id: song.id, folder, mix, analysis, reopened };
  }

  it.each(troubles)(
    'because of %s shows what its last version tells, for reading; nothing is written',
    async (code) => {
      const { song, id, folder, mix, analysis, reopened } = await songWithDocuments();
      const before = await textsIn(folder);
      const { library, store } = await reopened(withholding(code, 'song.json'));
      const shown = store.catalogue.find(id);
      expect(shown).toMatchObject({
        title: 'First',
        isReadOnly: true,
        stems: song.stems.map(({ id: stem }) => ({ id: stem })),
      });
      expect(kindOf(await library.renameSession({ id, title: 'Third' }))).not.toBe('ok');
      expect(kindOf(await library.renameSession({ id, title: 'Third' }))).not.toBe('newerVersion');
      expect(kindOf(await library.saveMix({ id, mix }))).not.toBe('ok');
      expect(kindOf(await library.saveSheet({ id, sheet: fullSheet }))).not.toBe('ok');
      expect(kindOf(await library.saveAnalysis({ id, analysis }))).not.toBe('ok');
      expect(valueOf(await library.openSession(id)).session.stems.map(({ file }) => file.state)).toEqual([
        'saved',
        'saved',
      ]);
      expect(await textsIn(folder)).toEqual(before);
      const again = (await reopened()).store.catalogue.find(id);
      expect(again).toMatchObject({ title: 'Second', isReadOnly: false });
    },
  );

  it.each(['mix.json', 'song-sheet.json', 'analysis.json'])(
    '%s because of EIO is not written over, nor is its backup',
    async (name) => {
      const { id, folder, mix, analysis, reopened } = await songWithDocuments();
      const before = await textsIn(folder);
      const { library } = await reopened(withholding('EIO', name));
      const save = {
        'mix.json': () => library.saveMix({ id, mix }),
        'song-sheet.json': () => library.saveSheet({ id, sheet: fullSheet }),
        'analysis.json': () => library.saveAnalysis({ id, analysis }),
      }[name];
      expect(save === undefined ? '' : kindOf(await save())).toBe('diskError');
      expect(await textsIn(folder)).toEqual(before);
    },
  );

  it.each(['mix.json', 'song-sheet.json', 'analysis.json', 'song.json'])(
    '%s of a newer Stemroom keeps what this one does not know',
    async (name) => {
      const { id, folder, mix, analysis, reopened } = await songWithDocuments();
      const path = join(folder, name);
      await writeFile(path, JSON.stringify({ version: 99, stems: { some: 'other way' }, colour: 'teal' }));
      const before = await textsIn(folder);
      const { library } = await reopened();
      const save = {
        'mix.json': () => library.saveMix({ id, mix }),
        'song-sheet.json': () => library.saveSheet({ id, sheet: fullSheet }),
        'analysis.json': () => library.saveAnalysis({ id, analysis }),
        'song.json': () => library.renameSession({ id, title: 'Third' }),
      }[name];
      expect(save === undefined ? '' : kindOf(await save())).toBe('newerVersion');
      expect(await textsIn(folder)).toEqual(before);
    },
  );

  it.each(['mix.json', 'song-sheet.json', 'analysis.json', 'song.json'])(
    '%s that is torn is set aside, and its backup stays',
    async (name) => {
      const { id, folder, mix, analysis, reopened } = await songWithDocuments();
      const path = join(folder, name);
      const backup = await readFile(`${path}.bak`, 'utf8');
      await writeFile(path, '{"version":1,');
      const { library } = await reopened();
      valueOf(await library.saveMix({ id, mix }));
      valueOf(await library.saveSheet({ id, sheet: fullSheet }));
      valueOf(await library.saveAnalysis({ id, analysis }));
      valueOf(await library.renameSession({ id, title: 'Third' }));
      const after = await textsIn(folder);
      expect(after[`${name}.unreadable`]).toBe('{"version":1,');
      expect(after[`${name}.bak`]).toBe(backup);
      expect(valueOf(await (await reopened()).library.openSession(id))).toMatchObject({
        session: { title: 'Third' },
        mix,
        sheet: fullSheet,
        analysis,
      });
    },
  );
});
