import { ok, type Hertz, type LoudnessFigures, type LoudnessTarget, type Result } from '#contract';
import { SoundMeter } from '../dsp/sound-meter.ts';
import { chunkFrames } from './bounce-protocol.ts';
import { LimitedStream, LouderStream } from './louder-stream.ts';
import { pour } from './pour.ts';
import type { SoundStream } from './sound-stream.ts';

/** How far from the target the loudness after the limiter may be, in LU. */
const toleranceLu = 0.05;
/** How often the gain is corrected for what the limiter took away; each time the sound is gone through once more. */
const mostCorrections = 3;
/** LU a dB of gain, that a correction may reckon with. */
const leastSlope = 0.25;
/** What the corrections may come to, in dB: sound without any dynamics left is no gain. */
const mostCorrectionDb = 6;

/** What is done to a mix so that it is as loud as is asked for. */
export type Levelling = {
  readonly after: LoudnessFigures;
  readonly gainDb: number;
  readonly limitedDb: number;
  /** Over full scale after it. */
  readonly clippedSamples: number;
  /** The levelled sound, from its start. */
  readonly play: () => SoundStream;
};

export type MeasuredSound = {
  readonly sampleRate: Hertz;
  readonly lengthFrames: number;
  readonly play: () => SoundStream;
  /** Has heard all of it. */
  readonly meter: SoundMeter;
};

/**
 * Finds the gain that brings a mix to its integrated loudness, and limits it where its true peak would go over the ceiling.
 * Sound too quiet or too short to have a loudness stays as it is.
 */
export async function levelSound(sound: MeasuredSound, target: LoudnessTarget): Promise<Result<Levelling>> {
  const { meter, play } = sound;
  const before = meter.figures();
  if (before.integratedLufs === null) {
    return ok({ after: before, gainDb: 0, limitedDb: 0, clippedSamples: meter.clippedSamples, play });
  }
  const neededDb = target.integratedLufs - before.integratedLufs;
  if (before.truePeakDb + neededDb <= target.ceilingDb) {
    return ok({
      after: meter.figures(neededDb),
      gainDb: neededDb,
      limitedDb: 0,
      clippedSamples: 0,
      play: () => new LouderStream(play(), neededDb),
    });
  }
  return limitSound(sound, target, neededDb);
}

/**
 * The limiter takes some of the loudness away, the more the louder the sound is made: what is missing is added to the gain, from
 * the second time on by the secant through the last two tries.
 */
async function limitSound(sound: MeasuredSound, target: LoudnessTarget, neededDb: number): Promise<Result<Levelling>> {
  let gainDb = neededDb;
  let before: { readonly gainDb: number; readonly lufs: number } | null = null;
  for (let correction = 0; ; correction++) {
    const tried = await tryGain(sound, target.ceilingDb, gainDb);
    if (!tried.ok) return tried;
    const lufs = tried.value.after.integratedLufs ?? target.integratedLufs;
    const missing = target.integratedLufs - lufs;
    const slope = before === null ? 1 : (lufs - before.lufs) / (gainDb - before.gainDb);
    const next = Math.min(gainDb + missing / Math.max(leastSlope, slope), neededDb + mostCorrectionDb);
    if (Math.abs(missing) <= toleranceLu || correction === mostCorrections || next === gainDb) return tried;
    before = { gainDb, lufs };
    gainDb = next;
  }
}

async function tryGain(
  { sampleRate, lengthFrames, play }: MeasuredSound,
  ceilingDb: number,
  gainDb: number,
): Promise<Result<Levelling>> {
  const limited = (): LimitedStream => new LimitedStream(new LouderStream(play(), gainDb), ceilingDb, sampleRate);
  const tried = limited();
  const meter = new SoundMeter(sampleRate, chunkFrames);
  const heard = await pour(
    tried,
    lengthFrames,
    (left, right, count) => {
      meter.push(left, right, count);
      return ok();
    },
    () => undefined,
  );
  if (!heard.ok) return heard;
  const limitedDb = tried.mostReductionDb;
  return ok({ after: meter.figures(), gainDb, limitedDb, clippedSamples: meter.clippedSamples, play: limited });
}
