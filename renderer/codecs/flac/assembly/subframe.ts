import { isInside, readBits, readCodes, readSigned, readZeros } from './bits';
import { placeFactors } from './prediction';

/** Factors of the fixed predictions, up to the fourth (RFC 9639 section 9.2.5). */
const fixed: StaticArray<i32> = [1, 0, 0, 0, 2, -1, 0, 0, 3, -3, 1, 0, 4, -6, 4, -1];
const fixedFactors = 4;

/** Bits that are 0 in all samples of a channel, 0 or 1, and are left out until they are predicted. */
const wastedBits: StaticArray<i32> = [0, 0];

/**
 * Reads one channel of a frame (RFC 9639 section 9.2), 0 or 1 of those that are predicted side by side: `samples` integers of `depth` bits
 * (up to 25) to `into`, differences from the order of its prediction on. False when it contradicts itself or the frame ends before
 * it does.
 */
export function readSubframe(channel: i32, into: usize, samples: i32, depth: i32): bool {
  if (readBits(1) !== 0) return false;
  const type = readBits(6) as i32;
  const wasted = readBits(1) === 0 ? 0 : readZeros() + 1;
  wastedBits[channel] = wasted;
  const width = depth - wasted;
  return width >= 1 && readKind(channel, type, into, samples, width) && isInside();
}

/** Puts back the bits of a channel that were left out, once it is predicted. */
export function shiftWasted(channel: i32, at: usize, samples: i32): void {
  const wasted = wastedBits[channel];
  if (wasted === 0) return;
  for (const end = at + 4 * samples; at < end; at += 4) store<i32>(at, load<i32>(at) << wasted);
}

function readKind(channel: i32, type: i32, into: usize, samples: i32, width: i32): bool {
  placeFactors(channel, 0, 0, width);
  if (type === 0) {
    const value = readSigned(width);
    for (let at = into, end = into + 4 * samples; at < end; at += 4) store<i32>(at, value);
    return true;
  }
  if (type === 1) return readPlain(into, samples, width);
  if (type >= 8 && type <= 12) return readFixed(channel, into, samples, width, type - 8);
  return type >= 32 && readPredicted(channel, into, samples, width, (type & 31) + 1);
}

/** Samples as they are. */
function readPlain(into: usize, samples: i32, width: i32): bool {
  for (let at = into, end = into + 4 * samples; at < end; at += 4) {
    store<i32>(at, readSigned(width));
    if (!isInside()) return false;
  }
  return true;
}

function readFixed(channel: i32, into: usize, samples: i32, width: i32, order: i32): bool {
  if (order > samples || !readPlain(into, order, width)) return false;
  const factors = placeFactors(channel, order, 0, width);
  for (let factor = 0; factor < order; factor++)
    store<i32>(factors + 4 * factor, fixed[(order - 1) * fixedFactors + factor]);
  return readResidual(into, samples, order);
}

function readPredicted(channel: i32, into: usize, samples: i32, width: i32, order: i32): bool {
  if (order > samples || !readPlain(into, order, width)) return false;
  const precision = (readBits(4) as i32) + 1;
  // 15 is invalid, and so is a shift to the left (section 9.2.6).
  const shift = readSigned(5);
  if (precision === 16 || shift < 0) return false;
  const factors = placeFactors(channel, order, shift, width);
  for (let factor = 0; factor < order; factor++) store<i32>(factors + 4 * factor, readSigned(precision));
  return readResidual(into, samples, order);
}

/** Differences to the prediction, from sample `order` on, in partitions with parameters of their own (section 9.2.7). */
function readResidual(into: usize, samples: i32, order: i32): bool {
  const method = readBits(2) as i32;
  const partitions = 1 << (readBits(4) as i32);
  const perPartition = samples / partitions;
  if (method > 1 || perPartition * partitions !== samples || perPartition < order) return false;
  const parameterBits = 4 + method;
  const plain = (1 << parameterBits) - 1;
  let at = into + 4 * order;
  let end = into;
  for (let partition = 0; partition < partitions; partition++) {
    end += 4 * perPartition;
    const parameter = readBits(parameterBits) as i32;
    if (parameter === plain) {
      const width = readBits(5) as i32;
      for (; at < end; at += 4) store<i32>(at, width === 0 ? 0 : readSigned(width));
    } else readCodes(at, end, parameter);
    at = end;
    if (!isInside()) return false;
  }
  return true;
}
