import { fail, type LoudnessFigures, type LoudnessTarget, ok, type Result } from '#contract';
import type { FileEncoder, OpenEncoder, PutPiece } from '../../codecs/shared/file-encoder.ts';
import { SoundMeter } from '../../dsp/sound-meter.ts';
import { allOrFirstFailure, chunkFrames } from '../chunk-channel.ts';
import type { FileToWrite, WorkerMessage, WriteTask } from '../plan/worker-plan.ts';
import type { RenderReport } from '../render-job.ts';
import { SharedProgress } from '../shared-progress.ts';
import { BlockStream, rateStage } from '../stages/block-stages.ts';
import { ClickStream } from '../stages/click-stream.ts';
import { normaliseLoudness, type Normalisation } from '../stages/loudness-normalisation.ts';
import {
  pipe,
  type Sink,
  skipFrames,
  type SoundStream,
  submixesAt,
  type SubmixReader,
  SubmixStream,
} from '../stages/sound-stream.ts';
import { TemporarySound } from '../stages/temporary-sound.ts';
import type { OpenTemporaryFile, TemporaryFile } from '../temporary-files.ts';
import { encoderBehind } from './remote-encoder.ts';

type WriteTools = {
  readonly openEncoder: OpenEncoder;
  readonly openTemporaryFile: OpenTemporaryFile;
  readonly putTo: (urlPrefix: string) => PutPiece;
};

type OnProgress = (fraction: number) => void;

/**
 * Writes the files of a task side by side, and notifies the page of the progress of all and the report of each. Fails as soon as one of them does:
 * with `allSilent`, `diskFull`, `diskError` or `internal`, or as a channel that leads here.
 */
export function writeFiles(
  { files }: WriteTask,
  ports: readonly MessagePort[],
  tools: WriteTools,
  notify: (message: WorkerMessage) => void,
): Promise<Result<undefined>> {
  const encodedElsewhere = files.filter(({ isEncodedElsewhere }) => isEncodedElsewhere);
  const incoming = ports.length - encodedElsewhere.length;
  const submixAt = submixesAt(ports.slice(0, incoming));
  const progress = new SharedProgress(
    files.map(({ file }) => file.lengthFrames),
    (fraction) => {
      notify({ about: 'progress', fraction });
    },
  );
  const writing = files.map(async (file, index): Promise<Result<undefined>> => {
    const port = file.isEncodedElsewhere ? ports[incoming + encodedElsewhere.indexOf(file)] : undefined;
    const openEncoder = port === undefined ? tools.openEncoder : encoderBehind(port);
    const written = await writeFile(file, file.inputs.map(submixAt), { ...tools, openEncoder }, (fraction) => {
      progress.set(index, fraction);
    });
    if (!written.ok) return written;
    notify({ about: 'written', target: file.target, report: written.value });
    return ok();
  });
  return allOrFirstFailure(writing);
}

const noLoudness = { integratedLufs: null, rangeLu: null, truePeakDb: -Infinity, samplePeakDb: -Infinity };
const unwritten: Omit<RenderReport, 'problems'> = {
  ...{ peakDb: -Infinity, clippedSamples: 0, lengthFrames: 0, stems: 0, concealed: [] },
  ...{ before: noLoudness, after: noLoudness, gainDb: 0, limitedDb: 0 },
};

/** Adds up the submixes of a file and writes it. When none of its stems could be opened nothing is written, and the report says so. */
async function writeFile(
  file: FileToWrite,
  readers: readonly SubmixReader[],
  tools: WriteTools,
  onProgress: OnProgress,
): Promise<Result<RenderReport>> {
  const opened = await SubmixStream.open(readers);
  if (!opened.ok) return opened;
  const mix = opened.value;
  if (mix.stems === 0 && !file.mayBeSilent) {
    if (mix.problems.length === 0) return fail('allSilent');
    onProgress(1);
    return ok({ ...unwritten, problems: mix.problems });
  }
  const sound = await atFileRate(mix, file);
  if (!sound.ok) return sound;
  const { loudness } = file;
  const written =
    loudness === null
      ? await writeAsIs(file, sound.value, tools, onProgress)
      : await writeNormalised(file, loudness, sound.value, tools, onProgress);
  if (!written.ok) return written;
  const concealed = await mix.finish();
  if (!concealed.ok) return concealed;
  return ok({
    ...written.value,
    peakDb: written.value.after.samplePeakDb,
    lengthFrames: file.file.lengthFrames,
    stems: mix.stems,
    concealed: concealed.value,
    problems: mix.problems,
  });
}

/** The mix from the region's first frame on, with its lead and its click, at the file's rate. */
async function atFileRate(
  mix: SoundStream,
  { leadFrames, place, click, songRate, file: { sampleRate } }: FileToWrite,
): Promise<Result<SoundStream>> {
  const skipped = await skipFrames(mix, leadFrames);
  if (!skipped.ok) return skipped;
  const isPlain = click === null && place.leadFrames === 0;
  const sound = isPlain ? mix : new ClickStream(mix, { ...place, sampleRate: songRate }, click);
  return ok(sampleRate === songRate ? sound : new BlockStream(sound, rateStage(songRate, sampleRate)));
}

/** How loud the mix was, and what was done about it. */
type Written = { readonly before: LoudnessFigures } & Omit<Normalisation, 'play'>;

/** Measures the sound while it is written. */
async function writeAsIs(
  { file, urlPrefix }: FileToWrite,
  sound: SoundStream,
  { openEncoder, putTo }: WriteTools,
  onProgress: OnProgress,
): Promise<Result<Written>> {
  const opened = await openEncoder(file, putTo(urlPrefix));
  if (!opened.ok) return opened;
  const encoder = opened.value;
  const meter = new SoundMeter(file.sampleRate, chunkFrames);
  const encode: Sink = (left, right, count) => {
    meter.push(left, right, count);
    return encoder.encode(left, right, count);
  };
  const written = await finished(encoder, await pipe(sound, file.lengthFrames, encode, onProgress));
  if (!written.ok) return written;
  const figures = meter.figures();
  return ok({ before: figures, after: figures, gainDb: 0, limitedDb: 0, clippedSamples: meter.clippedSamples });
}

/** Keeps the sound in a temporary file while it is measured: to mix it again would be to decode it again. */
async function writeNormalised(
  file: FileToWrite,
  loudness: LoudnessTarget,
  sound: SoundStream,
  tools: WriteTools,
  onProgress: OnProgress,
): Promise<Result<Written>> {
  const opened = await tools.openTemporaryFile(file.temporaryName);
  if (!opened.ok) return opened;
  const temporary = opened.value;
  try {
    return await normalised(file, loudness, sound, temporary, tools, onProgress);
  } finally {
    await temporary.close();
  }
}

/** The first pass as a share of the whole, where there is a second one: nearly all of it is decoding. */
const firstPassShare = 0.8;

async function normalised(
  { file, urlPrefix }: FileToWrite,
  loudness: LoudnessTarget,
  sound: SoundStream,
  temporary: TemporaryFile,
  { openEncoder, putTo }: WriteTools,
  onProgress: OnProgress,
): Promise<Result<Written>> {
  const { sampleRate, lengthFrames } = file;
  const kept = new TemporarySound(temporary);
  const meter = new SoundMeter(sampleRate, chunkFrames);
  const keep: Sink = (left, right, count) => {
    meter.push(left, right, count);
    return kept.write(left, right, count);
  };
  const measured = await pipe(sound, lengthFrames, keep, (fraction) => {
    onProgress(firstPassShare * fraction);
  });
  if (!measured.ok) return measured;
  const limitedSound = (): TemporarySound => new TemporarySound(temporary, kept.end);
  const source = { sampleRate, lengthFrames, play: () => kept.play(), limitedSound, meter };
  const found = await normaliseLoudness(source, loudness);
  if (!found.ok) return found;
  const { play, ...normalisation } = found.value;
  const opened = await openEncoder(file, putTo(urlPrefix));
  if (!opened.ok) return opened;
  const encoder = opened.value;
  const encode: Sink = (left, right, count) => encoder.encode(left, right, count);
  const piped = await pipe(play(), lengthFrames, encode, (fraction) => {
    onProgress(firstPassShare + (1 - firstPassShare) * fraction);
  });
  const written = await finished(encoder, piped);
  return written.ok ? ok({ ...normalisation, before: meter.figures() }) : written;
}

const finished = (encoder: FileEncoder, piped: Result<undefined>): Result<undefined> | Promise<Result<undefined>> =>
  piped.ok ? encoder.finish() : piped;
