import { readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFs } from '../../../electron/main/disk/node-fs.ts';
import type { Fs } from '../../../electron/main/disk/fs.ts';
import { ExportDesk } from '../../../electron/main/export/export-desk.ts';
import { safeFileName } from '../../../electron/main/export/file-name.ts';
import { diskError, kindOf, mp3Bytes, tempFolder, troubledFs, valueOf } from '../library/rig.ts';

async function deskAt(fs: Fs = nodeFs, folder?: string) {
  const home = folder ?? (await tempFolder());
  const music = join(home, 'music');
  await nodeFs.makeFolder(music);
  const target = join(music, 'Mix.wav');
  const ledgerPath = join(home, 'exports.json');
  const asked: string[] = [];
  const told: string[] = [];
  const where: { answer: string | null } = { answer: target };
  const desk = new ExportDesk({
    ...{ fs, ledgerPath },
    askWhere: (fileName) => {
      asked.push(fileName);
      return Promise.resolve(where.answer);
    },
    watch: {
      writing: (_ticket, { fileName, writtenBytes, expectedBytes }) => {
        told.push(`${fileName}: ${String(writtenBytes)} of ${String(expectedBytes)}`);
      },
      finished: () => void told.push('finished'),
      discarded: (_ticket, trouble) => void told.push(`discarded: ${trouble?.kind ?? 'as wished'}`),
    },
  });
  const begin = async () => {
    const begun = valueOf(await desk.begin({ suggestedName: 'Mix.wav', expectedBytes: 30_000 }));
    if (begun === null) throw new Error('dismissed');
    return begun.ticket;
  };
  return { desk, home, music, target, where, asked, told, begin, ledgerPath };
}

describe('an export', () => {
  it('is in place only when it is finished, whole, whatever order its pieces came in', async () => {
    const { desk, target, music, begin } = await deskAt();
    await writeFile(target, 'the old one');
    const ticket = await begin();
    const bytes = mp3Bytes(30_000);
    for (const at of [20_000, 0, 10_000]) valueOf(await desk.write(ticket, at, bytes.subarray(at, at + 10_000)));
    expect(await readFile(target, 'utf8')).toBe('the old one');
    valueOf(await desk.finish(ticket));
    expect(new Uint8Array(await readFile(target))).toEqual(bytes);
    expect(await readdir(music)).toEqual(['Mix.wav']);
    expect(valueOf(desk.pathOf(ticket))).toBe(target);
  });

  it('F38 that is cancelled leaves the old file and nothing else', async () => {
    const { desk, target, music, begin } = await deskAt();
    await writeFile(target, 'the old one');
    const ticket = await begin();
    valueOf(await desk.write(ticket, 0, mp3Bytes()));
    valueOf(await desk.cancel(ticket));
    expect(await readdir(music)).toEqual(['Mix.wav']);
    expect(await readFile(target, 'utf8')).toBe('the old one');
    expect(kindOf(await desk.write(ticket, 0, mp3Bytes()))).toBe('notFound');
    expect(kindOf(await desk.finish(ticket))).toBe('notFound');
    expect(kindOf(desk.pathOf(ticket))).toBe('notFound');
  });

  it('tells how far it is, and how it ended', async () => {
    const { desk, told, begin } = await deskAt();
    const ticket = await begin();
    valueOf(await desk.write(ticket, 20_000, mp3Bytes(10_000)));
    valueOf(await desk.write(ticket, 0, mp3Bytes(10_000)));
    valueOf(await desk.finish(ticket));
    valueOf(await desk.cancel(await begin()));
    expect(told).toEqual([
      'Mix.wav: 0 of 30000',
      'Mix.wav: 30000 of 30000',
      'Mix.wav: 30000 of 30000',
      'finished',
      'Mix.wav: 0 of 30000',
      'discarded: as wished',
    ]);
  });

  it('that was dismissed has no ticket; the name offered is one a disk takes', async () => {
    const { desk, where, asked } = await deskAt();
    where.answer = null;
    expect(valueOf(await desk.begin({ suggestedName: 'AC/DC: Live?.wav', expectedBytes: null }))).toBeNull();
    expect(asked).toEqual(['ACDC Live.wav']);
  });

  it('F38 whose app was killed is removed at the next start, other files are not', async () => {
    const first = await deskAt();
    const ticket = await first.begin();
    valueOf(await first.desk.write(ticket, 0, mp3Bytes()));
    await writeFile(join(first.music, 'Song.part'), 'mine');
    const left = JSON.parse(await readFile(first.ledgerPath, 'utf8')) as string[];
    await writeFile(first.ledgerPath, JSON.stringify([...left, join(first.music, 'Song.part')]));
    const next = await deskAt(nodeFs, first.home);
    await next.desk.removeLeftovers();
    expect(await readdir(first.music)).toEqual(['Song.part']);
    expect(JSON.parse(await readFile(first.ledgerPath, 'utf8'))).toEqual([]);
    await next.desk.removeLeftovers();
  });

  it('F38 met by a full disk says so at once and again at the end', async () => {
    const fs = troubledFs((operation, path) => {
      if (operation === 'write' && path.endsWith('.part')) throw diskError('ENOSPC');
    });
    const { desk, music, begin } = await deskAt(fs);
    const ticket = await begin();
    expect(kindOf(await desk.write(ticket, 0, mp3Bytes()))).toBe('diskFull');
    expect(kindOf(await desk.finish(ticket))).toBe('diskFull');
    valueOf(await desk.cancel(ticket));
    expect(await readdir(music)).toEqual([]);
  });

  it('onto a file another program holds says that, and keeps the old one', async () => {
    const fs = troubledFs((operation, path) => {
      if (operation === 'rename' && basename(path) === 'Mix.wav') throw diskError('EBUSY');
    });
    const { desk, target, told, begin } = await deskAt(fs);
    await writeFile(target, 'the old one');
    const ticket = await begin();
    valueOf(await desk.write(ticket, 0, mp3Bytes()));
    expect(kindOf(await desk.finish(ticket))).toBe('fileLocked');
    expect(told.at(-1)).toBe('discarded: fileLocked');
    expect(await readFile(target, 'utf8')).toBe('the old one');
    valueOf(await desk.cancel(ticket));
  });

  it('into a folder that may not be written to is refused', async () => {
    const fs = troubledFs((operation, path) => {
      if (operation === 'open create' && path.endsWith('.part')) throw diskError('EACCES');
    });
    const { desk } = await deskAt(fs);
    expect(kindOf(await desk.begin({ suggestedName: 'Mix.wav', expectedBytes: 30_000 }))).toBe('folderUnavailable');
  });

  it('is cancelled when the app quits', async () => {
    const { desk, music, told, begin } = await deskAt();
    await begin();
    await begin();
    await desk.cancelAll();
    expect(told.slice(2)).toEqual(['discarded: as wished', 'discarded: as wished']);
    expect(await readdir(music)).toEqual([]);
  });
});

describe('a file name', () => {
  it.each([
    ['Night Drive - Vocals.wav', 'Night Drive - Vocals.wav'],
    ['AC/DC: Back\\In<Black>.wav', 'ACDC BackInBlack.wav'],
    ['../../etc/passwd', 'etcpasswd'],
    ['a\u0000b\u202ec.wav', 'abc.wav'],
    ['trailing dots....', 'trailing dots'],
    ['  spaces   in  it .wav', 'spaces in it.wav'],
    ['CON', '_CON'],
    ['con.wav', '_con.wav'],
    ['LPT1.wav', '_LPT1.wav'],
    ['Concert.wav', 'Concert.wav'],
    ['e\u0301tude.wav', '\u00e9tude.wav'],
    ['', 'Untitled'],
    ['...', 'Untitled'],
    ['???.wav', 'Untitled.wav'],
    ['.wav', 'Untitled.wav'],
    ['\ud800x.wav', '\ufffdx.wav'],
    ['夜のドライブ.flac', '夜のドライブ.flac'],
  ])('%j becomes %j', (text, name) => {
    expect(safeFileName(text)).toBe(name);
  });

  it('is cut to 120 bytes between characters, and keeps its ending', () => {
    const name = safeFileName(`${'夜'.repeat(200)}.flac`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
    expect(name).toMatch(/^夜+\.flac$/);
    expect(safeFileName(`${'👩‍👩‍👧'.repeat(50)}.wav`)).toMatch(/^(👩‍👩‍👧)+\.wav$/u);
  });
});
