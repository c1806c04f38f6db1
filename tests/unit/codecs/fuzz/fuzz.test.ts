import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mutant } from './mutate.ts';
import { loudest, readers, sourcePeak } from './readers.ts';

// npm run test:fuzz spoils twenty thousand files of each format; here it is a thousand, always the same ones.
const isLong = process.env.npm_lifecycle_event === 'test:fuzz';
const count = Number(process.env.STEMROOM_FUZZ ?? (isLong ? 20_000 : 1000));
const names = Object.keys(readers) as readonly (keyof typeof readers)[];

// The library for MP4 and Matroska says on the console what it does not know.
beforeAll(() => {
  vi.spyOn(console, 'warn').mockReturnValue(undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
});

test.each(names)('a spoilt file ends no reader, and is no noise: %s', { timeout: 3_600_000 }, async (name) => {
  const { specimens, read } = readers[name];
  const files = specimens();
  for (const { file } of files) {
    const { peak, isOpen } = await read(file);
    expect(isOpen).toBe(true);
    expect(peak).toBeLessThan(1.5 * sourcePeak);
  }
  const bad: string[] = [];
  for (let seed = 0; seed < count; seed++) {
    const specimen = files[seed % files.length];
    if (specimen === undefined) break;
    try {
      const { peak } = await read(mutant(specimen, seed));
      if (!(peak <= loudest)) bad.push(`seed ${seed}: a peak of ${peak}`);
    } catch (trouble) {
      bad.push(
        `seed ${seed}: ${trouble instanceof Error ? (trouble.stack ?? trouble.message).slice(0, 500) : String(trouble)}`,
      );
    }
  }
  expect(bad).toEqual([]);
});
