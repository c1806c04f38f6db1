/** Lengths of the reader's fades, in frames at the song's rate. */
export type FadeLengths = {
  /** Start, pause, seek, missing page: 5 ms. */
  readonly fade: number;
  /** Crossfade before the end of a loop: 4 ms. */
  readonly seam: number;
};

export const fadeLengths = (sampleRate: number): FadeLengths => ({
  fade: Math.round(sampleRate * 0.005),
  seam: Math.round(sampleRate * 0.004),
});

/**
 * Gain of what comes in at a frame of a fade of `total` frames; what goes out has one minus it. A raised cosine whose two sides
 * sum to one, so that a loop of perfectly periodic music passes its seam unchanged.
 */
export const rise = (frame: number, total: number): number =>
  frame >= total ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * (frame + 0.5)) / total);

/**
 * Writes the gains of a stretch `[at, at + count)` of a fade in `into`, and of the fade out that it sums to one with in `out`.
 * `done`: how far of `total` it is at `at`; each frame adds `step`.
 */
export function writeFade(
  into: Float32Array,
  out: Float32Array,
  at: number,
  count: number,
  done: number,
  step: number,
  total: number,
): void {
  for (let frame = 0; frame < count; frame += 1) {
    const gain = rise(done + frame * step, total);
    into[at + frame] = gain;
    out[at + frame] = 1 - gain;
  }
}
