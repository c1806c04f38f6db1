import { expect } from '@playwright/test';
import { mostOpusGainDb } from '../../../renderer/codecs/shared/codec-start.ts';
import { mutant } from '../../unit/codecs/fuzz/mutate.ts';
import { loudest } from '../../unit/codecs/fuzz/read-stem.ts';
import { platformFiles } from '../../unit/codecs/fuzz/readers.ts';
import { test } from './decoding-page.ts';

/** More in a night: each takes some milliseconds. */
const count = Number(process.env.STEMROOM_FUZZ ?? 100);
const names = ['ogg', 'm4a', 'webm'] as const;
/** The gain of Opus in WebM stands under no checksum. */
const loudestIn = (name: (typeof names)[number]): number =>
  name === 'webm' ? loudest * 10 ** (mostOpusGainDb / 20) : loudest;

for (const name of names) {
  test(`a spoilt file ends no decoder of the platform, and is no noise: ${name}`, async ({ bench }) => {
    const files = platformFiles[name]();
    const bad: string[] = [];
    let opened = 0;
    for (let seed = 0; seed < count; seed += 1) {
      const specimen = files[seed % files.length];
      if (specimen === undefined) break;
      const file = Buffer.from(mutant(specimen, seed)).toString('base64');
      const outcome = await bench.page
        .evaluate(([bytes, container]) => globalThis.decoding.readSpoilt(bytes, container), [file, name] as const)
        .catch((trouble: unknown) => String(trouble));
      if (typeof outcome === 'string') bad.push(`seed ${String(seed)}: ${outcome}`);
      else if (!(outcome.peak <= loudestIn(name))) bad.push(`seed ${String(seed)}: a peak of ${String(outcome.peak)}`);
      else if (outcome.isOpen) opened += 1;
    }
    expect(bad).toEqual([]);
    expect(opened).toBeGreaterThan(count / 10);
  });
}
