import { join } from 'node:path';
import { coverKinds, coverOf, mostCoverBytes, type CoverArt, type CoverKind } from '#contract';
import type { Fs, ReadFs } from '../../disk/fs.ts';

const names: Readonly<Record<CoverKind, string>> = { jpeg: 'cover.jpg', png: 'cover.png' };

/** Returns the kind of picture in a song's folder, which the user may also have put there; null: none. Throws what the disk throws. */
export async function keptCover(fs: Fs, songFolder: string): Promise<CoverKind | null> {
  for (const kind of coverKinds) {
    const facts = await fs.look(join(songFolder, names[kind]));
    if (facts?.kind === 'file' && facts.byteLength <= mostCoverBytes) return kind;
  }
  return null;
}

/** Reads the picture in a song's folder; null: none. Throws what the disk throws. */
export async function readCover(fs: Fs, songFolder: string): Promise<CoverArt | null> {
  const kind = await keptCover(fs, songFolder);
  return kind === null ? null : readPicture(fs, join(songFolder, names[kind]));
}

/** Reads a picture; null when the file is none that we keep, or too large. Throws what the disk throws. */
export async function readPicture(fs: ReadFs, path: string): Promise<CoverArt | null> {
  const facts = await fs.look(path);
  if (facts?.kind !== 'file' || facts.byteLength > mostCoverBytes) return null;
  return coverOf(await fs.readFile(path));
}

/** Writes a picture into the folder of a song under construction. Throws what the disk throws. */
export async function writeCover(fs: Fs, songFolder: string, { kind, bytes }: CoverArt): Promise<void> {
  const file = await fs.openFile(join(songFolder, names[kind]), 'create');
  try {
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}
