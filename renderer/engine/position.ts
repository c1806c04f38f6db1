import { frames, type Frames, type Mix } from '#contract';
import { ratioOfCents } from '../mix/speed-and-key.ts';
import type { PlayCommand, PlayLog } from './play-line.ts';

/** Where a stop leads: the start of the loop when it is on, else of the song. */
export const startOf = (mix: Mix | null): Frames => (mix?.loop?.isOn === true ? mix.loop.startFrames : frames(0));

/** What of a mix is the reader's business. */
export const commandOf = ({ loop, speed, transposeCents, keepsDrumPitch }: Mix): Partial<PlayCommand> => ({
  isLoopOn: loop?.isOn ?? false,
  loopStart: loop?.startFrames ?? 0,
  loopEnd: loop?.endFrames ?? 0,
  speed,
  transposeRatio: ratioOfCents(transposeCents),
  keepsDrumPitch,
});

/**
 * The position that is heard when `heardFrame` of the context's clock leaves the speakers. A seek that is not heard yet
 * already counts, so that the playhead goes where it was put and stays there.
 */
export function positionOf(log: PlayLog, command: PlayCommand, heardFrame: number, lengthFrames: number): Frames {
  const heard = log.heardAt(heardFrame);
  if (heard?.seekSerial !== command.seekSerial) return frames(command.seekTarget);
  return Math.min(lengthFrames, heard.position) as Frames;
}
