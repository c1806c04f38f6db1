import { type Hertz, type LoudnessFigures, type LoudnessTarget, ok, type Result } from '#contract';
import { SoundMeter } from '../../dsp/sound-meter.ts';
import { TruePeakLimiter } from '../../dsp/true-peak-limiter.ts';
import { chunkFrames } from '../chunk-channel.ts';
import { pipe, type Sink, skipFrames, type SoundStream } from './sound-stream.ts';
import type { TemporarySound } from './temporary-sound.ts';

/** How far from the target the loudness behind the limiter may be, in LU. */
const toleranceLu = 0.05;
/** How often the gain is corrected for what the limiter took away; each correction goes through the sound once more. */
const mostCorrections = 3;
/** LU per dB of gain, at the least, that a correction counts on. */
const leastSlope = 0.25;
/** The most that the corrections add up to, in dB: sound without any dynamics left is no gain. */
const mostCorrectionDb = 6;

/** What brought a mix to its loudness. */
export type Normalisation = {
  readonly after: LoudnessFigures;
  /** Ahead of the limiter. */
  readonly gainDb: number;
  /** Deepest gain reduction of the limiter. */
  readonly limitedDb: number;
  /** Over full scale after it. */
  readonly clippedSamples: number;
  /** The normalised sound, from its start. */
  readonly play: () => SoundStream;
};

type MeasuredSound = {
  readonly sampleRate: Hertz;
  readonly lengthFrames: number;
  readonly play: () => SoundStream;
  /** A place for the limited sound; what an earlier call put there is lost. */
  readonly limitedSound: () => TemporarySound;
  /** Has measured all of the sound. */
  readonly meter: SoundMeter;
};

/**
 * Finds the gain that brings a mix to its integrated loudness, and limits it where its true peak would exceed the ceiling. Sound too
 * quiet or too short to have a loudness stays as it is. Fails with `diskFull` or `diskError`.
 */
export async function normaliseLoudness(sound: MeasuredSound, target: LoudnessTarget): Promise<Result<Normalisation>> {
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
      play: () => new GainStream(play(), neededDb),
    });
  }
  return limitSound(sound, target, neededDb);
}

/**
 * The limiter takes some of the loudness away, the more the louder the sound gets: what is missing is added to the gain, from
 * the second time on by the secant through the last two tries.
 */
async function limitSound(
  sound: MeasuredSound,
  target: LoudnessTarget,
  neededDb: number,
): Promise<Result<Normalisation>> {
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

/** Keeps the limited sound: to limit it once more, only to write it, would take longer. */
async function tryGain(
  { sampleRate, lengthFrames, play, limitedSound }: MeasuredSound,
  ceilingDb: number,
  gainDb: number,
): Promise<Result<Normalisation>> {
  const limited = new LimitedStream(play(), gainDb, ceilingDb, sampleRate);
  const meter = new SoundMeter(sampleRate, chunkFrames);
  const kept = limitedSound();
  const keep: Sink = (left, right, count) => {
    meter.push(left, right, count);
    return kept.write(left, right, count);
  };
  const piped = await pipe(limited, lengthFrames, keep, () => undefined);
  if (!piped.ok) return piped;
  const { clippedSamples } = meter;
  const limitedDb = limited.mostReductionDb;
  return ok({ after: meter.figures(), gainDb, limitedDb, clippedSamples, play: () => kept.play() });
}

/** A stream behind a gain in dB. */
class GainStream implements SoundStream {
  readonly #source: SoundStream;
  readonly #gain: number;

  constructor(source: SoundStream, gainDb: number) {
    this.#source = source;
    this.#gain = 10 ** (gainDb / 20);
  }

  async read(left: Float64Array, right: Float64Array): Promise<Result<undefined>> {
    const read = await this.#source.read(left, right);
    if (!read.ok) return read;
    amplify(left, this.#gain);
    amplify(right, this.#gain);
    return read;
  }
}

function amplify(samples: Float64Array, gain: number): void {
  for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] ?? 0) * gain;
}

/** A stream behind a gain and a true-peak limiter, in dB and dBTP. It begins on the source's first frame. */
export class LimitedStream implements SoundStream {
  readonly #source: SoundStream;
  readonly #limiter: TruePeakLimiter;
  #isLate = true;

  constructor(source: SoundStream, gainDb: number, ceilingDb: number, sampleRate: number) {
    this.#source = source;
    this.#limiter = new TruePeakLimiter(ceilingDb, sampleRate, gainDb);
  }

  /** Deepest gain reduction so far, in dB. */
  get mostReductionDb(): number {
    return this.#limiter.mostReductionDb;
  }

  async read(left: Float64Array, right: Float64Array): Promise<Result<undefined>> {
    if (this.#isLate) {
      this.#isLate = false;
      const skipped = await skipFrames(this, this.#limiter.latencyFrames);
      if (!skipped.ok) return skipped;
    }
    const read = await this.#source.read(left, right);
    if (read.ok) this.#limiter.process(left, right, left.length);
    return read;
  }
}
