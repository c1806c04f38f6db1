import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';
import { type ChosenText, fail, largestLyricsBytes, ok, type Result, type TextKind, words } from '#contract';
import { askFile } from '../ask-file.ts';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import type { SettingsFile } from '../settings.ts';

/** The endings that a file of text may have. */
const endings = {
  lyrics: ['lrc', 'ass', 'ssa', 'txt', 'srt', 'vtt'],
  chords: ['cho', 'chordpro', 'chopro', 'crd', 'pro', 'txt'],
  setlist: ['txt', 'md', 'csv'],
} as const;

const refusals = { lyrics: 'noLyrics', chords: 'noChords', setlist: 'noSetlist' } as const;

/** Asks for a file of text in the native dialog. Null: dismissed. */
export const askText = (what: TextKind, settings: SettingsFile, window: BrowserWindow | null): Promise<string | null> =>
  askFile({ ...words().main.dialogs.text[what], extensions: endings[what] }, settings, window);

/**
 * Reads a file of text that the user chose. Fails with `noLyrics`, `noChords` or `noSetlist` when it is no file or too large for one, or
 * as the disk does.
 */
export async function readTextFile(what: TextKind, fs: Fs, path: string): Promise<Result<ChosenText>> {
  return onDiskFlat(async () => {
    const real = (await fs.realPath(path)) ?? path;
    const found = await fs.look(real);
    if (found === null) return fail('fileMissing', basename(path));
    if (found.kind !== 'file' || found.byteLength > largestLyricsBytes) return fail(refusals[what], basename(path));
    return ok({ name: basename(path), bytes: await fs.readFile(real) });
  });
}

async function onDiskFlat<Value>(read: () => Promise<Result<Value>>): Promise<Result<Value>> {
  const done = await onDisk(read);
  return done.ok ? done.value : done;
}
