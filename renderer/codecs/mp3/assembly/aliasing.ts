/** Lines of one band of the filter bank. */
const bandLines = 18;
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
    const middle = spectrum + 4 * bandLines * band;
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
