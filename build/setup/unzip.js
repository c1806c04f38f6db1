import { createWriteStream } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const fileTypeMask = 0o170000;
const symbolicLink = 0o120000;

/**
 * Unpacks a zip file without any tool of the system, one entry after the other.
 * @param {string} zipFile
 * @param {string} folder where to; made when absent
 * @param {(name: string) => string | undefined} placeOf the path an entry gets inside the folder; undefined leaves it out
 */
export async function unzip(zipFile, folder, placeOf) {
  const zip = await openZip(zipFile);
  const openEntry = promisify(zip.openReadStream.bind(zip));
  await new Promise((resolve, reject) => {
    zip.on('error', reject).on('end', () => resolve(undefined));
    zip.on('entry', (entry) => {
      unpackEntry(entry).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });

  /** @param {import('yauzl').Entry} entry */
  async function unpackEntry(entry) {
    const place = entry.fileName.endsWith('/') ? undefined : placeOf(entry.fileName);
    if (place === undefined) return;
    const target = path.join(folder, place);
    const mode = entry.externalFileAttributes >>> 16;
    await mkdir(path.dirname(target), { recursive: true });
    const bytes = await openEntry(entry);
    if ((mode & fileTypeMask) === symbolicLink) return symlink(await text(bytes), target);
    await pipeline(bytes, createWriteStream(target, { mode: mode & 0o777 || 0o644 }));
  }
}

/**
 * @param {string} zipFile
 * @returns {Promise<import('yauzl').ZipFile>}
 */
async function openZip(zipFile) {
  const { default: yauzl } = await import('yauzl');
  return new Promise((resolve, reject) => {
    yauzl.open(zipFile, { lazyEntries: true }, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  });
}
