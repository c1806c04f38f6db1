import { createHash } from 'node:crypto';
import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SavedAudio, Sha256 } from '../../../electron/contract/index.ts';
import { VerifiedFiles } from '../../../electron/main/library/stems/verified-files.ts';
import { tempFolder, troubledFs } from './rig.ts';

const minuteMs = 60_000;

async function aFile() {
  const path = join(await tempFolder(), 'stem.mp3');
  const bytes = Buffer.from('the sound of a stem');
  await writeFile(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  const audio: SavedAudio = { sha256, container: 'mp3', byteLength: bytes.length };
  let reads = 0;
  const fs = troubledFs((operation) => {
    if (operation === 'open read') reads += 1;
  });
  return { path, audio, fs, reads: () => reads };
}

describe('files that were compared with their hashes', () => {
  it('are not read again while nothing touches them', async () => {
    const { path, audio, fs, reads } = await aFile();
    const files = new VerifiedFiles(() => Date.now() + minuteMs);
    expect([await files.judge(fs, path, audio), await files.judge(fs, path, audio)]).toEqual(['whole', 'whole']);
    expect(reads()).toBe(1);
  });

  it('are read again once they are written to, also when size and time are set back', async () => {
    const { path, audio, fs } = await aFile();
    const files = new VerifiedFiles(() => Date.now() + minuteMs);
    await files.judge(fs, path, audio);
    const { atime, mtime } = await stat(path);
    const bytes = await readFile(path);
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await utimes(path, atime, mtime);
    expect(await files.judge(fs, path, audio)).toBe('damaged');
    expect(await files.judge(fs, path, audio)).toBe('damaged');
  });

  it('are read again when they had just changed: a second change may not show', async () => {
    const { path, audio, fs, reads } = await aFile();
    const files = new VerifiedFiles();
    await files.judge(fs, path, audio);
    await files.judge(fs, path, audio);
    expect(reads()).toBe(2);
  });

  it('are compared with another hash when another one is asked for', async () => {
    const { path, audio, fs } = await aFile();
    const files = new VerifiedFiles(() => Date.now() + minuteMs);
    await files.judge(fs, path, audio);
    const other = { ...audio, sha256: '0'.repeat(64) as Sha256 };
    expect(await files.judge(fs, path, other)).toBe('damaged');
  });
});
