/** The most samples that are narrowed in one go. */
export const mostNarrowed: i32 = 16_384;
/** Where samples of double precision may be put, and found in single precision. */
export const wide = memory.data((mostNarrowed + 3) * 8, 16);
export const narrow = memory.data((mostNarrowed + 3) * 4, 16);

let over = 0;

/** Samples over full scale among those that were narrowed last. */
export function countOver(): i32 {
  return over;
}

/**
 * Narrows `count` samples of double precision; returns their greatest magnitude. What is no number does not count. Three more of
 * each kind are written behind the last.
 */
export function narrowSamples(from: usize, to: usize, count: i32): f64 {
  let greatest = f64x2.splat(0);
  let counted = i64x2.splat(0);
  const one = f64x2.splat(1);
  // What lies behind the last sample is no sound.
  for (let at = count; at < count + 3; at++) store<f64>(from + 8 * at, 0);
  for (let at = 0; at < count; at += 4) {
    const low = v128.load(from + 8 * at);
    const high = v128.load(from + 8 * at, 16);
    const lowSize = f64x2.abs(low);
    const highSize = f64x2.abs(high);
    greatest = f64x2.pmax(f64x2.pmax(greatest, lowSize), highSize);
    // A comparison that holds is minus one.
    counted = i64x2.add(counted, i64x2.add(f64x2.gt(lowSize, one), f64x2.gt(highSize, one)));
    const lowNarrow = f32x4.demote_f64x2_zero(low);
    const highNarrow = f32x4.demote_f64x2_zero(high);
    v128.store(to + 4 * at, v128.shuffle<f32>(lowNarrow, highNarrow, 0, 1, 4, 5));
  }
  over = -i32(i64x2.extract_lane(counted, 0) + i64x2.extract_lane(counted, 1));
  return Math.max(f64x2.extract_lane(greatest, 0), f64x2.extract_lane(greatest, 1));
}
