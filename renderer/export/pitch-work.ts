import { stretchQuantum } from '../dsp/stretch.ts';
import type { BlockWork } from './block-stream.ts';

/** What shifts the pitch of a quantum of sound; what comes out is `latencyFrames` late. */
export type PitchShifter = {
  readonly latencyFrames: number;
  process(left: Float32Array, right: Float32Array, outLeft: Float32Array, outRight: Float32Array, at: number): void;
};

/** Makes a shifter that raises the pitch by the factor: 2 is an octave. */
export type OpenShifter = (sampleRate: number, pitchFactor: number) => Promise<PitchShifter>;

const blockFrames = 8 * stretchQuantum;

export const pitchWork = (shifter: PitchShifter): BlockWork => ({
  blockFrames,
  mostFrames: blockFrames,
  turn: (left, right, outLeft, outRight) => {
    for (let at = 0; at < blockFrames; at += stretchQuantum) shifter.process(left, right, outLeft, outRight, at);
    return blockFrames;
  },
});
