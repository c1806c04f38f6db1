import { createHash, webcrypto } from 'node:crypto';
import type { Sha256 } from '#contract';
import type { Fs } from '../disk/fs.ts';

// Up to this size a file is read whole and hashed on a thread of the pool; above it memory matters more than time.
const wholeBytes = 64 * 1024 * 1024;
const pieceBytes = 1024 * 1024;

const inHex = (digest: Uint8Array): Sha256 => Buffer.from(digest).toString('hex') as Sha256;

async function hashByPieces(fs: Fs, path: string): Promise<Sha256> {
  const file = await fs.openFile(path, 'read');
  try {
    const hash = createHash('sha256');
    const piece = new Uint8Array(pieceBytes);
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

/** One read instead of many small ones, each of which would wait for this thread's attention. */
async function readAtOnce(fs: Fs, path: string, byteLength: number): Promise<Uint8Array<ArrayBuffer>> {
  const file = await fs.openFile(path, 'read');
  try {
    const bytes = new Uint8Array(byteLength);
    return bytes.subarray(0, await file.read(bytes, 0));
  } finally {
    await file.close();
  }
}

/** SHA-256 of what the disk holds now, without holding up the window's process. */
export async function hashFile(fs: Fs, path: string, byteLength: number): Promise<Sha256> {
  if (byteLength > wholeBytes) return hashByPieces(fs, path);
  return inHex(new Uint8Array(await webcrypto.subtle.digest('SHA-256', await readAtOnce(fs, path, byteLength))));
}
