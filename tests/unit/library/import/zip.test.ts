import { zipSync, type Zippable } from 'fflate';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../../electron/contract/index.ts';
import { nodeFs } from '../../../../electron/main/disk/fs.ts';
import { gather } from '../../../../electron/main/library/import/gather.ts';
import { allSkipped, groupSongs } from '../../../../electron/main/library/import/group-songs.ts';
import { importSong } from '../../../../electron/main/library/import/import-song.ts';
import { pngBytes } from '../../../fixtures/pictures.ts';
import { mp3Bytes, openLibrary, sha256Of, tempFolder, valueOf } from '../rig.ts';

const stored = { level: 0 } as const;

async function zipFile(
  name: string,
  files: Zippable,
  change: (bytes: Buffer) => void = () => undefined,
): Promise<string> {
  const bytes = Buffer.from(zipSync(files));
  change(bytes);
  const path = join(await tempFolder(), name);
  await writeFile(path, bytes);
  return path;
}

/** Makes every file of an archive claim to be so long. */
const claiming =
  (byteLength: number) =>
  (bytes: Buffer): void => {
    for (let at = 0; (at = bytes.indexOf('PK\x01\x02', at, 'latin1')) >= 0; at += 4) {
      bytes.writeUInt32LE(byteLength, at + 24);
    }
  };

const reasons = ({ skipped }: Pick<Session, 'skipped'>): readonly string[] =>
  skipped.map(({ file, reason, detail }) => `${file}: ${reason} ${detail}`.trim());

const found = async (...paths: readonly string[]) => {
  const all = await gather(nodeFs, paths, { signal: new AbortController().signal, unpacks: true });
  return { songs: groupSongs(all), skipped: reasons({ skipped: allSkipped(all) }) };
};

describe('a ZIP of stems', () => {
  it('is a song, with the very bytes and the picture that are in it', async () => {
    const { store, root } = await openLibrary();
    const [vocals, drums] = [mp3Bytes(300_000), mp3Bytes(1_000_000)];
    const path = await zipFile('Night Drive (stems).zip', {
      'Night Drive/': new Uint8Array(),
      'Night Drive/Vocals.mp3': [vocals, stored],
      'Night Drive/Drums.mp3': drums,
      'Night Drive/cover.png': pngBytes,
      'Night Drive/Click.wma': Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'),
      'Night Drive/readme.txt': Buffer.from('hello'),
      '__MACOSX/Night Drive/._Vocals.mp3': mp3Bytes(),
    });
    const session = valueOf(await importSong(store, [path]));
    expect(session.title).toBe('Night Drive');
    expect(session.cover).toBe('png');
    expect((await readdir(join(root, session.id, 'stems'))).sort()).toEqual(
      [vocals, drums].map((bytes) => `${sha256Of(bytes)}.mp3`).sort(),
    );
    expect(reasons(session)).toEqual(['Night Drive (stems).zip/Night Drive/Click.wma: unsupportedFormat WMA']);
  });

  it('leaves out, by name, what is not safe to take', async () => {
    const link = { os: 3, attrs: (0o120_777 << 16) >>> 0 } as const;
    const path = await zipFile('Song.zip', {
      'Vocals.mp3': mp3Bytes(),
      'VOCALS.mp3': mp3Bytes(),
      '../../escape.mp3': mp3Bytes(),
      '/etc/absolute.mp3': mp3Bytes(),
      'C:\\Windows\\drive.mp3': mp3Bytes(),
      'Link.mp3': [Buffer.from('/etc/passwd'), link],
      'Inner.zip': zipSync({ 'Deep.mp3': mp3Bytes() }),
    });
    const { songs, skipped } = await found(path);
    expect(songs.map(({ sounds }) => sounds.map(({ fileName }) => fileName))).toEqual([['Vocals.mp3']]);
    expect([...skipped].sort()).toEqual([
      'Song.zip/../../escape.mp3: unsafePath',
      'Song.zip//etc/absolute.mp3: unsafePath',
      'Song.zip/C:/Windows/drive.mp3: unsafePath',
      'Song.zip/Inner.zip: unpackFirst ZIP',
      'Song.zip/Link.mp3: linkOutside',
      'Song.zip/VOCALS.mp3: sameName',
    ]);
  });

  it('that is locked, damaged, too full or a bomb is named', async () => {
    const locked = await zipFile('Locked.zip', { 'Vocals.mp3': mp3Bytes() }, (bytes) => {
      bytes.writeUInt16LE(bytes.readUInt16LE(6) | 1, 6);
      const central = bytes.lastIndexOf('PK\x01\x02', undefined, 'latin1');
      bytes.writeUInt16LE(bytes.readUInt16LE(central + 8) | 1, central + 8);
    });
    expect((await found(locked)).skipped).toEqual(['Locked.zip/Vocals.mp3: encrypted']);
    const cut = await zipFile('Cut.zip', { 'Vocals.mp3': mp3Bytes() }, (bytes) => bytes.fill(0, bytes.length - 100));
    expect((await found(cut)).skipped).toEqual(['Cut.zip: archiveDamaged']);
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${String(n)}.mp3`, new Uint8Array(4)]));
    expect((await found(await zipFile('Many.zip', many))).skipped).toEqual(['Many.zip: archiveTooLarge 200 files']);
    const bomb = await zipFile('Bomb.zip', { 'Vocals.mp3': mp3Bytes() }, claiming(100 * 2 ** 20));
    expect((await found(bomb)).skipped).toEqual(['Bomb.zip: archiveTooLarge 200 times their size']);
    const vast = await zipFile('Vast.zip', { 'a.mp3': mp3Bytes(), 'b.mp3': mp3Bytes() }, claiming(2 ** 31));
    expect((await found(vast)).skipped).toEqual(['Vast.zip: archiveTooLarge 2 GiB']);
  });

  it('that holds more than it claims is not read beyond that', async () => {
    const { store } = await openLibrary();
    const path = await zipFile('Song.zip', { 'Vocals.mp3': mp3Bytes(), 'Drums.mp3': mp3Bytes(90_000) }, claiming(5000));
    const session = valueOf(await importSong(store, [path]));
    expect(reasons(session)).toEqual(['Song.zip/Drums.mp3: archiveDamaged']);
  });

  it('loses the one file whose checksum differs, and keeps the others', async () => {
    const { store, root } = await openLibrary();
    const files: Zippable = { 'Vocals.mp3': [mp3Bytes(), stored], 'Drums.mp3': [mp3Bytes(), stored] };
    const path = await zipFile('Song.zip', files, (bytes) => {
      const at = bytes.indexOf('Drums.mp3', 0, 'latin1') + 2000;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
    });
    const session = valueOf(await importSong(store, [path]));
    expect(session.stems.map(({ name }) => name)).toEqual(['Vocals']);
    expect(reasons(session)).toEqual(['Song.zip/Drums.mp3: archiveDamaged']);
    expect(await readdir(join(root, session.id, 'stems'))).toHaveLength(1);
  });

  it('is a song of its own beside others, and an album when it holds one', async () => {
    const stems = { 'vocals.mp3': mp3Bytes(), 'drums.mp3': mp3Bytes() };
    const one = await zipFile('One.zip', stems);
    const album = await zipFile('Album.zip', { 'Album/A': stems, 'Album/B': stems });
    expect((await found(one, album)).songs.map(({ title }) => title)).toEqual(['One', 'A', 'B']);
  });

  it('in a folder is a song where nothing else sounds, and left packed beside sound', async () => {
    const folder = await tempFolder();
    for (const name of ['One', 'Two']) {
      await writeFile(join(folder, `${name}.zip`), zipSync({ 'vocals.mp3': mp3Bytes(), 'drums.mp3': mp3Bytes() }));
    }
    expect((await found(folder)).songs.map(({ title }) => title)).toEqual(['One', 'Two']);
    await mkdir(join(folder, 'x'));
    await writeFile(join(folder, 'Vocals.mp3'), mp3Bytes());
    const beside = await found(folder);
    expect(beside.songs).toHaveLength(1);
    expect(beside.skipped.map((line) => line.slice(line.indexOf('/') + 1))).toEqual([
      'One.zip: archiveBesideSound',
      'Two.zip: archiveBesideSound',
    ]);
  });

  it('has names in UTF-8 that is not marked, or in code page 437', async () => {
    const path = await zipFile('Song.zip', { 'xx.mp3': mp3Bytes(), 'yyy.mp3': mp3Bytes() }, (bytes) => {
      for (let at = 0; (at = bytes.indexOf('xx.mp3', at, 'latin1')) >= 0;) bytes.write('ö', at, 'utf8');
      for (let at = 0; (at = bytes.indexOf('yyy.mp3', at, 'latin1')) >= 0;) bytes[at] = 0x84;
    });
    const { songs } = await found(path);
    expect(songs[0]?.sounds.map(({ fileName }) => fileName).sort()).toEqual(['äyy.mp3', 'ö.mp3']);
  });
});
