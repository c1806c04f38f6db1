import { expect, test } from 'vitest';
import { withReadAhead } from '../../../renderer/engine/decoding/read-ahead.ts';

const file = Uint8Array.from({ length: 10_000 }, (_, index) => (index * 7) & 0xff);

/** A source that tells what it was asked for, and fails once when told to. */
function source() {
  const asked: number[] = [];
  const trouble = { isNext: false };
  return {
    asked,
    trouble,
    byteLength: file.length,
    read: (offset: number, length: number): Promise<Uint8Array> => {
      asked.push(offset);
      if (!trouble.isNext) return Promise.resolve(file.slice(offset, offset + length));
      trouble.isNext = false;
      return Promise.reject(new Error('gone'));
    },
  };
}

test('any stretch comes whole, within a block, over several, and at the end', async () => {
  const bytes = withReadAhead(source(), 1000);
  for (const [offset, length] of [
    [0, 10],
    [990, 20],
    [995, 1010],
    [100, 5000],
    [9990, 50],
    [3, 9997],
  ] as const) {
    expect(await bytes.read(offset, length)).toEqual(file.slice(offset, offset + length));
  }
  expect((await bytes.read(10_000, 5)).length).toBe(0);
});

test('small reads one after the other ask for each block once, ahead of time, and for more each time', async () => {
  const original = source();
  const bytes = withReadAhead(original, 1000);
  for (let at = 0; at < 6900; at += 100) await bytes.read(at, 100);
  expect(original.asked).toEqual([0, 1000, 2000, 4000]);
});

test('large blocks are asked for one at a time', async () => {
  const original = { ...source(), byteLength: 1_000_000 };
  const bytes = withReadAhead(original, 65_536);
  for (let at = 0; at < 200_000; at += 10_000) await bytes.read(at, 10_000);
  expect(original.asked).toEqual([0, 65_536, 131_072, 196_608]);
});

test('after a jump only what is wanted is asked for', async () => {
  const original = source();
  const bytes = withReadAhead(original, 1000);
  for (let at = 0; at < 3000; at += 100) await bytes.read(at, 100);
  original.asked.splice(0);
  await bytes.read(8900, 200);
  expect(original.asked).toEqual([8000]);
});

test('opening reads one block only', async () => {
  const original = source();
  const bytes = withReadAhead(original, 1000);
  for (const at of [0, 10, 100, 5]) await bytes.read(at, 40);
  expect(original.asked).toEqual([0]);
});

test('a block that could not be had is asked for again', async () => {
  const original = source();
  original.trouble.isNext = true;
  const bytes = withReadAhead(original, 1000);
  await expect(bytes.read(0, 10)).rejects.toThrow('gone');
  expect(await bytes.read(0, 10)).toEqual(file.slice(0, 10));
});
