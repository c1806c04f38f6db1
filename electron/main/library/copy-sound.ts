import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { AudioContainer, SavedAudio } from '#contract';
import { sniffAudio, sniffLengthBytes } from '#contract';
import type { Fs } from '../disk/fs.ts';
import { newSessionId } from '../disk/ulid.ts';
import { renameFirmly } from '../disk/rename-firmly.ts';
import { stemFileName } from './folders.ts';

const pieceBytes = 1024 * 1024;

/** What kind of sound file lies there, by its first bytes; null when it is none. */
export async function sniffFile(fs: Fs, path: string): Promise<AudioContainer | null> {
  const file = await fs.openFile(path, 'read');
  try {
    const first = new Uint8Array(sniffLengthBytes);
    const count = await file.read(first, 0);
    return sniffAudio(first.subarray(0, count));
  } finally {
    await file.close();
  }
}

export type CopyWatch = {
  /** Stops the copy: its reason is thrown. */
  readonly signal: AbortSignal;
  /** Called with the length of each piece once it is written. */
  readonly onCopied: (bytes: number) => void;
};

/**
 * Copies a sound file into a song's folder of stems, under its hash. The bytes are durable when this settles, the name
 * once the folder is synced. Throws what the disk throws; the half copy goes with the unfinished folder.
 */
export async function copySound(
  fs: Fs,
  from: string,
  stemsFolder: string,
  container: AudioContainer,
  watch?: CopyWatch,
): Promise<SavedAudio> {
  const beside = join(stemsFolder, `${newSessionId()}.part`);
  const source = await fs.openFile(from, 'read');
  try {
    const copy = await fs.openFile(beside, 'create');
    const hash = createHash('sha256');
    let byteLength = 0;
    try {
      const piece = new Uint8Array(pieceBytes);
      for (;;) {
        watch?.signal.throwIfAborted();
        const bytes = piece.subarray(0, await source.read(piece, byteLength));
        if (bytes.byteLength === 0) break;
        hash.update(bytes);
        await copy.write(bytes, byteLength);
        byteLength += bytes.byteLength;
        watch?.onCopied(bytes.byteLength);
      }
      await copy.sync();
    } finally {
      await copy.close();
    }
    const sha256 = hash.digest('hex') as SavedAudio['sha256'];
    await renameFirmly(fs, beside, join(stemsFolder, stemFileName(sha256, container)));
    return { sha256, byteLength, container };
  } finally {
    await source.close();
  }
}
