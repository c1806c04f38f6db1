import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { EncodedPacket } from 'mediabunny';
import { describe, expect, it, test } from 'vitest';
import { AacDecoder, isAacDecodable } from '../../../../renderer/codecs/aac/aac-decoder.ts';
import { type AacShape, parseAacConfig, parseAdtsHeader } from '../../../../renderer/codecs/aac/aac-shape.ts';
import { ByteWriter } from '../../../../renderer/codecs/shared/bytes.ts';
import { probeStem } from '../../../../renderer/codecs/open-stem-source.ts';
import type { Sound } from '../../../../renderer/codecs/shared/packet-decoder.ts';
import { anyAacPacket } from './aac-packets.ts';
import { greatestDifference, lagOf, signalToNoise } from '../alignment.ts';
import { clicks, decodedByOther, encoded, inTurn, leastDb, leftOf, soundsOf } from '../compare-decoders.ts';
import { bytesIn, ffmpeg, fixture, fixtureLength, fixturePath, run, sourceLeft } from '../fixtures.ts';
import { drawFrom } from '../fuzz/mutate.ts';
import { open, read, readAll } from '../open.ts';

const withoutNoise = ['-c:a', 'aac', '-aac_pns', '0'] as const;

describe('our decoder of AAC gives what another decoder gives', () => {
  it.each([
    ['192k', '-b:a', '192k'],
    ['320k', '-b:a', '320k'],
    ['96k with filters', '-b:a', '96k', '-aac_tns', '1'],
    ['64k with intensity stereo', '-b:a', '64k', '-aac_is', '1', '-aac_coder', 'twoloop'],
    ['128k as sum and difference', '-b:a', '128k', '-aac_ms', '1'],
    ['of the fast coder', '-b:a', '128k', '-aac_coder', 'fast'],
  ] as const)('at %s', async (kind, ...options) => {
    const name = `own-aac-${kind.replaceAll(' ', '-')}.m4a`;
    const stem = await open(bytesIn(ffmpeg(name, ...withoutNoise, ...options)), 'm4a');
    expect(stem.facts).toEqual({ sampleRate: 44_100, channels: 2, lengthFrames: fixtureLength });
    const { left, right } = await readAll(stem);
    const [otherLeft = left, otherRight = right] = decodedByOther(fixturePath(name), 2);
    expect(signalToNoise(left, otherLeft.subarray(0, fixtureLength))).toBeGreaterThan(leastDb);
    expect(signalToNoise(right, otherRight.subarray(0, fixtureLength))).toBeGreaterThan(leastDb);
    expect(lagOf(left, sourceLeft)).toBe(0);
    expect(stem.concealedFrames()).toBe(0);
  });

  it.each([
    [1, 8000],
    [2, 11_025],
    [1, 16_000],
    [2, 22_050],
    [2, 24_000],
    [2, 32_000],
    [1, 44_100],
    [2, 48_000],
    [2, 64_000],
    [2, 88_200],
    [2, 96_000],
  ] as const)('of clicks, in %i channels at %i Hz', async (channels, rate) => {
    const name = `own-clicks-${String(channels)}-${String(rate)}.m4a`;
    const file = encoded(
      name,
      clicks(channels, rate),
      '-c:a',
      'aac',
      '-aac_pns',
      '0',
      '-b:a',
      `${String(channels * 64)}k`,
    );
    const stem = await open(bytesIn(file), 'm4a');
    expect(stem.facts).toEqual({ sampleRate: rate, channels, lengthFrames: 2 * rate });
    const { left, right } = await readAll(stem);
    const others = decodedByOther(fixturePath(name), channels);
    expect(signalToNoise(left, (others[0] ?? left).subarray(0, 2 * rate))).toBeGreaterThan(leastDb);
    expect(signalToNoise(right, (others[channels - 1] ?? right).subarray(0, 2 * rate))).toBeGreaterThan(leastDb);
  });

  // What no encoder at hand writes: pulses, windows of one shape behind those of the other, all codebooks beside each other.
  it.each([
    ['one channel', 1, true],
    ['two', 2, true],
    ['two with windows of their own', 2, false],
  ] as const)('of packets that say anything they may, in %s', async (kind, channels, isShared) => {
    const name = `own-any-${kind.replaceAll(' ', '-')}.aac`;
    const file = fixture(name, (output) => {
      const draw = drawFrom(40 + channels);
      writeFileSync(output, Buffer.concat(Array.from({ length: 300 }, () => anyAacPacket(draw, channels, isShared))));
    });
    const stem = await open(bytesIn(file), 'aac');
    const { left, right } = await readAll(stem);
    expect(stem.concealedFrames()).toBe(0);
    const others = decodedByOther(fixturePath(name), channels);
    expect(left.length).toBe(300 * 1024);
    expect(others[0]?.length).toBe(left.length);
    expect(signalToNoise(left, others[0] ?? left)).toBeGreaterThan(leastDb);
    expect(signalToNoise(right, others[channels - 1] ?? right)).toBeGreaterThan(leastDb);
  });
});

/** White noise, of which this encoder only writes how loud it is. */
const hiss = (name: string): Uint8Array =>
  fixture(name, (output) => {
    const source = ['-f', 'lavfi', '-i', 'anoisesrc=d=4:r=44100:a=0.2:seed=3', '-ac', '2'];
    run('ffmpeg', ['-v', 'error', '-y', ...source, '-c:a', 'aac', '-b:a', '64k', '-aac_pns', '1', output]);
  });

test('noise that stands for lines is as loud as that of another decoder', async () => {
  const { left, right } = await readAll(await open(bytesIn(hiss('own-hiss.aac')), 'aac'));
  const others = decodedByOther(fixturePath('own-hiss.aac'), 2);
  const power = (sound: Float32Array): number => sound.reduce((sum, sample) => sum + sample * sample, 0);
  for (const [index, side] of [left, right].entries()) {
    const other = others[index] ?? new Float32Array(0);
    // It is there, and other noise.
    expect(signalToNoise(side, other)).toBeLessThan(10);
    expect(Math.abs(10 * Math.log10(power(side) / power(other)))).toBeLessThan(0.02);
  }
});

describe('a stem of AAC', () => {
  it.each([
    ['m4a', 'own-aac-192k.m4a', () => ffmpeg('own-aac-192k.m4a', ...withoutNoise, '-b:a', '192k')],
    ['m4a', 'own-start.mov', () => ffmpeg('own-start.mov', ...withoutNoise, '-b:a', '192k')],
    ['webm', 'own-start.mka', () => ffmpeg('own-start.mka', ...withoutNoise, '-b:a', '192k')],
    ['aac', 'own-start.aac', () => ffmpeg('own-start.aac', ...withoutNoise, '-b:a', '192k')],
    ['aac', 'own-hiss.aac', () => hiss('own-hiss.aac')],
  ] as const)('gives the same wherever it is read from: %s, %s', async (container, _name, make) => {
    const stem = await open(bytesIn(make()), container);
    const whole = await readAll(stem);
    for (const start of [150_000, 40_001, 170_999, 0, 77, 120_000, 128_192, 3]) {
      const { left, right } = await read(stem, start, 3000);
      expect(greatestDifference(left, whole.left.slice(start, start + 3000))).toBe(0);
      expect(greatestDifference(right, whole.right.slice(start, start + 3000))).toBe(0);
    }
  });

  it('decodes in turns with others as alone', async () => {
    const files = ['own-aac-192k.m4a', 'own-aac-320k.m4a'].map((name, at) =>
      ffmpeg(name, ...withoutNoise, '-b:a', at === 0 ? '192k' : '320k'),
    );
    const alone = await Promise.all(files.map(async (file) => readAll(await open(bytesIn(file), 'm4a'))));
    const stems = await Promise.all([...files, ...files].map((file) => open(bytesIn(file), 'm4a')));
    for (let at = 0; at < 60_000; at += 5000) {
      const pieces = await Promise.all(stems.map((stem) => read(stem, at, 5000)));
      for (const [index, { left }] of pieces.entries())
        expect(greatestDifference(left, alone[index % 2]?.left.slice(at, at + 5000) ?? left)).toBe(0);
    }
  });

  it('without an edit list starts where its iTunes tag says', async () => {
    const length = fixtureLength.toString(16).padStart(16, '0');
    const gapless = `iTunSMPB= 00000000 00000400 00000000 ${length} 00000000`;
    const tag = ['-use_editlist', '0', '-movflags', '+use_metadata_tags', '-metadata', gapless];
    const stem = await open(bytesIn(ffmpeg('own-itunes.m4a', ...withoutNoise, '-b:a', '192k', ...tag)), 'm4a');
    const { left } = await readAll(stem);
    expect(left.length).toBe(fixtureLength);
    expect(lagOf(left, sourceLeft)).toBe(0);
  });

  it('is silent where a packet is damaged, and counts it', async () => {
    const file = ffmpeg('own-aac-192k.m4a', ...withoutNoise, '-b:a', '192k');
    const whole = await readAll(await open(bytesIn(file), 'm4a'));
    const spoilt = file.slice();
    const at = spoilt.length >> 1;
    spoilt.fill(0xff, at, at + 1500);
    const stem = await open(bytesIn(spoilt), 'm4a');
    const { left } = await readAll(stem);
    expect(left.length).toBe(fixtureLength);
    expect(stem.concealedFrames()).toBeGreaterThan(0);
    expect(stem.concealedFrames()).toBeLessThan(6);
    expect(greatestDifference(left.subarray(0, 80_000), whole.left.subarray(0, 80_000))).toBe(0);
    expect(greatestDifference(left.subarray(150_000), whole.left.subarray(150_000))).toBe(0);
  });
});

const stereo: AacShape = { rate: 4, channels: 2, isAdts: true, mayReplicate: true };

/** The packets of an ADTS file. */
function packetsOf(file: Uint8Array): readonly Uint8Array[] {
  const packets: Uint8Array[] = [];
  for (let at = 0; at < file.length;) {
    const length = (((file[at + 3] ?? 0) & 3) << 11) | ((file[at + 4] ?? 0) << 3) | ((file[at + 5] ?? 0) >> 5);
    packets.push(file.subarray(at, at + length));
    at += length;
  }
  return packets;
}

const heard = (shape: AacShape, packets: readonly Uint8Array[]): Promise<readonly Sound[]> =>
  soundsOf(new AacDecoder(inTurn(packets.map((data, at) => new EncodedPacket(data, 'key', at, 1, at))), shape));

/** A Core Audio file of the packets of an ADTS file at 44.1 kHz in two channels; its encoder's delay is told. */
function cafOf(packets: readonly Uint8Array[], lengthFrames: number): Uint8Array {
  const chunk = (name: string, ...parts: readonly Uint8Array[]): Uint8Array => {
    const head = new ByteWriter('big endian').text(name).u64(parts.reduce((sum, { length }) => sum + length, 0));
    return Buffer.concat([head.bytes, ...parts]);
  };
  const rate = Buffer.alloc(8);
  rate.writeDoubleBE(44_100);
  const format = new ByteWriter('big endian').text('aac ').u32(0).u32(0).u32(1024).u32(2).u32(0);
  // A DecoderConfigDescriptor with a DecoderSpecificInfo (ISO 14496-1, 7.2.6.6).
  const cookie = Uint8Array.of(4, 17, 0x40, 0x15, ...new Uint8Array(11), 5, 2, 0x12, 0x10);
  const table = new ByteWriter('big endian').u64(packets.length).u64(lengthFrames).u32(1024).u32(0);
  for (const { length } of packets) table.u8(0x80 | (length >> 7)).u8(length & 0x7f);
  return Buffer.concat([
    new ByteWriter('big endian').text('caff').u16(1).u16(0).bytes,
    chunk('desc', rate, format.bytes),
    chunk('kuki', cookie),
    chunk('pakt', table.bytes),
    chunk('data', new Uint8Array(4), ...packets),
  ]);
}

test('in a Core Audio file it is the same, and has its length', async () => {
  const packets = packetsOf(ffmpeg('own-start.aac', ...withoutNoise, '-b:a', '192k'));
  const stem = await open(
    bytesIn(
      cafOf(
        packets.map((packet) => packet.subarray(7)),
        fixtureLength,
      ),
    ),
    'caf',
  );
  expect(stem.facts).toEqual({ sampleRate: 44_100, channels: 2, lengthFrames: fixtureLength });
  const { left } = await readAll(stem);
  const plain = await readAll(await open(bytesIn(ffmpeg('own-start.aac', ...withoutNoise, '-b:a', '192k')), 'aac'));
  expect(greatestDifference(left, plain.left.subarray(1024, 1024 + fixtureLength))).toBe(0);
});

describe('damage ends no decoder, and the next one sounds as before', () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 });
  const files = {
    'an encoder': () => ffmpeg('own-damage.aac', ...withoutNoise, '-b:a', '128k'),
    'an encoder with noise': () => hiss('own-hiss.aac'),
    'anything that may be said': () =>
      fixture('own-damage-any.aac', (output) => {
        const draw = drawFrom(9);
        writeFileSync(output, Buffer.concat(Array.from({ length: 60 }, () => anyAacPacket(draw, 2))));
      }),
  };

  it.each(Object.entries(files))('in packets of %s', async (_name, make) => {
    const some = packetsOf(make()).slice(20, 40);
    const shape = { ...stereo, isAdts: false };
    const bodies = some.map((packet) => packet.subarray(7));
    const whole = leftOf(await heard(shape, bodies));
    expect(whole.length).toBe(20 * 1024);
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(3000), async (spots, end) => {
        const spoilt = bodies.map((body) => {
          const bytes = body.slice(0, end);
          for (const [at, value] of spots) bytes[at % Math.max(1, bytes.length)] = value;
          return bytes;
        });
        for (const { left, right } of await heard(shape, spoilt))
          for (const side of [left, right]) expect(side.every((sample) => Math.abs(sample) <= 128)).toBe(true);
      }),
      { numRuns: 400, seed: 4 },
    );
    expect(greatestDifference(leftOf(await heard(shape, bodies)), whole)).toBe(0);
  });

  it('in packets of anything, of any length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 9000 }), fc.integer({ min: 0, max: 11 }), async (bytes, rate) => {
        for (const channels of [1, 2] as const) {
          const first = Uint8Array.of(channels === 1 ? 0 : 0x21, ...bytes);
          await heard({ ...stereo, rate, channels, isAdts: false }, [first]);
        }
      }),
      { numRuns: 600, seed: 5 },
    );
  });

  it('a packet that was cut off is damaged, and what came before it is heard', async () => {
    const some = packetsOf(files['an encoder']()).slice(20, 32);
    const whole = leftOf(await heard(stereo, some));
    const cut = some.map((packet, at) => (at === 7 ? packet.subarray(0, packet.length - 20) : packet));
    const sounds = await heard(stereo, cut);
    expect(leftOf(sounds)).toEqual(whole.subarray(0, 7 * 1024));
    const bodies = some.map((packet, at) => packet.subarray(7, at === 7 ? packet.length - 20 : undefined));
    expect(leftOf(await heard({ ...stereo, isAdts: false }, bodies))).toEqual(whole.subarray(0, 7 * 1024));
  });
});

describe('what is of another kind is left to the platform', () => {
  // Description: low complexity at 44.1 kHz in two channels.
  it.each([
    ['low complexity', [0x12, 0x10], { rate: 4, channels: 2, isAdts: false, mayReplicate: true }],
    [
      'without replication',
      [0x12, 0x10, 0x56, 0xe5, 0x00],
      { rate: 4, channels: 2, isAdts: false, mayReplicate: false },
    ],
    ['in one channel at 8 kHz', [0x15, 0x88], { rate: 11, channels: 1, isAdts: false, mayReplicate: true }],
    ['with replication behind it', [0x12, 0x10, 0x56, 0xe5, 0x80], null],
    ['of high efficiency', [0x2b, 0x92, 0x08, 0x00], null],
    ['in 5.1', [0x12, 0x30], null],
    ['in channels of its own', [0x12, 0x00], null],
    ['in frames of 960', [0x12, 0x14], null],
    ['at a rate of its own', [0x17, 0x80, 0x56, 0x22, 0x10], null],
    ['main profile', [0x0a, 0x10], null],
    ['too short', [0x12], null],
  ] as const)('%s', (_name, bytes, shape) => {
    expect(parseAacConfig(Uint8Array.from(bytes))).toEqual(shape);
  });

  it('a stream whose first packet goes on above the spectrum', () => {
    const [packet = new Uint8Array(0)] = packetsOf(ffmpeg('own-damage.aac', ...withoutNoise, '-b:a', '128k'));
    const body = packet.subarray(7);
    expect(parseAdtsHeader(packet)).toEqual({ ...stereo, headBytes: 7 });
    const shape = { ...stereo, isAdts: false };
    // Behind a fill element of two bytes: 13 is spectral band replication, 0 is nothing.
    const behind = (kind: number): Uint8Array => {
      const [id, length, fill] = [6n, 2n, BigInt(kind) << 12n];
      const all =
        BigInt(`0x${Buffer.from(body).toString('hex')}`) +
        (((((id << 4n) + length) << 16n) + fill) << BigInt(8 * body.length));
      // 23 bits stand before it.
      const digits = (all << 1n).toString(16).padStart(2 * (body.length + 3), '0');
      return Uint8Array.from(Buffer.from(digits, 'hex'));
    };
    expect(isAacDecodable(shape, body)).toBe(true);
    expect(isAacDecodable(shape, behind(0))).toBe(true);
    expect(isAacDecodable(shape, behind(13))).toBe(false);
    expect(isAacDecodable({ ...shape, mayReplicate: false }, behind(13))).toBe(true);
    expect(isAacDecodable(shape, body.subarray(0, 30))).toBe(false);
    expect(isAacDecodable({ ...shape, channels: 1 }, body)).toBe(false);
  });

  it('six channels, which nothing decodes here', async () => {
    const six = fixture('own-six.m4a', (output) => {
      const layout = ['-af', 'channelmap=channel_layout=5.1', '-c:a', 'aac'];
      const source = clicks(6, 44_100);
      run('ffmpeg', ['-v', 'error', '-y', '-i', source, ...layout, output]);
    });
    expect(await probeStem(bytesIn(six), 'm4a')).toMatchObject({ failure: { kind: 'unsupportedCodec' } });
  });
});
