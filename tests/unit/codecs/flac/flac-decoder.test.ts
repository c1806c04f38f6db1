import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlacFrameDecoder } from '../../../../renderer/codecs/flac/flac-decoder.ts';
import { parseFlacHeader } from '../../../../renderer/codecs/flac/flac-frames.ts';
import type { FlacShape } from '../../../../renderer/codecs/flac/flac-header.ts';
import { FlacPackets } from '../../../../renderer/codecs/flac/flac-packets.ts';
import { crc16OfFlac, crc8OfFlac } from '../../../../renderer/codecs/shared/checksums.ts';
import { greatestDifference } from '../alignment.ts';
import { bytesIn, ffmpeg, sourceLeft, sourceRight } from '../fixtures.ts';

/** Bits, the first one on top. */
class BitWriter {
  readonly #bits: number[] = [];

  put(value: number, count: number): this {
    for (let bit = count - 1; bit >= 0; bit--) this.#bits.push(Math.floor(value / 2 ** bit) & 1);
    return this;
  }

  /** A number of Rice's code: the quotient in zeros, a one, the rest. */
  putRice(value: number, parameter: number): this {
    const folded = value >= 0 ? value * 2 : value * -2 - 1;
    for (let zeros = Math.floor(folded / 2 ** parameter); zeros > 0; zeros--) this.#bits.push(0);
    return this.put(1, 1).put(folded % 2 ** parameter, parameter);
  }

  get bytes(): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(this.#bits.length / 8));
    for (const [at, bit] of this.#bits.entries()) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (bit << (7 - (at & 7)));
    return bytes;
  }
}

type Coding =
  | { readonly kind: 'constant' | 'plain' }
  | { readonly kind: 'fixed'; readonly order: number }
  | { readonly kind: 'predicted'; readonly factors: readonly number[]; readonly shift: number };

type Rice = {
  readonly partitionOrder: number;
  readonly parameter: number;
  readonly isWide: boolean;
  readonly isPlain: boolean;
};

const fixedFactors = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]] as const;

/** One channel, as RFC 9639 section 9.2 has it. */
function putSubframe(
  to: BitWriter,
  samples: readonly number[],
  depth: number,
  coding: Coding,
  rice: Rice,
  wasted: number,
) {
  const width = depth - wasted;
  const shifted = samples.map((sample) => sample / 2 ** wasted);
  const head = (type: number): void => {
    to.put(type, 7).put(wasted > 0 ? 1 : 0, 1);
    if (wasted > 0) to.put(1, wasted);
  };
  const plain = (values: readonly number[]): void => {
    for (const value of values) to.put(value < 0 ? value + 2 ** width : value, width);
  };
  switch (coding.kind) {
    case 'constant':
      head(0);
      plain(shifted.slice(0, 1));
      return;
    case 'plain':
      head(1);
      plain(shifted);
      return;
    case 'fixed':
    case 'predicted': {
      const factors = coding.kind === 'fixed' ? (fixedFactors[coding.order] ?? []) : coding.factors;
      const shift = coding.kind === 'fixed' ? 0 : coding.shift;
      const order = factors.length;
      head(coding.kind === 'fixed' ? 8 + order : 31 + order);
      plain(shifted.slice(0, order));
      if (coding.kind === 'predicted') {
        to.put(14, 4).put(shift, 5);
        for (const factor of factors) to.put(factor < 0 ? factor + 2 ** 15 : factor, 15);
      }
      const foretold = (at: number): number =>
        Number(
          factors.reduce((sum, factor, back) => sum + BigInt(factor) * BigInt(shifted[at - 1 - back] ?? 0), 0n) >>
            BigInt(shift),
        );
      const residual = shifted.map((sample, at) => (at < order ? 0 : sample - foretold(at)));
      const parameterBits = rice.isWide ? 5 : 4;
      to.put(rice.isWide ? 1 : 0, 2).put(rice.partitionOrder, 4);
      const perPartition = samples.length / 2 ** rice.partitionOrder;
      for (let from = 0; from < samples.length; from += perPartition) {
        const part = residual.slice(Math.max(from, order), from + perPartition);
        const most = Math.max(0, ...part.map((value) => (value < 0 ? -value - 1 : value)));
        const plainWidth = Math.ceil(Math.log2(most + 1)) + 1;
        if (rice.isPlain && plainWidth < 32) {
          to.put(2 ** parameterBits - 1, parameterBits).put(plainWidth, 5);
          for (const value of part) to.put(value < 0 ? value + 2 ** plainWidth : value, plainWidth);
        } else {
          // Not so small that a code takes kilobytes.
          const parameter = Math.max(rice.parameter, Math.ceil(Math.log2(most + 1)) - 6);
          to.put(parameter, parameterBits);
          for (const value of part) to.putRice(value, parameter);
        }
      }
    }
  }
}

const depthCodes: Readonly<Record<number, number>> = { 8: 1, 12: 2, 16: 4, 20: 5, 24: 6 };

type Written = {
  readonly channels: readonly (readonly number[])[];
  readonly depth: number;
  readonly assignment: number;
};

/** A whole frame of 44.1 kHz with these channels, of which one may be a difference. */
function frameOf({ channels, depth, assignment }: Written, coding: Coding, rice: Rice, wasted: number): Uint8Array {
  const [first = [], second = []] = channels;
  const difference = first.map((sample, at) => sample - (second[at] ?? 0));
  const middle = first.map((sample, at) => Math.floor((sample + (second[at] ?? 0)) / 2));
  const written =
    assignment === 8
      ? [first, difference]
      : assignment === 9
        ? [difference, second]
        : assignment === 10
          ? [middle, difference]
          : channels;
  const isDifference = (channel: number): boolean => assignment >= 8 && (channel === 0) === (assignment === 9);
  const count = first.length;
  const head = new BitWriter()
    .put(0xfff8, 16)
    .put(7, 4)
    .put(9, 4)
    .put(assignment, 4)
    .put(depthCodes[depth] ?? 0, 3)
    .put(0, 1);
  const headBytes = head.put(0, 8).put(count - 1, 16).bytes;
  const body = new BitWriter();
  for (const [channel, samples] of written.entries())
    putSubframe(body, samples, depth + (isDifference(channel) ? 1 : 0), coding, rice, wasted);
  return checked(Buffer.concat([headBytes, Buffer.from([crc8OfFlac(headBytes, 0, headBytes.length)]), body.bytes]));
}

/** With its checksum behind it. */
function checked(frame: Uint8Array): Uint8Array {
  const whole = Buffer.concat([frame, Buffer.alloc(2)]);
  whole.writeUInt16BE(crc16OfFlac(whole, frame.length), frame.length);
  return new Uint8Array(whole);
}

function decodeFlacFrame(frame: Uint8Array, shape: FlacShape) {
  const head = parseFlacHeader(frame, 0, shape);
  if (head === null) throw new Error('This is no frame.');
  return new FlacFrameDecoder(shape).decode(frame, head).sound;
}

const shapeOf = (bits: number) => ({ sampleRate: 44_100, bits });

const anyCoding: fc.Arbitrary<Coding> = fc.oneof(
  fc.constant({ kind: 'plain' } as const),
  fc.record({ kind: fc.constant('fixed' as const), order: fc.integer({ min: 0, max: 4 }) }),
  fc.record({
    kind: fc.constant('predicted' as const),
    factors: fc.array(fc.integer({ min: -16_384, max: 16_383 }), { minLength: 1, maxLength: 32 }),
    shift: fc.integer({ min: 0, max: 15 }),
  }),
);
const anyRice: fc.Arbitrary<Rice> = fc.record({
  partitionOrder: fc.integer({ min: 0, max: 2 }),
  parameter: fc.integer({ min: 0, max: 14 }),
  isWide: fc.constant(true),
  isPlain: fc.boolean(),
});

describe('our decoder of FLAC', () => {
  it('gives the very samples back, whatever the depth, the channels and the prediction', () => {
    const anyFrame = fc
      .record({
        depth: fc.constantFrom(8, 12, 16, 17, 20, 24),
        assignment: fc.constantFrom(0, 1, 8, 9, 10),
        count: fc.constantFrom(160, 192, 256),
        wasted: fc.constantFrom(0, 0, 1, 3),
      })
      .chain((kind) => {
        const most = 2 ** (kind.depth - 1 - kind.wasted);
        const channel = fc.array(fc.integer({ min: -most, max: most - 1 }), {
          minLength: kind.count,
          maxLength: kind.count,
        });
        const channels = fc.array(channel, {
          minLength: kind.assignment === 0 ? 1 : 2,
          maxLength: kind.assignment === 0 ? 1 : 2,
        });
        return fc.record({ kind: fc.constant(kind), channels });
      });
    fc.assert(
      fc.property(anyFrame, anyCoding, anyRice, ({ kind, channels }, coding, rice) => {
        // The middle of two channels has no bits to waste.
        const wasted = kind.assignment === 10 ? 0 : kind.wasted;
        const samples = channels.map((channel) => channel.map((sample) => sample * 2 ** kind.wasted));
        // A prediction that goes far beyond the samples has differences of more than 32 bits, which no encoder writes.
        if (coding.kind === 'predicted' && kind.depth + 15 + 5 - coding.shift > 31) return;
        const { left, right } = decodeFlacFrame(
          frameOf({ ...kind, channels: samples }, coding, rice, wasted),
          shapeOf(kind.depth),
        );
        const [first = [], second = first] = samples;
        expect([...left]).toEqual(first.map((sample) => sample / 2 ** (kind.depth - 1)));
        expect([...right]).toEqual(second.map((sample) => sample / 2 ** (kind.depth - 1)));
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('gives one value for all samples of a constant', () => {
    const frame = frameOf(
      { channels: [Array(192).fill(-77)], depth: 8, assignment: 0 },
      { kind: 'constant' },
      noRice,
      0,
    );
    expect(new Set(decodeFlacFrame(frame, shapeOf(8)).left)).toEqual(new Set([-77 / 128]));
  });

  it.each(['0', '5', '8', '12'])('gives what another encoder was given, at its level %s', async (level) => {
    const file = ffmpeg(`own-${level}.flac`, '-c:a', 'flac', '-compression_level', level);
    const packets = await FlacPackets.open(bytesIn(file));
    if (packets === null) throw new Error('There are no frames.');
    const [left, right] = [new Float32Array(sourceLeft.length), new Float32Array(sourceRight.length)];
    let at = 0;
    for await (const { data } of packets.packets()) {
      const sound = decodeFlacFrame(data, packets.stream);
      left.set(sound.left, at);
      right.set(sound.right, at);
      at += sound.left.length;
    }
    expect(at).toBe(sourceLeft.length);
    expect(greatestDifference(left, sourceLeft)).toBe(0);
    expect(greatestDifference(right, sourceRight)).toBe(0);
  });

  it('ends with every frame that lies, and its sound stays within full scale, or is refused', () => {
    const file = frameOf(
      { channels: [sine(256, 20_000), sine(256, 9000)], depth: 16, assignment: 10 },
      { kind: 'fixed', order: 2 },
      noRice,
      0,
    );
    const headBytes = 9;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: headBytes, max: file.length - 3 }), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.integer({ min: headBytes + 1, max: file.length - 2 }),
        (changes, end) => {
          const spoilt = file.slice(0, end);
          for (const [at, value] of changes) if (at < end) spoilt[at] = value;
          try {
            const { left } = decodeFlacFrame(checked(spoilt), shapeOf(16));
            expect(left).toHaveLength(256);
            expect(left.every((sample) => Math.abs(sample) <= 1)).toBe(true);
          } catch (error) {
            expect(error).toEqual(new Error('A frame is damaged.'));
          }
        },
      ),
      { numRuns: 3000, seed: 7 },
    );
    expect(decodeFlacFrame(file, shapeOf(16)).left[1]).toBe((sine(256, 20_000)[1] ?? 0) / 32_768);
  });

  it('leaves a frame alone whose checksum is wrong, and one that is deeper than it can be', () => {
    const frame = frameOf({ channels: [sine(192, 100)], depth: 16, assignment: 0 }, { kind: 'plain' }, noRice, 0);
    frame[40] = (frame[40] ?? 0) ^ 1;
    expect(() => decodeFlacFrame(frame, shapeOf(16))).toThrow('A frame is damaged.');
    const deep = frameOf({ channels: [sine(192, 100)], depth: 32, assignment: 0 }, { kind: 'plain' }, noRice, 0);
    expect(() => decodeFlacFrame(deep, shapeOf(32))).toThrow('Its samples have 32 bits.');
  });
});

const noRice: Rice = { partitionOrder: 0, parameter: 4, isWide: false, isPlain: false };

const sine = (count: number, height: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => Math.round(height * Math.sin(at / 9)));
