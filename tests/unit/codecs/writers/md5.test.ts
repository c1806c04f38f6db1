import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Md5 } from '../../../../renderer/codecs/flac/md5.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, at) => (at * at * 31 + at) & 0xff);

const inPieces = async (length: number, pieceBytes: number): Promise<string> => {
  const md5 = await Md5.start();
  for (let at = 0; at < length; at += pieceBytes) md5.update(bytes.subarray(at, Math.min(length, at + pieceBytes)));
  return Buffer.from(md5.digest()).toString('hex');
};

test.each([0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000])(
  'the MD5 of %i bytes is that of Node',
  async (length) => {
    const wanted = createHash('md5').update(bytes.subarray(0, length)).digest('hex');
    for (const pieceBytes of [1, 7, 64, 100, 1000]) expect(await inPieces(length, pieceBytes)).toBe(wanted);
  },
);

test('the MD5 of several files that are written in turn is that of each', async () => {
  const [one, other] = [await Md5.start(), await Md5.start()];
  for (let at = 0; at < 1000; at += 100) {
    one.update(bytes.subarray(at, at + 100));
    other.update(bytes.subarray(900 - at, 1000 - at));
  }
  const hexOf = (md5: Md5): string => Buffer.from(md5.digest()).toString('hex');
  const backwards = Buffer.concat(
    Array.from({ length: 10 }, (_, at) => bytes.subarray(900 - 100 * at, 1000 - 100 * at)),
  );
  expect(hexOf(one)).toBe(createHash('md5').update(bytes).digest('hex'));
  expect(hexOf(other)).toBe(createHash('md5').update(backwards).digest('hex'));
});
