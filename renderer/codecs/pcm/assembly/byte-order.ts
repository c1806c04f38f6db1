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
