/** Reverses the bytes of each sample of 2, 3, 4 or 8, in place; leaves those of one as they are. Up to 15 bytes behind are touched. */
export function reverseBytes(at: usize, sampleBytes: i32, byteLength: i32): void {
  const end = at + (byteLength as usize);
  if (sampleBytes === 2) {
    for (; at < end; at += 16) {
      const bytes = v128.load(at);
      v128.store(at, v128.shuffle<i8>(bytes, bytes, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
    }
  }
  if (sampleBytes === 3) {
    // Five samples at a time; the sixteenth byte waits.
    for (; at < end; at += 15) {
      const bytes = v128.load(at);
      v128.store(at, v128.shuffle<i8>(bytes, bytes, 2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9, 14, 13, 12, 15));
    }
  }
  if (sampleBytes === 4) {
    for (; at < end; at += 16) {
      const bytes = v128.load(at);
      v128.store(at, v128.shuffle<i8>(bytes, bytes, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
    }
  }
  if (sampleBytes === 8) {
    for (; at < end; at += 16) {
      const bytes = v128.load(at);
      v128.store(at, v128.shuffle<i8>(bytes, bytes, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8));
    }
  }
}

/** A sample in the A-law of ITU-T G.711 (table 1a): 13 bits, of which the lowest stands for the middle of its step. */
export function aLawAt(at: usize): f32 {
  const code = (load<u8>(at) as i32) ^ 0x55;
  const segment = (code >> 4) & 7;
  const step = ((code & 15) << 4) + 8;
  const size = segment === 0 ? step : (step + 256) << (segment - 1);
  return ((code & 0x80) !== 0 ? (size as f32) : (-size as f32)) / 32_768;
}

/** A sample in the mu-law of ITU-T G.711 (table 2a): 14 bits, with the bias of 33 taken off. */
export function uLawAt(at: usize): f32 {
  const code = ~(load<u8>(at) as i32);
  const size = ((((code & 15) << 3) + 132) << ((code >> 4) & 7)) - 132;
  return ((code & 0x80) !== 0 ? (-size as f32) : (size as f32)) / 32_768;
}

// Each takes a multiple of four frames, and returns how many that were.

/** Unpacks `count` interleaved stereo frames of 16 bits, little-endian, into two channels of floats. */
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

/** As `unpack16`, from integers of 24 bits. */
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

/** As `unpack16`, from floats of 32 bits, which stay as they are. */
export function deinterleaveFloats(from: usize, left: usize, right: usize, count: i32): i32 {
  for (let at: usize = 0, end = (count as usize) * 4; at < end; at += 16) {
    const head = v128.load(from + 2 * at);
    const tail = v128.load(from + 2 * at, 16);
    v128.store(left + at, v128.shuffle<f32>(head, tail, 0, 2, 4, 6));
    v128.store(right + at, v128.shuffle<f32>(head, tail, 1, 3, 5, 7));
  }
  return count;
}
