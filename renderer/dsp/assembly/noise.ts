/** The most numbers at a time. */
export const mostNoise = 2048;
/** Where they are found. */
export const noise = memory.data(mostNoise * 4, 16);

/** The next `count` numbers of `TriangularNoise`. Returns the state to go on from. */
export function drawNoise(state: i32, count: i32): i32 {
  let x = state;
  for (let at: usize = 0; at < (count as usize); at++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    store<f32>(noise + 4 * at, (((x >> 16) + ((x << 16) >> 16)) as f32) / 65_536);
  }
  return x;
}
