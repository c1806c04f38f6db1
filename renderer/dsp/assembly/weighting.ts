/** Coefficients of both filters, b0 b1 b2 a1 a2 each, as doubles. */
export const filters = memory.data(2 * 5 * 8, 16);
/** What the filters keep: two numbers each, left and right side by side, the shelf's first. */
export const states = memory.data(4 * 16, 16);
/** Samples of the left channel, then as many of the right one. */
export const mostWeighed: i32 = 16_384;
export const weighed = memory.data(2 * mostWeighed * 4, 16);
/** What `weighSamples` gives: left and right. */
export const powers = memory.data(16, 16);

/** Under this, what rings on in a filter is silence: far below any sample, and far above the numbers that make a CPU slow. */
const faintest = f64x2.splat(1e-30);

/**
 * Sums the squares of `count` samples of both channels, weighted by both filters, one after the other (transposed direct form
 * II); the channels go side by side. What each output is needed for comes last in a sum, as the next one waits for that.
 */
export function weighSamples(count: i32): void {
  const b0 = v128.load_splat<f64>(filters);
  const b1 = v128.load_splat<f64>(filters, 8);
  const b2 = v128.load_splat<f64>(filters, 16);
  const a1 = v128.load_splat<f64>(filters, 24);
  const a2 = v128.load_splat<f64>(filters, 32);
  const c0 = v128.load_splat<f64>(filters, 40);
  const c1 = v128.load_splat<f64>(filters, 48);
  const c2 = v128.load_splat<f64>(filters, 56);
  const d1 = v128.load_splat<f64>(filters, 64);
  const d2 = v128.load_splat<f64>(filters, 72);
  let s1 = v128.load(states);
  let s2 = v128.load(states, 16);
  let t1 = v128.load(states, 32);
  let t2 = v128.load(states, 48);
  let sum = f64x2.splat(0);
  for (let at = weighed; at < weighed + 4 * count; at += 4) {
    const x = f64x2(f64(load<f32>(at)), f64(load<f32>(at, 4 * mostWeighed)));
    const y = f64x2.add(f64x2.mul(b0, x), s1);
    s1 = f64x2.sub(f64x2.add(f64x2.mul(b1, x), s2), f64x2.mul(a1, y));
    s2 = f64x2.sub(f64x2.mul(b2, x), f64x2.mul(a2, y));
    const z = f64x2.add(f64x2.mul(c0, y), t1);
    t1 = f64x2.sub(f64x2.add(f64x2.mul(c1, y), t2), f64x2.mul(d1, z));
    t2 = f64x2.sub(f64x2.mul(c2, y), f64x2.mul(d2, z));
    sum = f64x2.add(sum, f64x2.mul(z, z));
  }
  v128.store(states, audible(s1));
  v128.store(states, audible(s2), 16);
  v128.store(states, audible(t1), 32);
  v128.store(states, audible(t2), 48);
  v128.store(powers, sum);
}

function audible(state: v128): v128 {
  return v128.and(state, f64x2.ge(f64x2.abs(state), faintest));
}
