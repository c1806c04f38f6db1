import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mutant } from './mutate.ts';
import { loudest, sourcePeak } from './read-stem.ts';
import { readers } from './readers.ts';

// npm run test:fuzz spoils twenty thousand files of each format; here it is four hundred, always the same ones.
const isLong = process.env.npm_lifecycle_event === 'test:fuzz';
const count = Number(process.env.STEMROOM_FUZZ ?? (isLong ? 20_000 : 400));
const names = Object.keys(readers) as readonly (keyof typeof readers)[];

/** No reader of a file of some KB needs so much at once: a header asked for it. */
const mostBytesAtOnce = 32 << 20;
const arrays = ['Uint8Array', 'Int16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array'] as const;
let greatest = 0;

/** Notes in `greatest` how many bytes the largest array takes that is asked for by its length. */
function watchArrays(): void {
  for (const name of arrays) {
    const construct = (Kind: Uint8ArrayConstructor, given: readonly unknown[], target: NewableFunction): object => {
      const [length] = given;
      if (typeof length === 'number') greatest = Math.max(greatest, length * Kind.BYTES_PER_ELEMENT);
      return Reflect.construct(Kind, given, target === globalThis[name] ? Kind : target) as object;
    };
    vi.stubGlobal(name, new Proxy(globalThis[name], { construct }));
  }
}

// The library for MP4 and Matroska says on the console what it does not know.
beforeAll(() => {
  vi.spyOn(console, 'warn').mockReturnValue(undefined);
  watchArrays();
});
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
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
    greatest = 0;
    try {
      const { peak } = await read(mutant(specimen, seed));
      if (!(peak <= loudest)) bad.push(`seed ${seed}: a peak of ${peak}`);
      if (greatest > mostBytesAtOnce) bad.push(`seed ${seed}: an array of ${greatest} bytes`);
    } catch (trouble) {
      // A stem may be given up with a sentence of its own.
      if (trouble instanceof Error && trouble.message === 'There are more than 10 MiB of junk in it.') continue;
      bad.push(
        `seed ${seed}: ${trouble instanceof Error ? (trouble.stack ?? trouble.message).slice(0, 500) : String(trouble)}`,
      );
    }
  }
  expect(bad).toEqual([]);
});
