import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { probeStem } from '../../../../renderer/codecs/open-stem-source.ts';
import { greatestDifference } from '../alignment.ts';
import {
  bytesIn,
  ffmpeg,
  fixture,
  fixtureLength,
  fixturePath,
  noise,
  run,
  sourceLeft,
  sourceRight,
  wavOf,
} from '../fixtures.ts';
import { open, read, readAll } from '../open.ts';

describe('Apple Lossless is read bit for bit, at its exact length', () => {
  test.each([
    ['m4a', 'alac-16.m4a', '-c:a', 'alac', '-sample_fmt', 's16p'],
    ['m4a', 'alac-24.m4a', '-c:a', 'alac', '-sample_fmt', 's32p'],
    ['m4a', 'alac-16.mov', '-c:a', 'alac', '-sample_fmt', 's16p'],
    ['caf', 'alac-16.caf', '-c:a', 'alac', '-sample_fmt', 's16p'],
    ['caf', 'alac-24.caf', '-c:a', 'alac', '-sample_fmt', 's32p'],
  ] as const)('%s: %s', async (container, name, ...options) => {
    const stem = await open(bytesIn(ffmpeg(name, ...options)), container);
    const { left, right } = await readAll(stem);
    expect(stem.facts).toEqual({ sampleRate: 44_100, channels: 2, lengthFrames: fixtureLength });
    expect(greatestDifference(left, sourceLeft)).toBe(0);
    expect(greatestDifference(right, sourceRight)).toBe(0);
    for (const start of [200_000, 3, 99_999, 4096]) {
      const part = await read(stem, start, 5000);
      expect(greatestDifference(part.right, sourceRight.subarray(start, start + 5000))).toBe(0);
    }
    expect(stem.concealedFrames()).toBe(0);
  });

  test('of sound that is silent in places, in one channel', async () => {
    const gaps = noise(7, 60_000).map((sample, at) => (at % 20_000 < 9000 ? 0 : sample / 3));
    fixture('gaps.wav', (output) => {
      writeFileSync(output, wavOf([gaps]));
    });
    const made = fixture('gaps.m4a', (output) => {
      run('ffmpeg', ['-v', 'error', '-y', '-i', fixturePath('gaps.wav'), '-c:a', 'alac', '-f', 'ipod', output]);
    });
    const stem = await open(bytesIn(made), 'm4a');
    const { left, right } = await readAll(stem);
    expect(stem.facts).toEqual({ sampleRate: 44_100, channels: 1, lengthFrames: 60_000 });
    expect(
      greatestDifference(
        left,
        gaps.map((sample) => Math.round(sample * 32_767) / 32_768),
      ),
    ).toBe(0);
    expect(greatestDifference(left, right)).toBe(0);
  });

  test('six channels are mixed down', async () => {
    const six = Array.from({ length: 6 }, (_, channel) => noise(31 + channel, 50_000).map((sample) => sample / 4));
    fixture('six-alac.wav', (output) => {
      writeFileSync(output, wavOf(six));
    });
    const made = fixture('six.m4a', (output) => {
      const layout = ['-af', 'channelmap=channel_layout=5.1', '-c:a', 'alac', '-f', 'ipod'];
      run('ffmpeg', ['-v', 'error', '-y', '-i', fixturePath('six-alac.wav'), ...layout, output]);
    });
    const stem = await open(bytesIn(made), 'm4a');
    expect(stem.facts).toMatchObject({ channels: 2, mixedFrom: '5.1', lengthFrames: 50_000 });
    const [plain, alac] = [await readAll(await open(bytesIn(wavOf(six)), 'wav')), await readAll(stem)];
    expect(greatestDifference(alac.left, plain.left)).toBeLessThan(1e-6);
    expect(greatestDifference(alac.right, plain.right)).toBeLessThan(1e-6);
  });

  test('damage is bridged by silence and counted, and moves nothing', async () => {
    const file = Uint8Array.from(ffmpeg('alac-16.m4a', '-c:a', 'alac', '-sample_fmt', 's16p'));
    const at = file.length >> 1;
    for (let offset = 0; offset < 3000; offset++) file[at + offset] = 0xff;
    const stem = await open(bytesIn(file), 'm4a');
    const { left } = await readAll(stem);
    expect(stem.concealedFrames()).toBeGreaterThan(0);
    expect(greatestDifference(left.subarray(0, 80_000), sourceLeft.subarray(0, 80_000))).toBe(0);
    expect(greatestDifference(left.subarray(150_000), sourceLeft.subarray(150_000))).toBe(0);
  });
});

describe('PCM in a QuickTime film is read bit for bit', () => {
  test.each([
    ['pcm-sowt.mov', 'pcm_s16le'],
    ['pcm-twos.mov', 'pcm_s16be'],
    ['pcm-in24.mov', 'pcm_s24be'],
    ['pcm-fl32.mov', 'pcm_f32be'],
  ] as const)('%s', async (name, codec) => {
    const stem = await open(bytesIn(ffmpeg(name, '-c:a', codec)), 'm4a');
    const { left, right } = await readAll(stem);
    expect(stem.facts).toEqual({ sampleRate: 44_100, channels: 2, lengthFrames: fixtureLength });
    expect(greatestDifference(left, sourceLeft)).toBe(0);
    expect(greatestDifference(right, sourceRight)).toBe(0);
    const part = await read(stem, 150_001, 5000);
    expect(greatestDifference(part.left, sourceLeft.subarray(150_001, 155_001))).toBe(0);
  });

  test('samples that are no numbers are silent and counted there as well', async () => {
    const file = Buffer.from(ffmpeg('pcm-fl32.mov', '-c:a', 'pcm_f32be'));
    const sample = Buffer.alloc(4);
    sample.writeFloatBE(sourceLeft[150_000] ?? 0);
    const other = Buffer.alloc(4);
    other.writeFloatBE(sourceRight[150_000] ?? 0);
    const at = file.indexOf(Buffer.concat([sample, other]));
    file.writeFloatBE(NaN, at);
    const stem = await open(bytesIn(file), 'm4a');
    const { left, right } = await readAll(stem);
    expect(left[150_000]).toBe(0);
    expect(stem.concealedFrames()).toBe(1);
    expect(greatestDifference(right, sourceRight)).toBe(0);
  });
});

describe('a film or a container without sound that can be played is refused with the reason', () => {
  const film = (name: string, ...options: string[]): Uint8Array =>
    fixture(name, (output) => {
      run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'color=s=64x64:d=1:r=5', ...options, output]);
    });

  test.each([
    ['m4a', () => film('mute.mp4', '-c:v', 'mpeg4'), 'There is no sound track in it.'],
    ['m4a', () => ffmpeg('ac3.mp4', '-c:a', 'ac3'), 'Its sound is AC-3, which cannot be decoded here.'],
    ['m4a', () => ffmpeg('eac3.mp4', '-c:a', 'eac3'), 'Its sound is E-AC-3, which cannot be decoded here.'],
    ['m4a', () => ffmpeg('ima4.mov', '-c:a', 'adpcm_ima_qt'), 'Its sound is ADPCM, which cannot be decoded here.'],
    ['webm', () => ffmpeg('mp2.mka', '-c:a', 'mp2'), 'Its sound is MP2, which cannot be decoded here.'],
    ['webm', () => ffmpeg('ac3.mka', '-c:a', 'ac3'), 'Its sound is AC-3, which cannot be decoded here.'],
    ['ogg', () => ffmpeg('flac.oga', '-c:a', 'flac'), 'Its sound is FLAC inside Ogg, which cannot be decoded here.'],
  ] as const)('%s: %#', async (container, make, detail) => {
    expect(await probeStem(bytesIn(make()), container)).toMatchObject({
      failure: { kind: 'unsupportedCodec', detail },
    });
  });

  test('a file that was cut off before its index is told to be damaged', async () => {
    const file = ffmpeg('alac-16.m4a', '-c:a', 'alac', '-sample_fmt', 's16p');
    expect(await probeStem(bytesIn(file.slice(0, file.length >> 1)), 'm4a')).toMatchObject({
      failure: { kind: 'undecodable', detail: 'Its index is missing: the file was cut off.' },
    });
  });
});
