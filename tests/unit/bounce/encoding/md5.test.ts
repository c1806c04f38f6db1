import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Md5 } from '../../../../renderer/bounce/encoding/flac/md5.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, at) => (at * at * 31 + at) & 0xff);

const inPieces = (length: number, pieceBytes: number): string => {
  const md5 = new Md5();
  for (let at = 0; at < length; at += pieceBytes) md5.update(bytes.subarray(at, Math.min(length, at + pieceBytes)));
  return Buffer.from(md5.digest()).toString('hex');
};

test.each([0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000])('the MD5 of %i bytes is that of Node', (length) => {
  const wanted = createHash('md5').update(bytes.subarray(0, length)).digest('hex');
  for (const pieceBytes of [1, 7, 64, 100, 1000]) expect(inPieces(length, pieceBytes)).toBe(wanted);
});
