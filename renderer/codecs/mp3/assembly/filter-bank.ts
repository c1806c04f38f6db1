/**
 * The first half and the middle of the window of the filter bank, times 65536, without its signs (ISO 11172-3 table 3-B.3, D[0]
 * to D[256]). The other half mirrors it.
 */
// prettier-ignore
export const prototype = memory.data<i32>([
  0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5,
  5, 6, 7, 7, 8, 9, 10, 11, 13, 14, 16, 17, 19, 21, 24, 26,
  29, 31, 35, 38, 41, 45, 49, 53, 58, 63, 68, 73, 79, 85, 91, 97,
  104, 111, 117, 125, 132, 139, 147, 154, 161, 169, 176, 183, 190, 196, 202, 208,
  213, 218, 222, 225, 227, 228, 228, 227, 224, 221, 215, 208, 200, 189, 177, 163,
  146, 127, 106, 83, 57, 29, 2, 36, 72, 111, 153, 197, 244, 294, 347, 401,
  459, 519, 581, 645, 711, 779, 848, 919, 991, 1064, 1137, 1210, 1283, 1356, 1428, 1498,
  1567, 1634, 1698, 1759, 1817, 1870, 1919, 1962, 2001, 2032, 2057, 2075, 2085, 2087, 2080, 2063,
  2037, 2000, 1952, 1893, 1822, 1739, 1644, 1535, 1414, 1280, 1131, 970, 794, 605, 402, 185,
  45, 288, 545, 814, 1095, 1388, 1692, 2006, 2330, 2663, 3004, 3351, 3705, 4063, 4425, 4788,
  5153, 5517, 5879, 6237, 6589, 6935, 7271, 7597, 7910, 8209, 8491, 8755, 8998, 9219, 9416, 9585,
  9727, 9838, 9916, 9959, 9966, 9935, 9863, 9750, 9592, 9389, 9139, 8840, 8492, 8092, 7640, 7134,
  6574, 5959, 5288, 4561, 3776, 2935, 2037, 1082, 70, 998, 2122, 3300, 4533, 5818, 7154, 8540,
  9975, 11455, 12980, 14548, 16155, 17799, 19478, 21189, 22929, 24694, 26482, 28289, 30112, 31947, 33791, 35640,
  37489, 39336, 41176, 43006, 44821, 46617, 48390, 50137, 51853, 53534, 55178, 56778, 58333, 59838, 61289, 62684,
  64019, 65290, 66494, 67629, 68692, 69679, 70590, 71420, 72169, 72835, 73415, 73908, 74313, 74630, 74856, 74992,
  75038,
]);

/** Bands of the filter bank, and samples of one instant. */
export const bankBands = 32;
/** Instants whose bands sound into a sample. */
const taps = 16;
/** The most instants of one frame. */
const mostInstants = 36;

// What an instant leaves behind: cosine sums 16 to 31, 16 down to 1, and 0, each 4 bytes, and three to fill up.
const rising = 0;
const falling = 64;
const lowest = 128;
const instantBytes = 144;

/** Bytes that are kept from frame to frame. */
export const historyBytes = (taps - 1) * instantBytes;

const sums = memory.data((taps - 1 + mostInstants + 3) * instantBytes, 16);
/** For each four samples of the lower half: window for the rising and falling sums of eight instants, and for those mirrored. */
const window = memory.data(4 * 8 * 4 * 16, 16);
const middleWindow = memory.data(8 * 4, 16);
layWindow();

/** Scales of the two halves that a cosine transform falls into. */
const scales = memory.data((16 + 8 + 4 + 2) * 4, 16);
layScales();

const bands = memory.data(bankBands * 16, 16);
const halves = memory.data(bankBands * 16, 16);
const cosines = memory.data((bankBands + 1) * 16, 16);

/**
 * Bands to samples (ISO 11172-3 2.4.3.2.2): `instants` (18 or 36) of 32 bands at `from`, of which three more may be read, become
 * 32 samples each at `to`, of which one more is written.
 */
export function synthesize(from: usize, instants: i32, history: usize, to: usize): void {
  memory.copy(sums, history, historyBytes);
  const first = sums + historyBytes;
  for (let at = 0; at < instants; at += 4) sumCosines(from + at * bankBands * 4, first + at * instantBytes);
  for (let group: usize = 0; group < 4; group++) addWindowed(first, instants, group, to);
  for (let at = 0; at < instants; at++)
    store<f32>(to + (at * bankBands + 16) * 4, middleSample(first + at * instantBytes));
  memory.copy(history, sums + instants * instantBytes, historyBytes);
}

/** Samples 4g to 4g+3 of each instant, and those as far from its end: both are made of the same sums. */
function addWindowed(first: usize, instants: i32, group: usize, to: usize): void {
  const weights = window + group * 512;
  const lower = to + 16 * group;
  const upper = to + (29 - 4 * group) * 4;
  for (let at = 0; at < instants; at++) {
    let even = first + at * instantBytes + rising + 16 * group;
    let odd = first + at * instantBytes - instantBytes + falling + 16 * group;
    let weight = weights;
    let low = f32x4.splat(0);
    let high = f32x4.splat(0);
    let lowOdd = f32x4.splat(0);
    let highOdd = f32x4.splat(0);
    for (let tap = 0; tap < taps; tap += 2) {
      const up = v128.load(even);
      const down = v128.load(odd);
      low = f32x4.add(low, f32x4.mul(up, v128.load(weight)));
      high = f32x4.add(high, f32x4.mul(up, v128.load(weight, 16)));
      lowOdd = f32x4.add(lowOdd, f32x4.mul(down, v128.load(weight, 32)));
      highOdd = f32x4.add(highOdd, f32x4.mul(down, v128.load(weight, 48)));
      even -= 2 * instantBytes;
      odd -= 2 * instantBytes;
      weight += 64;
    }
    low = f32x4.add(low, lowOdd);
    high = f32x4.add(high, highOdd);
    v128.store(lower + at * bankBands * 4, low);
    v128.store(upper + at * bankBands * 4, v128.shuffle<f32>(high, high, 3, 2, 1, 0));
  }
}

function middleSample(instant: usize): f32 {
  let sum: f32 = 0;
  let at = instant - instantBytes + lowest;
  for (let tap = 0; tap < 8; tap++) {
    sum += load<f32>(at) * load<f32>(middleWindow + 4 * tap);
    at -= 2 * instantBytes;
  }
  return sum;
}

/** Sums S(k) cos(n pi(2k+1)/64) over 32 bands, for four instants at once, into where they are kept. */
function sumCosines(from: usize, to: usize): void {
  for (let band: usize = 0; band < 32; band += 4) {
    turn(from + 4 * band, bankBands * 4, bands + 16 * band, 16);
  }
  // In halves until each is a transform of four: 32, twice 16, four times 8.
  fold(bands, halves, 32, scales);
  fold(halves, bands, 16, scales + 64);
  fold(halves + 256, bands + 256, 16, scales + 64);
  for (let part: usize = 0; part < 4; part++) transformEight(bands + 128 * part, halves + 128 * part);
  unfold(halves, bands, 16);
  unfold(halves + 256, bands + 256, 16);
  unfold(bands, cosines, 32);
  for (let n: usize = 0; n < 16; n += 4) turn(cosines + 16 * (16 + n), 16, to + rising + 4 * n, instantBytes);
  for (let n: usize = 0; n < 16; n += 4) turnBack(cosines + 16 * (16 - n), to + falling + 4 * n);
  const zero = v128.load(cosines);
  store<f32>(to + lowest, f32x4.extract_lane(zero, 0));
  store<f32>(to + instantBytes + lowest, f32x4.extract_lane(zero, 1));
  store<f32>(to + 2 * instantBytes + lowest, f32x4.extract_lane(zero, 2));
  store<f32>(to + 3 * instantBytes + lowest, f32x4.extract_lane(zero, 3));
}

/**
 * One transform of `size` as two of half the size: x(k) + x(size-1-k) gives its even sums, and (x(k) - x(size-1-k)) /
 * 2cos(pi(2k+1)/2size) gives neighbours whose sums are the odd ones.
 */
function fold(from: usize, to: usize, size: usize, scale: usize): void {
  const half = size * 8;
  let mirrored = from + 16 * (size - 1);
  for (let at: usize = 0; at < half; at += 16) {
    const low = v128.load(from + at);
    const high = v128.load(mirrored);
    v128.store(to + at, f32x4.add(low, high));
    v128.store(to + half + at, f32x4.mul(f32x4.sub(low, high), v128.load_splat<f32>(scale + (at >> 2))));
    mirrored -= 16;
  }
}

function unfold(from: usize, to: usize, size: usize): void {
  const half = size * 8;
  let odd = v128.load(from + half);
  for (let at: usize = 0; at < half - 16; at += 16) {
    const next = v128.load(from + half + at + 16);
    v128.store(to + 2 * at, v128.load(from + at));
    v128.store(to + 2 * at, f32x4.add(odd, next), 16);
    odd = next;
  }
  v128.store(to + 2 * (half - 16), v128.load(from + half - 16));
  v128.store(to + 2 * (half - 16), odd, 16);
}

function transformEight(from: usize, to: usize): void {
  const scale8 = scales + 96;
  const scale4 = scales + 112;
  const x0 = v128.load(from);
  const x1 = v128.load(from, 16);
  const x2 = v128.load(from, 32);
  const x3 = v128.load(from, 48);
  const x4 = v128.load(from, 64);
  const x5 = v128.load(from, 80);
  const x6 = v128.load(from, 96);
  const x7 = v128.load(from, 112);
  const a0 = f32x4.add(x0, x7);
  const a1 = f32x4.add(x1, x6);
  const a2 = f32x4.add(x2, x5);
  const a3 = f32x4.add(x3, x4);
  const b0 = f32x4.mul(f32x4.sub(x0, x7), v128.load_splat<f32>(scale8));
  const b1 = f32x4.mul(f32x4.sub(x1, x6), v128.load_splat<f32>(scale8, 4));
  const b2 = f32x4.mul(f32x4.sub(x2, x5), v128.load_splat<f32>(scale8, 8));
  const b3 = f32x4.mul(f32x4.sub(x3, x4), v128.load_splat<f32>(scale8, 12));
  const first = v128.load_splat<f32>(scale4);
  const second = v128.load_splat<f32>(scale4, 4);

  const c0 = f32x4.add(a0, a3);
  const c1 = f32x4.add(a1, a2);
  const c2 = f32x4.mul(f32x4.sub(a0, a3), first);
  const c3 = f32x4.mul(f32x4.sub(a1, a2), second);
  const even2 = f32x4.mul(f32x4.sub(c2, c3), root);
  v128.store(to, f32x4.add(c0, c1));
  v128.store(to, f32x4.add(f32x4.add(c2, c3), even2), 32);
  v128.store(to, f32x4.mul(f32x4.sub(c0, c1), root), 64);
  v128.store(to, even2, 96);

  const d0 = f32x4.add(b0, b3);
  const d1 = f32x4.add(b1, b2);
  const d2 = f32x4.mul(f32x4.sub(b0, b3), first);
  const d3 = f32x4.mul(f32x4.sub(b1, b2), second);
  const odd2 = f32x4.mul(f32x4.sub(d2, d3), root);
  const t0 = f32x4.add(d0, d1);
  const t1 = f32x4.add(f32x4.add(d2, d3), odd2);
  const t2 = f32x4.mul(f32x4.sub(d0, d1), root);
  v128.store(to, f32x4.add(t0, t1), 16);
  v128.store(to, f32x4.add(t1, t2), 48);
  v128.store(to, f32x4.add(t2, odd2), 80);
  v128.store(to, odd2, 112);
}

const root = f32x4.splat(f32(Math.SQRT1_2));

/** Four vectors, `apart` bytes from each other, become four of the other direction. */
function turn(from: usize, apart: usize, to: usize, toApart: usize): void {
  turnFour(
    v128.load(from),
    v128.load(from + apart),
    v128.load(from + 2 * apart),
    v128.load(from + 3 * apart),
    to,
    toApart,
  );
}

/** The same for vectors that lie back to front. */
function turnBack(from: usize, to: usize): void {
  turnFour(v128.load(from), v128.load(from - 16), v128.load(from - 32), v128.load(from - 48), to, instantBytes);
}

function turnFour(a: v128, b: v128, c: v128, d: v128, to: usize, apart: usize): void {
  const lowAb = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const highAb = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const lowCd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const highCd = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(lowAb, lowCd, 0, 1, 4, 5));
  v128.store(to + apart, v128.shuffle<f32>(lowAb, lowCd, 2, 3, 6, 7));
  v128.store(to + 2 * apart, v128.shuffle<f32>(highAb, highCd, 0, 1, 4, 5));
  v128.store(to + 3 * apart, v128.shuffle<f32>(highAb, highCd, 2, 3, 6, 7));
}

function layScales(): void {
  let at = scales;
  for (let size = 32; size >= 4; size >>= 1) {
    for (let k = 0; k < size / 2; k++) {
      store<f32>(at, f32(0.5 / Math.cos((Math.PI * (2 * k + 1)) / f64(2 * size))));
      at += 4;
    }
  }
}

/** With V(i) = sum of S(k) cos((16+i) pi(2k+1)/64), samples j and 32-j are made of sums 16+j and 16-j, but for their signs. */
function layWindow(): void {
  for (let tap = 0; tap < 8; tap++) {
    for (let j = 0; j < 16; j++) {
      const at = window + usize((j >> 2) * 512 + tap * 64 + (j & 3) * 4);
      store<f32>(at, weightOf(64 * tap + j));
      store<f32>(at, -weightOf(64 * tap + 32 - j), 16);
      store<f32>(at, -weightOf(64 * tap + 32 + j), 32);
      store<f32>(at, -weightOf(64 * tap + 64 - j), 48);
    }
    store<f32>(middleWindow + 4 * tap, -weightOf(64 * tap + 48));
  }
}

/** D[i] (ISO 11172-3 table 3-B.3): a low pass of both signs, and every other 64 of it turned over. */
function weightOf(index: i32): f32 {
  const mirrored = index <= 256 ? index : 512 - index;
  const isNegative = mirrored <= 85 || (mirrored >= 144 && mirrored <= 200);
  const isTurned = ((index >> 6) & 1) === 1;
  const size = f32(load<i32>(prototype + 4 * mirrored)) / 65536;
  return isNegative !== isTurned ? -size : size;
}
