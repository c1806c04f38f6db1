import { readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fs, nodeFs } from '../../../electron/main/disk/fs.ts';
import { diskError, kindOf, mp3Bytes, troubledFs, valueOf } from '../library/rig.ts';
import { writerAt } from './rig.ts';

describe('an export', () => {
  it('is in place only when it is finished, whole, whatever order its pieces came in', async () => {
    const { writer, target, music, begin } = await writerAt();
    await writeFile(target, 'the old one');
    const ticket = await begin();
    const bytes = mp3Bytes(30_000);
    for (const at of [20_000, 0, 10_000]) valueOf(await writer.write(ticket, at, bytes.subarray(at, at + 10_000)));
    expect(await readFile(target, 'utf8')).toBe('the old one');
    valueOf(await writer.end(ticket, true));
    expect(new Uint8Array(await readFile(target))).toEqual(bytes);
    expect(await readdir(music)).toEqual(['Mix.wav']);
    expect(valueOf(writer.pathOf(ticket))).toBe(target);
  });

  it('F38 that is cancelled leaves the old file and nothing else', async () => {
    const { writer, target, music, begin } = await writerAt();
    await writeFile(target, 'the old one');
    const ticket = await begin();
    valueOf(await writer.write(ticket, 0, mp3Bytes()));
    valueOf(await writer.end(ticket, false));
    expect(await readdir(music)).toEqual(['Mix.wav']);
    expect(await readFile(target, 'utf8')).toBe('the old one');
    expect(kindOf(await writer.write(ticket, 0, mp3Bytes()))).toBe('notFound');
    expect(kindOf(await writer.end(ticket, true))).toBe('notFound');
    expect(kindOf(writer.pathOf(ticket))).toBe('notFound');
  });

  it('tells how far it is, and how it ended', async () => {
    const { writer, told, begin } = await writerAt();
    const ticket = await begin();
    valueOf(await writer.write(ticket, 20_000, mp3Bytes(10_000)));
    valueOf(await writer.write(ticket, 0, mp3Bytes(10_000)));
    valueOf(await writer.end(ticket, true));
    valueOf(await writer.end(await begin(), false));
    expect(told).toEqual([
      'Mix.wav: 0 of 30000',
      'Mix.wav: 30000 of 30000',
      'Mix.wav: 30000 of 30000',
      'finished',
      'Mix.wav: 0 of 30000',
      'discarded: as asked',
    ]);
  });

  it('that was dismissed has no ticket; the name offered is one a disk takes', async () => {
    const { writer, where, asked } = await writerAt();
    where.answer = null;
    expect(valueOf(await writer.begin({ names: ['AC/DC: Live?.wav'], report: null, expectedBytes: null }))).toBeNull();
    expect(asked).toEqual([['ACDC Live.wav']]);
  });

  it('F38 whose app was killed is removed at the next start, other files are not', async () => {
    const first = await writerAt();
    const ticket = await first.begin();
    valueOf(await first.writer.write(ticket, 0, mp3Bytes()));
    await writeFile(join(first.music, 'Song.part'), 'mine');
    const left = JSON.parse(await readFile(first.ledgerPath, 'utf8')) as string[];
    await writeFile(first.ledgerPath, JSON.stringify([...left, join(first.music, 'Song.part')]));
    const next = await writerAt(nodeFs, first.home);
    await next.writer.removeLeftovers();
    expect(await readdir(first.music)).toEqual(['Song.part']);
    expect(JSON.parse(await readFile(first.ledgerPath, 'utf8'))).toEqual([]);
    await next.writer.removeLeftovers();
  });

  it('F38 met by a full disk says so at once and again at the end', async () => {
    const fs = troubledFs((operation, path) => {
      if (operation === 'write' && path.endsWith('.part')) throw diskError('ENOSPC');
    });
    const { writer, music, begin } = await writerAt(fs);
    const ticket = await begin();
    expect(kindOf(await writer.write(ticket, 0, mp3Bytes()))).toBe('diskFull');
    expect(kindOf(await writer.end(ticket, true))).toBe('diskFull');
    expect(await readdir(music)).toEqual([]);
    expect(kindOf(await writer.end(ticket, false))).toBe('notFound');
  });

  it('onto a file another program holds says that, and keeps the old one', async () => {
    const fs = troubledFs((operation, path) => {
      if (operation === 'rename' && basename(path) === 'Mix.wav') throw diskError('EBUSY');
    });
    const { writer, target, music, told, begin } = await writerAt(fs);
    await writeFile(target, 'the old one');
    const ticket = await begin();
    valueOf(await writer.write(ticket, 0, mp3Bytes()));
    expect(kindOf(await writer.end(ticket, true))).toBe('fileLocked');
    expect(told.at(-1)).toBe('discarded: fileLocked');
    expect(await readFile(target, 'utf8')).toBe('the old one');
    expect(await readdir(music)).toEqual(['Mix.wav']);
  });

  it('F38 that a disk cannot name, or not close, says so and leaves nothing', async () => {
    const fs = troubledFs((operation, path) => {
      if (operation === 'rename' && basename(path) === 'Mix.wav') throw diskError('EIO');
    });
    const { writer, music, begin } = await writerAt(fs);
    const ticket = await begin();
    valueOf(await writer.write(ticket, 0, mp3Bytes()));
    expect(kindOf(await writer.end(ticket, true))).toBe('diskError');
    expect(await readdir(music)).toEqual([]);

    const unclosed: Fs = {
      ...nodeFs,
      openFile: async (path, mode) => {
        const file = await nodeFs.openFile(path, mode);
        const close = async (): Promise<void> => {
          await file.close();
          if (path.endsWith('.part')) throw diskError('EIO');
        };
        return { ...file, close };
      },
    };
    const second = await writerAt(unclosed);
    const other = await second.begin();
    expect(kindOf(await second.writer.end(other, true))).toBe('diskError');
    expect(await readdir(second.music)).toEqual([]);
  });

  it('into a folder that may not be written to is refused', async () => {
    const fs = troubledFs((operation, path) => {
      if (operation === 'open create' && path.endsWith('.part')) throw diskError('EACCES');
    });
    const { writer, music } = await writerAt(fs);
    const wish = { names: ['Mix.wav'], report: null, expectedBytes: 30_000 };
    expect(kindOf(await writer.begin(wish))).toBe('folderUnavailable');
    expect(await readdir(music)).toEqual([]);
  });

  it('is cancelled when the app quits', async () => {
    const { writer, music, told, begin } = await writerAt();
    await begin();
    await begin();
    expect(await readdir(music)).toHaveLength(2);
    await writer.cancelAll();
    expect(told.slice(2)).toEqual(['discarded: as asked', 'discarded: as asked']);
    expect(await readdir(music)).toEqual([]);
  });
});
