import { describe, expect, test } from 'vitest';
import { fail, ok } from '#contract';
import { chunkFrames } from '../../../renderer/export/chunk-channel.ts';
import { variantMix } from '../../../renderer/mix/variants.ts';
import { bytesIn, noise, wavOf } from '../codecs/fixtures.ts';
import { open, readAll } from '../codecs/open.ts';
import { renderAllHere, mixOf, stemInMemory } from './render-here.ts';
import { encodeHere, noTags } from '../codecs/writers/encode-here.ts';

const length = 2 * chunkFrames + 777;
const stems = ['Vocals', 'Drums', 'Bass'].map((name, index) =>
  stemInMemory(name, wavOf([noise(index + 1, length), noise(index + 51, length)]), 'wav'),
);
const mix = mixOf(stems);
const minus = stems.map(({ id }) => ({
  mix: variantMix(
    mix,
    stems.map((stem) => ({ ...stem, name: String(stem.id) })),
    { kind: 'minus', stemId: id },
  ),
}));
const region = { startFrames: 0, endFrames: length };

describe('a file that is encoded by a worker of its own', () => {
  test.each([1, 2, 8])('has the bytes that it would have otherwise, with %i cores', async (cores) => {
    const format = { kind: 'mp3', quality: '192' } as const;
    const { files, reports } = await renderAllHere(stems, minus, { region, format }, { cores });
    const asFloat = { region, format: { kind: 'wav', bits: 32 } } as const;
    const { files: mixed } = await renderAllHere(stems, minus, asFloat, { cores: 1 });
    for (const [index, { bytes }] of files.entries()) {
      const { left, right } = await readAll(await open(bytesIn(mixed[index]?.bytes ?? new Uint8Array(0)), 'wav'));
      const alone = await encodeHere(format, { left, right }, { tags: { ...noTags, title: '' } });
      expect(Buffer.from(bytes).equals(alone.bytes)).toBe(true);
      expect(reports[index]).toMatchObject({ ok: true, value: { lengthFrames: length } });
    }
  });

  test('is normalised before', async () => {
    const format = { kind: 'flac', bits: 24 } as const;
    const loudness = { integratedLufs: -23, ceilingDb: -1 } as const;
    const long = Array.from({ length: 40 }, () => noise(9, 4410)).flatMap((part) => [...part]);
    const stem = stemInMemory('Long', wavOf([Float32Array.from(long), Float32Array.from(long)]), 'wav');
    const job = { region: { startFrames: 0, endFrames: long.length }, format };
    const { reports } = await renderAllHere([stem], [{ mix: mixOf([stem]), loudness }], job);
    const [report] = reports;
    if (report?.ok !== true) throw new Error('There is no file.');
    expect(report.value.after.integratedLufs).toBeCloseTo(-23, 1);
    expect(report.value.gainDb).not.toBe(0);
  });

  test.each(['first', 'second'])('tells that its disk is full at the %s piece', async (piece) => {
    let puts = piece === 'first' ? 1 : 0;
    const put = () => Promise.resolve(++puts > 1 ? fail('diskFull') : ok());
    const job = { region, format: { kind: 'flac', bits: 16 } } as const;
    const { reports } = await renderAllHere(stems, [{ mix }], job, { put });
    expect(reports[0]).toEqual({ ok: false, failure: { kind: 'diskFull', detail: '' } });
  });
});
