import { expect, test } from 'vitest';
import type { ExportFormat } from '#contract';
import { encodeHere, noiseOf } from '../../unit/codecs/writers/encode-here.ts';
import { greatestDifference } from '../../unit/codecs/alignment.ts';
import { keep, output, rawByFfmpeg, readers, tagsOf } from './read-back.ts';

const sound = noiseOf(100_003);
const tags = {
  title: 'Fähre „7“ 🎚',
  artist: 'Ferry & Lights',
  comment: 'minus drums\nat -3 dB',
  bpm: 120.5,
  key: 'F#',
};

test.each([44_100, 48_000])('FLAC of 16 and 24 bits at %i Hz holds the very samples of the WAV', async (rate) => {
  for (const [bits, kind] of [
    [16, 's16le'],
    [24, 's24le'],
  ] as const) {
    const wav = await encodeHere({ kind: 'wav', bits }, sound, { rate });
    const flac = await encodeHere({ kind: 'flac', bits }, sound, { rate });
    const path = keep('same.flac', flac.bytes);
    // Reads every block and its checksum, and compares the MD5 of it all.
    output('flac', '--test', '--silent', '--warnings-as-errors', path);
    const samples = rawByFfmpeg(path, kind);
    expect(samples.length).toBe((100_003 * bits) / 4);
    expect(samples.equals(rawByFfmpeg(keep('same.wav', wav.bytes), kind))).toBe(true);
    expect(samples.equals(wav.bytes.subarray(-samples.length))).toBe(true);
    expect(flac.bytes.length).toBeLessThan(wav.bytes.length);
  }
});

test('24-bit files differ from the sound by their dither, and 32-bit ones not at all', async () => {
  const limits = [
    [{ kind: 'wav', bits: 24 }, 1.5 * 2 ** -23],
    [{ kind: 'flac', bits: 24 }, 1.5 * 2 ** -23],
    [{ kind: 'wav', bits: 16 }, 1.5 * 2 ** -15],
    [{ kind: 'wav', bits: 32 }, 0],
  ] as const;
  for (const [format, limit] of limits) {
    const { bytes } = await encodeHere(format, sound);
    const read = readers.ffmpeg(keep(`null.${format.kind}`, bytes));
    expect(greatestDifference(read.left, sound.left)).toBeLessThanOrEqual(limit);
    expect(greatestDifference(read.right, sound.right)).toBeLessThanOrEqual(limit);
  }
});

test.each<ExportFormat>([
  { kind: 'wav', bits: 16 },
  { kind: 'wav', bits: 32 },
  { kind: 'flac', bits: 24 },
])('$kind of $bits bits is as long as the sound, be it as short as can be', async (format) => {
  for (const lengthFrames of [0, 1, 2, 4095, 4096, 4097, 16_385]) {
    const { bytes } = await encodeHere(format, noiseOf(lengthFrames));
    const path = keep(`short.${format.kind}`, bytes);
    expect(rawByFfmpeg(path, 's16le').length).toBe(lengthFrames * 4);
    if (format.kind === 'flac') output('flac', '--test', '--silent', path);
  }
});

test('a seek table leads to the block it names', async () => {
  const lengthFrames = 44_100 * 21;
  const { bytes } = await encodeHere({ kind: 'flac', bits: 16 }, noiseOf(lengthFrames));
  const path = keep('long.flac', bytes);
  const table = output('metaflac', '--list', '--block-type=SEEKTABLE', path).toString();
  const points = [...table.matchAll(/sample_number=(\d+), stream_offset=(\d+), frame_samples=(\d+)/g)];
  expect(points.map(([, frame]) => Number(frame))).toEqual([0, 438_272, 880_640]);
  // The decoder skips by way of the table and counts on from there.
  const skipped = output(
    'flac',
    '-d',
    '-s',
    '-c',
    '--force-raw-format',
    '--endian=little',
    '--sign=signed',
    '--skip=880640',
    path,
  );
  const all = rawByFfmpeg(path, 's16le');
  expect(skipped.equals(all.subarray(880_640 * 4))).toBe(true);
  const soundStart = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xf8);
  for (const [, , offset] of points) {
    const block = soundStart + Number(offset);
    expect([...bytes.subarray(block, block + 2)]).toEqual([0xff, 0xf8]);
  }
});

test('a WAV and a FLAC tell their tags', async () => {
  const wav = keep('tagged.wav', (await encodeHere({ kind: 'wav', bits: 24 }, sound, { tags })).bytes);
  const { title, artist, comment } = tags;
  expect(tagsOf(wav)).toMatchObject({ title, artist, comment, encoder: 'Stemroom' });
  const flac = keep('tagged.flac', (await encodeHere({ kind: 'flac', bits: 24 }, sound, { tags })).bytes);
  const said = { title, artist, comment, bpm: '120.5', initialkey: 'F#', encoded_by: 'Stemroom' };
  expect(tagsOf(flac)).toEqual(said);
  const bare = keep('bare.flac', (await encodeHere({ kind: 'flac', bits: 16 }, sound)).bytes);
  expect(tagsOf(bare)).toEqual({ title: 'Untitled', encoded_by: 'Stemroom' });
});
