import fc from 'fast-check';
import type { EncodedPacket } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { OggPackets } from '../../../../renderer/codecs/ogg/ogg-packets.ts';
import { OggPages } from '../../../../renderer/codecs/ogg/ogg-pages.ts';
import { readOggStreams } from '../../../../renderer/codecs/ogg/ogg-stem.ts';
import {
  isVorbisDecodable,
  VorbisDecoder,
  type VorbisHeaders,
  vorbisHeadersOf,
} from '../../../../renderer/codecs/ogg/vorbis-decoder.ts';
import type { Sound } from '../../../../renderer/codecs/shared/packet-decoder.ts';
import { greatestDifference, signalToNoise } from '../alignment.ts';
import { clicks, decodedByOther, encoded, inTurn, leastDb, leftOf, soundsOf } from '../compare-decoders.ts';
import { bytesIn, ffmpeg, fixtureLength, fixturePath, sourceLeft } from '../fixtures.ts';
import { open, read, readAll } from '../open.ts';

/**
 * In the order L R C LFE Lb Rb. Its code for newer processors takes an angle beside a magnitude of 0 for one of the other sign, which the
 * encoder of Xiph never writes; its plain code does not.
 */
const otherDecoder = (name: string, channels: number): readonly Float32Array[] =>
  decodedByOther(fixturePath(name), channels, '-cpuflags', '0');

async function packetsOf(file: Uint8Array): Promise<{
  readonly headers: VorbisHeaders;
  readonly packets: OggPackets;
}> {
  const pages = await OggPages.of(bytesIn(file));
  const [stream] = await readOggStreams(pages);
  const headers = stream === undefined ? null : vorbisHeadersOf(stream.codec.description);
  if (stream === undefined || headers === null) throw new Error('There is no stream.');
  const { codec, ...link } = stream;
  return { headers, packets: new OggPackets(pages, codec, link) };
}

/** Some kinds of packets, so that each is spoilt in its own place. */
async function someOf(packets: OggPackets, count: number): Promise<readonly EncodedPacket[]> {
  const some: EncodedPacket[] = [];
  for await (const packet of packets.packets()) if (some.push(packet) === count) break;
  return some;
}

const heard = (headers: VorbisHeaders, packets: readonly EncodedPacket[]): Promise<readonly Sound[]> =>
  soundsOf(new VorbisDecoder(inTurn(packets), headers));

describe('our decoder of Vorbis', () => {
  it.each(['-1', '0', '2', '5', '8', '10'])('gives what another decoder gives, at quality %s', async (quality) => {
    const name = `own-quality${quality}.ogg`;
    // Not `-q:a`, which takes -1 for none.
    const file = ffmpeg(
      name,
      '-c:a',
      'libvorbis',
      '-global_quality',
      String(Number(quality) * 118),
      '-flags',
      '+qscale',
    );
    const { left, right } = await readAll(await open(bytesIn(file), 'ogg'));
    const [otherLeft = left, otherRight = right] = otherDecoder(name, 2);
    expect(left.length).toBe(fixtureLength);
    expect(otherLeft.length).toBe(fixtureLength);
    expect(signalToNoise(left, otherLeft)).toBeGreaterThan(leastDb);
    expect(signalToNoise(right, otherRight)).toBeGreaterThan(leastDb);
  });

  it.each([
    ['mono', 1, 44_100, '5'],
    ['at 8 kHz', 1, 8000, '3'],
    ['at 22.05 kHz', 2, 22_050, '4'],
    ['at 48 kHz', 2, 48_000, '6'],
    ['at 96 kHz', 2, 96_000, '6'],
  ] as const)('gives what another decoder gives, of clicks, %s', async (kind, channels, rate, quality) => {
    const name = `own-${kind.replaceAll(' ', '-')}.ogg`;
    const source = clicks(channels, rate);
    const file = encoded(name, source, '-c:a', 'libvorbis', '-q:a', quality);
    const stem = await open(bytesIn(file), 'ogg');
    expect(stem.facts).toEqual({ sampleRate: rate, channels, lengthFrames: 2 * rate });
    const { left, right } = await readAll(stem);
    const others = otherDecoder(name, channels);
    expect(signalToNoise(left, others[0] ?? left)).toBeGreaterThan(leastDb);
    expect(signalToNoise(right, others[channels - 1] ?? right)).toBeGreaterThan(leastDb);
  });

  it('mixes 5.1 down as every codec is', async () => {
    const source = clicks(6, 44_100);
    const file = encoded('own-5.1.ogg', source, '-c:a', 'libvorbis', '-q:a', '5');
    const stem = await open(bytesIn(file), 'ogg');
    expect(stem.facts).toEqual({ sampleRate: 44_100, channels: 2, lengthFrames: 88_200, mixedFrom: '5.1' });
    const { left, right } = await readAll(stem);
    const [l, r, c, , lb, rb] = otherDecoder('own-5.1.ogg', 6);
    const mixed = (front?: Float32Array, back?: Float32Array): Float32Array =>
      left.map((_, at) => (front?.[at] ?? NaN) + Math.SQRT1_2 * ((c?.[at] ?? NaN) + (back?.[at] ?? NaN)));
    expect(signalToNoise(left, mixed(l, lb))).toBeGreaterThan(leastDb);
    expect(signalToNoise(right, mixed(r, rb))).toBeGreaterThan(leastDb);
  });

  // It writes other codebooks, and residues of another type.
  it('gives what another decoder gives, of another encoder', async () => {
    const name = 'own-other-encoder.ogg';
    const file = ffmpeg(name, '-c:a', 'vorbis', '-strict', '-2', '-q:a', '6');
    const { left, right } = await readAll(await open(bytesIn(file), 'ogg'));
    const [otherLeft = left, otherRight = right] = otherDecoder(name, 2);
    const end = Math.min(left.length, otherLeft.length);
    expect(end).toBeGreaterThan(fixtureLength - 2048);
    expect(signalToNoise(left.subarray(0, end), otherLeft.subarray(0, end))).toBeGreaterThan(leastDb);
    expect(signalToNoise(right.subarray(0, end), otherRight.subarray(0, end))).toBeGreaterThan(leastDb);
  });

  it('begins with the first sample', async () => {
    const file = ffmpeg('own-quality10.ogg', '-c:a', 'libvorbis', '-q:a', '10');
    const { left } = await read(await open(bytesIn(file), 'ogg'), 0, 256);
    expect(signalToNoise(left, sourceLeft.subarray(0, 256))).toBeGreaterThan(15);
  });

  it('gives the same wherever it is read from', async () => {
    const source = clicks(2, 48_000);
    const stem = await open(bytesIn(encoded('own-at-48-kHz.ogg', source, '-c:a', 'libvorbis', '-q:a', '6')), 'ogg');
    const whole = await readAll(stem);
    for (const start of [70_000, 3, 127, 40_001, 95_000, 0, 8999, 60_000]) {
      const { left, right } = await read(stem, start, 700);
      expect(greatestDifference(left, whole.left.slice(start, start + 700))).toBe(0);
      expect(greatestDifference(right, whole.right.slice(start, start + 700))).toBe(0);
    }
  });

  it('decodes many streams in turns as each alone', async () => {
    const files = ['own-quality2.ogg', 'own-quality8.ogg'].map((name, at) =>
      ffmpeg(name, '-c:a', 'libvorbis', '-q:a', at === 0 ? '2' : '8'),
    );
    const alone = await Promise.all(files.map(async (file) => readAll(await open(bytesIn(file), 'ogg'))));
    const stems = await Promise.all([...files, ...files].map((file) => open(bytesIn(file), 'ogg')));
    for (let at = 0; at < 60_000; at += 5000)
      for (const [index, stem] of stems.entries()) {
        const { left } = await read(stem, at, 5000);
        expect(greatestDifference(left, alone[index % 2]?.left.slice(at, at + 5000) ?? left)).toBe(0);
      }
  });

  it('gives what came before a damaged packet, and then the damage', async () => {
    const { headers, packets } = await packetsOf(ffmpeg('own-quality5.ogg', '-c:a', 'libvorbis', '-q:a', '5'));
    const some = await someOf(packets, 8);
    const whole = leftOf(await heard(headers, some));
    const spoilt = some.map((packet, at) => (at === 5 ? packet.clone({ data: Uint8Array.of(1, 2, 3) }) : packet));
    const decoder = new VorbisDecoder(inTurn(spoilt), headers);
    const first = await decoder.next();
    expect(first?.left.length).toBeGreaterThan(0);
    expect([...(first?.left ?? [])]).toEqual([...whole.subarray(0, first?.left.length)]);
    await expect(decoder.next()).rejects.toThrow('A packet is damaged.');
    decoder.close();
  });

  it('goes to the end of a packet that is cut off, and stays in its place', async () => {
    const { headers, packets } = await packetsOf(ffmpeg('own-quality5.ogg', '-c:a', 'libvorbis', '-q:a', '5'));
    const some = await someOf(packets, 6);
    const whole = leftOf(await heard(headers, some));
    for (const length of [1, 2, 10, 60, 200]) {
      const cut = some.map((packet) => packet.clone({ data: packet.data.slice(0, length) }));
      expect(leftOf(await heard(headers, cut)).length).toBe(whole.length);
    }
  });
});

describe('damage ends no decoder, and the next one sounds as before', () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 });
  const spoil = (bytes: Uint8Array, spots: readonly (readonly [number, number])[], from: number): Uint8Array => {
    const spoilt = bytes.slice();
    for (const [at, value] of spots) spoilt[from + (at % Math.max(1, bytes.length - from))] = value;
    return spoilt;
  };

  const files = {
    libvorbis: () => ffmpeg('own-quality5.ogg', '-c:a', 'libvorbis', '-q:a', '5'),
    'another encoder': () => ffmpeg('own-other-encoder.ogg', '-c:a', 'vorbis', '-strict', '-2', '-q:a', '6'),
  };
  it.each(Object.entries(files))('in headers of %s', async (_name, make) => {
    const { headers, packets } = await packetsOf(make());
    const some = await someOf(packets, 6);
    const whole = leftOf(await heard(headers, some));
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(changes, fc.boolean(), fc.nat(), async (spots, isCut, end) => {
        // Behind the names of the first header.
        const bytes = spoil(headers.bytes, spots, 11);
        const spoilt = {
          ...headers,
          bytes: isCut ? bytes.slice(0, end % bytes.length) : bytes,
          channels: bytes[11] ?? 0,
        };
        if (!isVorbisDecodable(spoilt)) refused++;
        for (const { left, right } of await heard(spoilt, some))
          for (const side of [left, right]) expect(side.every((sample) => Math.abs(sample) <= 1000)).toBe(true);
      }),
      { numRuns: 600, seed: 3 },
    );
    expect(refused).toBeGreaterThan(100);
    expect(greatestDifference(leftOf(await heard(headers, some)), whole)).toBe(0);
  });

  it.each(Object.entries(files))('in packets of %s', async (_name, make) => {
    const { headers, packets } = await packetsOf(make());
    const some = await someOf(packets, 12);
    const whole = leftOf(await heard(headers, some));
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(2000), async (spots, end) => {
        const spoilt = some.map((packet) => packet.clone({ data: spoil(packet.data, spots, 0).slice(0, end) }));
        for (const { left, right } of await heard(headers, spoilt))
          for (const side of [left, right]) expect(side.every((sample) => Math.abs(sample) <= 128)).toBe(true);
      }),
      { numRuns: 600, seed: 4 },
    );
    expect(greatestDifference(leftOf(await heard(headers, some)), whole)).toBe(0);
  });

  it('in a header that asks for more memory than any sound needs', async () => {
    const { headers, packets } = await packetsOf(files.libvorbis());
    const some = await someOf(packets, 6);
    // One codebook of 2^16 entries of 65535 dimensions, all of 16 bits, in order.
    const bits: number[] = [];
    const put = (value: number, count: number): void => {
      for (let bit = 0; bit < count; bit++) bits.push((value >>> bit) & 1);
    };
    put(5, 8);
    for (const letter of 'vorbis') put(letter.charCodeAt(0), 8);
    for (const [value, count] of [
      [0, 8],
      [0x56_43_42, 24],
      [65_535, 16],
      [1 << 16, 24],
      [1, 1],
      [15, 5],
    ] as const)
      put(value, count);
    put(1 << 16, 17);
    for (const [value, count] of [
      [2, 4],
      [0, 32],
      [0, 32],
      [0, 4],
      [0, 1],
    ] as const)
      put(value, count);
    const setup = Uint8Array.from({ length: 4096 }, (_, at) =>
      [0, 1, 2, 3, 4, 5, 6, 7].reduce((byte, bit) => byte | ((bits[at * 8 + bit] ?? 0) << bit), 0),
    );
    const bytes = Uint8Array.of(...headers.bytes.subarray(0, headers.firstLength), ...setup);
    for (let time = 0; time < 50; time++) expect(isVorbisDecodable({ ...headers, bytes })).toBe(false);
    expect((await heard(headers, some)).length).toBeGreaterThan(0);
  });

  it('in the lacing of the headers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.integer({ min: 0, max: 3 }), (rest, first) => {
        const headers = vorbisHeadersOf(Uint8Array.of(first, ...rest));
        if (headers !== null) expect(isVorbisDecodable(headers)).toBe(false);
      }),
      { numRuns: 1000, seed: 6 },
    );
  });
});
