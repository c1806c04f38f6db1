import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flatMix, type Mix, ok, type SessionId } from '../../../electron/contract/index.ts';
import { exportRequest } from '../../../electron/main/headless/export-request.ts';
import { requestedSong, readLibrary } from '../../../electron/main/headless/find-song.ts';
import { parseCommand } from '../../../electron/main/headless/parse-command.ts';
import { CommandExports } from '../../../electron/main/headless/out-place.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { newExportTicket } from '../../../electron/main/disk/ulid.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { storedMix } from '../../../electron/main/library/documents.ts';
import {
  diskError,
  kindOf,
  mp3Bytes,
  openLibrary,
  silentLog,
  soundFolder,
  tempFolder,
  troubledFs,
  valueOf,
} from '../library/rig.ts';

const { signal } = new AbortController();
const neverAsked = () => Promise.reject(new Error('the library was read'));
const noLibrary = () => Promise.resolve(ok(null));

async function ordered(workingFolder: string, ...words: readonly string[]) {
  const parsed = parseCommand(['--export', 'x', ...words]);
  if (!parsed.ok || parsed.command.do !== 'export') throw new Error('no export');
  const facts = { appVersion: '1', sessionId: '0'.repeat(26) as SessionId, reportTicket: newExportTicket() };
  return exportRequest(nodeFs, parsed.command, { ...facts, workingFolder });
}

describe('the mix of an order', () => {
  it('is the song’s own, a flat one, or the one of a file', async () => {
    const folder = await tempFolder();
    const mix: Mix = { ...flatMix(['vocals' as never, 'drums' as never]), masterDb: -Infinity as never };
    await writeFile(join(folder, 'mine.json'), JSON.stringify(storedMix(mix)));
    expect(valueOf(await ordered(folder)).mix).toBe('saved');
    expect(valueOf(await ordered(folder, '--mix', 'all')).mix).toBe('flat');
    expect(valueOf(await ordered(folder, '--mix', 'mine.json')).mix).toEqual(mix);
  });

  it.each([
    ['is not there', null],
    ['is no JSON', 'louder!'],
    ['is no mix', '{"version":1,"mix":{"strips":[]}}'],
    ['is of a newer Stemroom', JSON.stringify({ ...(storedMix(flatMix([])) as object), version: 4 })],
  ])('is refused when its file %s', async (_what, text) => {
    const folder = await tempFolder();
    if (text !== null) await writeFile(join(folder, 'mine.json'), text);
    expect(kindOf(await ordered(folder, '--mix', 'mine.json'))).toBe('badRequest');
  });
});

describe('an order for a song of the library', () => {
  it('opens it, finds its sounds by their hash, and finds no others', async () => {
    const { store, root } = await openLibrary();
    const song = valueOf(await importSong(store, [await soundFolder('Song', ['Vocals.mp3'])]));
    const read = () => readLibrary(nodeFs, root, silentLog);
    const found = valueOf(
      await requestedSong('song', { fs: nodeFs, read, workingFolder: root, unpackFolder: '/nowhere', signal }),
    );
    expect(valueOf(await found.open()).session.stems).toEqual(song.stems);
    const file = song.stems[0]?.file;
    if (file?.state !== 'saved') throw new Error('not saved');
    expect(await found.findSound(file.audio.sha256)).toMatchObject({ byteLength: 5000, container: 'mp3' });
    expect(await found.findSound('b'.repeat(64) as never)).toBeNull();
  });

  it('tells the ids when several have the title, and takes a title before a folder of that name', async () => {
    const { store, root } = await openLibrary();
    const song = valueOf(await importSong(store, [await soundFolder('Song', ['Vocals.mp3'])]));
    const read = () => readLibrary(nodeFs, root, silentLog);
    const workingFolder = await tempFolder();
    await mkdir(join(workingFolder, 'Song'));
    const found = valueOf(
      await requestedSong('Song', { fs: nodeFs, read, workingFolder, unpackFolder: '/nowhere', signal }),
    );
    expect(found.session.id).toBe(song.id);
    const byFolder = await requestedSong('./Song', {
      fs: nodeFs,
      read,
      workingFolder,
      unpackFolder: '/nowhere',
      signal,
    });
    expect(kindOf(byFolder)).toBe('nothingToImport');
  });

  it('is refused as the disk refuses to read the library', async () => {
    const fs = { ...nodeFs, look: () => Promise.reject(diskError('EIO')) };
    expect(kindOf(await readLibrary(fs, '/library', silentLog))).toBe('diskError');
  });
});

describe('an order for a folder of stems', () => {
  it('opens without a mix or a library, and has every sound of the folder, two of the same bytes as well', async () => {
    const folder = await soundFolder('Loose', ['Bass.mp3', 'Drums.mp3']);
    const found = valueOf(
      await requestedSong(folder, {
        fs: nodeFs,
        read: neverAsked,
        workingFolder: '/',
        unpackFolder: '/nowhere',
        signal,
      }),
    );
    const opened = valueOf(await found.open());
    expect([opened.mix, opened.analysis]).toEqual([null, null]);
    expect(valueOf(await found.verify()).stems).toEqual(opened.session.stems);
    const paths = [];
    for (const { file } of opened.session.stems) {
      if (file.state !== 'saved') throw new Error('not saved');
      paths.push((await found.findSound(file.audio.sha256))?.path);
    }
    expect(paths.sort()).toEqual(['Bass.mp3', 'Drums.mp3'].map((name) => join(folder, name)));
  });

  it('is refused as the disk refuses to read it', async () => {
    const folder = await soundFolder('Loose', ['Bass.mp3']);
    const fs = troubledFs((operation) => {
      if (operation === 'open read') throw diskError('EIO');
    });
    expect(
      kindOf(
        await requestedSong(folder, { fs, read: noLibrary, workingFolder: '/', unpackFolder: '/nowhere', signal }),
      ),
    ).toBe('diskError');
  });
});

describe('where an order writes', () => {
  it('is made with its parents, and is nowhere below a file', async () => {
    const workingFolder = await tempFolder();
    const exportsTo = (out: string) =>
      new CommandExports(join(workingFolder, 'exports.json'), {
        out,
        ending: 'wav',
        workingFolder,
        mayOverwrite: false,
      });
    const made = exportsTo('a/b/mix');
    const begun = valueOf(await made.begin({ names: ['Song.wav'], report: null, expectedBytes: null }));
    const ticket = begun?.files[0]?.ticket;
    if (ticket === undefined) throw new Error('no ticket');
    valueOf(await made.writer.write(ticket, 0, mp3Bytes(10)));
    valueOf(await made.writer.end(ticket, true));
    expect(await readdir(join(workingFolder, 'a/b'))).toEqual(['mix.wav']);
    await writeFile(join(workingFolder, 'file'), '');
    const refused = await exportsTo('file/below').begin({
      names: ['A.wav', 'B.wav'],
      report: null,
      expectedBytes: null,
    });
    expect(kindOf(refused)).toBe('folderUnavailable');
  });
});
