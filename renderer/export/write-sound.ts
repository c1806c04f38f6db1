import { ok, type LoudnessFigures, type LoudnessTarget, type Result } from '#contract';
import { SoundMeter } from '../dsp/sound-meter.ts';
import { chunkFrames, type TargetOrder } from './bounce-protocol.ts';
import type { FileEncoder, OpenEncoder } from '../codecs/shared/file-encoder.ts';
import { HeldSound } from './held-sound.ts';
import { levelSound, type Levelling } from './level-sound.ts';
import type { PutPiece } from '../codecs/shared/file-encoder.ts';
import { pour, type Sink } from './pour.ts';
import type { OpenScratch, Scratch } from './scratch.ts';
import type { SoundStream } from './sound-stream.ts';

export type TargetTools = {
  readonly openEncoder: OpenEncoder;
  readonly openScratch: OpenScratch;
  readonly put: PutPiece;
};

/** How loud the mix was, and what was made of it. */
export type Written = { readonly before: LoudnessFigures } & Omit<Levelling, 'play'>;

type OnProgress = (fraction: number) => void;

/** What the first time through takes of the whole, where there is a second one: nearly all of it is decoding. */
const firstPart = 0.8;

/** Writes the sound while it comes, and measures it. */
export async function writeAsIs(
  { file }: TargetOrder,
  sound: SoundStream,
  { openEncoder, put }: TargetTools,
  onProgress: OnProgress,
): Promise<Result<Written>> {
  const opened = await openEncoder(file, put);
  if (!opened.ok) return opened;
  const encoder = opened.value;
  const meter = new SoundMeter(file.sampleRate, chunkFrames);
  const encode: Sink = (left, right, count) => {
    meter.push(left, right, count);
    return encoder.encode(left, right, count);
  };
  const written = await finished(encoder, await pour(sound, file.lengthFrames, encode, onProgress));
  if (!written.ok) return written;
  const figures = meter.figures();
  return ok({ before: figures, after: figures, gainDb: 0, limitedDb: 0, clippedSamples: meter.clippedSamples });
}

/** Holds the sound outside of memory while it is measured, then levels and writes it: to mix it again would be to decode it again. */
export async function writeLevelled(
  order: TargetOrder,
  loudness: LoudnessTarget,
  sound: SoundStream,
  tools: TargetTools,
  onProgress: OnProgress,
): Promise<Result<Written>> {
  const opened = await tools.openScratch(order.scratchName);
  if (!opened.ok) return opened;
  const scratch = opened.value;
  try {
    return await levelled(order, loudness, sound, scratch, tools, onProgress);
  } finally {
    await scratch.close();
  }
}

async function levelled(
  { file }: TargetOrder,
  loudness: LoudnessTarget,
  sound: SoundStream,
  scratch: Scratch,
  { openEncoder, put }: TargetTools,
  onProgress: OnProgress,
): Promise<Result<Written>> {
  const { sampleRate, lengthFrames } = file;
  const held = new HeldSound(scratch);
  const meter = new SoundMeter(sampleRate, chunkFrames);
  const keep: Sink = (left, right, count) => {
    meter.push(left, right, count);
    return held.keep(left, right, count);
  };
  const kept = await pour(sound, lengthFrames, keep, (fraction) => {
    onProgress(firstPart * fraction);
  });
  if (!kept.ok) return kept;
  const holdAgain = (): HeldSound => new HeldSound(scratch, held.end);
  const measured = { sampleRate, lengthFrames, play: () => held.play(), holdAgain, meter };
  const found = await levelSound(measured, loudness);
  if (!found.ok) return found;
  const { play, ...levelling } = found.value;
  const opened = await openEncoder(file, put);
  if (!opened.ok) return opened;
  const encoder = opened.value;
  const encode: Sink = (left, right, count) => encoder.encode(left, right, count);
  const poured = await pour(play(), lengthFrames, encode, (fraction) => {
    onProgress(firstPart + (1 - firstPart) * fraction);
  });
  const written = await finished(encoder, poured);
  return written.ok ? ok({ ...levelling, before: meter.figures() }) : written;
}

const finished = (encoder: FileEncoder, poured: Result<undefined>): Result<undefined> | Promise<Result<undefined>> =>
  poured.ok ? encoder.finish() : poured;
