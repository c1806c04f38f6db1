import { shortBlocks } from './side-information';

/** Lines of one band of the filter bank, and instants of one granule. */
const bandLines = 18;

// Four neighbouring bands are transformed at once: each vector holds the same line of all four.
const spectrum = memory.data(bandLines * 16, 16);
const evens = memory.data(9 * 16, 16);
const odds = memory.data(9 * 16, 16);
/** Twice as long as a granule, with its window. */
const block = memory.data(2 * bandLines * 16, 16);
const lowerBlock = memory.data(2 * bandLines * 16, 16);

/** For each kind of block: its window (ISO 11172-3 2.4.3.4.10.3), with what the transform leaves to be multiplied. */
const windows = memory.data(4 * 2 * bandLines * 4, 16);
const oddScales = memory.data(9 * 4, 16);
const shortCosines = memory.data(6 * 6 * 4, 16);
const shortWindow = memory.data(12 * 4, 16);
layTables();

/** Lanes of the two lowest bands, and of odd ones. */
const lowerBands = i32x4(-1, -1, 0, 0);
const oddBands = i32x4(0, i32.MIN_VALUE, 0, i32.MIN_VALUE);

/**
 * From lines to time (ISO 11172-3 2.4.3.4.10): four bands, 18 lines each at `lines`. What overlaps into the next granule is kept
 * at `overlap`, and 18 instants go to `out`; in both, an instant is `stride` bytes. Of the four bands `long` (0, 2 or 4) are a
 * long block in a mixed granule.
 */
export function transformBands(
  lines: usize,
  blockType: i32,
  long: i32,
  overlap: usize,
  out: usize,
  stride: usize,
): void {
  gather(lines);
  if (long === 4) makeLong(block, 0);
  else if (blockType === shortBlocks) makeShort(block);
  else makeLong(block, blockType);
  if (long === 2) {
    gather(lines);
    makeLong(lowerBlock, 0);
    for (let at: usize = 0; at < 2 * bandLines * 16; at += 16) {
      v128.store(block + at, v128.bitselect(v128.load(lowerBlock + at), v128.load(block + at), lowerBands));
    }
  }
  overlapAdd(overlap, out, stride);
}

/** The same when all lines are zero. */
export function transformSilence(overlap: usize, out: usize, stride: usize): void {
  memory.fill(block, 0, 2 * bandLines * 16);
  overlapAdd(overlap, out, stride);
}

/** Every other instant of every other band is turned over (ISO 11172-3 2.4.3.4.10.5). */
function overlapAdd(overlap: usize, out: usize, stride: usize): void {
  let at = block;
  for (let pair = 0; pair < bandLines / 2; pair++) {
    v128.store(out, f32x4.add(v128.load(at), v128.load(overlap)));
    v128.store(overlap, v128.load(at, bandLines * 16));
    const odd = f32x4.add(v128.load(at, 16), v128.load(overlap + stride));
    v128.store(out + stride, v128.xor(odd, oddBands));
    v128.store(overlap + stride, v128.load(at, bandLines * 16 + 16));
    at += 32;
    out += 2 * stride;
    overlap += 2 * stride;
  }
}

function gather(lines: usize): void {
  const row = bandLines * 4;
  for (let at: usize = 0; at < 64; at += 16) {
    const a = v128.load(lines + at);
    const b = v128.load(lines + row + at);
    const c = v128.load(lines + 2 * row + at);
    const d = v128.load(lines + 3 * row + at);
    const lowAb = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const highAb = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const lowCd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const highCd = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    const to = spectrum + 4 * at;
    v128.store(to, v128.shuffle<f32>(lowAb, lowCd, 0, 1, 4, 5));
    v128.store(to, v128.shuffle<f32>(lowAb, lowCd, 2, 3, 6, 7), 16);
    v128.store(to, v128.shuffle<f32>(highAb, highCd, 0, 1, 4, 5), 32);
    v128.store(to, v128.shuffle<f32>(highAb, highCd, 2, 3, 6, 7), 48);
  }
  for (let line: usize = 16; line < 18; line++) {
    const from = lines + 4 * line;
    const ab = f32x4(load<f32>(from), load<f32>(from + row), load<f32>(from + 2 * row), load<f32>(from + 3 * row));
    v128.store(spectrum + 16 * line, ab);
  }
}

/**
 * One long block. With a = pi(2n+1)/72 the transform is t(n) = sum of X(k) cos((2k+1)a), and 2cos(a)t(n) = sum of (X(k) +
 * X(k-1)) cos(2ka). Even k give a cosine transform of nine; odd ones give it after the same step once more.
 */
function makeLong(into: usize, blockType: i32): void {
  for (let at = spectrum + 17 * 16; at > spectrum; at -= 16) {
    v128.store(at, f32x4.add(v128.load(at), v128.load(at - 16)));
  }
  for (let at = spectrum + 17 * 16; at > spectrum + 16; at -= 32) {
    v128.store(at, f32x4.add(v128.load(at), v128.load(at - 32)));
  }
  transformNine(spectrum, evens);
  transformNine(spectrum + 16, odds);
  const window = windows + usize(blockType) * 2 * bandLines * 4;
  for (let n: usize = 0; n < 9; n++) {
    const even = v128.load(evens + 16 * n);
    const odd = f32x4.mul(v128.load(odds + 16 * n), v128.load_splat<f32>(oddScales + 4 * n));
    const outer = f32x4.add(even, odd);
    const inner = f32x4.sub(even, odd);
    v128.store(into + 16 * (26 - n), f32x4.mul(outer, v128.load_splat<f32>(window + 4 * (26 - n))));
    v128.store(into + 16 * (27 + n), f32x4.mul(outer, v128.load_splat<f32>(window + 4 * (27 + n))));
    v128.store(into + 16 * (8 - n), f32x4.mul(inner, v128.load_splat<f32>(window + 4 * (8 - n))));
    v128.store(into + 16 * (9 + n), f32x4.mul(inner, v128.load_splat<f32>(window + 4 * (9 + n))));
  }
}

const cosine30 = f32x4.splat(f32(Math.cos(Math.PI / 6)));
const cosine40 = f32x4.splat(f32(Math.cos((2 * Math.PI) / 9)));
const cosine50 = f32x4.splat(f32(Math.cos((5 * Math.PI) / 18)));
const cosine70 = f32x4.splat(f32(Math.cos((7 * Math.PI) / 18)));
const cosine80 = f32x4.splat(f32(Math.cos((4 * Math.PI) / 9)));
const oneHalf = f32x4.splat(0.5);

/** c(n) = sum of x(p) cos(p pi(2n+1)/18), of every other vector from `from` on. Even and odd p mirror each other at n = 4. */
function transformNine(from: usize, to: usize): void {
  const x0 = v128.load(from);
  const x2 = v128.load(from, 64);
  const x4 = v128.load(from, 128);
  const x6 = v128.load(from, 192);
  const x8 = v128.load(from, 256);
  const sum = f32x4.add(x0, f32x4.mul(x6, oneHalf));
  const rest = f32x4.sub(x0, x6);
  const others = f32x4.sub(f32x4.sub(x2, x4), x8);
  const even0 = f32x4.add(
    sum,
    f32x4.add(f32x4.mul(cosine40, f32x4.add(x2, x4)), f32x4.mul(cosine80, f32x4.add(x2, x8))),
  );
  const even1 = f32x4.add(rest, f32x4.mul(oneHalf, others));
  const even2 = f32x4.sub(
    sum,
    f32x4.add(f32x4.mul(cosine80, f32x4.add(x2, x4)), f32x4.mul(cosine40, f32x4.sub(x4, x8))),
  );
  const even3 = f32x4.add(
    sum,
    f32x4.sub(f32x4.mul(cosine80, f32x4.sub(x4, x8)), f32x4.mul(cosine40, f32x4.add(x2, x8))),
  );
  const even4 = f32x4.sub(rest, others);

  const x1 = v128.load(from, 32);
  const x3 = v128.load(from, 96);
  const x5 = v128.load(from, 160);
  const x7 = v128.load(from, 224);
  const middle = f32x4.mul(cosine30, x3);
  const odd0 = f32x4.add(
    middle,
    f32x4.add(f32x4.mul(cosine50, f32x4.add(x1, x5)), f32x4.mul(cosine70, f32x4.add(x1, x7))),
  );
  const odd1 = f32x4.mul(cosine30, f32x4.sub(f32x4.sub(x1, x5), x7));
  const odd2 = f32x4.sub(
    f32x4.add(f32x4.mul(cosine50, f32x4.add(x1, x7)), f32x4.mul(cosine70, f32x4.sub(x7, x5))),
    middle,
  );
  const odd3 = f32x4.sub(
    f32x4.add(f32x4.mul(cosine70, f32x4.add(x1, x5)), f32x4.mul(cosine50, f32x4.sub(x5, x7))),
    middle,
  );

  v128.store(to, f32x4.add(even0, odd0));
  v128.store(to, f32x4.add(even1, odd1), 16);
  v128.store(to, f32x4.add(even2, odd2), 32);
  v128.store(to, f32x4.add(even3, odd3), 48);
  v128.store(to, even4, 64);
  v128.store(to, f32x4.sub(even3, odd3), 80);
  v128.store(to, f32x4.sub(even2, odd2), 96);
  v128.store(to, f32x4.sub(even1, odd1), 112);
  v128.store(to, f32x4.sub(even0, odd0), 128);
}

/** Three short blocks, each a third as long, one after the other in the middle. */
function makeShort(into: usize): void {
  memory.fill(into, 0, 2 * bandLines * 16);
  for (let window: usize = 0; window < 3; window++) {
    const from = spectrum + 16 * window;
    const to = into + 16 * (6 + 6 * window);
    for (let n: usize = 0; n < 6; n++) {
      let sum = f32x4.splat(0);
      for (let k: usize = 0; k < 6; k++) {
        sum = f32x4.add(sum, f32x4.mul(v128.load(from + 48 * k), v128.load_splat<f32>(shortCosines + 4 * (6 * n + k))));
      }
      // Each of the six comes twice, as it is or turned over.
      if (n < 3) addShort(to, 9 + n, sum);
      else addShort(to, n - 3, sum);
      addShort(to, 8 - n, sum);
    }
  }
}

function addShort(to: usize, instant: usize, sum: v128): void {
  const at = to + 16 * instant;
  v128.store(at, f32x4.add(v128.load(at), f32x4.mul(sum, v128.load_splat<f32>(shortWindow + 4 * instant))));
}

function layTables(): void {
  for (let n = 0; n < 9; n++) store<f32>(oddScales + 4 * n, f32(0.5 / Math.cos((Math.PI * (2 * n + 1)) / 36)));
  for (let n = 0; n < 6; n++) {
    for (let k = 0; k < 6; k++) {
      store<f32>(shortCosines + 4 * (6 * n + k), f32(Math.cos((Math.PI / 24) * (2 * n + 1) * (2 * k + 1))));
    }
  }
  for (let instant = 0; instant < 12; instant++) {
    const sign: f64 = instant < 3 ? 1 : -1;
    store<f32>(shortWindow + 4 * instant, f32(sign * shortShape(instant)));
  }
  for (let blockType = 0; blockType < 4; blockType++) {
    for (let instant = 0; instant < 36; instant++) {
      const n = instant < 9 ? 9 + instant : instant < 27 ? 26 - instant : instant - 27;
      const sign: f64 = instant < 9 ? 1 : -1;
      const scale = (sign * 0.5) / Math.cos((Math.PI * (2 * n + 1)) / 72);
      store<f32>(windows + 4 * (36 * blockType + instant), f32(shape(blockType, instant) * scale));
    }
  }
}

/** Block type 1 leads to short blocks, 3 away from them. */
function shape(blockType: i32, instant: i32): f64 {
  if (blockType === 3 && instant < 18) return instant < 6 ? 0 : instant < 12 ? shortShape(instant - 6) : 1;
  if (blockType === 1 && instant >= 18) return instant < 24 ? 1 : instant < 30 ? shortShape(instant - 18) : 0;
  return Math.sin((Math.PI / 36) * (f64(instant) + 0.5));
}

function shortShape(instant: i32): f64 {
  return Math.sin((Math.PI / 12) * (f64(instant) + 0.5));
}

/** Lines of one band of the filter bank. */
const aliasBandLines = 18;
const butterflies = 8;

/** ISO 11172-3 table 3-B.9. */
const coefficients = memory.data<f64>([-0.6, -0.535, -0.33, -0.185, -0.095, -0.041, -0.0142, -0.0037]);
const straight = memory.data(butterflies * 4, 16);
const crossed = memory.data(butterflies * 4, 16);
for (let at = 0; at < butterflies; at++) {
  const coefficient = load<f64>(coefficients + 8 * at);
  const size = Math.sqrt(1 + coefficient * coefficient);
  store<f32>(straight + 4 * at, f32(1 / size));
  store<f32>(crossed + 4 * at, f32(coefficient / size));
}

/** Takes back the aliasing between the lowest `bands` bands and the one above each (ISO 11172-3 2.4.3.4.10.1), in place. */
export function reduceAliasing(spectrum: usize, bands: i32): void {
  for (let band = 1; band <= bands; band++) {
    const middle = spectrum + 4 * aliasBandLines * band;
    for (let at = 0; at < 4 * butterflies; at += 16) {
      const below = v128.load(middle - 16 - at);
      const lower = v128.shuffle<f32>(below, below, 3, 2, 1, 0);
      const upper = v128.load(middle + at);
      const keep = v128.load(straight + at);
      const cross = v128.load(crossed + at);
      const newLower = f32x4.sub(f32x4.mul(lower, keep), f32x4.mul(upper, cross));
      const newUpper = f32x4.add(f32x4.mul(upper, keep), f32x4.mul(lower, cross));
      v128.store(middle - 16 - at, v128.shuffle<f32>(newLower, newLower, 3, 2, 1, 0));
      v128.store(middle + at, newUpper);
    }
  }
}
