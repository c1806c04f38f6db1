/** The most frames at a time. */
const mostFrames = 1024;

/** Where each channel is put (doubles), with noise for left and right in turn (floats), and where the samples are found. */
export const left = memory.data(mostFrames * 8, 16);
export const right = memory.data(mostFrames * 8, 16);
export const dither = memory.data(2 * mostFrames * 4, 16);
export const samples = memory.data(mostFrames * 8, 16);

/** Packs `count` frames, at most 1024, into interleaved little-endian integers of 16 bits at `samples`, with `dither` added. */
export function pack16(count: i32): void {
  for (let at: usize = 0; at < (count as usize); at++) {
    const both = quantised(at, 32_767);
    store<i32>(samples + 4 * at, (i32x4.extract_lane(both, 0) & 0xffff) | (i32x4.extract_lane(both, 1) << 16));
  }
}

/** As `pack16`, into integers of 24 bits. */
export function pack24(count: i32): void {
  for (let at: usize = 0; at < (count as usize); at++) {
    const both = quantised(at, 8_388_607);
    const place = samples + 6 * at;
    // Of the first three bytes are used; the fourth is written over.
    store<i32>(place, i32x4.extract_lane(both, 0));
    const other = i32x4.extract_lane(both, 1);
    store<u16>(place, other as u16, 3);
    store<u8>(place, (other >> 16) as u8, 5);
  }
}

/** As `pack16`, into floats of 32 bits, without dither or clipping. */
export function packFloats(count: i32): void {
  for (let at: usize = 0; at < (count as usize); at++) {
    store<f32>(samples + 8 * at, load<f64>(left + 8 * at) as f32);
    store<f32>(samples + 8 * at, load<f64>(right + 8 * at) as f32, 4);
  }
}

/** Left and right of a frame with dither, kept within full scale, and rounded: what is above zero by cutting it off. */
function quantised(frame: usize, greatest: i32): v128 {
  const most = greatest as f64;
  const both = f64x2.replace_lane(f64x2.splat(load<f64>(left + 8 * frame)), 1, load<f64>(right + 8 * frame));
  const noise = f64x2.promote_low_f32x4(v128.load64_zero(dither + 8 * frame));
  const value = f64x2.add(f64x2.mul(both, f64x2.splat(most + 1)), noise);
  const held = f64x2.max(f64x2.min(value, f64x2.splat(most)), f64x2.splat(-most - 1));
  const above = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(held, f64x2.splat(most + 1.5)));
  return i32x4.sub(above, i32x4.splat(greatest + 1));
}
