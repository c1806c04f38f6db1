import { levelFactor, type Overview } from './overview.ts';

/** A stretch of time `[startFrames, endFrames)`, counted at any rate, such as the song's. It may reach beyond the stem. */
export type Stretch = { readonly startFrames: number; readonly endFrames: number; readonly sampleRate: number };

/**
 * What to draw: a pair `min, max` of -127 to 127 for each of `pixels` columns. Takes time in proportion to the pixels, not to
 * the stretch. Columns beyond the stem are 0.
 */
export function overviewSlice(overview: Overview, stretch: Stretch, pixels: number): Int8Array {
  const scale = overview.sampleRate / stretch.sampleRate;
  const framesPerPixel = ((stretch.endFrames - stretch.startFrames) * scale) / pixels;
  const level = levelFor(overview, framesPerPixel);
  const points = overview.levels[level] ?? new Int8Array(0);
  const framesPerPoint = overview.framesPerPoint * levelFactor ** level;
  const slice = new Int8Array(2 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const start = stretch.startFrames * scale + pixel * framesPerPixel;
    if (start + framesPerPixel <= 0 || start >= overview.lengthFrames) continue;
    const from = Math.max(0, Math.floor(start / framesPerPoint));
    const end = Math.max(from + 1, Math.ceil((start + framesPerPixel) / framesPerPoint));
    let least = 0;
    let greatest = 0;
    for (let point = from; point < end && 2 * point < points.length; point++) {
      least = Math.min(least, points[2 * point] ?? 0);
      greatest = Math.max(greatest, points[2 * point + 1] ?? 0);
    }
    slice[2 * pixel] = least;
    slice[2 * pixel + 1] = greatest;
  }
  return slice;
}

/** The coarsest level that still has a point for each pixel. */
function levelFor(overview: Overview, framesPerPixel: number): number {
  let level = 0;
  let framesPerPoint = overview.framesPerPoint * levelFactor;
  while (framesPerPoint <= framesPerPixel && level + 1 < overview.levels.length) {
    level++;
    framesPerPoint *= levelFactor;
  }
  return level;
}
