/** The drawn shape of one stem. */
export type WaveShape = {
  /** The largest amplitude anywhere, 0 to 1. */
  readonly peak: number;
  /**
   * `count` pairs `min, max` of -127 to 127 over the stretch `[startFrame, endFrame)`, counted at `rate`; 0 beyond the stem.
   */
  columns(startFrame: number, endFrame: number, rate: number, count: number): Int8Array;
};
