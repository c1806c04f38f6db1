import type { AudioContainer, Failure, Hertz, LevelStretch, LoudnessTarget, SavedAudio, StemId } from '#contract';
import type { FileFacts } from '../../codecs/shared/file-encoder.ts';
import { busFactors, type BusName, isAsRecorded, playedFrames } from '../../mix/speed-and-key.ts';
import type { SubmixPlace } from '../chunk-channel.ts';
import type { RenderJob, RenderReport, RenderTarget, TargetClick } from '../render-job.ts';
import { type BusSound, leadFramesAt } from '../stages/bus-stages.ts';
import { type AudibleStem, audibleStems, type GroupPlan, planSubmixes, type StemSend } from './submix-plan.ts';

export type PlannedWorker =
  | { readonly does: 'decode'; readonly task: DecodeTask }
  | { readonly does: 'bus'; readonly task: BusTask }
  | { readonly does: 'write'; readonly task: WriteTask }
  | { readonly does: 'encode'; readonly task: EncodeTask };

/** An order to a worker: its task, or null to load the code for one beforehand. */
export type WorkerOrder = PlannedWorker | { readonly does: PlannedWorker['does']; readonly task: null };

/** A channel from one worker to another, by their places in the plan. */
type Link = { readonly from: number; readonly to: number };

/** A job shared out among workers: decode -> bus, where there are any -> write -> encode. */
export type WorkerPlan = {
  readonly workers: readonly PlannedWorker[];
  /** A worker's ports, those that lead to it and those that lead on, are in the order of these. */
  readonly links: readonly Link[];
};

type RenderAddresses = {
  readonly stem: (sha256: SavedAudio['sha256']) => string;
  /** The address of a target's pieces, without the offset in bytes. */
  readonly piecePrefix: (target: RenderTarget) => string;
  /** Begins the names of this job's temporary files. */
  readonly temporaryPrefix: string;
};

/** A target, its place in the job, and what sounds in it. */
type PlannedTarget = { readonly target: RenderTarget; readonly index: number; readonly stems: readonly AudibleStem[] };
type PlannedBus = PlannedTarget & { readonly bus: BusName };

/**
 * Shares a job out among workers, at most `cores` (1 or more) of each kind. Null when nothing sounds in a target that may not be
 * silent.
 */
export function planWorkers(job: RenderJob, addresses: RenderAddresses, cores: number): WorkerPlan | null {
  const targets = job.targets.map((target, index): PlannedTarget => ({
    target,
    index,
    stems: audibleStems(job.stems, target.mix, job.sampleRate, target.stretches),
  }));
  if (targets.some(({ target, stems }) => stems.length === 0 && !mayBeSilent(target))) return null;
  const plain = targets.filter(({ target }) => isAsRecorded(target.mix));
  const buses = targets.filter((one) => !plain.includes(one)).flatMap(busesOf);
  const busWorkers = Math.min(cores, buses.length);
  const writers = Math.min(cores, targets.length);
  const writerOf = ({ index }: PlannedTarget): number => busWorkers + (index % writers);

  const { groups, places } = planSubmixes(
    [
      ...buses.map(({ stems }, index) => ({ consumer: index % busWorkers, stems })),
      ...plain.map((one) => ({ consumer: writerOf(one), stems: one.stems })),
    ],
    decodersBeside(job, cores),
  );
  const links = new Links();
  const channels = groups.map((group, at) =>
    group.channels.map(({ consumer }) => ({ consumer, channel: links.connect(at, groups.length + consumer) })),
  );
  const inputsOf = (need: number, consumer: number): readonly SubmixPlace[] =>
    (places[need] ?? []).flatMap(({ group, submix }) =>
      (channels[group] ?? []).filter((one) => one.consumer === consumer).map(({ channel }) => ({ channel, submix })),
    );
  const busInputs = buses.map((one, index) => ({
    target: one.index,
    place: { channel: links.connect(groups.length + (index % busWorkers), groups.length + writerOf(one)), submix: 0 },
  }));

  const leadFrames = leadFramesOf(job);
  const busesToRender = buses.map((one, index) =>
    busToRender(job, one, leadFrames, inputsOf(index, index % busWorkers)),
  );
  const filesToWrite = targets.map((one) => {
    const isPlain = plain.includes(one);
    const inputs = isPlain
      ? inputsOf(buses.length + plain.indexOf(one), writerOf(one))
      : busInputs.filter(({ target }) => target === one.index).map(({ place }) => place);
    return fileToWrite(job, one, isPlain ? leadFrames : 0, inputs, addresses);
  });
  const encoded = filesToWrite.filter(({ isEncodedElsewhere }) => isEncodedElsewhere);
  const encoders = Math.min(cores, encoded.length);
  for (const [index, { target }] of encoded.entries()) {
    const writer = groups.length + busWorkers + (target % writers);
    links.connect(writer, groups.length + busWorkers + writers + (index % encoders));
  }
  return {
    workers: [
      ...groups.map((group) => ({ does: 'decode' as const, task: decodeTask(job, group, leadFrames, addresses) })),
      ...dealt(busesToRender, busWorkers).map((own) => ({ does: 'bus' as const, task: { buses: own } })),
      ...dealt(filesToWrite, writers).map((files) => ({ does: 'write' as const, task: { files } })),
      ...dealt(encoded, encoders).map((files) => ({ does: 'encode' as const, task: encodeTask(files) })),
    ],
    links: links.all,
  };
}

/** A lossy encoder takes longer than all decoding: each has a core to itself, while one is left for the rest. */
const decodersBeside = ({ format, targets }: RenderJob, cores: number): number =>
  format.kind === 'wav' || format.kind === 'flac' ? cores : Math.max(1, cores - targets.length);

const mayBeSilent = ({ part, isClickAlone }: RenderTarget): boolean =>
  part?.mayBeSilent === true || isClickAlone === true;

const busesOf = (one: PlannedTarget): readonly PlannedBus[] =>
  [...new Set(one.stems.map(({ bus }) => bus))].map((bus) => ({
    ...one,
    bus,
    stems: one.stems.filter((stem) => stem.bus === bus),
  }));

/** What comes before and after the region sounds into it, as it does when the song is played through. */
const leadFramesOf = ({ targets, sampleRate }: RenderJob): number =>
  Math.max(0, ...targets.map(({ mix }) => (isAsRecorded(mix) ? 0 : leadFramesAt(mix.speed, sampleRate))));

/** Deals all of them out in turn. */
const dealt = <One>(all: readonly One[], among: number): readonly (readonly One[])[] =>
  Array.from({ length: among }, (_, place) => all.filter((_one, index) => index % among === place));

class Links {
  readonly all: Link[] = [];

  /** Returns the place of the port among those that lead to `to`. */
  connect(from: number, to: number): number {
    const channel = this.all.filter((link) => link.to === to).length;
    this.all.push({ from, to });
    return channel;
  }
}

function decodeTask(
  { region: { startFrames, endFrames }, sampleRate }: RenderJob,
  { stems, channels }: GroupPlan,
  leadFrames: number,
  addresses: RenderAddresses,
): DecodeTask {
  return {
    stems: stems.map(({ stem: { id, audio }, shiftFrames, stretches, sends }) => {
      const { container, byteLength, sha256 } = audio;
      return { id, container, byteLength, url: addresses.stem(sha256), shiftFrames, stretches, sends };
    }),
    sampleRate,
    startFrame: startFrames - leadFrames,
    lengthFrames: endFrames - startFrames + 2 * leadFrames,
    channels: channels.map(({ submixes }) => submixes),
  };
}

const playedFramesOf = ({ region }: RenderJob, { target: { mix } }: PlannedTarget): number =>
  playedFrames(region.endFrames - region.startFrames, mix.speed);

function busToRender(job: RenderJob, one: PlannedBus, leadFrames: number, inputs: readonly SubmixPlace[]): BusToRender {
  const { mix } = one.target;
  const pitchFactor = busFactors(mix)[one.bus];
  const lengthFrames = playedFramesOf(job, one);
  return { inputs, sampleRate: job.sampleRate, speed: mix.speed, pitchFactor, leadFrames, lengthFrames };
}

function fileToWrite(
  job: RenderJob,
  one: PlannedTarget,
  leadFrames: number,
  inputs: readonly SubmixPlace[],
  addresses: RenderAddresses,
): FileToWrite {
  const { format, fileRate, sampleRate: songRate } = job;
  const { loudness, tags, mix, click = null, leadFrames: fileLead = 0 } = one.target;
  const lengthFrames = Math.round(((fileLead + playedFramesOf(job, one)) * fileRate) / songRate);
  const place = { startFrame: job.region.startFrames, speed: mix.speed, leadFrames: fileLead };
  return {
    inputs,
    target: one.index,
    songRate,
    leadFrames,
    place,
    click,
    file: { format, sampleRate: fileRate, lengthFrames, tags },
    loudness,
    mayBeSilent: mayBeSilent(one.target),
    urlPrefix: addresses.piecePrefix(one.target),
    temporaryName: `${addresses.temporaryPrefix}-${String(one.index)}`,
    isEncodedElsewhere: format.kind !== 'wav',
  };
}

const encodeTask = (files: readonly FileToWrite[]): EncodeTask => ({
  files: files.map(({ file, urlPrefix }) => ({ file, urlPrefix })),
});

// What the page gives each worker to do, together with its ports: first those that lead to it, then those that lead on.

/** A stem, how much later than its file begins it sounds, and the submixes that it goes to. */
export type StemTask = {
  readonly id: StemId;
  readonly container: AudioContainer;
  readonly shiftFrames: number;
  /** Its automation. */
  readonly stretches: readonly LevelStretch[];
  readonly sends: readonly StemSend[];
};

/** Decode some stems and mix them to submixes, with a port on to each worker that needs some of these. */
export type DecodeTask = {
  readonly stems: readonly (StemTask & { readonly url: string; readonly byteLength: number })[];
  readonly sampleRate: Hertz;
  /** Of the song; may lie before its start, where there is silence. */
  readonly startFrame: number;
  readonly lengthFrames: number;
  /** For each port, the submixes that go through it, in the order of its chunks. */
  readonly channels: readonly (readonly number[])[];
};

/** A bus of one file: its submixes, its speed and its pitch. */
export type BusToRender = BusSound & {
  readonly inputs: readonly SubmixPlace[];
  /** At the song's rate and the mix's speed. */
  readonly lengthFrames: number;
};

/** Render buses, with a port on to a writing worker for each. */
export type BusTask = { readonly buses: readonly BusToRender[] };

export type FileToWrite = {
  readonly inputs: readonly SubmixPlace[];
  /** Its place in the job. */
  readonly target: number;
  /** The rate of the sound that comes in. */
  readonly songRate: Hertz;
  /** Frames that come in before the first one of the file. */
  readonly leadFrames: number;
  /** Where the file begins in the song, its speed, and the silent frames before its sound. */
  readonly place: { readonly startFrame: number; readonly speed: number; readonly leadFrames: number };
  readonly click: TargetClick | null;
  readonly file: FileFacts;
  readonly loudness: LoudnessTarget | null;
  /** The file is written even when nothing sounds in it. */
  readonly mayBeSilent: boolean;
  /** The address of a piece, without its offset in bytes. */
  readonly urlPrefix: string;
  /** Of the temporary file for loudness normalisation. */
  readonly temporaryName: string;
  /** A worker of its own encodes it, to which a port leads on. */
  readonly isEncodedElsewhere: boolean;
};

/** Write files, with a port on for each file that is encoded elsewhere. */
export type WriteTask = { readonly files: readonly FileToWrite[] };

/** Encode files, with a port for each, by which its sound comes. */
export type EncodeTask = { readonly files: readonly Pick<FileToWrite, 'file' | 'urlPrefix'>[] };

/** From a worker to the page. */
export type WorkerMessage =
  /** The first message. The worker holds this Web Lock until it ends, whatever way it does. */
  | { readonly about: 'alive'; readonly lock: string }
  /** Of all files of a writing worker together. */
  | { readonly about: 'progress'; readonly fraction: number }
  /** From a writing worker, for each of its files. */
  | { readonly about: 'written'; readonly target: number; readonly report: RenderReport }
  /** Ends the whole job. */
  | { readonly about: 'failed'; readonly failure: Failure };
