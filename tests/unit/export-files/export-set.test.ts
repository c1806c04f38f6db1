import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { diskError, kindOf, mp3Bytes, troubledFs, valueOf } from '../library/rig.ts';
import { writerAt, ticketOf } from './rig.ts';

const names = (set: { readonly files: readonly { readonly fileName: string }[] }): readonly string[] =>
  set.files.map(({ fileName }) => fileName);

describe('a set of exports', () => {
  it('goes to one folder that was asked for, in the order asked for, each file whole', async () => {
    const { writer, music, beginSet, asked, told } = await writerAt();
    const set = await beginSet(['Vocals.wav', 'Drums.wav']);
    expect(asked).toEqual([['Vocals.wav', 'Drums.wav']]);
    expect(set).toMatchObject({ folderName: 'music', report: null });
    expect(names(set)).toEqual(['Vocals.wav', 'Drums.wav']);
    for (const [index, bytes] of [10, 20].entries())
      valueOf(await writer.write(ticketOf(set, index), 0, mp3Bytes(bytes)));
    for (const { ticket } of set.files) valueOf(await writer.end(ticket, true));
    expect((await readdir(music)).sort()).toEqual(['Drums.wav', 'Vocals.wav']);
    expect((await readFile(join(music, 'Drums.wav'))).byteLength).toBe(20);
    expect(told).toEqual([
      '2 files in music: 0 of 30000',
      '2 files in music: 10 of 30000',
      '2 files in music: 30 of 30000',
      'finished',
    ]);
  });

  it('replaces nothing: a name that is taken is numbered, on the disk, in the set and on its way', async () => {
    const { writer, music, beginSet } = await writerAt();
    await writeFile(join(music, 'vocals.WAV'), 'mine');
    const first = await beginSet(['Vocals.wav', 'Vocals.wav', 'Drums.wav']);
    expect(names(first)).toEqual(['Vocals (2).wav', 'Vocals (3).wav', 'Drums.wav']);
    const second = await beginSet(['Drums.wav', 'AC/DC?.wav']);
    expect(names(second)).toEqual(['Drums (2).wav', 'AC/DC.wav']);
    await writeFile(join(music, 'Drums.wav'), 'mine as well');
    for (const { ticket } of [...first.files, ...second.files]) valueOf(await writer.end(ticket, true));
    expect(await readFile(join(music, 'Drums.wav'), 'utf8')).toBe('mine as well');
    expect((await readdir(music)).sort()).toEqual(
      ['AC', 'Drums (2).wav', 'Drums (3).wav', 'Drums.wav', 'Vocals (2).wav', 'Vocals (3).wav', 'vocals.WAV'].sort(),
    );
  });

  it('tells apart names that read the same, and takes no dot for an ending', async () => {
    const { writer, music, beginSet } = await writerAt();
    await writeFile(join(music, 'E\u0301tude.wav'), 'mine');
    const set = await beginSet(['\u00c9tude.wav', 'E\u0301tude.wav', 'take.v2.wav', 'take.v2.wav', '9.45am.wav']);
    expect(names(set)).toEqual([
      '\u00c9tude (2).wav',
      '\u00c9tude (3).wav',
      'take.v2.wav',
      'take.v2 (2).wav',
      '9.45am.wav',
    ]);
    await writer.cancelAll();
    await beginSet(['take.v2/Vocals.wav', 'take.v2/Drums.wav']);
    expect(names(await beginSet(['take.v2/Vocals.wav', 'take.v2/Drums.wav']))[0]).toBe('take.v2 (2)/Vocals.wav');
  });

  it('of which a file is dropped before the others are kept is finished', async () => {
    const { writer, told, beginSet } = await writerAt();
    const set = await beginSet(['Vocals.wav', 'Drums.wav']);
    valueOf(await writer.end(ticketOf(set, 0), false));
    valueOf(await writer.end(ticketOf(set, 1), true));
    expect(told.at(-1)).toBe('finished');
  });

  it('may have a folder of its own, and takes another when that is there', async () => {
    const { writer, music, beginSet } = await writerAt();
    const asked = ['Night: Drive/Vocals.wav', 'Night: Drive/Drums.wav', 'Notes.txt', 'Night: Drive/../up.wav'];
    expect(names(await beginSet(asked))).toEqual([
      'Night Drive/Vocals.wav',
      'Night Drive/Drums.wav',
      'Notes.txt',
      'Night Drive/up.wav',
    ]);
    const second = await beginSet(['Night: Drive/Vocals.wav', 'Night: Drive/Drums.wav']);
    expect(names(second)).toEqual(['Night Drive (2)/Vocals.wav', 'Night Drive (2)/Drums.wav']);
    for (const { ticket } of second.files) valueOf(await writer.end(ticket, true));
    await writer.cancelAll();
    expect(await readdir(music)).toEqual(['Night Drive (2)']);
    expect((await readdir(join(music, 'Night Drive (2)'))).sort()).toEqual(['Drums.wav', 'Vocals.wav']);
  });

  it('given up in the middle keeps what is finished and nothing else', async () => {
    const { writer, music, told, beginSet, ledgerPath } = await writerAt();
    const set = await beginSet(['Set/Vocals.wav', 'Set/Drums.wav', 'Other/Bass.wav']);
    valueOf(await writer.end(ticketOf(set, 0), true));
    valueOf(await writer.end(ticketOf(set, 1), false));
    expect(told.at(-1)).not.toMatch(/discarded|finished/);
    valueOf(await writer.end(ticketOf(set, 2), false));
    expect(told.at(-1)).toBe('discarded: as asked');
    expect(await readdir(music)).toEqual(['Set']);
    expect(await readdir(join(music, 'Set'))).toEqual(['Vocals.wav']);
    expect(JSON.parse(await readFile(ledgerPath, 'utf8'))).toEqual([]);
  });

  it('has trouble when one of its files has', async () => {
    const fs = troubledFs((operation, path) => {
      if (operation === 'sync' && path === troubled.path) throw diskError('EIO');
    });
    const troubled = { path: '' };
    const { writer, music, told, beginSet } = await writerAt(fs);
    const set = await beginSet(['Vocals.wav', 'Drums.wav']);
    troubled.path = join(music, `.stemroom-${ticketOf(set, 0)}.part`);
    expect(kindOf(await writer.end(ticketOf(set, 0), true))).toBe('diskError');
    valueOf(await writer.end(ticketOf(set, 1), true));
    expect(told.at(-1)).toBe('discarded: diskError');
    expect(await readdir(music)).toEqual(['Drums.wav']);
  });

  it('whose app was killed leaves neither files nor an empty folder after the next start', async () => {
    const first = await writerAt();
    await first.beginSet(['Set/Vocals.wav', 'Set/Drums.wav', 'Kept/Bass.wav']);
    await writeFile(join(first.music, 'Kept', 'mine.txt'), 'mine');
    const next = await writerAt(nodeFs, first.home);
    await next.writer.removeLeftovers();
    expect(await readdir(first.music)).toEqual(['Kept']);
    expect(await readdir(join(first.music, 'Kept'))).toEqual(['mine.txt']);
    expect(JSON.parse(await readFile(first.ledgerPath, 'utf8'))).toEqual([]);
  });

  it('of which one file cannot be opened has none', async () => {
    let opened = 0;
    const fs = troubledFs((operation, path) => {
      if (operation === 'open create' && path.endsWith('.part') && (opened += 1) === 2) throw diskError('EMFILE');
    });
    const { writer, music, where, ledgerPath } = await writerAt(fs);
    where.answer = { kind: 'folder', path: music };
    const begun = await writer.begin({ names: ['Set/A.wav', 'Set/B.wav'], report: null, expectedBytes: null });
    expect(kindOf(begun)).toBe('diskError');
    expect(await readdir(music)).toEqual([]);
    expect(JSON.parse(await readFile(ledgerPath, 'utf8'))).toEqual([]);
  });

  it('to a folder that is gone says so', async () => {
    const { writer, music, where } = await writerAt();
    where.answer = { kind: 'folder', path: join(music, 'gone') };
    for (const names of [
      ['A.wav', 'B.wav'],
      ['Set/A.wav', 'Set/B.wav'],
    ]) {
      expect(kindOf(await writer.begin({ names, report: null, expectedBytes: null }))).toBe('folderUnavailable');
    }
  });
});

describe('a report', () => {
  it('takes the name that was chosen for the only file, and replaces nothing', async () => {
    const { writer, music, where, beginSet } = await writerAt();
    where.answer = { kind: 'file', path: join(music, 'My own.wav'), mayReplace: true };
    await writeFile(join(music, 'My own.json'), 'mine');
    const set = await beginSet(['Mix.wav'], { report: 'Mix.json' });
    expect(set).toMatchObject({ files: [{ fileName: 'My own.wav' }], report: { fileName: 'My own (2).json' } });
    for (const { ticket } of [...set.files, ...(set.report === null ? [] : [set.report])]) {
      valueOf(await writer.end(ticket, true));
    }
    expect((await readdir(music)).sort()).toEqual(['My own (2).json', 'My own.json', 'My own.wav']);
  });

  it('lies beside the files of a set', async () => {
    const { beginSet } = await writerAt();
    const set = await beginSet(['Set/A.wav', 'Set/B.wav'], { report: 'Set/Loudness.json' });
    expect(set.report?.fileName).toBe('Set/Loudness.json');
  });
});

describe('an only file', () => {
  it('replaces nothing unless that was agreed to, and takes no name that reads like another', async () => {
    const { writer, music, where, target } = await writerAt();
    const beginAt = async (path: string, mayReplace: boolean): Promise<readonly string[]> => {
      where.answer = { kind: 'file', path, mayReplace };
      const begun = valueOf(await writer.begin({ names: ['Mix.wav'], report: null, expectedBytes: null }));
      if (begun === null) throw new Error('dismissed');
      await writer.cancelAll();
      return names(begun);
    };
    await writeFile(target, 'mine');
    expect(await beginAt(target, false)).toEqual(['Mix (2).wav']);
    expect(await beginAt(target, true)).toEqual(['Mix.wav']);
    await writeFile(join(music, 'E\u0301tude.wav'), 'mine');
    expect(await beginAt(join(music, '\u00c9tude.wav'), true)).toEqual(['\u00c9tude (2).wav']);
  });

  it('on the way to the place of another is numbered, since nobody was asked about that', async () => {
    const { beginSet } = await writerAt();
    expect(names(await beginSet(['Mix.wav']))).toEqual(['Mix.wav']);
    expect(names(await beginSet(['Mix.wav']))).toEqual(['Mix (2).wav']);
  });
});
