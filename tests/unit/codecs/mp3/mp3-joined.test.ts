import { describe, expect, test } from 'vitest';
import { greatestDifference, lagOf, signalToNoise } from '../alignment.ts';
import { bytesIn, ffmpeg, fixtureLength, lame, noise, sourceLeft } from '../fixtures.ts';
import { open, read, readAll } from '../open.ts';

const bare = (): Uint8Array => lame('bare-192.mp3', '-t', '-b', '192');
const tagged = (): Uint8Array => lame('lame-192.mp3', '-b', '192');
const variable = (): Uint8Array => lame('lame-v2.mp3', '-V', '2');

function id3(byteLength: number): Uint8Array {
  const sevenBits = [21, 14, 7, 0].map((shift) => (byteLength >> shift) & 0x7f);
  return Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, ...sevenBits]), Buffer.alloc(byteLength)]);
}

function apeHead(byteLength: number): Uint8Array {
  const head = Buffer.alloc(32 + byteLength);
  head.write('APETAGEX');
  head.writeUInt32LE(2000, 8);
  head.writeUInt32LE(byteLength, 12);
  head.writeUInt32LE(0xa000_0000, 20);
  return head;
}

describe('what stands before the first frame of an MP3 is no sound, and moves nothing', () => {
  const fronts = {
    zeros: Buffer.alloc(4096),
    'an empty line': Buffer.from('\r\n'),
    'an APE tag': apeHead(3000),
    'noise that is no frame': Uint8Array.from(noise(9, 5000), (sample) => Math.floor(sample * 1e6) & 0x7f),
    'an ID3v2 tag and then zeros': Buffer.concat([id3(500), Buffer.alloc(2000)]),
    'an ID3v2 tag that says it is longer than the file': Buffer.from([
      0x49, 0x44, 0x33, 3, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f,
    ]),
  };
  test.each(Object.entries(fronts))('%s', async (_name, front) => {
    for (const file of [bare(), tagged(), variable()]) {
      const plain = await readAll(await open(bytesIn(file), 'mp3'));
      const behind = await open(bytesIn(Buffer.concat([front, file])), 'mp3');
      const { left } = await readAll(behind);
      expect(behind.lengthFrames).toBe(plain.left.length);
      expect(greatestDifference(left, plain.left)).toBe(0);
      expect(behind.concealedFrames()).toBe(0);
    }
  });
});

describe('MP3 files that were joined sound one right after the other', () => {
  const joints = {
    nothing: new Uint8Array(0),
    'an ID3v2 tag': id3(60_000),
    'a small ID3v2 tag': id3(200),
    'an ID3v1 tag and an ID3v2 tag': Buffer.concat([Buffer.from('TAG'.padEnd(128)), id3(1000)]),
    'an APE tag': apeHead(700),
  };
  const kinds = { 'constant bit rates': tagged, 'variable bit rates': variable };
  for (const [kind, make] of Object.entries(kinds)) {
    test.each(Object.entries(joints))(`${kind}, with %s between them`, async (_name, joint) => {
      const file = make();
      const alone = await readAll(await open(bytesIn(file), 'mp3'));
      const stem = await open(bytesIn(Buffer.concat([file, joint, file])), 'mp3');
      const { left, right } = await readAll(stem);
      expect(stem.lengthFrames).toBe(2 * fixtureLength);
      expect(greatestDifference(left.subarray(0, fixtureLength), alone.left)).toBeLessThan(1e-6);
      expect(greatestDifference(left.subarray(fixtureLength), alone.left)).toBeLessThan(1e-6);
      expect(greatestDifference(right.subarray(fixtureLength), alone.right)).toBeLessThan(1e-6);
      expect(stem.concealedFrames()).toBe(0);
    });
  }

  test('without tags of their own: each keeps its encoder’s delay, and no silence comes between', async () => {
    const alone = await readAll(await open(bytesIn(bare()), 'mp3'));
    const stem = await open(bytesIn(Buffer.concat([bare(), id3(60_000), bare()])), 'mp3');
    const { left } = await readAll(stem);
    expect(stem.lengthFrames).toBe(2 * alone.left.length);
    expect(greatestDifference(left.subarray(alone.left.length), alone.left)).toBeLessThan(1e-6);
  });

  test('wherever they are read from', async () => {
    const file = Buffer.concat([variable(), id3(3000), tagged()]);
    const whole = await readAll(await open(bytesIn(file), 'mp3'));
    const stem = await open(bytesIn(file), 'mp3');
    for (const start of [fixtureLength - 4000, 300_000, 10, fixtureLength, fixtureLength - 1]) {
      const part = await read(stem, start, 8192);
      expect(greatestDifference(part.left, whole.left.subarray(start, start + 8192))).toBeLessThan(1e-6);
    }
  });
});

describe('frames of another kind in the middle sound in their place', () => {
  const others = {
    'of 32 kHz': () => lame('bare-32k.mp3', '-t', '-b', '128', '--resample', '32'),
    'of 22.05 kHz (MPEG 2)': () => lame('bare-22k.mp3', '-t', '-b', '64', '--resample', '22.05'),
    'in mono': () => lame('bare-mono.mp3', '-t', '-m', 'm', '-b', '128'),
  };
  test.each(Object.entries(others))('%s', async (name, make) => {
    const other = await open(bytesIn(make()), 'mp3', 44_100);
    const own = await open(bytesIn(bare()), 'mp3');
    const stem = await open(bytesIn(Buffer.concat([bare(), make(), bare()])), 'mp3');
    expect(stem.facts).toMatchObject({ sampleRate: 44_100, channels: 2 });
    expect(stem.lengthFrames).toBe(2 * own.lengthFrames + other.lengthFrames);
    const { left, right } = await readAll(stem);
    const middle = left.subarray(own.lengthFrames, own.lengthFrames + other.lengthFrames);
    const wanted = await readAll(other);
    // In mono it is the middle of both sides, which is what the part alone gives as well.
    expect(greatestDifference(middle, wanted.left), name).toBeLessThan(1e-6);
    const end = own.lengthFrames + other.lengthFrames;
    const ownSound = await readAll(own);
    expect(greatestDifference(left.subarray(end), ownSound.left)).toBeLessThan(1e-6);
    expect(greatestDifference(right.subarray(end), ownSound.right)).toBeLessThan(1e-6);
    expect(stem.concealedFrames()).toBe(0);
  });

  test('a single header that says another kind is damage, which is silent and moves nothing', async () => {
    const intact = await readAll(await open(bytesIn(variable()), 'mp3'));
    const spoiled = Uint8Array.from(variable());
    // 0xc0 in the fourth byte of a header is mono. This far into the file a frame is found by its own header.
    let at = Math.floor(spoiled.length / 2);
    while (spoiled[at] !== 0xff || spoiled[at + 1] !== 0xfb) at++;
    spoiled[at + 3] = (spoiled[at + 3] ?? 0) | 0xc0;
    const stem = await open(bytesIn(spoiled), 'mp3');
    const { left } = await readAll(stem);
    expect(stem.lengthFrames).toBe(intact.left.length);
    expect(greatestDifference(left.subarray(180_000), intact.left.subarray(180_000))).toBeLessThan(1e-6);
  });
});

describe('a count of frames that does not fit is not believed', () => {
  const lies = {
    none: () => 0,
    half: (count: number) => count >> 1,
    double: (count: number) => count * 2,
    'all that fit into a number': () => 0xffff_ffff,
    'one too few': (count: number) => count - 1,
  };
  const makers = {
    'LAME V2': variable,
    'LAME 192 kbit/s': tagged,
    'Lavc V2': () => ffmpeg('lavc-v2.mp3', '-q:a', '2'),
  };
  for (const [maker, make] of Object.entries(makers)) {
    test.each(Object.entries(lies))(`${maker}: %s`, async (_name, lie) => {
      const file = Buffer.from(make());
      const at = Math.max(file.indexOf('Xing'), file.indexOf('Info')) + 8;
      file.writeUInt32BE(lie(file.readUInt32BE(at)) >>> 0, at);
      const stem = await open(bytesIn(file), 'mp3');
      expect(stem.lengthFrames).toBe(fixtureLength);
      const { left } = await readAll(stem);
      expect(lagOf(left, sourceLeft)).toBe(0);
      expect(signalToNoise(left, sourceLeft)).toBeGreaterThan(4);
    });
  }
});

test('a gap of megabytes is stepped over without looking at it again and again', async () => {
  const gap = 3 << 20;
  const bytes = bytesIn(Buffer.concat([bare(), Buffer.alloc(gap), bare()]));
  const stem = await open(bytes, 'mp3');
  await readAll(stem);
  // In blocks of 64 KiB: once to open, once to read.
  expect(bytes.reads()).toBeLessThan(6 * Math.ceil(bytes.byteLength / 65_536));
});
