import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fail, failure, failureKinds, ok, type Stem } from '../../../electron/contract/index.ts';
import { exitCodeOf, sentenceOf } from '../../../electron/main/headless/terminal.ts';
import { lacksScreen, listing } from '../../../electron/main/headless/run-command.ts';
import { folderSong, requestedSong, readLibrary } from '../../../electron/main/headless/find-song.ts';
import { ReportReceiver } from '../../../electron/main/headless/export-request.ts';
import { outPlace } from '../../../electron/main/headless/out-place.ts';
import { remarksOf, summaryOf } from '../../../electron/main/headless/run-export.ts';
import { removeCommandFolders, commandFolder } from '../../../electron/main/headless/command-folder.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { nodeFolders } from '../../../electron/main/export/find-places.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { kindOf, mp3Bytes, openLibrary, silentLog, soundFolder, tempFolder, valueOf } from '../library/rig.ts';

const oddFiles = ['-Vocals "lead".mp3', "My Song's Bass 🎸.mp3", 'the drums.mp3'];
const { signal } = new AbortController();
const noLibrary = () => Promise.resolve(ok(null));

describe('a folder of stems', () => {
  it('is a song as an import would make it, and nothing is written', async () => {
    const folder = await soundFolder('My Song - stems', oddFiles);
    await writeFile(join(folder, 'notes.txt'), 'no sound');
    const { session, sounds } = valueOf(await folderSong(folder, { fs: nodeFs, unpackFolder: '/nowhere', signal }));
    const { store } = await openLibrary();
    const imported = valueOf(await importSong(store, [folder]));
    expect(session.title).toBe(imported.title);
    // Its files are not hashed, which takes as long as the export.
    const seen = (stems: readonly Stem[]) =>
      stems.map(({ file, ...stem }) => ({ ...stem, bytes: file.state === 'saved' && file.audio.byteLength }));
    expect(seen(session.stems)).toEqual(seen(imported.stems));
    expect(session.byteLength).toBe(imported.byteLength);
    expect([...sounds.values()].map(({ path }) => path).sort()).toEqual(
      oddFiles.map((name) => join(folder, name)).sort(),
    );
    expect((await readdir(folder)).sort()).toEqual([...oddFiles, 'notes.txt'].sort());
  });

  it('in a ZIP is unpacked into the folder of the command, and the ZIP stays as it is', async () => {
    const [folder, unpackFolder] = [await tempFolder(), join(await tempFolder(), 'unpacked')];
    const zip = join(folder, 'Night Drive.zip');
    const bytes = zipSync({ 'Vocals.mp3': mp3Bytes(), 'Drums.mp3': mp3Bytes(7000), 'notes.txt': new Uint8Array([1]) });
    await writeFile(zip, bytes);
    const where = { fs: nodeFs, read: noLibrary, workingFolder: folder, unpackFolder, signal };
    const song = valueOf(await requestedSong('Night Drive.zip', where));
    expect([song.session.title, song.isInLibrary]).toEqual(['Night Drive', false]);
    expect(song.session.stems.map(({ name }) => name)).toEqual(['Vocals', 'Drums']);
    for (const { file } of song.session.stems) {
      if (file.state !== 'saved') throw new Error('a stem is missing');
      const sound = await song.findSound(file.audio.sha256);
      expect(sound?.path.startsWith(unpackFolder)).toBe(true);
      expect((await readFile(sound?.path ?? '')).byteLength).toBe(file.audio.byteLength);
    }
    expect(await readFile(zip)).toEqual(Buffer.from(bytes));
    await writeFile(zip, bytes.subarray(0, 300));
    expect(kindOf(await requestedSong('Night Drive.zip', where))).toBe('unsupportedFile');
  });

  it('that holds several songs is refused with their titles', async () => {
    const album = await tempFolder();
    for (const name of ['One', 'Two']) {
      await mkdir(join(album, name));
      for (const stem of ['Vocals.mp3', 'Drums.mp3']) await writeFile(join(album, name, stem), mp3Bytes());
    }
    const refused = await folderSong(album, { fs: nodeFs, unpackFolder: '/nowhere', signal });
    if (refused.ok) throw new Error('an album became a song');
    expect(sentenceOf(refused.failure)).toBe(`"${album}" holds 2 songs, "One", "Two": name the folder of one.`);
    expect(exitCodeOf(refused.failure)).toBe(2);
    expect(
      valueOf(await folderSong(join(album, 'Two'), { fs: nodeFs, unpackFolder: '/nowhere', signal })),
    ).toMatchObject({
      session: { title: 'Two' },
    });
  });

  it('without sound is none', async () => {
    expect(
      kindOf(await folderSong(await soundFolder('empty', []), { fs: nodeFs, unpackFolder: '/nowhere', signal })),
    ).toBe('nothingToImport');
  });
});

describe('the song that a word names', () => {
  it('is found by id, by title and by folder, and told apart', async () => {
    const { store, root } = await openLibrary();
    const one = valueOf(await importSong(store, [await soundFolder('Night Drive', oddFiles)]));
    const twin = valueOf(await importSong(store, [await soundFolder('Twin', oddFiles)]));
    valueOf(await importSong(store, [await soundFolder('Twin', oddFiles.slice(1))]));
    const before = await readdir(root);
    const read = () => readLibrary(nodeFs, root, silentLog);
    const workingFolder = await tempFolder();
    const folder = join(workingFolder, 'Night Drive');
    await mkdir(folder);
    await writeFile(join(folder, 'a.mp3'), new Uint8Array([0xff, 0xfb, 0x90, 0, 1, 2]));
    const find = (word: string) =>
      requestedSong(word, { fs: nodeFs, read, workingFolder, unpackFolder: '/nowhere', signal });

    expect(valueOf(await find(one.id.toUpperCase())).session.id).toBe(one.id);
    const byTitle = valueOf(await find('night drive'));
    expect(byTitle).toMatchObject({ isInLibrary: true, session: { id: one.id } });
    expect(valueOf(await byTitle.verify()).stems.every(({ file }) => file.state === 'saved')).toBe(true);
    expect(valueOf(await find('./Night Drive'))).toMatchObject({
      isInLibrary: false,
      session: { title: 'Night Drive' },
    });
    const several = await find('Twin');
    expect(several.ok ? '' : several.failure.detail).toContain(twin.id);
    expect(kindOf(await find('Nobody'))).toBe('notFound');
    expect(kindOf(await find('/nowhere/at/all'))).toBe('notFound');
    expect(await readdir(root)).toEqual(before);
  });

  it('in a library that is not there is not found, and no library is made', async () => {
    const root = join(await tempFolder(), 'library');
    expect(valueOf(await readLibrary(nodeFs, root, silentLog))).toBeNull();
    expect(await nodeFs.look(root)).toBeNull();
    const found = await requestedSong('x', {
      fs: nodeFs,
      read: noLibrary,
      workingFolder: root,
      unpackFolder: '/nowhere',
      signal,
    });
    expect(kindOf(found)).toBe('notFound');
  });

  it('is damaged, and stays where it is, when its files are not what was saved', async () => {
    const { store, root } = await openLibrary();
    const song = valueOf(await importSong(store, [await soundFolder('Song', oddFiles)]));
    const stems = join(root, song.id, 'stems');
    const [first = ''] = await readdir(stems);
    await writeFile(join(stems, first), 'cut');
    const read = () => readLibrary(nodeFs, root, silentLog);
    const found = valueOf(
      await requestedSong(song.id, { fs: nodeFs, read, workingFolder: root, unpackFolder: '/nowhere', signal }),
    );
    const states = valueOf(await found.verify()).stems.map(({ file }) => file.state);
    expect(states.filter((state) => state === 'damaged')).toHaveLength(1);
    expect(await readdir(stems)).toContain(first);
  });

  it('is listed with its stems', async () => {
    const { store } = await openLibrary();
    const song = valueOf(await importSong(store, [await soundFolder('Song', oddFiles)]));
    expect(listing(store.catalogue.list())).toMatchObject({
      songs: [{ id: song.id, title: 'Song', from: 'import', state: 'complete', seconds: null, stems: [{}, {}, {}] }],
    });
  });
});

const makeFolder = (path: string): Promise<void> => nodeFs.makeFolder(path);

const flac = { ending: 'flac', mayOverwrite: false };

describe('where files go', () => {
  it.each([
    { out: null, fileCount: 1, place: { kind: 'folder', path: '' } },
    { out: 'there', fileCount: 1, place: { kind: 'folder', path: 'there' } },
    { out: 'new.flac', fileCount: 1, place: { kind: 'file', path: 'new.flac' } },
    { out: 'a/b/new', fileCount: 1, place: { kind: 'file', path: 'a/b/new.flac' } },
    { out: 'v1.5', fileCount: 1, place: { kind: 'file', path: 'v1.5.flac' } },
    { out: 'fresh/', fileCount: 1, place: { kind: 'folder', path: 'fresh' } },
    { out: 'fresh', fileCount: 2, place: { kind: 'folder', path: 'fresh' } },
    { out: '-dash', fileCount: 2, place: { kind: 'folder', path: '-dash' } },
  ])('$out for $fileCount is $place', async ({ out, fileCount, place }) => {
    const workingFolder = await tempFolder();
    await mkdir(join(workingFolder, 'there'));
    const found = valueOf(await outPlace(nodeFs, makeFolder, { out, workingFolder, ...flac, fileCount }));
    expect(found).toMatchObject({ ...place, path: join(workingFolder, place.path) });
    const folder = place.kind === 'folder' ? found.path : join(found.path, '..');
    expect((await nodeFs.look(folder))?.kind).toBe('folder');
  });

  it('is not an existing file unless that may be replaced, and then whole or not at all', async () => {
    const workingFolder = await tempFolder();
    for (const name of ['old.flac', 'E\u0301tude.flac', 'x.mp3']) await writeFile(join(workingFolder, name), 'old');
    await mkdir(join(workingFolder, 'folder.flac'));
    const at = (out: string, mayOverwrite: boolean) =>
      outPlace(nodeFs, makeFolder, { out, workingFolder, ending: 'flac', fileCount: 1, mayOverwrite });
    for (const out of ['old', 'old.flac', '\u00c9tude']) expect(kindOf(await at(out, false))).toBe('fileThere');
    const replaced = valueOf(await at('old', true));
    expect(replaced).toEqual({ kind: 'file', path: join(workingFolder, 'old.flac'), mayReplace: true });
    // The file there reads the same, though it is written with other signs.
    expect(valueOf(await at('\u00c9tude', true)).path).toBe(join(workingFolder, 'E\u0301tude.flac'));
    expect(valueOf(await at('x.mp3', false)).path).toBe(join(workingFolder, 'x.mp3.flac'));
    expect(valueOf(await at('.flac', false)).path).toBe(join(workingFolder, '.flac.flac'));
    expect(kindOf(await at('folder', true))).toBe('folderUnavailable');
    expect(kindOf(await at('folder.flac', true))).toBe('badRequest');
  });

  it('may be a folder that a link leads to', async () => {
    const workingFolder = await tempFolder();
    await mkdir(join(workingFolder, 'real'));
    await symlink(join(workingFolder, 'real'), join(workingFolder, 'linked'));
    const asked = { out: 'linked', workingFolder, ...flac, fileCount: 1 };
    expect(valueOf(await outPlace(nodeFs, makeFolder, asked))).toMatchObject({ kind: 'folder' });
  });

  it('ends as stem files do, whatever is written of it', async () => {
    const workingFolder = await tempFolder();
    for (const out of ['Set', 'Set.stem.mp4']) {
      const asked = { out, workingFolder, ending: 'stem.mp4', fileCount: 1, mayOverwrite: false };
      expect(valueOf(await outPlace(nodeFs, makeFolder, asked)).path).toBe(join(workingFolder, 'Set.stem.mp4'));
    }
  });

  it('is nowhere when several files would go into a file, or below one', async () => {
    const workingFolder = await tempFolder();
    await writeFile(join(workingFolder, 'file'), '');
    for (const out of ['file', 'file/below']) {
      expect(kindOf(await outPlace(nodeFs, makeFolder, { out, workingFolder, ...flac, fileCount: 2 }))).toBe(
        'folderUnavailable',
      );
    }
  });
});

/** Higher than any process can have. */
const nobody = 99_999_999;

describe('what a killed command left', () => {
  it('is removed by the next, while one that lives keeps its own', async () => {
    const home = await tempFolder();
    const commands = join(home, 'command-line');
    const leftOf = async (pid: number, digit: string): Promise<string> => {
      const part = `.stemroom-${digit.repeat(26)}.part`;
      await writeFile(join(home, part), 'half');
      const { session, ledger } = commandFolder(commands, pid);
      await mkdir(session, { recursive: true });
      await writeFile(ledger, JSON.stringify([join(home, part)]));
      return part;
    };
    await leftOf(nobody, '0');
    const living = await leftOf(process.ppid, '1');
    await leftOf(process.pid, '2');
    await mkdir(join(commands, 'not ours'));
    await removeCommandFolders(nodeFs, nodeFolders, commands, process.pid);
    expect((await readdir(home)).sort()).toEqual([living, 'command-line'].sort());
    expect((await readdir(commands)).sort()).toEqual([String(process.ppid), 'not ours'].sort());
    await removeCommandFolders(nodeFs, nodeFolders, join(home, 'nowhere'), null);
  });
});

const done = { state: 'done', title: 'Song', files: [], documents: [], leftOut: [], concealed: [] } as const;

describe('news of an order', () => {
  const told = (news: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(news));

  it('count until the end, and the first end counts', async () => {
    const fractions: number[] = [];
    const rates: number[] = [];
    const receiver = new ReportReceiver(
      (fraction) => fractions.push(fraction),
      ({ songRate, fileRate }) => rates.push(songRate, fileRate),
    );
    valueOf(receiver.read(told({ state: 'planned', songRate: 192_000, fileRate: 96_000 })));
    valueOf(receiver.read(told({ state: 'running', fraction: 0.5 })));
    valueOf(receiver.read(told(done)));
    valueOf(receiver.read(told({ state: 'failed', failure: failure('damaged') })));
    expect(await receiver.end).toEqual(done);
    expect(fractions).toEqual([0.5]);
    expect(rates).toEqual([192_000, 96_000]);
  });

  it.each([new Uint8Array([1, 2]), told({ state: 'running', fraction: 2 }), told(null)])(
    'that nobody understands are an end too',
    async (bytes) => {
      const receiver = new ReportReceiver(
        () => undefined,
        () => undefined,
      );
      valueOf(receiver.read(bytes));
      expect(await receiver.end).toMatchObject({ state: 'failed', failure: { kind: 'internal' } });
    },
  );
});

describe('an exit code', () => {
  it.each([
    ['badRequest', 2],
    ['notFound', 3],
    ['nothingToImport', 3],
    ['diskFull', 4],
    ['folderUnavailable', 4],
    ['fileLocked', 4],
    ['damaged', 5],
    ['undecodable', 5],
    ['stemsUnreadable', 5],
    ['fileThere', 4],
    ['cancelled', 130],
    ['internal', 1],
    ['timedOut', 1],
  ] as const)('of %s is %i', (kind, code) => {
    expect(exitCodeOf(failure(kind))).toBe(code);
  });

  it('comes with a sentence and what it is about', () => {
    for (const kind of failureKinds)
      expect(sentenceOf(failure(kind, 'Vocals')), kind).toMatch(/^(\S.*)?Vocals(\)|\.)$/);
    expect(sentenceOf(failure('damaged'))).not.toContain('(');
  });
});

describe('what is told of an export', () => {
  it('names each stem that was left out or is damaged, with its reason', () => {
    const leftOut = [{ stem: 'Vocals', reason: 'It has 6 channels; 1 or 2 can be played.' }];
    const concealed = [
      { stem: 'Bass', seconds: 0.123_456 },
      { stem: 'Drums', seconds: 1e-5 },
    ];
    expect(remarksOf({ leftOut, concealed })).toEqual([
      'Left out: Vocals. It has 6 channels; 1 or 2 can be played.',
      'Damaged: Bass. 0.123 s of it is silent.',
      'Damaged: Drums. Less than 0.001 s of it is silent.',
    ]);
    const exported = {
      sessionId: null,
      title: 'Song',
      skipped: [],
      files: [],
      documents: [],
      pathOf: () => fail('notFound'),
    };
    expect(summaryOf({ ...exported, leftOut, concealed })).toMatchObject({
      leftOut,
      concealed: [{ stem: 'Bass', seconds: 0.123 }, { stem: 'Drums' }],
    });
  });
});

describe('a command without a screen', () => {
  it.each([
    ['linux', {}, [], true],
    ['linux', { DISPLAY: '' }, ['--export', 'song'], true],
    ['linux', { DISPLAY: ':0' }, [], false],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, [], false],
    // The second process, which has it on its command line.
    ['linux', {}, ['--ozone-platform=headless', '--export', 'song'], false],
    ['darwin', {}, [], false],
    ['win32', {}, [], false],
  ] as const)('on %s with %j and %j needs a second process: %s', (platform, env, words, isNeeded) => {
    expect(lacksScreen(platform, env, words)).toBe(isNeeded);
  });
});
