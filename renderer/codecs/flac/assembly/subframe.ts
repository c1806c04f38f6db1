import { isInside, readBits, readRice, readSigned, readZeros } from './bits';

const mostOrder = 32;
/** The factors of a prediction, the one for the sample just before first. */
const factors = memory.data(mostOrder * 8, 16);

/** Factors of the fixed predictions, up to the fourth (RFC 9639 section 9.2.5). */
const fixed: StaticArray<i64> = [1, 0, 0, 0, 2, -1, 0, 0, 3, -3, 1, 0, 4, -6, 4, -1];
const fixedFactors = 4;

/**
 * Reads one channel of a frame (RFC 9639 section 9.2): `samples` integers of `depth` bits (up to 25) to `into`. False when it contradicts
 * itself or the frame ends before it does.
 */
export function readSubframe(into: usize, samples: i32, depth: i32): bool {
  if (readBits(1) !== 0) return false;
  const type = readBits(6) as i32;
  const wasted = readBits(1) === 0 ? 0 : readZeros() + 1;
  const width = depth - wasted;
  if (width < 1 || !readKind(type, into, samples, width)) return false;
  if (wasted > 0)
    for (let at = into, end = into + 4 * samples; at < end; at += 4) store<i32>(at, load<i32>(at) << wasted);
  return isInside();
}

function readKind(type: i32, into: usize, samples: i32, width: i32): bool {
  if (type === 0) {
    const value = readSigned(width);
    for (let at = into, end = into + 4 * samples; at < end; at += 4) store<i32>(at, value);
    return true;
  }
  if (type === 1) return readPlain(into, samples, width);
  if (type >= 8 && type <= 12) return readFixed(into, samples, width, type - 8);
  return type >= 32 && readPredicted(into, samples, width, (type & 31) + 1);
}

/** Samples as they are. */
function readPlain(into: usize, samples: i32, width: i32): bool {
  for (let at = into, end = into + 4 * samples; at < end; at += 4) {
    store<i32>(at, readSigned(width));
    if (!isInside()) return false;
  }
  return true;
}

function readFixed(into: usize, samples: i32, width: i32, order: i32): bool {
  if (order > samples || !readPlain(into, order, width) || !readResidual(into, samples, order)) return false;
  if (order === 0) return true;
  for (let factor = 0; factor < order; factor++)
    store<i64>(factors + 8 * factor, fixed[(order - 1) * fixedFactors + factor]);
  predict(into, samples, order, 0);
  return true;
}

function readPredicted(into: usize, samples: i32, width: i32, order: i32): bool {
  if (order > samples || !readPlain(into, order, width)) return false;
  const precision = (readBits(4) as i32) + 1;
  // 15 is invalid, and so is a shift to the left (section 9.2.6).
  const shift = readSigned(5);
  if (precision === 16 || shift < 0) return false;
  for (let factor = 0; factor < order; factor++) store<i64>(factors + 8 * factor, readSigned(precision));
  if (!readResidual(into, samples, order)) return false;
  predict(into, samples, order, shift);
  return true;
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
    } else for (; at < end; at += 4) store<i32>(at, readRice(parameter));
    if (!isInside()) return false;
  }
  return true;
}

/** Adds to each difference, from sample `order` on, what the samples before it foretell. */
function predict(into: usize, samples: i32, order: i32, shift: i32): void {
  const last = factors + 8 * order;
  const end = into + 4 * samples;
  for (let at = into + 4 * order; at < end; at += 4) {
    let sum: i64 = 0;
    let before = at - 4;
    for (let factor = factors; factor < last; factor += 8, before -= 4)
      sum += load<i64>(factor) * (load<i32>(before) as i64);
    store<i32>(at, load<i32>(at) + i32(sum >> shift));
  }
}
