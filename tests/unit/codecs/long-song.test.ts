import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../../renderer/codecs/byte-source.ts';
import { createPoolMemory, createSongMemory, pageFrames } from '../../../renderer/engine/page-cache/pages.ts';
import { createLogMemory } from '../../../renderer/engine/play-line.ts';
import { lame } from './fixtures.ts';
import { greatestDifference } from './alignment.ts';
import { open, read } from './open.ts';

const rate = 44_100;
const hour = 3600 * rate;
const mebibyte = 2 ** 20;

/** A file's whole frames again and again, without ever being in memory; counts the bytes that are asked for. */
function repeated(piece: Uint8Array, times: number): ByteSource & { readonly bytesRead: () => number } {
  let bytesRead = 0;
  const byteLength = piece.length * times;
  return {
    byteLength,
    bytesRead: () => bytesRead,
    read(offset, length) {
      const end = Math.min(offset + length, byteLength);
      bytesRead += Math.max(0, end - offset);
      return Promise.resolve(
        Uint8Array.from({ length: Math.max(0, end - offset) }, (_, at) => piece[(offset + at) % piece.length] ?? 0),
      );
    },
  };
}

describe('a song of an hour', () => {
  it('has a page table of a few kilobytes a minute, and nothing else that grows', () => {
    const { table, pagesPerRow } = createSongMemory(Array.from({ length: 12 }, () => hour));
    expect(pagesPerRow).toBe(Math.ceil(hour / pageFrames));
    expect(table.byteLength).toBe(4 * 12 * (2 + pagesPerRow));
    expect(table.byteLength).toBeLessThan(2 * mebibyte);
    // The pool is as large as its setting, and the log as its spans, whatever is played.
    expect(createPoolMemory(160 * mebibyte, 'int16').samples.byteLength).toBeLessThanOrEqual(160 * mebibyte);
    expect(createLogMemory().byteLength).toBeLessThan(8192);
  });

  it('opens from a little of its file, and reads its last minute without the rest', async () => {
    const whole = lame('bare-192.mp3', '-t', '-b', '192');
    // 49 frames of 192 kbit/s are 30,720 bytes exactly, so the grid of frames holds over the seams.
    const piece = whole.subarray(0, 30_720 * Math.floor(whole.length / 30_720));
    const pieceFrames = (piece.length / 30_720) * 49 * 1152;
    const times = Math.ceil(hour / pieceFrames);
    const file = repeated(piece, times);
    const stem = await open(file, 'mp3');
    expect(stem.lengthFrames).toBe(times * pieceFrames);
    expect(file.bytesRead()).toBeLessThan(2 * mebibyte);
    const early = await read(stem, 3 * pieceFrames + 40_000, pageFrames);
    const before = file.bytesRead();
    const late = await read(stem, (times - 2) * pieceFrames + 40_000, pageFrames);
    expect(greatestDifference(late.left, early.left)).toBeLessThan(1e-6);
    expect(file.bytesRead() - before).toBeLessThan(mebibyte / 2);
    expect(stem.concealedFrames()).toBe(0);
  });
});
