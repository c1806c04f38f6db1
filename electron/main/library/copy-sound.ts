import { createHash, webcrypto } from 'node:crypto';
import { join } from 'node:path';
import {
  type AudioContainer,
  holdsMp3,
  type SavedAudio,
  searchLengthBytes,
  type Sha256,
  sniffAudio,
  sniffLengthBytes,
} from '#contract';
import { type Fs, type OpenFile, renameFirmly, type Source } from '../disk/fs.ts';
import { newSessionId } from '../disk/ulid.ts';
import { stemFileName } from './folders.ts';

// Up to this size a file is read whole and hashed on a pool thread; above it memory matters more than time.
const wholeBytes = 64 * 1024 * 1024;
const hashPieceBytes = 1024 * 1024;

const inHex = (digest: Uint8Array): Sha256 => Buffer.from(digest).toString('hex') as Sha256;

async function hashByPieces(fs: Fs, path: string): Promise<Sha256> {
  const file = await fs.openFile(path, 'read');
  try {
    const hash = createHash('sha256');
    const piece = new Uint8Array(hashPieceBytes);
    for (let position = 0; ;) {
      const count = await file.read(piece, position);
      if (count === 0) return inHex(hash.digest());
      hash.update(piece.subarray(0, count));
      position += count;
    }
  } finally {
    await file.close();
  }
}

/** One read instead of many small ones, each of which would wait for this thread. */
async function readAtOnce(fs: Fs, path: string, byteLength: number): Promise<Uint8Array<ArrayBuffer>> {
  const file = await fs.openFile(path, 'read');
  try {
    const bytes = new Uint8Array(byteLength);
    return bytes.subarray(0, await file.read(bytes, 0));
  } finally {
    await file.close();
  }
}

/** Returns the SHA-256 of a file of `byteLength` bytes without blocking the main process. Throws what the disk throws. */
export async function hashFile(fs: Fs, path: string, byteLength: number): Promise<Sha256> {
  if (byteLength > wholeBytes) return hashByPieces(fs, path);
  return inHex(new Uint8Array(await webcrypto.subtle.digest('SHA-256', await readAtOnce(fs, path, byteLength))));
}

const pieceBytes = 1024 * 1024;

async function readAt({ fs, path }: Source, position: number, byteLength: number): Promise<Uint8Array> {
  const file = await fs.openFile(path, 'read');
  try {
    const bytes = new Uint8Array(byteLength);
    return bytes.subarray(0, await file.read(bytes, position));
  } finally {
    await file.close();
  }
}

/** Returns the first bytes of a file, as many as `sniffAudio` needs. Throws what the disk throws. */
export const readHead = (source: Source): Promise<Uint8Array> => readAt(source, 0, sniffLengthBytes);

/** Whether a file is an MP3 behind junk or an APE tag, which its first bytes do not tell. Throws what the disk throws. */
export async function isMp3BehindJunk(source: Source): Promise<boolean> {
  const head = Buffer.from(await readHead(source));
  // The tag's head says how long the rest of it is (APEv2 specification).
  const isTagged = head.length >= sniffLengthBytes && head.toString('latin1', 0, 8) === 'APETAGEX';
  const tagBytes = isTagged ? 32 + head.readUInt32LE(12) : 0;
  return holdsMp3(await readAt(source, tagBytes, searchLengthBytes));
}

/** Returns the container of a sound file by its first bytes; null when it is none. Throws what the disk throws. */
export async function sniffFile(fs: Fs, path: string): Promise<AudioContainer | null> {
  const source = { fs, path };
  return sniffAudio(await readHead(source)) ?? ((await isMp3BehindJunk(source)) ? 'mp3' : null);
}

/** The source of a copy cannot be read, for the reason in `code`; the target's disk is fine. */
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
  /** Called with the length of each piece, in bytes, once it is written. */
  readonly onCopied: (bytes: number) => void;
};

/**
 * Copies everything `source` reads into the new file `to`, whose bytes are durable when this settles. Returns the length and the
 * SHA-256 of what was read. Throws what the source, the disk and the signal of `watch` throw; the half file then stays.
 */
export async function copyInto(
  fs: Fs,
  source: Pick<OpenFile, 'read'>,
  to: string,
  watch?: CopyWatch,
): Promise<{ readonly sha256: Sha256; readonly byteLength: number }> {
  const copy = await fs.openFile(to, 'create');
  try {
    const hash = createHash('sha256');
    const piece = new Uint8Array(pieceBytes);
    let byteLength = 0;
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
    return { sha256: inHex(hash.digest()), byteLength };
  } finally {
    await copy.close();
  }
}

/**
 * Copies a sound file into a song's folder of stems, named by its hash. The bytes are durable when this settles, the name once the folder
 * is synced. Throws `UnreadableSource`, what the disk throws and the reason of the signal.
 */
export async function copySound(
  fs: Fs,
  from: Source,
  stemsFolder: string,
  container: AudioContainer,
  watch?: CopyWatch,
): Promise<SavedAudio> {
  const beside = join(stemsFolder, `${newSessionId()}.part`);
  const file = await fromSource(() => from.fs.openFile(from.path, 'read'));
  try {
    const source = { read: (piece: Uint8Array, position: number) => fromSource(() => file.read(piece, position)) };
    const copied = await copyInto(fs, source, beside, watch);
    await renameFirmly(fs, beside, join(stemsFolder, stemFileName(copied.sha256, container)));
    return { ...copied, container };
  } catch (error) {
    if (error instanceof UnreadableSource) await fs.removeFile(beside);
    throw error;
  } finally {
    await file.close();
  }
}
