// Each takes a multiple of four frames, and gives how many that were.

export function unpack16(from: usize, left: usize, right: usize, count: i32): i32 {
  const scale = f32x4.splat(1.0 / 32_768.0);
  for (let at: usize = 0, end = (count as usize) * 4; at < end; at += 16) {
    const frames = v128.load(from + at);
    const one = i32x4.shr_s(i32x4.shl(frames, 16), 16);
    const other = i32x4.shr_s(frames, 16);
    v128.store(left + at, f32x4.mul(f32x4.convert_i32x4_s(one), scale));
    v128.store(right + at, f32x4.mul(f32x4.convert_i32x4_s(other), scale));
  }
  return count;
}

export function unpack24(from: usize, left: usize, right: usize, count: i32): i32 {
  // The three bytes of a sample stand at the top of four.
  const scale = f32x4.splat(1.0 / 2_147_483_648.0);
  const lowByte = i32x4.splat(0xff);
  for (let at: usize = 0, end = (count as usize) * 4; at < end; at += 16, from += 24) {
    // Bytes 0 to 15 and 8 to 23 of four frames.
    const head = v128.load(from);
    const tail = v128.load(from, 8);
    const one = v128.shuffle<i8>(head, tail, 0, 0, 1, 2, 0, 6, 7, 8, 0, 12, 13, 14, 0, 26, 27, 28);
    const other = v128.shuffle<i8>(head, tail, 0, 3, 4, 5, 0, 9, 10, 11, 0, 15, 24, 25, 0, 29, 30, 31);
    v128.store(left + at, f32x4.mul(f32x4.convert_i32x4_s(v128.andnot(one, lowByte)), scale));
    v128.store(right + at, f32x4.mul(f32x4.convert_i32x4_s(v128.andnot(other, lowByte)), scale));
  }
  return count;
}

export function deinterleaveFloats(from: usize, left: usize, right: usize, count: i32): i32 {
  for (let at: usize = 0, end = (count as usize) * 4; at < end; at += 16) {
    const head = v128.load(from + 2 * at);
    const tail = v128.load(from + 2 * at, 16);
    v128.store(left + at, v128.shuffle<f32>(head, tail, 0, 2, 4, 6));
    v128.store(right + at, v128.shuffle<f32>(head, tail, 1, 3, 5, 7));
  }
  return count;
}
