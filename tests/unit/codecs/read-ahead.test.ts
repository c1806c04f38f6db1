import { expect, test } from 'vitest';
import { withReadAhead } from '../../../renderer/codecs/read-ahead.ts';

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

test('what was read stays as it is, whatever is read and forgotten after it', async () => {
  const bytes = withReadAhead(source(), 1000);
  const first = await bytes.read(900, 200);
  for (let at = 0; at < 10_000; at += 500) await bytes.read(at, 500);
  bytes.forget();
  expect(first).toEqual(file.slice(900, 1100));
});

test('it is read into an array of the caller, as far as the file goes', async () => {
  const bytes = withReadAhead(source(), 1000);
  const room = new Uint8Array(6000).fill(1);
  for (const [offset, length] of [
    [0, 10],
    [990, 20],
    [100, 6000],
  ] as const) {
    const read = await bytes.readInto(offset, room.subarray(0, length));
    expect(read.buffer).toBe(room.buffer);
    expect(read).toEqual(file.slice(offset, offset + length));
  }
  expect(await bytes.readInto(9990, room)).toEqual(file.slice(9990));
  expect((await bytes.readInto(10_000, room)).length).toBe(0);
});

test('reads that run side by side each come whole, though their blocks are forgotten meanwhile', async () => {
  const bytes = withReadAhead(source(), 1000);
  const offsets = Array.from({ length: 40 }, (_, index) => (index * 2357) % 9000);
  const read = offsets.map((offset) => bytes.read(offset, 700));
  bytes.forget();
  for (const [index, offset] of offsets.entries()) expect(await read[index]).toEqual(file.slice(offset, offset + 700));
});

test('what was forgotten is asked for again', async () => {
  const original = source();
  const bytes = withReadAhead(original, 1000);
  await bytes.read(0, 10);
  bytes.forget();
  expect(await bytes.read(5, 10)).toEqual(file.slice(5, 15));
  expect(original.asked).toEqual([0, 0]);
});
