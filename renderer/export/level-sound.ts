import { ok, type Hertz, type LoudnessFigures, type LoudnessTarget, type Result } from '#contract';
import { SoundMeter } from '../dsp/sound-meter.ts';
import { chunkFrames } from './bounce-protocol.ts';
import type { HeldSound } from './held-sound.ts';
import { LimitedStream, LouderStream } from './louder-stream.ts';
import { pour, type Sink } from './pour.ts';
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
  /** Room for the sound once more, when it has been limited; what was there before is lost. */
  readonly holdAgain: () => HeldSound;
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
  // Numbers near the greatest there are have no loudness either.
  if (before.integratedLufs === null || !Number.isFinite(before.integratedLufs + before.truePeakDb)) {
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

/** Holds what comes of it: to limit it once more, only to write it, would take longer. */
async function tryGain(
  { sampleRate, lengthFrames, play, holdAgain }: MeasuredSound,
  ceilingDb: number,
  gainDb: number,
): Promise<Result<Levelling>> {
  const limited = new LimitedStream(play(), gainDb, ceilingDb, sampleRate);
  const meter = new SoundMeter(sampleRate, chunkFrames);
  const held = holdAgain();
  const keep: Sink = (left, right, count) => {
    meter.push(left, right, count);
    return held.keep(left, right, count);
  };
  const kept = await pour(limited, lengthFrames, keep, () => undefined);
  if (!kept.ok) return kept;
  const { clippedSamples } = meter;
  const limitedDb = limited.mostReductionDb;
  return ok({ after: meter.figures(), gainDb, limitedDb, clippedSamples, play: () => held.play() });
}
