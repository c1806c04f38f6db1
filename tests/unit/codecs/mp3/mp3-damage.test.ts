import { describe, expect, test } from 'vitest';
import { greatestDifference, lagOf } from '../alignment.ts';
import { bytesIn, fixtureLength, lame, noise, sourceLeft } from '../fixtures.ts';
import { open, readAll } from '../open.ts';

const kinds = {
  'constant bit rate': () => lame('lame-192.mp3', '-b', '192'),
  'variable bit rate': () => lame('lame-v2.mp3', '-V', '2'),
  'constant bit rate without a tag': () => lame('bare-192.mp3', '-t', '-b', '192'),
};
/** The part of the file that is spoiled, in the middle. */
const middle = (file: Uint8Array): number => Math.floor(file.length / 2);

describe.each(Object.entries(kinds))('damage in the middle of an MP3 (%s)', (_name, make) => {
  const spoil = {
    'two thousand bytes of noise': (file: Uint8Array) => {
      file.set(
        Uint8Array.from(noise(5, 2000), (sample) => Math.floor(sample * 1e6) & 0xff),
        middle(file),
      );
    },
    'two thousand zeros': (file: Uint8Array) => {
      file.fill(0, middle(file), middle(file) + 2000);
    },
  };
  test.each(Object.entries(spoil))('%s are concealed, counted, and shift nothing', async (_damage, damage) => {
    const file = make();
    const intact = await readAll(await open(bytesIn(file), 'mp3'));
    const spoiled = Uint8Array.from(file);
    damage(spoiled);
    const stem = await open(bytesIn(spoiled), 'mp3');
    const { left } = await readAll(stem);
    expect(stem.lengthFrames).toBe(intact.left.length);
    expect(stem.concealedFrames()).toBeGreaterThanOrEqual(2);
    expect(stem.concealedFrames()).toBeLessThanOrEqual(9);
    const before = Math.floor(left.length / 2) - 12 * 1152;
    const after = Math.floor(left.length / 2) + 12 * 1152;
    expect(greatestDifference(left.subarray(0, before), intact.left.subarray(0, before))).toBeLessThan(1e-6);
    expect(greatestDifference(left.subarray(after), intact.left.subarray(after))).toBeLessThan(1e-6);
  });
});

test('bytes that are gone shorten nothing of a constant bit rate file but what they held', async () => {
  const file = kinds['constant bit rate']();
  const cut = Buffer.concat([file.subarray(0, middle(file)), file.subarray(middle(file) + 100)]);
  const stem = await open(bytesIn(cut), 'mp3');
  const { left } = await readAll(stem);
  expect(lagOf(left, sourceLeft, 180_000)).toBe(0);
});

test('a file cut off in the middle plays as far as it goes', async () => {
  const file = kinds['constant bit rate']();
  const stem = await open(bytesIn(file.subarray(0, middle(file))), 'mp3');
  expect(stem.lengthFrames).toBeGreaterThan(fixtureLength * 0.48);
  expect(stem.lengthFrames).toBeLessThan(fixtureLength * 0.52);
  const { left } = await readAll(stem);
  expect(lagOf(left, sourceLeft)).toBe(0);
});

test('a frame that a wrong gain makes far louder than any sound is silent, and told', async () => {
  const file = Uint8Array.from(kinds['constant bit rate without a tag']());
  const intact = await readAll(await open(bytesIn(file), 'mp3'));
  let at = middle(file);
  while (file[at] !== 0xff || file[at + 1] !== 0xfb) at++;
  // The gain of the first granule's first channel (ISO 11172-3 2.4.1.7): 8 bits, 41 bits behind the head.
  for (const bit of Array.from({ length: 8 }, (_, index) => 32 + 41 + index))
    file[at + (bit >> 3)] = (file[at + (bit >> 3)] ?? 0) | (0x80 >> (bit & 7));
  const stem = await open(bytesIn(file), 'mp3');
  const { left, right } = await readAll(stem);
  const peak = [left, right].flatMap((side) => [...side]).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(peak).toBeLessThanOrEqual(2);
  expect(stem.concealedFrames()).toBeGreaterThanOrEqual(1);
  expect(stem.concealedFrames()).toBeLessThanOrEqual(3);
  expect(greatestDifference(left.subarray(130_000), intact.left.subarray(130_000))).toBeLessThan(1e-6);
});
