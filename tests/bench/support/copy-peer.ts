import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Milliseconds that `cp` and `sync` take for so many files of `byteLength` bytes each: less than anything that has to make them first. */
export async function copyMs(fileCount: number, byteLength: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'stemroom-copies-'));
  try {
    const source = join(folder, 'source');
    writeFileSync(source, new Uint8Array(byteLength).fill(1));
    await run('sync', [source]);
    const copies = Array.from({ length: fileCount }, (_, index) => join(folder, `copy ${String(index)}`));
    const began = performance.now();
    for (const copy of copies) await run('cp', ['--reflink=never', source, copy]);
    await run('sync', copies);
    return performance.now() - began;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
