/** Allocates `bytes` for good; returns their address. */
export function reserve(bytes: usize): usize {
  return heap.alloc(bytes);
}

/** Adds `count` floats at `samples`, times a linear gain, to the doubles at `sum`: one channel into one channel. */
export function addChannel(sum: usize, samples: usize, count: i32, gain: f64): void {
  const gains = f64x2.splat(gain);
  const whole = (count & ~3) as usize;
  for (let at: usize = 0; at < whole; at += 4) {
    const four = v128.load(samples + 4 * at);
    const place = sum + 8 * at;
    const low = f64x2.mul(f64x2.promote_low_f32x4(four), gains);
    const high = f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 1)), gains);
    v128.store(place, f64x2.add(v128.load(place), low));
    v128.store(place, f64x2.add(v128.load(place, 16), high), 16);
  }
  for (let at = whole; at < (count as usize); at++) {
    const place = sum + 8 * at;
    store<f64>(place, load<f64>(place) + (load<f32>(samples + 4 * at) as f64) * gain);
  }
}

/** Copies `bytes` from one address to another. */
export function copy(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

/** Writes zeros to `bytes` from an address on. */
export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}
