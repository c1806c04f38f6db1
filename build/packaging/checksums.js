import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import path from 'node:path';

/**
 * @param {string} file
 * @returns {Promise<string>} 64 lower-case hex digits
 */
export async function sha256Of(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * @param {readonly string[]} files
 * @returns {Promise<string>} what `sha256sum --check` reads
 */
export async function checksumLines(files) {
  const lines = [];
  for (const file of files) lines.push(`${await sha256Of(file)}  ${path.basename(file)}\n`);
  return lines.join('');
}
