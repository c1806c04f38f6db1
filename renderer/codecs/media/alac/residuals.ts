import type { BitReader } from './bit-reader.ts';

// Adaptive Golomb codes as in `ag_dec.c` of Apple's reference decoder (Apache License 2.0).

const unit = 512;
const unitShift = 9;
/** So many ones in front are no prefix but say that the number follows as it is. */
const longestPrefix = 9;
const largestMean = 0xffff;

export type GolombTuning = { readonly mean: number; readonly adaption: number; readonly mostBits: number };

/** Reads `out.length` residuals; `sampleBits`: of one that stands there as it is. Throws when there are fewer. */
export function readResiduals(
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
