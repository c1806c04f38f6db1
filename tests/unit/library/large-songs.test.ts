import { createHash } from 'node:crypto';
import { open, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifiedFirstBytes } from '../../../electron/contract/index.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { hashFile } from '../../../electron/main/library/copy-sound.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { openLibrary, soundFolder, tempFolder, valueOf } from './rig.ts';

const pieceBytes = 1024 * 1024;

/** The hash of so many zeros. */
function sha256OfZeros(byteLength: number): string {
  const hash = createHash('sha256');
  const zeros = new Uint8Array(pieceBytes);
  for (let left = byteLength; left > 0; left -= pieceBytes) hash.update(zeros.subarray(0, Math.min(left, pieceBytes)));
  return hash.digest('hex');
}

/** A file that is all zeros and takes no room on the disk. */
async function sparseFile(path: string, byteLength: number): Promise<void> {
  await writeFile(path, '');
  await truncate(path, byteLength);
}

describe('a large file', () => {
  it('is hashed to its last byte', async () => {
    const path = join(await tempFolder(), 'large');
    const byteLength = 65 * pieceBytes + 7;
    await sparseFile(path, byteLength);
    expect(await hashFile(nodeFs, path, byteLength)).toBe(sha256OfZeros(byteLength));
  });
});

describe('a song of more than 200 MiB', () => {
  it('F28 is verified file by file, and one flipped bit in it is found', async () => {
    const { store, root } = await openLibrary();
    const song = valueOf(await importSong(store, [await soundFolder('Long', ['Vocals.mp3', 'Bass.mp3'])]));
    const document = join(root, song.id, 'song.json');
    const [vocals] = song.stems;
    if (vocals?.file.state !== 'saved') throw new Error('not saved');
    const byteLength = verifiedFirstBytes + 5;
    const sha256 = sha256OfZeros(byteLength);
    const text = await readFile(document, 'utf8');
    const large = text
      .replace(vocals.file.audio.sha256, sha256)
      .replace('"byteLength": 5000', `"byteLength": ${byteLength}`);
    await writeFile(document, large);
    const path = join(root, song.id, 'stems', `${sha256}.mp3`);
    await sparseFile(path, byteLength);

    const library = new Library((await openLibrary(undefined, root)).store);
    const states = async () => valueOf(await library.verifySession(song.id)).stems.map(({ file }) => file.state);
    expect(await states()).toEqual(['saved', 'saved']);
    const file = await open(path, 'r+');
    await file.write(new Uint8Array([1]), 0, 1, byteLength - 3);
    await file.close();
    expect(await states()).toEqual(['damaged', 'saved']);
  });
});
