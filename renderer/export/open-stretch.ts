import { compileStretch } from '../dsp/compile-stretch.ts';
import { StretchCore } from '../dsp/stretch.ts';
import type { OpenShifter } from './pitch-work.ts';

/** The stretch that the live engine uses. */
export const openStretch: OpenShifter = async (sampleRate, pitchFactor) => {
  const stretch = new StretchCore(await compileStretch(), sampleRate);
  stretch.setFactor(pitchFactor);
  return stretch;
};
