import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainSkip, hasSoundEnding, skipReasons, type SkippedFile } from '../../../../electron/contract/index.ts';
import { nameOfBytes, nodeFs, shownName } from '../../../../electron/main/disk/fs.ts';
import { gather } from '../../../../electron/main/library/import/gather.ts';
import { allSkipped, groupSongs } from '../../../../electron/main/library/import/group-songs.ts';
import { diskError, mp3Bytes, soundFolder, tempFolder, troubledFs } from '../rig.ts';

const { signal } = new AbortController();
const look = async (paths: readonly string[], fs = nodeFs) => {
  const found = await gather(fs, paths, { signal, unpacks: true });
  const names = groupSongs(found)
    .flatMap(({ sounds }) => sounds)
    .map(({ shown }) => shown)
    .sort();
  return { found, names, skipped: allSkipped(found), songs: groupSongs(found) };
};
const reasonsOf = (skipped: readonly SkippedFile[]): Readonly<Record<string, string>> =>
  Object.fromEntries(skipped.map(({ file, reason, detail }) => [file, detail === '' ? reason : `${reason} ${detail}`]));

const box = (type: string, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(body.length + 8);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
};
/** A film with one track of this kind; its index ends where the file does. */
const film = (handler: string): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\0\0')),
    box('moov', box('trak', box('mdia', box('hdlr', Buffer.alloc(8), Buffer.from(handler), Buffer.alloc(12))))),
  ]);
const asf = Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex');

describe('what a folder holds', () => {
  it('is an MP3 also behind zeros, an empty line, junk or an APE tag; noise of that name is none', async () => {
    const folder = await soundFolder('Odd', []);
    const frame = Buffer.alloc(417);
    frame.set([0xff, 0xfb, 0x90, 0x00]);
    const frames = Buffer.concat(Array<Buffer>(6).fill(frame));
    const ape = Buffer.alloc(32 + 400_000, 0x20);
    ape.write('APETAGEX');
    ape.writeUInt32LE(400_000, 12);
    const fronts = {
      zeros: Buffer.alloc(4096),
      line: Buffer.from('\r\n'),
      junk: Buffer.from('junk '.repeat(999)),
      ape,
    };
    for (const [name, front] of Object.entries(fronts))
      await writeFile(join(folder, `${name}.mp3`), Buffer.concat([front, frames]));
    await writeFile(join(folder, 'noise.mp3'), Buffer.alloc(20_000, Buffer.from([0x12, 0xff, 0xfb, 0x90, 0x00])));
    const { names, skipped } = await look([folder]);
    expect(names).toEqual(['Odd/ape.mp3', 'Odd/junk.mp3', 'Odd/line.mp3', 'Odd/zeros.mp3']);
    expect(reasonsOf(skipped)).toEqual({ 'Odd/noise.mp3': 'notSound' });
  });

  it('is either a stem or named with the reason, when it looks like sound; litter stays quiet', async () => {
    const folder = await soundFolder('Song', ['Vocals.mp3', 'Bass.part', 'Keys.mp3.crdownload', '.hidden.wav']);
    const files: Readonly<Record<string, string | Uint8Array>> = {
      'Drums.wma': asf,
      'Guitar.dff': Buffer.from('MThd\0\0\0\x06'),
      'Piano.wav': '<html>sign in</html>',
      'Synth.aiff': '',
      'Film.mp4': film('vide'),
      'Strings.m4a': film('soun'),
      'Brass.m4a': film('soun').subarray(0, 40),
      'more.rar': 'Rar!\x1a\x07',
      'Unconfirmed 123.crdownload': mp3Bytes(),
      'free text.doc': '    free text, which begins as a film does',
      'notes.txt': 'Drums were recorded in May',
      'cover.jpg': Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
      'desktop.ini': '',
      'Thumbs.db': mp3Bytes(),
      '._Vocals.mp3': mp3Bytes(),
      '.DS_Store': mp3Bytes(),
      'Song.als': Buffer.from([0x1f, 0x8b]),
      'page.part': 'half a page',
    };
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
    await mkdir(join(folder, 'Sax.mp3.download'));
    const { names, skipped } = await look([folder]);
    expect(names).toEqual(['Song/Strings.m4a', 'Song/Vocals.mp3']);
    expect(reasonsOf(skipped)).toEqual({
      'Song/.hidden.wav': 'hidden',
      'Song/Bass.part': 'halfDownload',
      'Song/Brass.m4a': 'incomplete',
      'Song/Drums.wma': 'unsupportedFormat WMA',
      'Song/Film.mp4': 'noSoundInFilm',
      'Song/Guitar.dff': 'unsupportedFormat MIDI',
      'Song/Keys.mp3.crdownload': 'halfDownload',
      'Song/Piano.wav': 'notSound',
      'Song/Sax.mp3.download': 'halfDownload',
      'Song/Synth.aiff': 'empty',
      'Song/Unconfirmed 123.crdownload': 'halfDownload',
      'Song/more.rar': 'unpackFirst RAR',
    });
    for (const one of skipped) expect(explainSkip(one)).toMatch(/^[A-Z].+\.$/);
  });

  it('has a sentence for every reason', () => {
    for (const reason of skipReasons) {
      expect(explainSkip({ file: 'x', reason, detail: 'WMA' }), reason).toMatch(/^[A-Z].{8,120}\.$/);
    }
  });

  it('is found up to 16 folders deep, and what lies deeper is named', async () => {
    const folder = await soundFolder('Deep', []);
    const levels = Array.from({ length: 16 }, (_, level) => String(level + 1));
    await mkdir(join(folder, ...levels), { recursive: true });
    await writeFile(join(folder, ...levels.slice(0, 15), 'Vocals.mp3'), mp3Bytes());
    await writeFile(join(folder, ...levels, 'Drums.mp3'), mp3Bytes());
    const { names, skipped } = await look([folder]);
    expect(names).toEqual([`Deep/${levels.slice(0, 15).join('/')}/Vocals.mp3`]);
    expect(reasonsOf(skipped)).toEqual({ [`Deep/${levels.join('/')}`]: 'tooDeep 16' });
  });

  it('may have a name that is not UTF-8, which is read and shown', async () => {
    const folder = await soundFolder('Song', ['Bass.mp3']);
    const odd = Buffer.concat([Buffer.from(`${folder}/Fl`), Buffer.of(0xf6), Buffer.from('te.mp3')]);
    const deep = Buffer.concat([Buffer.from(`${folder}/Tr`), Buffer.of(0xe4), Buffer.from('ume')]);
    await writeFile(odd, mp3Bytes());
    await mkdir(deep);
    await writeFile(Buffer.concat([deep, Buffer.from('/Oboe.mp3')]), mp3Bytes());
    const { names, found } = await look([folder]);
    expect(names).toEqual(['Song/Bass.mp3', 'Song/Flöte.mp3', 'Song/Träume/Oboe.mp3']);
    const [flute] = groupSongs(found)
      .flatMap(({ sounds }) => sounds)
      .filter(({ fileName }) => fileName === 'Flöte.mp3');
    const file = await nodeFs.openFile(flute?.path ?? '', 'read');
    expect(await file.byteLength()).toBe(5000);
    await file.close();
    // As Chromium and the arguments of Node give it.
    expect((await look([`${folder}/Fl\ufffdte.mp3`, `${folder}/Tr\ufffdume`])).names).toHaveLength(2);
  });

  it('names that are UTF-8 stay what they are', () => {
    for (const name of ['Vocals', 'Café', '🎻 strings', '日本語']) expect(nameOfBytes(Buffer.from(name))).toBe(name);
    expect(shownName(nameOfBytes(Buffer.of(0x80, 0x41, 0xc3, 0xa9, 0xff)))).toBe('€Aéÿ');
  });
});

describe('a link', () => {
  it('that is given is followed, with the name that was given', async () => {
    const target = await soundFolder('stems-2024', ['Vocals.mp3']);
    const place = await tempFolder();
    await symlink(target, join(place, 'My Song'));
    await symlink(join(target, 'Vocals.mp3'), join(place, 'Lead.mp3'));
    expect((await look([join(place, 'My Song')])).names).toEqual(['My Song/Vocals.mp3']);
    expect((await look([join(place, 'My Song')])).songs.map(({ title }) => title)).toEqual(['My Song']);
    expect((await look([join(place, 'Lead.mp3')])).names).toEqual(['Lead.mp3']);
  });

  it('in a folder is followed inside of it, once; that leaves it, or leads nowhere, is named; loops end', async () => {
    const outside = await soundFolder('outside', ['secret.mp3']);
    const folder = await soundFolder('Song', ['Vocals.mp3']);
    await mkdir(join(folder, '.cache'));
    await writeFile(join(folder, '.cache', 'blob'), mp3Bytes());
    await symlink('.cache/blob', join(folder, 'Drums.mp3'));
    await symlink('Vocals.mp3', join(folder, 'A copy.mp3'));
    await symlink('.', join(folder, 'loop'));
    await symlink(outside, join(folder, 'Other stems'));
    await symlink(join(outside, 'secret.mp3'), join(folder, 'Bass.mp3'));
    await symlink('gone.mp3', join(folder, 'Piano.mp3'));
    await symlink('/etc/hosts', join(folder, 'notes.txt'));
    const { names, skipped } = await look([folder]);
    expect(names).toEqual(['Song/Drums.mp3', 'Song/Vocals.mp3']);
    expect(reasonsOf(skipped)).toEqual({
      'Song/Bass.mp3': 'linkOutside',
      'Song/Other stems': 'linkOutside',
      'Song/Piano.mp3': 'brokenLink',
    });
  });

  it('to a folder whose name only begins like the given one is named too', async () => {
    const folder = await soundFolder('Song', ['Vocals.mp3']);
    const twin = `${folder} 2`;
    await mkdir(twin);
    await writeFile(join(twin, 'Bass.mp3'), mp3Bytes());
    await symlink(join(twin, 'Bass.mp3'), join(folder, 'Bass.mp3'));
    const { names, skipped } = await look([folder]);
    expect(names).toEqual(['Song/Vocals.mp3']);
    expect(reasonsOf(skipped)).toEqual({ 'Song/Bass.mp3': 'linkOutside' });
  });

  it('that is no link but a pipe does not hold the import up', async () => {
    const folder = await soundFolder('Song', ['Vocals.mp3']);
    execFileSync('mkfifo', [join(folder, 'Drums.mp3')]);
    const { names, skipped } = await look([folder]);
    expect(names).toEqual(['Song/Vocals.mp3']);
    expect(reasonsOf(skipped)).toEqual({ 'Song/Drums.mp3': 'unreadable not a file' });
  });
});

it('a folder of more than 10,000 entries is searched that far, and named once', async () => {
  const folder = await soundFolder('Song', ['Vocals.mp3']);
  const many = Array.from({ length: 10_050 }, (_, index) => ({ name: `.${String(index)}`, kind: 'file' as const }));
  const full = { ...nodeFs, list: async (path: string) => [...(await nodeFs.list(path)), ...many] };
  const { skipped } = await look([folder], full);
  expect(skipped.map(({ file, reason, detail }) => [file, reason, detail])).toEqual([['Song', 'tooMany', '10,000']]);
});

describe('a disk that refuses', () => {
  it('refuses one file or one folder, not the song', async () => {
    const folder = await soundFolder('Song', ['Vocals.mp3', 'Drums.mp3']);
    await mkdir(join(folder, 'locked'));
    const troubled = troubledFs((operation, path) => {
      if (operation === 'open read' && path.endsWith('Drums.mp3')) throw diskError('EACCES');
    });
    const list = (path: string) => (path.endsWith('locked') ? Promise.reject(diskError('EPERM')) : troubled.list(path));
    const { names, skipped } = await look([folder], { ...troubled, list });
    expect(names).toEqual(['Song/Vocals.mp3']);
    expect(reasonsOf(skipped)).toEqual({ 'Song/Drums.mp3': 'unreadable EACCES', 'Song/locked': 'unreadable EPERM' });
  });
});

describe('songs', () => {
  const album = async (name: string, songs: Readonly<Record<string, readonly string[]>>): Promise<string> => {
    const folder = await soundFolder(name, []);
    for (const [song, files] of Object.entries(songs)) {
      await mkdir(join(folder, song), { recursive: true });
      for (const file of files) await writeFile(join(folder, song, file), mp3Bytes());
    }
    return folder;
  };
  const four = ['vocals.mp3', 'drums.mp3', 'bass.mp3', 'other.mp3'];
  const titles = async (...paths: readonly string[]): Promise<readonly string[]> =>
    (await look(paths)).songs.map(({ title, sounds }) => `${title}: ${String(sounds.length)}`);

  it('are the folders of an album, whatever lies between, and whatever they are called', async () => {
    expect(await titles(await album('Album', { 'One Night': four, 'Two Hearts': four }))).toEqual([
      'One Night: 4',
      'Two Hearts: 4',
    ]);
    expect(await titles(await album('x', { 'htdemucs/Bass Player': four, 'htdemucs/Drum Song': four }))).toHaveLength(
      2,
    );
    expect(await titles(await album('x', { 'CD 1/A': four, 'CD 1/B': four, 'CD 2/C': four, 'CD 2/D': four }))).toEqual([
      'A: 4',
      'B: 4',
      'C: 4',
      'D: 4',
    ]);
  });

  it('are one where the folders are groups of its stems', async () => {
    const groups = { Drums: ['Kick.mp3', 'Ambience.mp3'], Vocals: ['Lead.mp3', 'BGV.mp3'], Takes: ['a.mp3', 'b.mp3'] };
    expect(await titles(await album('Night Drive', groups))).toEqual(['Night Drive: 6']);
    expect(await titles(await album('Night Drive', { stems: four }))).toEqual(['Night Drive: 4']);
    const folder = await album('Night Drive', groups);
    expect(await titles(...Object.keys(groups).map((name) => join(folder, name)))).toEqual(['Night Drive: 6']);
  });

  it('are as many as folders are given, each once, with titles that differ on screen', async () => {
    const one = await album('Café', { '.': four });
    const other = await album('Cafe\u0301', { '.': four });
    expect(await titles(one, other, one, join(one, 'vocals.mp3'))).toEqual(
      ['Café: 4', 'Cafe\u0301 2: 4'].map((title) => title.normalize('NFC')),
    );
  });

  it('do not lose what was left out beside them', async () => {
    const folder = await album('Album', { A: four, B: four, C: [] });
    await writeFile(join(folder, 'preview.wma'), asf);
    await writeFile(join(folder, 'B', 'click.wma'), asf);
    await writeFile(join(folder, 'C', 'lost.wma'), asf);
    const { songs } = await look([folder]);
    expect(songs.map(({ skipped }) => skipped.map(({ file }) => file))).toEqual([
      ['Album/preview.wma', 'Album/C/lost.wma'],
      ['Album/B/click.wma'],
    ]);
  });
});

it('knows the ending of a sound file, and no dot else', () => {
  for (const name of ['a.wav', 'a.MP3', 'a.b.aif', 'a.stem.mp4']) expect(hasSoundEnding(name), name).toBe(true);
  for (const name of ['9.45am mix', 'take.v2', 'wav', 'a.txt', 'Mr. Bass'])
    expect(hasSoundEnding(name), name).toBe(false);
});
