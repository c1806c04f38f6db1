// [Note: prediction in 32 bits] A sample is its difference plus what is foretold, which is a sum of products shifted down (RFC 9639
// section 9.2.6). With the difference shifted up as far and added before, the sum shifted down is the sample. A sample of no more
// bits than are left above the shift needs the lowest 32 bits of that sum alone, whatever overflows on the way.

const mostOrder = 32;
/** Behind the last factor there are zeros, so that four may be loaded from any one on. */
const factorBytes = (mostOrder + 4) * 4;

// Of two channels that are predicted side by side. The factor for the sample just before comes first.
const factors = memory.data(2 * factorBytes, 16);
const orders: StaticArray<i32> = [0, 0];
const shifts: StaticArray<i32> = [0, 0];
const widths: StaticArray<i32> = [0, 0];

/**
 * Says how channel 0 or 1 is predicted: from `order` samples, shifted down by `shift`, while samples have `width` bits. Returns where to
 * put the factors, as integers. Order 0: the samples are there as they are.
 */
export function placeFactors(channel: i32, order: i32, shift: i32, width: i32): usize {
  orders[channel] = order;
  shifts[channel] = shift;
  widths[channel] = width;
  const place = factors + channel * factorBytes;
  memory.fill(place, 0, factorBytes);
  return place;
}

/** Turns the `samples` differences of channel 0 at `one` to samples. Up to three behind the last are written over. */
export function predictOne(one: usize, samples: i32): void {
  if (fitsIn32(0)) predictIn32(0, one, one, samples);
  else predictExactly(0, one, orders[0], samples);
}

/** As `predictOne`, of channel 0 at `one` and channel 1 at `other`: side by side they take little longer than one. */
export function predictTwo(one: usize, other: usize, samples: i32): void {
  if (fitsIn32(0) && fitsIn32(1)) predictIn32(1, one, other, samples);
  else {
    predictOne(one, samples);
    predictExactly(1, other, orders[1], samples);
  }
}

function fitsIn32(channel: i32): bool {
  return widths[channel] + shifts[channel] <= 32;
}

/** Samples `[from, end)` of a channel, one by one, in 64 bits. */
function predictExactly(channel: i32, place: usize, from: i32, end: i32): void {
  const order = orders[channel];
  if (order === 0) return;
  const shift = shifts[channel] as i64;
  const nearest = factors + channel * factorBytes;
  const farthest = nearest + 4 * order;
  const last = place + 4 * end;
  for (let at = place + 4 * from; at < last; at += 4) {
    let sum: i64 = 0;
    let before = at - 4;
    for (let factor = nearest; factor < farthest; factor += 4, before -= 4)
      sum += (load<i32>(factor) as i64) * (load<i32>(before) as i64);
    store<i32>(at, load<i32>(at) + i32(sum >> shift));
  }
}

/**
 * Channel 0, and beside it channel `second`, four samples at a time: what all of these have from samples before comes first, then what
 * they have from each other. [Note: prediction in 32 bits]
 */
function predictIn32(second: i32, one: usize, other: usize, samples: i32): void {
  const from = max(orders[0], orders[second]);
  if (from === 0) return;
  predictExactly(0, one, orders[0], from);
  if (second === 1) predictExactly(1, other, orders[1], from);
  const near = factors;
  const far = factors + second * factorBytes;
  const shift = shifts[0];
  const shiftFar = shifts[second];
  const a1 = load<i32>(near);
  const a2 = load<i32>(near, 4);
  const a3 = load<i32>(near, 8);
  const a4 = load<i32>(near, 12);
  const b1 = load<i32>(far);
  const b2 = load<i32>(far, 4);
  const b3 = load<i32>(far, 8);
  const b4 = load<i32>(far, 12);
  const farthest = (from as usize) << 2;
  const last = one + 4 * samples;
  let at = one + 4 * from;
  let bt = other + 4 * from;
  let a = load<i32>(at - 4);
  let b = load<i32>(bt - 4);
  for (; at < last; at += 16, bt += 16) {
    let sum = i32x4.shl(v128.load(at), shift);
    let sumB = i32x4.shl(v128.load(bt), shiftFar);
    for (let back: usize = 8; back <= farthest; back += 4) {
      sum = i32x4.add(sum, i32x4.mul(v128.load32_splat(at - back), v128.load(near + back - 4)));
      sumB = i32x4.add(sumB, i32x4.mul(v128.load32_splat(bt - back), v128.load(far + back - 4)));
    }
    const a5 = (i32x4.extract_lane(sum, 0) + a1 * a) >> shift;
    const a6 = (i32x4.extract_lane(sum, 1) + a2 * a + a1 * a5) >> shift;
    const a7 = (i32x4.extract_lane(sum, 2) + a3 * a + a2 * a5 + a1 * a6) >> shift;
    a = (i32x4.extract_lane(sum, 3) + a4 * a + a3 * a5 + a2 * a6 + a1 * a7) >> shift;
    store<i32>(at, a5);
    store<i32>(at, a6, 4);
    store<i32>(at, a7, 8);
    store<i32>(at, a, 12);
    if (second === 0) continue;
    const b5 = (i32x4.extract_lane(sumB, 0) + b1 * b) >> shiftFar;
    const b6 = (i32x4.extract_lane(sumB, 1) + b2 * b + b1 * b5) >> shiftFar;
    const b7 = (i32x4.extract_lane(sumB, 2) + b3 * b + b2 * b5 + b1 * b6) >> shiftFar;
    b = (i32x4.extract_lane(sumB, 3) + b4 * b + b3 * b5 + b2 * b6 + b1 * b7) >> shiftFar;
    store<i32>(bt, b5);
    store<i32>(bt, b6, 4);
    store<i32>(bt, b7, 8);
    store<i32>(bt, b, 12);
  }
}
