import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stemKinds } from '../../../electron/contract/session.ts';
import { words } from '../../../electron/contract/words/words.ts';
import { renderedFiles } from './service/demo-service.ts';

/** A folder outside the app, gone when the work is done. */
export async function inFolder<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'stemroom-folder-'));
  try {
    return await work(folder);
  } finally {
    // The processes of an app that was killed may still be writing.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Makes a folder of stems of ten seconds, one of each of the first so many kinds, then more of other kinds. */
export function makeStems(folder: string, title: string, count: number): string {
  const place = join(folder, title);
  mkdirSync(place);
  const sounds = renderedFiles();
  for (let index = 0; index < count; index += 1) {
    const kind = stemKinds[index] ?? 'other';
    const sound = sounds[index % sounds.length] ?? '';
    const later = index < stemKinds.length ? '' : ` ${String(index + 1)}`;
    const stem = join(place, `${kind === 'other' ? 'Zither' : words().names.stemKinds[kind]}${later}.mp3`);
    // No two of them are the same bytes.
    const seconds = 10 - Math.floor(index / sounds.length) / 10;
    execFileSync('ffmpeg', ['-v', 'error', '-t', String(seconds), '-i', sound, '-c', 'copy', stem]);
  }
  return place;
}
