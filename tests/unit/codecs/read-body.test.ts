import { describe, expect, it } from 'vitest';
import { readBody } from '../../../renderer/codecs/fetch-byte-source.ts';

const bytesFrom = (first: number, length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, index) => (first + index) & 0xff);

/** An answer whose body comes in pieces of this size. */
function answerOf(bytes: Uint8Array<ArrayBuffer>, pieceBytes: number): Response {
  let at = 0;
  return new Response(
    new ReadableStream({
      type: 'bytes',
      pull(controller) {
        if (at >= bytes.length) {
          controller.close();
          controller.byobRequest?.respond(0);
          return;
        }
        controller.enqueue(bytes.slice(at, at + pieceBytes));
        at += pieceBytes;
      },
    }),
  );
}

describe('the body of an answer', () => {
  it('is read whole, however it comes', async () => {
    for (const [length, pieceBytes] of [
      [10, 100],
      [1000, 7],
      [70_000, 65_536],
    ] as const) {
      const bytes = bytesFrom(length, length);
      expect(await readBody(answerOf(bytes, pieceBytes), length, (read) => read.slice())).toEqual(bytes);
    }
  });

  it('gives nothing when it is shorter than it should be', async () => {
    expect(await readBody(answerOf(bytesFrom(0, 99), 10), 100, () => 'read')).toBeNull();
    expect(await readBody(new Response(null, { status: 204 }), 100, () => 'read')).toBeNull();
  });

  it('is read into the memory of the one before, and into others while that is in use', async () => {
    const memoryOf = (length: number): Promise<number | null> =>
      readBody(answerOf(bytesFrom(1, length), 1000), length, (read) => read.buffer.byteLength);
    expect(await memoryOf(400_000)).toBe(7 * 65_536);
    expect(await memoryOf(330_000)).toBe(7 * 65_536);
    const together = [bytesFrom(3, 5000), bytesFrom(90, 5000), bytesFrom(200, 5000)];
    const read = together.map((bytes) => readBody(answerOf(bytes, 999), bytes.length, (seen) => seen.slice()));
    expect(await Promise.all(read)).toEqual(together);
  });
});
