import type { Result } from '#contract';

/**
 * A stage of the bounce: stereo sound that is asked for, block by block, by the stage after it. Stages are put together by
 * giving one to the next; each keeps only the frames that it needs itself.
 */
export type SoundStream = {
  /**
   * Fills both arrays (of equal length) with the next frames. Beyond the end there is silence. One read at a time. A failure
   * is passed on from the first stage, and is final.
   */
  read(left: Float64Array, right: Float64Array): Promise<Result<undefined>>;
};
