import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';
import { type ChosenLyrics, fail, largestLyricsBytes, ok, type Result } from '#contract';
import { askFile } from '../ask-file.ts';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import type { SettingsFile } from '../settings.ts';

/** Asks for a file of lyrics in the native dialog. Null: dismissed. */
export const askLyrics = (settings: SettingsFile, window: BrowserWindow | null): Promise<string | null> =>
  askFile(
    { title: 'Import lyrics', name: 'Lyrics', extensions: ['lrc', 'ass', 'ssa', 'txt', 'srt', 'vtt'] },
    settings,
    window,
  );

/** Reads a file of lyrics that the user chose. Fails with `noLyrics` when it is no file or too large for one, or as the disk does. */
export async function readLyricsFile(fs: Fs, path: string): Promise<Result<ChosenLyrics>> {
  return onDiskFlat(async () => {
    const real = (await fs.realPath(path)) ?? path;
    const found = await fs.look(real);
    if (found === null) return fail('fileMissing', basename(path));
    if (found.kind !== 'file' || found.byteLength > largestLyricsBytes) return fail('noLyrics', basename(path));
    return ok({ name: basename(path), bytes: await fs.readFile(real) });
  });
}

async function onDiskFlat<Value>(read: () => Promise<Result<Value>>): Promise<Result<Value>> {
  const done = await onDisk(read);
  return done.ok ? done.value : done;
}
