import { ok, type Result } from '#contract';
import { varispeedReach } from '../dsp/varispeed.ts';
import { stretchLatency } from '../dsp/stretch.ts';
import { BlockStream } from './block-stream.ts';
import type { BusOrder } from './bounce-protocol.ts';
import { pitchWork, type OpenShifter } from './pitch-work.ts';
import { skipFrames } from './skip-frames.ts';
import type { SoundStream } from './sound-stream.ts';
import { varispeedWork } from './varispeed-work.ts';

/** Sound at the file's speed that the stretch is given before the region, so that it is in full swing when that begins. */
const prerollFramesAt = (sampleRate: number): number => 2 * stretchLatency(sampleRate);

/** Frames of the song that a bus needs before the region, and after it. */
export const leadFramesAt = (speed: number, sampleRate: number): number =>
  Math.ceil(prerollFramesAt(sampleRate) * speed) + varispeedReach(speed);

/**
 * The sound of a bus at the mix's speed and pitch. `mix` begins `leadFrames` before the region; what is given begins on the
 * region's first frame, however late the stretch is.
 */
export async function busSound(
  mix: SoundStream,
  { sampleRate, speed, pitchFactor, leadFrames }: Omit<BusOrder, 'inputs' | 'lengthFrames'>,
  openShifter: OpenShifter,
): Promise<Result<SoundStream>> {
  const preroll = prerollFramesAt(sampleRate);
  const startAt = leadFrames - preroll * speed;
  const varied = speed === 1 ? await without(startAt, mix) : ok(new BlockStream(mix, varispeedWork(speed, startAt)));
  if (!varied.ok) return varied;
  if (pitchFactor === 1) return without(preroll, varied.value);
  const shifter = await openShifter(sampleRate, pitchFactor);
  return without(preroll + shifter.latencyFrames, new BlockStream(varied.value, pitchWork(shifter)));
}

/** The stream after its first frames. */
async function without(count: number, sound: SoundStream): Promise<Result<SoundStream>> {
  const skipped = await skipFrames(sound, count);
  return skipped.ok ? ok(sound) : skipped;
}
