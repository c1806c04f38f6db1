import type { Failure, Hertz, LoudnessFigures, LoudnessTarget, Result } from '#contract';
import type { FileFacts } from '../codecs/shared/file-encoder.ts';
import type { StereoSum } from './mix-kernel.ts';
import type { BounceProblem, BounceStem, ConcealedStem, SumMembers } from './stem-group.ts';

/** Frames that travel from one worker to the next at a time: a third of a second. */
export const chunkFrames = 16_384;
/** Parcels that a worker may be ahead of the next. */
export const parcelsAhead = 3;

/** What the page gives a decoding worker, with a port to each worker that its sums go to. */
export type DecodeOrder = {
  readonly stems: readonly (BounceStem & { readonly url: string; readonly byteLength: number })[];
  readonly sampleRate: Hertz;
  /** Of the song; may lie before its start, where there is silence. */
  readonly startFrame: number;
  readonly lengthFrames: number;
  /** The sums that go through each port, in the order in which they are packed. */
  readonly outlets: readonly (readonly number[])[];
};

/** Where a sum comes from: a port that leads to this worker, and the place in the parcels that come through it. */
export type SumPlace = { readonly feed: number; readonly part: number };

/** A bus of one target: its sums, and how they are to sound. */
export type BusOrder = {
  readonly inputs: readonly SumPlace[];
  readonly sampleRate: Hertz;
  /** Frames of the song a frame of the file. */
  readonly speed: number;
  /** By how much the pitch is raised after that; 1 leaves it as it is. */
  readonly pitchFactor: number;
  /** Frames that the decoding workers give before the first one that is wanted. */
  readonly leadFrames: number;
  /** At the song's rate and the mix's speed. */
  readonly lengthFrames: number;
};

/** What the page gives a worker of buses: first the ports that lead to it, then one for each bus, on to a writing worker. */
export type BusesOrder = { readonly buses: readonly BusOrder[] };

/** One file. */
export type TargetOrder = {
  readonly inputs: readonly SumPlace[];
  /** Its place in the job. */
  readonly target: number;
  /** The rate of what comes in. */
  readonly songRate: Hertz;
  /** Frames that come in before the first one that is wanted. */
  readonly leadFrames: number;
  readonly file: FileFacts;
  readonly loudness: LoudnessTarget | null;
  /** A file of nothing but silence is wanted as well. */
  readonly mayBeSilent: boolean;
  /** Where a piece goes: this with the offset in bytes appended. */
  readonly urlPrefix: string;
  /** A name of its own for what is held while it is measured. */
  readonly scratchName: string;
  /** By a worker of its own, to which a port leads on. */
  readonly isEncodedElsewhere: boolean;
};

/** What the page gives an encoding worker, with a port for each file, by which its sound comes. */
export type EncodeOrder = { readonly files: readonly Pick<TargetOrder, 'file' | 'urlPrefix'>[] };

export type EncoderRequest =
  /** Rooms that the sound comes in, one sum each. */
  | { readonly about: 'open'; readonly blocks: Parcel }
  | ({ readonly about: 'block' } & FilledParcel)
  | { readonly about: 'finish' };

/** To each request, in order; with its answer a block comes back. */
export type EncoderAnswer =
  | { readonly about: 'open' | 'finish'; readonly result: Result<undefined> }
  | { readonly about: 'block'; readonly result: Result<undefined>; readonly place: number };

/** What the page gives a writing worker: first the ports that lead to it, then one for each target that is encoded elsewhere. */
export type WriteOrder = { readonly targets: readonly TargetOrder[] };

/** Sums of the same frames, in memory that two workers share: only one of them looks into it at a time. */
export type Parcel = readonly StereoSum[];

/** Which parcel, and how many frames of it are filled. It comes back as its place alone, to be filled again. */
export type FilledParcel = { readonly place: number; readonly count: number };

/** From a worker to the one after it, in order. What is told of each sum is in the order of the parcels. */
export type ParcelMessage =
  | { readonly about: 'opened'; readonly members: readonly SumMembers[]; readonly parcels: readonly Parcel[] }
  | ({ readonly about: 'parcel' } & FilledParcel)
  | { readonly about: 'end'; readonly concealed: readonly (readonly ConcealedStem[])[] }
  | { readonly about: 'failed'; readonly failure: Failure };

export type BounceReport = {
  /** Of what was written, before anything was clipped; -Infinity is silence. */
  readonly peakDb: number;
  /** Samples over full scale, which a file of integers or of lossy sound holds at full scale. */
  readonly clippedSamples: number;
  readonly lengthFrames: number;
  /** Stems that sound in it. 0 while there are `problems`: none could be opened, and no file was written. */
  readonly stems: number;
  /** Stems with damage, which is silence in the file. */
  readonly concealed: readonly ConcealedStem[];
  /** Stems that could not be read and are not in the file. */
  readonly problems: readonly BounceProblem[];
  /** Of the mix as it is, at the file's rate. */
  readonly before: LoudnessFigures;
  /** Of what was given to the encoder. */
  readonly after: LoudnessFigures;
  /** What the mix was made louder by, before the limiter. */
  readonly gainDb: number;
  /** The most that the limiter took away at any instant; 0: it had nothing to do. */
  readonly limitedDb: number;
};

export type WriterMessage =
  /** Of all of this worker's targets together. */
  | { readonly about: 'progress'; readonly fraction: number }
  | { readonly about: 'done'; readonly target: number; readonly report: BounceReport }
  | { readonly about: 'failed'; readonly failure: Failure };
