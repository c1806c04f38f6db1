import { lstatSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unzip } from '../../../build/setup/unzip.js';

type Entry = { readonly name: string; readonly content: string; readonly mode: number };

/** A zip file as Unix tools write it (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). */
function zipOf(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const { name, content, mode } of entries) {
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(Buffer.byteLength(content), 18);
    common.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(mode * 0x10000, 6);
    tail.writeUInt32LE(Buffer.concat(locals).length, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, tail, Buffer.from(name));
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed);
  }
  const [files, index] = [Buffer.concat(locals), Buffer.concat(directory)];
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(files.length, 16);
  return Buffer.concat([files, index, end]);
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemroom-unzip-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('unzip puts entries where it is told, with their mode and links, and leaves the others out', async () => {
  const zip = join(folder, 'it.zip');
  writeFileSync(
    zip,
    zipOf([
      { name: 'App/run', content: 'program '.repeat(1000), mode: 0o100755 },
      { name: 'App/deep/er/note.txt', content: 'note', mode: 0o100644 },
      { name: 'App/link', content: 'run', mode: 0o120777 },
      { name: 'App/skip/me', content: 'never', mode: 0o100644 },
    ]),
  );
  const out = join(folder, 'out');
  await unzip(zip, out, (name) => (name.includes('skip') ? undefined : name.replace('App/', '')));

  expect(readdirSync(out).sort()).toEqual(['deep', 'link', 'run']);
  expect(readFileSync(join(out, 'run'), 'utf8')).toBe('program '.repeat(1000));
  expect(lstatSync(join(out, 'run')).mode & 0o111).not.toBe(0);
  expect(readFileSync(join(out, 'deep/er/note.txt'), 'utf8')).toBe('note');
  expect(lstatSync(join(out, 'deep/er/note.txt')).mode & 0o111).toBe(0);
  expect(readlinkSync(join(out, 'link'))).toBe('run');
});

test('unzip refuses an entry that points outside the folder', async () => {
  const zip = join(folder, 'evil.zip');
  writeFileSync(zip, zipOf([{ name: '../evil', content: 'x', mode: 0o100644 }]));
  await expect(unzip(zip, join(folder, 'out'), (name) => name)).rejects.toThrow(/relative path/);
});

test('unzip refuses what is no zip file', async () => {
  const file = join(folder, 'no.zip');
  writeFileSync(file, 'not a zip file at all, but long enough to look into');
  await expect(unzip(file, join(folder, 'out'), (name) => name)).rejects.toThrow(/end of central directory/i);
});
