import type { Speaker } from '../../downmix.ts';
import { BitReader } from './bit-reader.ts';
import { plainDifferences, unpredict } from './predictor.ts';
import { readResiduals } from './residuals.ts';

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
