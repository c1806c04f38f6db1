import { frames, type Frames, type Mix } from '#contract';
import type { PlayCommand } from './shared/play-command.ts';
import type { PlayLog } from './shared/play-log.ts';

/** Where a stop leads: the start of the loop when it is on, else of the song. */
export const startOf = (mix: Mix | null): Frames => (mix?.loop?.isOn === true ? mix.loop.startFrames : frames(0));

export const loopOf = ({ loop }: Mix): Pick<PlayCommand, 'isLoopOn' | 'loopStart' | 'loopEnd'> => ({
  isLoopOn: loop?.isOn ?? false,
  loopStart: loop?.startFrames ?? 0,
  loopEnd: loop?.endFrames ?? 0,
});

/**
 * The position that is heard when `heardFrame` of the context's clock leaves the speakers. A seek that is not heard yet
 * already counts, so that the playhead goes where it was put and stays there.
 */
export function positionOf(log: PlayLog, command: PlayCommand, heardFrame: number, lengthFrames: number): Frames {
  const span = log.spanAt(heardFrame);
  if (span?.seekSerial !== command.seekSerial) return frames(command.seekTarget);
  const moved = Math.max(0, heardFrame - span.contextFrame) * span.rate;
  return Math.min(lengthFrames, span.position + moved) as Frames;
}
