import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { AudioContainer, SavedAudio } from '#contract';
import { sniffAudio, sniffLengthBytes } from '#contract';
import type { Fs, Source } from '../disk/fs.ts';
import { newSessionId } from '../disk/ulid.ts';
import { renameFirmly } from '../disk/rename-firmly.ts';
import { stemFileName } from './folders.ts';

const pieceBytes = 1024 * 1024;

/** The first bytes of a file, as many as show what kind of sound it is. Throws what the disk throws. */
export async function readHead({ fs, path }: Source): Promise<Uint8Array> {
  const file = await fs.openFile(path, 'read');
  try {
    const first = new Uint8Array(sniffLengthBytes);
    return first.subarray(0, await file.read(first, 0));
  } finally {
    await file.close();
  }
}

/** What kind of sound file lies there, by its first bytes; null when it is none. Throws what the disk throws. */
export const sniffFile = async (fs: Fs, path: string): Promise<AudioContainer | null> =>
  sniffAudio(await readHead({ fs, path }));

/** The file that was to be copied cannot be read; `code` says why. What the copy goes to is not to blame. */
export class UnreadableSource extends Error {
  readonly code: string;

  constructor(code: string, cause: unknown) {
    super('a file cannot be read', { cause });
    this.code = code;
  }
}

async function fromSource<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    throw typeof code === 'string' ? new UnreadableSource(code, error) : error;
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
 * once the folder is synced. Throws `UnreadableSource`, and what the disk throws; a half copy goes with the unfinished folder.
 */
export async function copySound(
  fs: Fs,
  from: Source,
  stemsFolder: string,
  container: AudioContainer,
  watch?: CopyWatch,
): Promise<SavedAudio> {
  const beside = join(stemsFolder, `${newSessionId()}.part`);
  const source = await fromSource(() => from.fs.openFile(from.path, 'read'));
  try {
    const copy = await fs.openFile(beside, 'create');
    const hash = createHash('sha256');
    let byteLength = 0;
    try {
      const piece = new Uint8Array(pieceBytes);
      for (;;) {
        watch?.signal.throwIfAborted();
        const at = byteLength;
        const bytes = piece.subarray(0, await fromSource(() => source.read(piece, at)));
        if (bytes.byteLength === 0) break;
        hash.update(bytes);
        await copy.write(bytes, byteLength);
        byteLength += bytes.byteLength;
        watch?.onCopied(bytes.byteLength);
      }
      await copy.sync();
    } catch (error) {
      if (error instanceof UnreadableSource) await fs.removeFile(beside);
      throw error;
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
