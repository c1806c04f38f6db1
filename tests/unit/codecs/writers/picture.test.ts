import { describe, expect, it } from 'vitest';
import { base64, pictureBlock, pictureSize } from '../../../../renderer/codecs/shared/picture.ts';
import { jpegBytes, pictureOf, pngBytes } from '../../../fixtures/pictures.ts';

describe('a picture', () => {
  it('tells its size, or nothing when its bytes end before', () => {
    expect(pictureSize(pictureOf(jpegBytes))).toEqual({ width: 640, height: 480 });
    expect(pictureSize(pictureOf(pngBytes))).toEqual({ width: 16, height: 9 });
    for (const bytes of [jpegBytes.slice(0, 12), pngBytes.slice(0, 20)]) {
      expect(pictureSize(pictureOf(bytes))).toEqual({ width: 0, height: 0 });
    }
  });

  it('is a block of FLAC with its type, its size and its bytes', () => {
    const block = Buffer.from(pictureBlock(pictureOf(pngBytes)));
    expect(block.readUInt32BE(0)).toBe(3);
    expect(block.toString('latin1', 8, 17)).toBe('image/png');
    expect([21, 25, 29, 33, 37].map((at) => block.readUInt32BE(at))).toEqual([16, 9, 24, 0, pngBytes.length]);
    expect(block.subarray(41)).toEqual(Buffer.from(pngBytes));
  });

  it('is the same in Base64, however long', () => {
    for (const length of [0, 1, 2, 3, 12_287, 12_288, 12_289, 100_000]) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 31) % 256);
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }
  });
});
