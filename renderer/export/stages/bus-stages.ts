import { ok, type Hertz, type Result } from '#contract';
import { varispeedReach } from '../../dsp/varispeed.ts';
import { stretchLatency } from '../../dsp/stretch.ts';
import { BlockStream, pitchStage, speedStage, type PitchShifter } from './block-stages.ts';
import { skipFrames, type SoundStream } from './sound-stream.ts';

/** How a bus sounds. */
export type BusSound = {
  readonly sampleRate: Hertz;
  /** Song frames per frame of the file. */
  readonly speed: number;
  /** Raises the pitch after that; 1 leaves it as it is, 2 is an octave. */
  readonly pitchFactor: number;
  /** Frames of the song that come in before the region. */
  readonly leadFrames: number;
};

/** Makes a shifter that raises the pitch by the factor: 2 is an octave. */
export type OpenShifter = (sampleRate: number, pitchFactor: number) => Promise<PitchShifter>;

/** Frames at the file's speed that the pitch shift gets before the region, so that it has settled when the region begins. */
const prerollFramesAt = (sampleRate: number): number => 2 * stretchLatency(sampleRate);

/** Frames of the song that a bus needs before the region, and after it. */
export const leadFramesAt = (speed: number, sampleRate: number): number =>
  Math.ceil(prerollFramesAt(sampleRate) * speed) + varispeedReach(speed);

/**
 * A bus at the mix's speed and pitch. `submix` begins `leadFrames` before the region; the stream that is returned begins on the
 * region's first frame, whatever the latency of the pitch shift. Fails as `submix` does.
 */
export async function busSound(
  submix: SoundStream,
  { sampleRate, speed, pitchFactor, leadFrames }: BusSound,
  openShifter: OpenShifter,
): Promise<Result<SoundStream>> {
  const preroll = prerollFramesAt(sampleRate);
  const startAt = leadFrames - preroll * speed;
  const atSpeed =
    speed === 1 ? await without(startAt, submix) : ok(new BlockStream(submix, speedStage(speed, startAt)));
  if (!atSpeed.ok) return atSpeed;
  if (pitchFactor === 1) return without(preroll, atSpeed.value);
  const shifter = await openShifter(sampleRate, pitchFactor);
  return without(preroll + shifter.latencyFrames, new BlockStream(atSpeed.value, pitchStage(shifter)));
}

/** The stream after its first `count` frames. */
async function without(count: number, sound: SoundStream): Promise<Result<SoundStream>> {
  const skipped = await skipFrames(sound, count);
  return skipped.ok ? ok(sound) : skipped;
}
