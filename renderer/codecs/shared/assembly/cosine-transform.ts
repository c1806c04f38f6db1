/** Lines of the greatest block as a power of two. */
const mostBits = 12;
const mostLines = 1 << mostBits;

/** Real and imaginary parts, of both sides of a step of the Fourier transform. */
const sideBytes: usize = 2 * mostLines;
const workplace = memory.data(8 * mostLines, 16);

/** How many bytes the tables of a transform of `1 << bits` lines take. */
export function transformTableBytes(bits: i32): usize {
  const points: usize = (1 as usize) << (bits - 1);
  return 4 * (2 * points + 6 * (points >> 2));
}

/**
 * Lays the tables for `1 << bits` lines, n, 64 to 4096, at `turns`: n/2 turns of the cosine transform as cosines, then sines; and for the
 * Fourier transform of n/2 points, n/8 turns by one, two and three parts of it.
 */
export function layTransform(bits: i32, turns: usize): void {
  const lines = 1 << bits;
  const points = lines >> 1;
  for (let at = 0; at < points; at++) {
    const angle = (-Math.PI * (f64(at) + 0.125)) / f64(lines);
    store<f32>(turns + 4 * at, f32(Math.cos(angle)));
    store<f32>(turns + 4 * (points + at), f32(Math.sin(angle)));
  }
  const quarter = points >> 2;
  const parts = turns + 8 * points;
  for (let part = 1; part <= 3; part++) {
    for (let at = 0; at < quarter; at++) {
      const angle = (-2 * Math.PI * f64(part * at)) / f64(points);
      store<f32>(parts + 4 * ((2 * part - 2) * quarter + at), f32(Math.cos(angle)));
      store<f32>(parts + 4 * ((2 * part - 1) * quarter + at), f32(Math.sin(angle)));
    }
  }
}

/**
 * Turns `1 << bits` lines X into the cosine transform of the fourth kind, u(k) = sum of X(j) cos(pi (j + 1/2)(k + 1/2) / n), in place. The 2n
 * samples of a modified inverse transform are made of these alone, see `overlap`. `turns`: where `layTransform` put its tables.
 *
 * z(j) = X(2j) + i X(n-1-2j), turned by exp(-i pi (j + 1/8) / n), transformed and turned likewise, holds u(2k) and -u(n-1-2k).
 */
export function transform(spectrum: usize, bits: i32, turns: usize): void {
  const lines: usize = (1 as usize) << bits;
  const points = lines >> 1;
  const re = workplace;
  const im = workplace + sideBytes;
  for (let at: usize = 0; at < points; at += 4) {
    const up = spectrum + 8 * at;
    const down = spectrum + 4 * lines - 8 * at;
    const even = v128.shuffle<f32>(v128.load(up), v128.load(up, 16), 0, 2, 4, 6);
    const odd = v128.shuffle<f32>(v128.load(down - 16), v128.load(down - 32), 3, 1, 7, 5);
    const cos = v128.load(turns + 4 * at);
    const sin = v128.load(turns + 4 * (points + at));
    v128.store(re + 4 * at, f32x4.sub(f32x4.mul(even, cos), f32x4.mul(odd, sin)));
    v128.store(im + 4 * at, f32x4.add(f32x4.mul(even, sin), f32x4.mul(odd, cos)));
  }
  const from = transformFourier(points, turns + 8 * points);
  untwist(from, turns, points, spectrum);
}

/** Turns the result of the Fourier transform, and sets each of u(2k) beside u(2k+1), which comes from the mirrored place. */
function untwist(re: usize, turns: usize, points: usize, into: usize): void {
  const im = re + sideBytes;
  const sines = turns + 4 * points;
  for (let low: usize = 0, high = points - 4; low < high; low += 4, high -= 4) {
    const lowRe = v128.load(re + 4 * low);
    const lowIm = v128.load(im + 4 * low);
    const lowCos = v128.load(turns + 4 * low);
    const lowSin = v128.load(sines + 4 * low);
    const highRe = v128.load(re + 4 * high);
    const highIm = v128.load(im + 4 * high);
    const highCos = v128.load(turns + 4 * high);
    const highSin = v128.load(sines + 4 * high);
    const lowEven = f32x4.sub(f32x4.mul(lowRe, lowCos), f32x4.mul(lowIm, lowSin));
    const highEven = f32x4.sub(f32x4.mul(highRe, highCos), f32x4.mul(highIm, highSin));
    // Of the mirrored places, so they cross.
    const highOdd = f32x4.neg(f32x4.add(f32x4.mul(lowRe, lowSin), f32x4.mul(lowIm, lowCos)));
    const lowOdd = f32x4.neg(f32x4.add(f32x4.mul(highRe, highSin), f32x4.mul(highIm, highCos)));
    v128.store(into + 8 * low, v128.shuffle<f32>(lowEven, lowOdd, 0, 7, 1, 6));
    v128.store(into + 8 * low, v128.shuffle<f32>(lowEven, lowOdd, 2, 5, 3, 4), 16);
    v128.store(into + 8 * high, v128.shuffle<f32>(highEven, highOdd, 0, 7, 1, 6));
    v128.store(into + 8 * high, v128.shuffle<f32>(highEven, highOdd, 2, 5, 3, 4), 16);
  }
}

/** The Fourier transform of the points in the workplace by parts of four (Stockham's, which leaves them in order). Returns where they are. */
function transformFourier(points: usize, parts: usize): usize {
  let from = workplace;
  let to = workplace + 2 * sideBytes;
  firstFours(from, to, points, parts);
  let apart: usize = 4;
  let size = points >> 2;
  while (size >= 4) {
    const other = from;
    from = to;
    to = other;
    if (size === 4) lastFours(from, to, apart);
    else nextFours(from, to, points, size, apart, parts);
    apart <<= 2;
    size >>= 2;
  }
  if (size === 2) {
    lastTwos(to, from, apart);
    return from;
  }
  return to;
}

/** The first step: four butterflies at a time, whose results stand beside each other. */
function firstFours(from: usize, to: usize, points: usize, parts: usize): void {
  const quarter = points; // In bytes.
  for (let at: usize = 0; at < quarter; at += 16) {
    const place = from + at;
    const aRe = v128.load(place);
    const bRe = v128.load(place + quarter);
    const cRe = v128.load(place + 2 * quarter);
    const dRe = v128.load(place + 3 * quarter);
    const aIm = v128.load(place + sideBytes);
    const bIm = v128.load(place + sideBytes + quarter);
    const cIm = v128.load(place + sideBytes + 2 * quarter);
    const dIm = v128.load(place + sideBytes + 3 * quarter);
    const acRe = f32x4.add(aRe, cRe);
    const acIm = f32x4.add(aIm, cIm);
    const bdRe = f32x4.add(bRe, dRe);
    const bdIm = f32x4.add(bIm, dIm);
    const xRe = f32x4.sub(aRe, cRe);
    const xIm = f32x4.sub(aIm, cIm);
    const yRe = f32x4.sub(bRe, dRe);
    const yIm = f32x4.sub(bIm, dIm);
    const turn = parts + at;
    const re1 = f32x4.add(xRe, yIm);
    const im1 = f32x4.sub(xIm, yRe);
    const re2 = f32x4.sub(acRe, bdRe);
    const im2 = f32x4.sub(acIm, bdIm);
    const re3 = f32x4.sub(xRe, yIm);
    const im3 = f32x4.add(xIm, yRe);
    const cos1 = v128.load(turn);
    const sin1 = v128.load(turn + quarter);
    const cos2 = v128.load(turn + 2 * quarter);
    const sin2 = v128.load(turn + 3 * quarter);
    const cos3 = v128.load(turn + 4 * quarter);
    const sin3 = v128.load(turn + 5 * quarter);
    turnFour(
      f32x4.add(acRe, bdRe),
      f32x4.sub(f32x4.mul(re1, cos1), f32x4.mul(im1, sin1)),
      f32x4.sub(f32x4.mul(re2, cos2), f32x4.mul(im2, sin2)),
      f32x4.sub(f32x4.mul(re3, cos3), f32x4.mul(im3, sin3)),
      to + 4 * at,
    );
    turnFour(
      f32x4.add(acIm, bdIm),
      f32x4.add(f32x4.mul(re1, sin1), f32x4.mul(im1, cos1)),
      f32x4.add(f32x4.mul(re2, sin2), f32x4.mul(im2, cos2)),
      f32x4.add(f32x4.mul(re3, sin3), f32x4.mul(im3, cos3)),
      to + 4 * at + sideBytes,
    );
  }
}

/** Four vectors become four of the other direction, one behind the other. */
function turnFour(a: v128, b: v128, c: v128, d: v128, to: usize): void {
  const lowAb = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const highAb = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const lowCd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const highCd = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(lowAb, lowCd, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(lowAb, lowCd, 2, 3, 6, 7), 16);
  v128.store(to, v128.shuffle<f32>(highAb, highCd, 0, 1, 4, 5), 32);
  v128.store(to, v128.shuffle<f32>(highAb, highCd, 2, 3, 6, 7), 48);
}

/** A step in between: transforms of `size`, `apart` of them side by side. */
function nextFours(from: usize, to: usize, points: usize, size: usize, apart: usize, parts: usize): void {
  const quarter = size >> 2;
  const far = (apart * quarter) << 2;
  const near = apart << 2;
  for (let at: usize = 0; at < quarter; at++) {
    const turn = parts + 4 * at * apart;
    const cos1 = v128.load32_splat(turn);
    const sin1 = v128.load32_splat(turn + points);
    const cos2 = v128.load32_splat(turn + 2 * points);
    const sin2 = v128.load32_splat(turn + 3 * points);
    const cos3 = v128.load32_splat(turn + 4 * points);
    const sin3 = v128.load32_splat(turn + 5 * points);
    let place = from + at * near;
    let result = to + 4 * at * near;
    for (const end = place + near; place < end; place += 16, result += 16) {
      const aRe = v128.load(place);
      const bRe = v128.load(place + far);
      const cRe = v128.load(place + 2 * far);
      const dRe = v128.load(place + 3 * far);
      const aIm = v128.load(place + sideBytes);
      const bIm = v128.load(place + sideBytes + far);
      const cIm = v128.load(place + sideBytes + 2 * far);
      const dIm = v128.load(place + sideBytes + 3 * far);
      const acRe = f32x4.add(aRe, cRe);
      const acIm = f32x4.add(aIm, cIm);
      const bdRe = f32x4.add(bRe, dRe);
      const bdIm = f32x4.add(bIm, dIm);
      const xRe = f32x4.sub(aRe, cRe);
      const xIm = f32x4.sub(aIm, cIm);
      const yRe = f32x4.sub(bRe, dRe);
      const yIm = f32x4.sub(bIm, dIm);
      const re1 = f32x4.add(xRe, yIm);
      const im1 = f32x4.sub(xIm, yRe);
      const re2 = f32x4.sub(acRe, bdRe);
      const im2 = f32x4.sub(acIm, bdIm);
      const re3 = f32x4.sub(xRe, yIm);
      const im3 = f32x4.add(xIm, yRe);
      v128.store(result, f32x4.add(acRe, bdRe));
      v128.store(result + sideBytes, f32x4.add(acIm, bdIm));
      v128.store(result + near, f32x4.sub(f32x4.mul(re1, cos1), f32x4.mul(im1, sin1)));
      v128.store(result + near + sideBytes, f32x4.add(f32x4.mul(re1, sin1), f32x4.mul(im1, cos1)));
      v128.store(result + 2 * near, f32x4.sub(f32x4.mul(re2, cos2), f32x4.mul(im2, sin2)));
      v128.store(result + 2 * near + sideBytes, f32x4.add(f32x4.mul(re2, sin2), f32x4.mul(im2, cos2)));
      v128.store(result + 3 * near, f32x4.sub(f32x4.mul(re3, cos3), f32x4.mul(im3, sin3)));
      v128.store(result + 3 * near + sideBytes, f32x4.add(f32x4.mul(re3, sin3), f32x4.mul(im3, cos3)));
    }
  }
}

/** The last step when it is one of four: nothing turns. */
function lastFours(from: usize, to: usize, apart: usize): void {
  const near = apart << 2;
  for (let at: usize = 0; at < near; at += 16) {
    const place = from + at;
    const result = to + at;
    const aRe = v128.load(place);
    const bRe = v128.load(place + near);
    const cRe = v128.load(place + 2 * near);
    const dRe = v128.load(place + 3 * near);
    const aIm = v128.load(place + sideBytes);
    const bIm = v128.load(place + sideBytes + near);
    const cIm = v128.load(place + sideBytes + 2 * near);
    const dIm = v128.load(place + sideBytes + 3 * near);
    const acRe = f32x4.add(aRe, cRe);
    const acIm = f32x4.add(aIm, cIm);
    const bdRe = f32x4.add(bRe, dRe);
    const bdIm = f32x4.add(bIm, dIm);
    const xRe = f32x4.sub(aRe, cRe);
    const xIm = f32x4.sub(aIm, cIm);
    const yRe = f32x4.sub(bRe, dRe);
    const yIm = f32x4.sub(bIm, dIm);
    v128.store(result, f32x4.add(acRe, bdRe));
    v128.store(result + sideBytes, f32x4.add(acIm, bdIm));
    v128.store(result + near, f32x4.add(xRe, yIm));
    v128.store(result + near + sideBytes, f32x4.sub(xIm, yRe));
    v128.store(result + 2 * near, f32x4.sub(acRe, bdRe));
    v128.store(result + 2 * near + sideBytes, f32x4.sub(acIm, bdIm));
    v128.store(result + 3 * near, f32x4.sub(xRe, yIm));
    v128.store(result + 3 * near + sideBytes, f32x4.add(xIm, yRe));
  }
}

/** The last step when it is one of two. */
function lastTwos(from: usize, to: usize, apart: usize): void {
  const near = apart << 2;
  for (let at: usize = 0; at < near; at += 16) {
    for (let side: usize = 0; side <= sideBytes; side += sideBytes) {
      const a = v128.load(from + at + side);
      const b = v128.load(from + at + side + near);
      v128.store(to + at + side, f32x4.add(a, b));
      v128.store(to + at + side + near, f32x4.sub(a, b));
    }
  }
}

/** The loudest of what `overlap` put out since this was asked the last time; no number when some of it was none. */
export function takePeak(): f32 {
  const two = f32x4.max(peaks, v128.shuffle<f32>(peaks, peaks, 2, 3, 0, 1));
  const one = f32x4.max(two, v128.shuffle<f32>(two, two, 1, 0, 3, 2));
  peaks = f32x4.splat(0);
  return f32x4.extract_lane(one, 0);
}

let peaks: v128 = f32x4.splat(0);

/**
 * Samples from the middle of the block before to the middle of this one, to `out`; returns how many. Of a block of n lines whose transform is u,
 * the first half is u(n/2) ... u(n-1), then -u(n-1) ... -u(n/2), and the second half -u(n/2-1) ... -u(0), then -u(0) ... -u(n/2-1). Of the
 * block before, the lower half of its transform is enough: `ahead` lines at `before`. Of this one there are `lines` at `block`. Around
 * the border between them `lap` samples overlap, at most twice `ahead` and at most `lines`, with the rising half of a window at `window`.
 */
export function overlap(
  before: usize,
  ahead: usize,
  block: usize,
  lines: usize,
  lap: usize,
  window: usize,
  out: usize,
): i32 {
  const behind = lines >> 1;
  const half = lap >> 1;
  let loud = peaks;
  let to = out;
  // Where the block before is alone.
  for (let at = before + 4 * ahead; at > before + 4 * half; at -= 16, to += 16) {
    const four = v128.load(at - 16);
    const sound = f32x4.neg(v128.shuffle<f32>(four, four, 3, 2, 1, 0));
    loud = f32x4.max(loud, f32x4.abs(sound));
    v128.store(to, sound);
  }
  let mirrored = to + 4 * lap - 16;
  for (let at: usize = 0; at < half; at += 4, to += 16, mirrored -= 16) {
    const late = v128.load(before + 4 * (half - 4 - at));
    const old = v128.shuffle<f32>(late, late, 3, 2, 1, 0);
    const fresh = v128.load(block + 4 * (lines - half + at));
    const rising = v128.load(window + 4 * at);
    const end = v128.load(window + 4 * (lap - 4 - at));
    const falling = v128.shuffle<f32>(end, end, 3, 2, 1, 0);
    const first = f32x4.sub(f32x4.mul(fresh, rising), f32x4.mul(old, falling));
    const second = f32x4.neg(f32x4.add(f32x4.mul(old, rising), f32x4.mul(fresh, falling)));
    loud = f32x4.max(loud, f32x4.max(f32x4.abs(first), f32x4.abs(second)));
    v128.store(to, first);
    v128.store(mirrored, v128.shuffle<f32>(second, second, 3, 2, 1, 0));
  }
  to += 4 * half;
  // Where this block is alone.
  for (let at = block + 4 * (lines - half); at > block + 4 * behind; at -= 16, to += 16) {
    const four = v128.load(at - 16);
    const sound = f32x4.neg(v128.shuffle<f32>(four, four, 3, 2, 1, 0));
    loud = f32x4.max(loud, f32x4.abs(sound));
    v128.store(to, sound);
  }
  peaks = loud;
  return i32((to - out) >> 2);
}
