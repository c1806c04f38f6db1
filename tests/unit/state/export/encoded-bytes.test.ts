import { expect, test } from 'vitest';
import { hertz, type ExportFormat } from '#contract';
import { encodedBytes } from '../../../../renderer/state/export/export-plan.ts';
import { encodeHere, noiseOf } from '../../codecs/writers/encode-here.ts';

const tagBytes = 8192;

test.each<ExportFormat>([
  { kind: 'wav', bits: 16 },
  { kind: 'wav', bits: 32 },
  { kind: 'mp3', quality: '160' },
  { kind: 'aac', kbps: 128 },
])('the length of a $kind is told before it is encoded, but for its tags', async (format) => {
  const { bytes } = await encodeHere(format, noiseOf(100_003));
  const told = encodedBytes(format, hertz(44_100), 100_003);
  expect(bytes.length).toBeGreaterThanOrEqual(0.98 * told);
  expect(bytes.length).toBeLessThan(1.05 * told + tagBytes);
});

test('of formats without a fixed rate it is guessed', () => {
  const minute = (format: ExportFormat): number => encodedBytes(format, hertz(48_000), 60 * 48_000);
  expect(minute({ kind: 'opus', kbps: 128 })).toBe(960_000);
  expect(minute({ kind: 'mp3', quality: 'V0' })).toBe(1_837_500);
  expect(minute({ kind: 'mp3', quality: 'V2' })).toBe(1_425_000);
  expect(minute({ kind: 'flac', bits: 24 })).toBe(0.7 * minute({ kind: 'wav', bits: 24 }));
});
