import type { Frames } from '#contract';
import { barFrameFrom, nearestBarFrame } from '../../song/sections.ts';
import type { Stemroom } from '../../state/stemroom.ts';

type BarLines = {
  /** The bar line nearest to a frame. */
  readonly snapped: (frame: Frames) => Frames;
  /** The frame a number of bars after another one; before it when the number is negative. */
  readonly aBarFrom: (frame: Frames, bars: number) => Frames;
};

/** How what is dragged in the mixer keeps to the bars of the open song. */
export const barLinesOf = ({ session, transport }: Pick<Stemroom, 'session' | 'transport'>): BarLines => ({
  snapped: (frame) => nearestBarFrame(session.grid, frame, transport.lengthFrames, transport.sampleRate),
  aBarFrom: (frame, bars) => barFrameFrom(session.grid, frame, bars, transport.sampleRate),
});
