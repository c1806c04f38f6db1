import type { AudioContainer, Failure, Hertz, LoudnessTarget, StemId } from '#contract';
import type { FileFacts } from '../../codecs/shared/file-encoder.ts';
import type { StereoMatrix } from '../../mix/audibility.ts';
import type { SubmixPlace } from '../chunk-channel.ts';
import type { RenderReport } from '../render-job.ts';
import type { BusSound } from '../stages/bus-stages.ts';

// What the page gives each worker to do, together with its ports: first those that lead to it, then those that lead on.

/** What of a stem goes to one of the submixes that its worker makes; the master gain is in the matrix. */
export type StemSend = { readonly submix: number; readonly matrix: StereoMatrix };

/** A stem, how much later than its file begins it sounds, and the submixes that it goes to. */
export type StemTask = {
  readonly id: StemId;
  readonly container: AudioContainer;
  readonly shiftFrames: number;
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
  /** Of all files of a writing worker together. */
  | { readonly about: 'progress'; readonly fraction: number }
  /** From a writing worker, for each of its files. */
  | { readonly about: 'written'; readonly target: number; readonly report: RenderReport }
  /** Ends the whole job. */
  | { readonly about: 'failed'; readonly failure: Failure };
