import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Layer3 } from '../../../../renderer/codecs/mp3/frame-decoder.ts';
import { greatestDifference } from '../alignment.ts';
import { bytesIn, fixture, fixturePath, fixtureRate, noise, run, wavOf } from '../fixtures.ts';
import { open, readAll, type Stereo } from '../open.ts';

const lengthFrames = 100_000;
/** -114 dB: as near as two ways to add up a thousand floats come. */
const closest = 2e-6;

/** Noise, a tone that is not the same on both sides, and strokes out of silence, for which encoders use short blocks. */
function lively(): string {
  fixture('lively.wav', (output) => {
    const soft = [noise(31, lengthFrames), noise(32, lengthFrames)];
    const sides = soft.map((samples, side) =>
      samples.map((sample, frame) => {
        const tone = Math.sin((2 * Math.PI * (side === 0 ? 330 : 331) * frame) / fixtureRate);
        const stroke = frame % 9000 < 500 ? 3 : 0.05;
        return 0.3 * sample * stroke + 0.2 * tone;
      }),
    );
    writeFileSync(output, wavOf(sides));
  });
  return fixturePath('lively.wav');
}

const encoded = (name: string, ...options: string[]): string => {
  fixture(name, (output) => {
    run('lame', ['--quiet', ...options, lively(), output]);
  });
  return fixturePath(name);
};

/** Another decoder's floats; both sides alike where there is one channel. */
function byMpg123(path: string, channels: number): Stereo {
  const raw = execFileSync('mpg123', ['-q', '-e', 'f32', '-s', path], { maxBuffer: 1 << 28 });
  const samples = new Float32Array(Uint8Array.from(raw).buffer);
  const side = (channel: number) => samples.filter((_, at) => at % channels === channel);
  return { left: side(0), right: side(channels - 1) };
}

async function expectAlike(path: string, channels: number): Promise<void> {
  const file = fixture(path.slice(path.lastIndexOf('/') + 1), () => undefined);
  const stem = await open(bytesIn(file), 'mp3');
  const { left, right } = await readAll(stem);
  const other = byMpg123(path, channels);
  expect(stem.concealedFrames()).toBe(0);
  expect(left.length).toBe(other.left.length);
  expect(greatestDifference(left, other.left)).toBeLessThan(closest);
  expect(greatestDifference(right, other.right)).toBeLessThan(closest);
}

/** Sets the bit of the mode extension that says: above the last line of the right channel, the left one holds both. */
function asIntensityStereo(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace('.mp3', '-intensity.mp3');
  fixture(name, (output) => {
    const file = Buffer.from(fixture(path.slice(path.lastIndexOf('/') + 1), () => undefined));
    const sync = file.readUInt16BE(0);
    for (let at = 0; at < file.length - 4; at++) {
      const isHeader = file.readUInt16BE(at) === sync && (file.readUInt8(at + 3) & 0xc0) === 0x40;
      if (isHeader) file.writeUInt8(file.readUInt8(at + 3) | 0x10, at + 3);
    }
    writeFileSync(output, file);
  });
  return fixturePath(name);
}

describe('layer III is decoded as mpg123 decodes it', () => {
  const kinds: readonly (readonly [name: string, channels: number, options: readonly string[]])[] = [
    ['joint stereo of 192 kbit/s', 2, ['-b', '192', '-m', 'j']],
    ['stereo of 320 kbit/s', 2, ['-b', '320', '-m', 's']],
    ['joint stereo of 64 kbit/s, which borrows much', 2, ['-b', '64', '-m', 'j', '--resample', '44.1']],
    ['variable bit rate', 2, ['-V', '1']],
    ['one channel', 1, ['-b', '96', '-m', 'm']],
    ['48 kHz', 2, ['-b', '160', '--resample', '48']],
    ['32 kHz', 2, ['-b', '96', '--resample', '32']],
    ['MPEG 2, 22.05 kHz', 2, ['-b', '64', '--resample', '22.05']],
    ['MPEG 2, 24 kHz', 2, ['-b', '96', '--resample', '24']],
    ['MPEG 2, 16 kHz, one channel', 1, ['-b', '32', '-m', 'm', '--resample', '16']],
    ['MPEG 2.5, 11.025 kHz', 2, ['-b', '32', '--resample', '11.025']],
    ['MPEG 2.5, 12 kHz', 2, ['-b', '40', '--resample', '12']],
    ['MPEG 2.5, 8 kHz, one channel', 1, ['-b', '16', '-m', 'm', '--resample', '8']],
    ['a checksum in each frame', 2, ['-b', '128', '-p']],
  ];
  test.each(kinds)('%s', async (name, channels, options) => {
    await expectAlike(encoded(`lively ${name.replaceAll('/', ' ')}.mp3`, ...options), channels);
  });

  test('intensity stereo', async () => {
    const path = encoded('lively-joint-96.mp3', '-t', '-b', '96', '-m', 'j', '--resample', '44.1');
    await expectAlike(asIntensityStereo(path), 2);
  });
});

test('frames of chance end nothing, and leave nothing behind for the next sound', () => {
  const path = encoded('lively chance.mp3', '-t', '-b', '128', '-m', 'j');
  const file = fixture(path.slice(path.lastIndexOf('/') + 1), () => undefined);
  const decoder = new Layer3();
  const before = decodeAll(decoder, file);
  const chance = noise(41, 600 * 417);
  const [left, right] = [new Float32Array(1152), new Float32Array(1152)];
  let silent = 0;
  for (let frame = 0; frame < 600; frame++) {
    const spoiled = Uint8Array.from(chance.subarray(frame * 417, (frame + 1) * 417), (sample) => (sample * 1e6) & 0xff);
    // Every kind of header; half of the frames are as they were, but for a few bits.
    if (frame % 2 === 0) spoiled.set(file.subarray(0, 400), 0);
    spoiled.set([0xff, [0xfb, 0xf3, 0xe3][frame % 3] ?? 0, 0x90, (frame * 16) & 0xf0]);
    if (!decoder.decode(spoiled, left, right, 0, frame % 3 === 0 ? 1152 : 576)) silent++;
    expect([...left, ...right].every((sample) => Number.isFinite(sample))).toBe(true);
  }
  expect(silent).toBeGreaterThan(100);
  decoder.forget();
  expect(greatestDifference(decodeAll(decoder, file), before)).toBe(0);
  decoder.close();
});

/** The left side of 60 frames of a constant bit rate of 128 kbit/s. */
function decodeAll(decoder: Layer3, file: Uint8Array): Float32Array {
  const [left, right] = [new Float32Array(60 * 1152), new Float32Array(60 * 1152)];
  let from = 0;
  for (let frame = 0; frame < 60; frame++) {
    const byteLength = 417 + (((file[from + 2] ?? 0) >> 1) & 1);
    decoder.decode(file.subarray(from, from + byteLength), left, right, frame * 1152, 1152);
    from += byteLength;
  }
  return left;
}
