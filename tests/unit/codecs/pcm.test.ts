import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AudioContainer } from '#contract';
import { probeStem } from '../../../renderer/codecs/open-stem-source.ts';
import { greatestDifference } from './alignment.ts';
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
} from './fixtures.ts';
import { open, read, readAll } from './open.ts';

const kinds: readonly (readonly [AudioContainer, string, ...string[]])[] = [
  ['wav', 'wav-16.wav', '-c:a', 'pcm_s16le'],
  ['wav', 'wav-24.wav', '-c:a', 'pcm_s24le'],
  ['wav', 'wav-32.wav', '-c:a', 'pcm_s32le'],
  ['wav', 'wav-f32.wav', '-c:a', 'pcm_f32le'],
  ['wav', 'wav-f64.wav', '-c:a', 'pcm_f64le'],
  ['wav', 'wav-rf64.wav', '-c:a', 'pcm_s24le', '-rf64', 'always'],
  ['w64', 'w64-16.w64', '-c:a', 'pcm_s16le'],
  ['w64', 'w64-24.w64', '-c:a', 'pcm_s24le'],
  ['w64', 'w64-f32.w64', '-c:a', 'pcm_f32le'],
  ['aiff', 'aiff-16.aiff', '-c:a', 'pcm_s16be'],
  ['aiff', 'aiff-24.aiff', '-c:a', 'pcm_s24be'],
  ['aiff', 'aiff-32.aiff', '-c:a', 'pcm_s32be'],
  ['aiff', 'aiff-sowt.aiff', '-c:a', 'pcm_s16le'],
  ['aiff', 'aiff-fl32.aiff', '-c:a', 'pcm_f32be'],
  ['aiff', 'aiff-fl64.aiff', '-c:a', 'pcm_f64be'],
  ['caf', 'caf-16.caf', '-c:a', 'pcm_s16le'],
  ['caf', 'caf-16be.caf', '-c:a', 'pcm_s16be'],
  ['caf', 'caf-24.caf', '-c:a', 'pcm_s24le'],
  ['caf', 'caf-f32.caf', '-c:a', 'pcm_f32le'],
  ['caf', 'caf-f64.caf', '-c:a', 'pcm_f64be'],
  ['au', 'au-16.au', '-c:a', 'pcm_s16be'],
  ['au', 'au-f32.au', '-c:a', 'pcm_f32be'],
];

describe('a file of PCM is read bit for bit, at its exact length', () => {
  const named = kinds.map(([container, name, ...options]) => ({ container, name, options }));
  test.each(named)('$container: $name', async ({ container, name, options }) => {
    const stem = await open(bytesIn(ffmpeg(name, ...options)), container);
    const { left, right } = await readAll(stem);
    expect(stem.facts).toEqual({ sampleRate: 44_100, channels: 2, lengthFrames: fixtureLength });
    expect(greatestDifference(left, sourceLeft)).toBe(0);
    expect(greatestDifference(right, sourceRight)).toBe(0);
    expect(stem.concealedFrames()).toBe(0);
  });

  test.each([
    ['wav', 'wav-alaw.wav', 'pcm_alaw'],
    ['wav', 'wav-mulaw.wav', 'pcm_mulaw'],
    ['aiff', 'aiff-alaw.aiff', 'pcm_alaw'],
    ['aiff', 'aiff-mulaw.aiff', 'pcm_mulaw'],
    ['au', 'au-mulaw.au', 'pcm_mulaw'],
    ['caf', 'caf-alaw.caf', 'pcm_alaw'],
  ] as const)('%s: %s, as another decoder reads it', async (container, name, codec) => {
    const stem = await open(bytesIn(ffmpeg(name, '-c:a', codec)), container);
    const wanted = fixture(`${name}.wav`, (output) => {
      run('ffmpeg', ['-v', 'error', '-y', '-i', fixturePath(name), '-c:a', 'pcm_s16le', '-f', 'wav', output]);
    });
    const [ours, theirs] = [await readAll(stem), await readAll(await open(bytesIn(wanted), 'wav'))];
    expect(greatestDifference(ours.left, theirs.left)).toBe(0);
    expect(greatestDifference(ours.right, theirs.right)).toBe(0);
  });

  test('RIFX, a WAV of big-endian numbers', async () => {
    const little = Buffer.from(wavOf([sourceLeft, sourceRight]));
    const big = Buffer.from(little);
    big.write('RIFX', 0);
    for (const at of [4, 16, 24, 28, 40]) big.writeUInt32BE(little.readUInt32LE(at), at);
    for (const at of [20, 22, 32, 34]) big.writeUInt16BE(little.readUInt16LE(at), at);
    big.subarray(44).swap16();
    const { left, right } = await readAll(await open(bytesIn(big), 'wav'));
    expect(greatestDifference(left, (await readAll(await open(bytesIn(little), 'wav'))).left)).toBe(0);
    expect(greatestDifference(right, (await readAll(await open(bytesIn(little), 'wav'))).right)).toBe(0);
  });

  test('BW64, whose sizes stand in a chunk of their own', async () => {
    const file = Buffer.from(ffmpeg('wav-rf64.wav', '-c:a', 'pcm_s24le', '-rf64', 'always'));
    file.write('BW64', 0);
    const { left } = await readAll(await open(bytesIn(file), 'wav'));
    expect(left).toHaveLength(fixtureLength);
    expect(greatestDifference(left, sourceLeft)).toBe(0);
  });

  test('an AIFF whose sound comes before its description', async () => {
    const plain = Buffer.from(ffmpeg('aiff-16.aiff', '-c:a', 'pcm_s16be'));
    const comm = plain.indexOf('COMM');
    const ssnd = plain.indexOf('SSND');
    const soundEnd = ssnd + 8 + plain.readUInt32BE(ssnd + 4);
    const turned = Buffer.concat([
      plain.subarray(0, 12),
      plain.subarray(ssnd, soundEnd),
      plain.subarray(comm, comm + 26),
    ]);
    turned.writeUInt32BE(turned.length - 8, 4);
    const { left } = await readAll(await open(bytesIn(turned), 'aiff'));
    expect(greatestDifference(left, sourceLeft)).toBe(0);
  });
});

test('any frame can be read, of either byte order', async () => {
  for (const [container, name, ...options] of kinds) {
    const stem = await open(bytesIn(ffmpeg(name, ...options)), container);
    for (const start of [200_000, 3, 99_999]) {
      const part = await read(stem, start, 5000);
      expect(greatestDifference(part.right, sourceRight.subarray(start, start + 5000))).toBe(0);
    }
  }
});

test('mono sounds alike on both sides', async () => {
  const stem = await open(bytesIn(wavOf([sourceLeft])), 'wav');
  const { left, right } = await readAll(stem);
  expect(stem.facts.channels).toBe(1);
  expect(greatestDifference(left, right)).toBe(0);
});

describe('a file that was cut off, or never got its sizes, is read to its end', () => {
  test('WAV', async () => {
    const file = Buffer.from(wavOf([sourceLeft, sourceRight]));
    const lengthOf = async (bytes: Uint8Array) => probeStem(bytesIn(bytes), 'wav');
    expect(await lengthOf(file.subarray(0, 44 + 4000))).toMatchObject({ value: { lengthFrames: 1000 } });
    file.writeUInt32LE(0xffff_ffff, 40);
    expect(await lengthOf(file)).toMatchObject({ value: { lengthFrames: fixtureLength } });
    file.writeUInt32LE(0, 40);
    file.writeUInt32LE(0, 4);
    expect(await lengthOf(file)).toMatchObject({ value: { lengthFrames: fixtureLength } });
  });

  test.each([
    ['w64', 'w64-16.w64', 'pcm_s16le'],
    ['aiff', 'aiff-16.aiff', 'pcm_s16be'],
    ['caf', 'caf-16.caf', 'pcm_s16le'],
    ['au', 'au-16.au', 'pcm_s16be'],
  ] as const)('%s', async (container, name, codec) => {
    const file = ffmpeg(name, '-c:a', codec);
    const cut = await open(bytesIn(file.subarray(0, file.length - 400_000)), container);
    expect(fixtureLength - cut.lengthFrames).toBeGreaterThanOrEqual(99_000);
    expect(fixtureLength - cut.lengthFrames).toBeLessThanOrEqual(100_000);
    const { left } = await readAll(cut);
    expect(greatestDifference(left, sourceLeft.subarray(0, left.length))).toBe(0);
  });
});

test('a WAV that says it holds no sound has none: chunks behind are no noise', async () => {
  const empty = Buffer.from(wavOf([new Float32Array(0)]));
  const tag = Buffer.concat([Buffer.from('id3 '), Buffer.from([200, 0, 0, 0]), Buffer.alloc(200, 0x5a)]);
  const file = Buffer.concat([empty, tag]);
  file.writeUInt32LE(file.length - 8, 4);
  expect(await probeStem(bytesIn(file), 'wav')).toMatchObject({ value: { lengthFrames: 0 } });
});

test('an empty WAV whose file was never given its size has no sound either, when only chunks follow', async () => {
  const file = Buffer.concat([
    wavOf([new Float32Array(0)]),
    Buffer.from('LIST'),
    Buffer.from([5, 0, 0, 0]),
    Buffer.from('abcde\0'),
    Buffer.from('id3 '),
    Buffer.from([200, 0, 0, 0]),
    Buffer.alloc(200, 0x5a),
  ]);
  file.writeUInt32LE(0, 4);
  expect(await probeStem(bytesIn(file), 'wav')).toMatchObject({ value: { lengthFrames: 0 } });
});

test('a WAV with a chunk of odd length in front is read, with and without the byte that makes it even', async () => {
  const wav = wavOf([sourceLeft, sourceRight]);
  const list = Buffer.concat([Buffer.from('LIST'), Buffer.from([5, 0, 0, 0]), Buffer.from('abcde')]);
  const plain = await readAll(await open(bytesIn(wav), 'wav'));
  for (const pad of [Buffer.alloc(0), Buffer.alloc(1)]) {
    const file = Buffer.concat([wav.subarray(0, 36), list, pad, wav.subarray(36)]);
    const stem = await open(bytesIn(file), 'wav');
    expect(stem.lengthFrames).toBe(fixtureLength);
    expect(greatestDifference((await readAll(stem)).left, plain.left)).toBe(0);
  }
});

test('a WAV whose sound is said to be longer than the file, or of half a frame more, ends with the file', async () => {
  const file = Buffer.from(wavOf([sourceLeft, sourceRight]));
  for (const told of [0x7fff_ffff, file.length, fixtureLength * 4 + 3]) {
    file.writeUInt32LE(told, 40);
    expect(await probeStem(bytesIn(file), 'wav')).toMatchObject({ value: { lengthFrames: fixtureLength } });
  }
});

// Seed 499 of the fuzz: a peak of 10^38.
test('integers that are called floats are refused, as noise of any loudness; floats of any usual level are not', async () => {
  const au = Buffer.from(ffmpeg('au-16.au', '-c:a', 'pcm_s16be'));
  au.writeUInt32BE(6, 12);
  expect(await probeStem(bytesIn(au), 'au')).toMatchObject({ ok: false, failure: { kind: 'undecodable' } });
  for (const level of ['-80dB', '30dB']) {
    const file = ffmpeg(`float${level}.wav`, '-c:a', 'pcm_f32le', '-af', `volume=${level}`);
    expect(await probeStem(bytesIn(file), 'wav')).toMatchObject({ value: { lengthFrames: fixtureLength } });
  }
});

/** Six channels, each of its own noise. */
const six = Array.from({ length: 6 }, (_, channel) => noise(31 + channel, 50_000).map((sample) => sample / 4));
const steps = (samples: Float32Array): Float32Array => samples.map((sample) => Math.round(sample * 32_767) / 32_768);

/** ITU-R BS.775: front + 0.7071 centre + 0.7071 surround, as numbers of their own. */
function mixedDown(front: number, surround: number): Float32Array {
  const [one = six[0], centre, back] = [six[front], six[2], six[surround]].map((of) =>
    steps(of ?? new Float32Array(0)),
  );
  return Float32Array.from(
    one ?? [],
    (sample, at) => sample + 0.707_106_78 * ((centre?.[at] ?? 0) + (back?.[at] ?? 0)),
  );
}

function surroundFile(name: string, ...options: string[]): Uint8Array {
  fixture('six.wav', (output) => {
    writeFileSync(output, wavOf(six));
  });
  return fixture(name, (output) => {
    run('ffmpeg', [
      '-v',
      'error',
      '-y',
      '-i',
      fixturePath('six.wav'),
      '-af',
      'channelmap=channel_layout=5.1',
      ...options,
      output,
    ]);
  });
}

describe('more than two channels are mixed down as ITU-R BS.775 says, and that is told', () => {
  test.each([
    ['wav', 'six-mask.wav', '-c:a', 'pcm_s16le'],
    ['w64', 'six.w64', '-c:a', 'pcm_s16le'],
    ['aiff', 'six.aiff', '-c:a', 'pcm_s16be'],
    ['caf', 'six.caf', '-c:a', 'pcm_s16le'],
  ] as const)('%s: %s', async (container, name, ...options) => {
    const stem = await open(bytesIn(surroundFile(name, ...options)), container);
    expect(stem.facts).toEqual({ sampleRate: 44_100, channels: 2, mixedFrom: '5.1', lengthFrames: 50_000 });
    const { left, right } = await readAll(stem);
    expect(greatestDifference(left, mixedDown(0, 4))).toBeLessThan(1e-6);
    expect(greatestDifference(right, mixedDown(1, 5))).toBeLessThan(1e-6);
  });

  test('a WAV that does not say what its channels are has them in the usual order', async () => {
    const { left } = await readAll(await open(bytesIn(wavOf(six)), 'wav'));
    expect(greatestDifference(left, mixedDown(0, 4))).toBeLessThan(1e-6);
  });

  test('a layout of its own is heeded: here the centre comes first', async () => {
    const file = Buffer.from(surroundFile('six.caf', '-c:a', 'pcm_s16le'));
    const chan = file.indexOf('chan') + 12;
    // AAC's order: C L R Ls Rs LFE.
    file.writeUInt32BE((124 << 16) | 6, chan);
    const stem = await open(bytesIn(file), 'caf');
    const { left } = await readAll(stem);
    const [centre, front, , surround] = six.map(steps);
    const wanted = Float32Array.from(
      front ?? [],
      (sample, at) => sample + 0.707_106_78 * ((centre?.[at] ?? 0) + (surround?.[at] ?? 0)),
    );
    expect(greatestDifference(left, wanted)).toBeLessThan(1e-6);
  });

  test('more channels than any layout has are refused, and said', async () => {
    const twelve = wavOf(Array.from({ length: 12 }, () => new Float32Array(100)));
    expect(await probeStem(bytesIn(twelve), 'wav')).toMatchObject({
      failure: { kind: 'unsupportedCodec', detail: 'It has 12 channels; up to 8 can be mixed down.' },
    });
  });
});

test('samples of a float file that are no numbers are silent, counted, and change nothing else', async () => {
  const file = Buffer.from(ffmpeg('wav-f32.wav', '-c:a', 'pcm_f32le'));
  const data = file.indexOf('data') + 8;
  file.writeFloatLE(NaN, data + 8 * 100);
  file.writeFloatLE(Infinity, data + 8 * 101 + 4);
  file.writeFloatLE(-Infinity, data + 8 * 150_000);
  const stem = await open(bytesIn(file), 'wav');
  const { left, right } = await readAll(stem);
  const wanted = [Float32Array.from(sourceLeft), Float32Array.from(sourceRight)] as const;
  wanted[0][100] = wanted[1][101] = wanted[0][150_000] = 0;
  expect(greatestDifference(left, wanted[0])).toBe(0);
  expect(greatestDifference(right, wanted[1])).toBe(0);
  expect(stem.concealedFrames()).toBe(2);
  // However often it is read.
  await readAll(stem);
  expect(stem.concealedFrames()).toBe(2);
});

describe('a rate that no sound has is a refusal of that stem', () => {
  /** Puts a rate into the head of a file of each kind. */
  const withRate: Readonly<Record<string, (rate: number) => Uint8Array>> = {
    wav: (rate) => {
      const file = Buffer.from(wavOf([sourceLeft.subarray(0, 500)]));
      file.writeUInt32LE(rate, 24);
      return file;
    },
    w64: (rate) => {
      const file = Buffer.from(ffmpeg('w64-16.w64', '-c:a', 'pcm_s16le'));
      file.writeUInt32LE(rate, file.indexOf('fmt ') + 24 + 4);
      return file;
    },
    aiff: (rate) => {
      const file = Buffer.from(ffmpeg('aiff-16.aiff', '-c:a', 'pcm_s16be'));
      const exponent = Math.floor(Math.log2(Math.max(1, rate)));
      const at = file.indexOf('COMM') + 16;
      file.writeUInt16BE(16_383 + exponent, at);
      file.writeBigUInt64BE(BigInt(rate) << BigInt(63 - exponent), at + 2);
      return file;
    },
    caf: (rate) => {
      const file = Buffer.from(ffmpeg('caf-16.caf', '-c:a', 'pcm_s16le'));
      file.writeDoubleBE(rate, 20);
      return file;
    },
    au: (rate) => {
      const file = Buffer.from(ffmpeg('au-16.au', '-c:a', 'pcm_s16be'));
      file.writeUInt32BE(rate, 16);
      return file;
    },
  };

  test.each(Object.keys(withRate))('%s', async (container) => {
    const probe = (rate: number) =>
      probeStem(bytesIn(withRate[container]?.(rate) ?? new Uint8Array(0)), container as AudioContainer);
    for (const rate of [0, 1, 2000, 7999, 384_001, 0xffff_ffff])
      expect(await probe(rate), String(rate)).toMatchObject({ ok: false, failure: { kind: 'unsupportedCodec' } });
    for (const rate of [8000, 44_100, 384_000])
      expect(await probe(rate), String(rate)).toMatchObject({ ok: true, value: { sampleRate: rate } });
    expect(await probe(2000)).toMatchObject({ failure: { detail: 'Its rate of 2 kHz is below 8 kHz.' } });
  });

  test('a CAF whose rate is no number', async () => {
    const file = withRate.caf?.(NaN) ?? new Uint8Array(0);
    expect(await probeStem(bytesIn(file), 'caf')).toMatchObject({ failure: { kind: 'unsupportedCodec' } });
  });
});

describe('what cannot be played is refused with its name', () => {
  test.each([
    ['wav', 'adpcm-ms.wav', 'adpcm_ms', 'Microsoft ADPCM'],
    ['wav', 'adpcm-ima.wav', 'adpcm_ima_wav', 'IMA ADPCM'],
    ['wav', 'ac3.wav', 'ac3', 'AC-3'],
    ['aiff', 'ima4.aiff', 'adpcm_ima_qt', 'IMA ADPCM'],
    ['caf', 'ac3.caf', 'ac3', 'AC-3'],
    ['au', 'adpcm.au', 'adpcm_g726le', 'ADPCM'],
  ] as const)('%s: %s', async (container, name, codec, told) => {
    const rates = codec === 'adpcm_g726le' ? ['-ar', '8000', '-ac', '1', '-code_size', '4'] : [];
    const made = await probeStem(bytesIn(ffmpeg(name, ...rates, '-c:a', codec)), container);
    expect(made).toMatchObject({ ok: false, failure: { kind: 'unsupportedCodec' } });
    expect(made.ok || made.failure.detail).toContain(told);
    expect(made.ok || made.failure.detail).toMatch(/^[A-Z].*\.$/);
  });

  test('an empty file and one of something else are told to be undecodable', async () => {
    for (const container of ['wav', 'w64', 'aiff', 'caf', 'au'] as const) {
      for (const file of [new Uint8Array(0), new Uint8Array(5000).fill(65)])
        expect(await probeStem(bytesIn(file), container)).toMatchObject({ failure: { kind: 'undecodable' } });
    }
  });
});
