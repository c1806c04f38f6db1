import type { Speaker } from '../downmix.ts';

/** Bits of a packet from the most significant on; behind its end there are zeros. */
class BitReader {
  readonly #bytes: Uint8Array;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isBeyondEnd(): boolean {
    return this.position > this.#bytes.length * 8;
  }

  /** The next 32 bits, which stay. */
  peek(): number {
    const at = this.position >>> 3;
    const bytes = this.#bytes;
    const whole =
      ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const offset = this.position & 7;
    return offset === 0 ? whole >>> 0 : ((whole << offset) | ((bytes[at + 4] ?? 0) >>> (8 - offset))) >>> 0;
  }

  /** 0 to 32 bits as a number without a sign. */
  read(count: number): number {
    if (count === 0) return 0;
    const value = this.peek() >>> (32 - count);
    this.position += count;
    return value;
  }

  /** 1 to 32 bits as a number with a sign. */
  readSigned(count: number): number {
    const value = (this.peek() | 0) >> (32 - count);
    this.position += count;
    return value;
  }
}

// Adaptive Golomb codes as in `ag_dec.c` of Apple's reference decoder (Apache License 2.0).

const unit = 512;
const unitShift = 9;
/** A run of this many ones is no prefix: the number follows as it is. */
const longestPrefix = 9;
const largestMean = 0xffff;

type GolombTuning = { readonly mean: number; readonly adaption: number; readonly mostBits: number };

/** Reads `out.length` residuals; `sampleBits`: of one that stands there as it is. Throws when there are fewer. */
function readResiduals(
  bits: BitReader,
  { mean: firstMean, adaption, mostBits }: GolombTuning,
  sampleBits: number,
  out: Int32Array,
): void {
  let mean = firstMean;
  let afterZeros = 0;
  for (let at = 0; at < out.length;) {
    const k = Math.min(31 - Math.clz32((mean >>> unitShift) + 3), mostBits);
    const code = readNumber(bits, k, sampleBits) + afterZeros;
    out[at++] = (code & 1) === 0 ? code / 2 : -(code + 1) / 2;
    if (bits.isBeyondEnd) throw new Error('A packet is damaged.');
    mean = code - afterZeros > largestMean ? largestMean : adaption * code + mean - ((adaption * mean) >> unitShift);
    afterZeros = 0;
    if (mean << 2 >= unit || at >= out.length) continue;
    const zeroBits = Math.clz32(mean) - 24 + ((mean + 16) >> 6);
    const zeros = readZeroCount(bits, zeroBits, ((1 << zeroBits) - 1) & ((1 << mostBits) - 1));
    if (zeros > out.length - at) throw new Error('A packet is damaged.');
    out.fill(0, at, at + zeros);
    at += zeros;
    afterZeros = zeros >= largestMean ? 0 : 1;
    mean = 0;
  }
}

function readNumber(bits: BitReader, k: number, sampleBits: number): number {
  const ahead = bits.peek();
  const prefix = Math.clz32(~ahead);
  if (prefix >= longestPrefix) {
    bits.position += longestPrefix;
    return bits.read(sampleBits);
  }
  bits.position += prefix + 1;
  if (k === 1) return prefix;
  const tail = (ahead << (prefix + 1)) >>> (32 - k);
  bits.position += tail >= 2 ? k : k - 1;
  return prefix * ((1 << k) - 1) + (tail >= 2 ? tail - 1 : 0);
}

function readZeroCount(bits: BitReader, k: number, step: number): number {
  const ahead = bits.peek();
  const prefix = Math.clz32(~ahead);
  if (prefix >= longestPrefix) {
    bits.position += longestPrefix;
    return bits.read(16);
  }
  bits.position += prefix + 1;
  const tail = (ahead << (prefix + 1)) >>> (32 - k);
  bits.position += tail >= 2 ? k : k - 1;
  return prefix * step + (tail >= 2 ? tail - 1 : 0);
}

// The adaptive predictor as in `dp_dec.c` of Apple's reference decoder (Apache License 2.0).

/** Means that the residuals are differences, and nothing is predicted. */
const plainDifferences = 31;

/**
 * Turns residuals into samples of `sampleBits` bits, in place. `coefficients` are changed as the prediction learns; there are as
 * many as samples are looked back at.
 */
function unpredict(samples: Int32Array, coefficients: Int16Array, sampleBits: number, shift: number): void {
  const unused = 32 - sampleBits;
  const order = coefficients.length;
  const rounding = shift === 0 ? 0 : 1 << (shift - 1);
  if (order === 0) return;
  if (order === plainDifferences) {
    addUp(samples, samples.length, unused);
    return;
  }
  addUp(samples, Math.min(order + 1, samples.length), unused);
  for (let at = order + 1; at < samples.length; at++) {
    const base = samples[at - order - 1] ?? 0;
    let sum = 0;
    for (let back = 0; back < order; back++)
      sum = (sum + Math.imul(coefficients[back] ?? 0, ((samples[at - 1 - back] ?? 0) - base) | 0)) | 0;
    const residual = samples[at] ?? 0;
    samples[at] = ((residual + base + ((sum + rounding) >> shift)) << unused) >> unused;
    const direction = Math.sign(residual);
    let left = residual;
    for (let back = order - 1; back >= 0 && left * direction > 0; back--) {
      const off = (base - (samples[at - 1 - back] ?? 0)) | 0;
      const sign = Math.sign(off);
      coefficients[back] = (coefficients[back] ?? 0) - sign * direction;
      left = (left - Math.imul(order - back, (sign * direction * off) >> shift)) | 0;
    }
  }
}

/** The first samples: each is its difference from the one before. */
function addUp(samples: Int32Array, count: number, unused: number): void {
  for (let at = 1; at < count; at++) samples[at] = (((samples[at] ?? 0) + (samples[at - 1] ?? 0)) << unused) >> unused;
}

// Apple Lossless, after `ALACDecoder.cpp` of Apple's reference decoder (Apache License 2.0).

/** What decoding must know, the "magic cookie" (ALACSpecificConfig). */
export type AlacConfig = {
  readonly frameLength: number;
  readonly bitDepth: number;
  readonly historyMultiplier: number;
  readonly initialHistory: number;
  readonly riceLimit: number;
  readonly channels: number;
  readonly sampleRate: number;
};

const configBytes = 24;
const mostFrameLength = 1 << 20;

/** Null when these bytes are no such description. It may stand in boxes, as in QuickTime. */
export function parseAlacConfig(cookie: Uint8Array): AlacConfig | null {
  const text = String.fromCharCode(...cookie.subarray(0, 256));
  const boxed = text.lastIndexOf('alac\0\0\0\0');
  const bytes = boxed < 0 ? cookie : cookie.subarray(boxed + 8);
  if (bytes.length < configBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const config = {
    frameLength: view.getUint32(0),
    bitDepth: view.getUint8(5),
    historyMultiplier: view.getUint8(6),
    initialHistory: view.getUint8(7),
    riceLimit: view.getUint8(8),
    channels: view.getUint8(9),
    sampleRate: view.getUint32(20),
  };
  const { frameLength, bitDepth, channels, riceLimit } = config;
  const isSane = frameLength > 0 && frameLength <= mostFrameLength && channels > 0 && channels <= 8 && riceLimit <= 16;
  return isSane && [16, 20, 24, 32].includes(bitDepth) ? config : null;
}

/** The order of the channels of ALAC, which is that of AAC. */
export const alacSpeakers: Readonly<Record<number, readonly Speaker[]>> = {
  3: ['C', 'L', 'R'],
  4: ['C', 'L', 'R', 'Cs'],
  5: ['C', 'L', 'R', 'Ls', 'Rs'],
  6: ['C', 'L', 'R', 'Ls', 'Rs', 'LFE'],
  7: ['C', 'L', 'R', 'Ls', 'Rs', 'Cs', 'LFE'],
  8: ['C', 'Lc', 'Rc', 'L', 'R', 'Ls', 'Rs', 'LFE'],
};

// Kinds of elements in a packet (3 bits).
const single = 0;
const pair = 1;
const lowFrequency = 3;
const dataStream = 4;
const fill = 6;
const end = 7;

/** The channels of a packet as numbers of -1 to 1. Throws when it is damaged. */
export function decodeAlac(packet: Uint8Array, config: AlacConfig): readonly Float32Array[] {
  const bits = new BitReader(packet);
  const channels: Float32Array[] = [];
  while (channels.length < config.channels) {
    const kind = bits.read(3);
    if (kind === single || kind === lowFrequency) channels.push(...readElement(bits, config, 1));
    else if (kind === pair) channels.push(...readElement(bits, config, 2));
    else if (kind === dataStream) skipData(bits);
    else if (kind === fill) skipFill(bits);
    else throw new Error(kind === end ? 'A packet lacks channels.' : 'A packet is damaged.');
    if (bits.isBeyondEnd) throw new Error('A packet is damaged.');
  }
  // There is no checksum: what ends elsewhere than its bytes was misread.
  if (bits.read(3) !== end || packet.length * 8 - bits.position >= 8 || bits.isBeyondEnd)
    throw new Error('A packet is damaged.');
  return channels.slice(0, config.channels);
}

function skipData(bits: BitReader): void {
  bits.read(4);
  const isAligned = bits.read(1) === 1;
  const count = bits.read(8);
  const bytes = count === 255 ? count + bits.read(8) : count;
  if (isAligned) bits.position = (bits.position + 7) & ~7;
  bits.position += bytes * 8;
}

function skipFill(bits: BitReader): void {
  const count = bits.read(4);
  bits.position += (count === 15 ? count + bits.read(8) - 1 : count) * 8;
}

type Prediction = { readonly mode: number; readonly shift: number; readonly factor: number; coefficients: Int16Array };

/** One channel or two that were stored together. */
function readElement(bits: BitReader, config: AlacConfig, count: 1 | 2): readonly Float32Array[] {
  const { bitDepth, frameLength } = config;
  bits.read(4);
  bits.read(12);
  const isPartial = bits.read(1) === 1;
  const lowBytes = bits.read(2);
  const isPlain = bits.read(1) === 1;
  const length = isPartial ? bits.read(32) : frameLength;
  const lowBits = isPlain ? 0 : lowBytes * 8;
  if (length > frameLength || lowBits >= bitDepth) throw new Error('A packet is damaged.');
  const sides = Array.from({ length: count }, () => new Int32Array(length));
  const scale = 2 ** (1 - bitDepth);
  if (isPlain) {
    for (let at = 0; at < length && !bits.isBeyondEnd; at++) {
      for (const side of sides) side[at] = bits.readSigned(bitDepth);
    }
    return sides.map((side) => Float32Array.from(side, (sample) => sample * scale));
  }
  const mixBits = bits.read(8);
  const mixWeight = bits.readSigned(8);
  const predictions = sides.map(() => readPrediction(bits));
  const lowAt = bits.position;
  bits.position += lowBits * count * length;
  const sampleBits = bitDepth - lowBits + count - 1;
  for (const [index, { mode, shift, factor, coefficients }] of predictions.entries()) {
    const side = sides[index] ?? new Int32Array(0);
    const adaption = (config.historyMultiplier * factor) >> 2;
    readResiduals(bits, { mean: config.initialHistory, adaption, mostBits: config.riceLimit }, sampleBits, side);
    if (mode !== 0) unpredict(side, new Int16Array(plainDifferences), sampleBits, 0);
    unpredict(side, coefficients, sampleBits, shift);
  }
  const [first, second] = sides;
  if (first !== undefined && second !== undefined && mixWeight !== 0) separate(first, second, mixBits, mixWeight);
  if (lowBits > 0) addLowBits(sides, bits, lowAt, lowBits);
  return sides.map((side) => Float32Array.from(side, (sample) => sample * scale));
}

function readPrediction(bits: BitReader): Prediction {
  const [mode, shift, factor, order] = [bits.read(4), bits.read(4), bits.read(3), bits.read(5)];
  return { mode, shift, factor, coefficients: Int16Array.from({ length: order }, () => bits.readSigned(16)) };
}

/** What was stored as a weighted middle and a difference. */
function separate(first: Int32Array, second: Int32Array, mixBits: number, mixWeight: number): void {
  for (let at = 0; at < first.length; at++) {
    const difference = second[at] ?? 0;
    const left = ((first[at] ?? 0) + difference - (Math.imul(mixWeight, difference) >> mixBits)) | 0;
    first[at] = left;
    second[at] = (left - difference) | 0;
  }
}

/** The lowest bits of each sample, which are stored as they are. */
function addLowBits(sides: readonly Int32Array[], bits: BitReader, lowAt: number, lowBits: number): void {
  const behind = bits.position;
  bits.position = lowAt;
  const length = sides[0]?.length ?? 0;
  for (let at = 0; at < length; at++) {
    for (const side of sides) side[at] = ((side[at] ?? 0) << lowBits) | bits.read(lowBits);
  }
  bits.position = behind;
}
