/** Where the two channels of a track stand, -1 to +1 each. */
export type DualPan = { readonly left: number; readonly right: number };

/** REAPER's `D_PANLAW` of -3 dB: what a channel in the middle is multiplied by. At the edges it is 1. */
export const threeDecibelLaw = Math.SQRT1_2;

/**
 * Our panning (`panMatrix`) as REAPER's dual pan says it: the near channel stays at its edge, the far one moves towards it. With
 * the law of -3 dB and a sine taper a channel at `p` goes to the left by cos((1 + p) π / 4) and to the right by sin of the same,
 * which is the folding of StereoPannerNode to the last digit. REAPER's usual balance would drop what the far channel holds.
 */
export function dualPanOf(pan: number): DualPan {
  return { left: Math.max(2 * pan - 1, -1), right: Math.min(2 * pan + 1, 1) };
}
