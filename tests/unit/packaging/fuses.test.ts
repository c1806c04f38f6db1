import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFuseWires, writeFuseWires } from '../../../build/packaging/fuse-wire.js';
import { fuseNames, wantedFuses, wireFor } from '../../../build/packaging/fuses.js';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

const wire = (states: string) => states.split('');

describe('the table of fuses', () => {
  it('differs between the flavours in the inspector alone', () => {
    const [release, e2e] = [wantedFuses('linux', 'release'), wantedFuses('linux', 'e2e')];
    expect(fuseNames.filter((name) => release[name] !== e2e[name])).toEqual(['EnableNodeCliInspectArguments']);
    expect(release.EnableNodeCliInspectArguments).toBe(false);
  });

  it('reads 010001001 on Linux and validates the archive where Electron can', () => {
    const present = wire('101000011');
    expect(wireFor(wantedFuses('linux', 'release'), present).join('')).toBe('010001001');
    expect(wireFor(wantedFuses('darwin', 'release'), present).join('')).toBe('010011001');
    expect(wireFor(wantedFuses('win32', 'e2e'), present).join('')).toBe('010111001');
  });

  it('sets the fuses that an older Electron has', () => {
    expect(wireFor(wantedFuses('linux', 'release'), wire('10100001')).join('')).toBe('01000100');
  });

  it('leaves a removed fuse alone', () => {
    expect(wireFor(wantedFuses('linux', 'release'), wire('r0100001')).join('')).toBe('r1000100');
  });

  it('refuses an Electron with a fuse nobody has decided about', () => {
    expect(() => wireFor(wantedFuses('linux', 'release'), wire('1010000111'))).toThrow('10 fuses');
  });
});

describe('the fuse wire of a binary', () => {
  let folder = '';
  let binary = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stemroom-fuses-'));
    binary = join(folder, 'electron');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is written in both halves of a universal binary, and nothing else changes', async () => {
    writeFileSync(binary, `code${sentinel}\x01\x03101more${sentinel}\x01\x03101end`, 'latin1');
    await writeFuseWires(binary, () => wire('01r'));
    expect(readFileSync(binary, 'latin1')).toBe(`code${sentinel}\x01\x0301rmore${sentinel}\x01\x0301rend`);
    const wires = await readFuseWires(binary);
    expect(wires.map(({ states }) => states.join(''))).toEqual(['01r', '01r']);
  });

  it('is refused when it is missing, or of a version that is not known', async () => {
    writeFileSync(binary, 'just a program');
    await expect(readFuseWires(binary)).rejects.toThrow('no fuses');
    writeFileSync(binary, `${sentinel}\x02\x011`, 'latin1');
    await expect(readFuseWires(binary)).rejects.toThrow('version 2');
  });
});
