import { fail, ok, type Result } from '#contract';
import {
  chunkFrames,
  type ChunkReader,
  type ChunkSender,
  type ReceivedChunk,
  receiversAt,
  type SubmixPlace,
} from '../chunk-channel.ts';
import type { ConcealedStem, UnreadableStem } from '../render-job.ts';

/**
 * A stage of a render: stereo sound that the next stage pulls, block by block. Stages are chained by giving one to the next; each
 * keeps only the frames that it needs itself.
 */
export type SoundStream = {
  /**
   * Fills both arrays (of equal length) with the next frames. Beyond the end there is silence. One read at a time. A failure
   * passes on from the first stage, and is final.
   */
  read(left: Float64Array, right: Float64Array): Promise<Result<undefined>>;
};

/** Reads and drops the next `count` frames of a stream. Fails as the stream does. */
export async function skipFrames(sound: SoundStream, count: number): Promise<Result<undefined>> {
  const left = new Float64Array(Math.min(count, chunkFrames));
  const right = new Float64Array(left.length);
  for (let remaining = count; remaining > 0;) {
    const block = Math.min(remaining, left.length);
    const read = await sound.read(left.subarray(0, block), right.subarray(0, block));
    if (!read.ok) return read;
    remaining -= block;
  }
  return ok();
}

/** Takes `count` frames of stereo sound. */
export type Sink = (
  left: Float64Array,
  right: Float64Array,
  count: number,
) => Result<undefined> | Promise<Result<undefined>>;

/**
 * Pipes `lengthFrames` of a stream into a sink, in chunks of `chunkFrames` but for the last. `onProgress` gets fractions up to 1.
 * Fails as the stream or the sink does.
 */
export async function pipe(
  sound: SoundStream,
  lengthFrames: number,
  sink: Sink,
  onProgress: (fraction: number) => void,
): Promise<Result<undefined>> {
  const left = new Float64Array(chunkFrames);
  const right = new Float64Array(chunkFrames);
  for (let done = 0; done < lengthFrames;) {
    const count = Math.min(chunkFrames, lengthFrames - done);
    const read = await sound.read(left.subarray(0, count), right.subarray(0, count));
    if (!read.ok) return read;
    const taken = await sink(left, right, count);
    if (!taken.ok) return taken;
    done += count;
    onProgress(done / lengthFrames);
  }
  return ok();
}

/** How many stems there are in a submix, and which ones are missing from it. */
export type SubmixMembers = { readonly stems: number; readonly problems: readonly UnreadableStem[] };

/** Channels of submixes: what is in each is known when it opens, what was damaged when it closes. */
export type SubmixSender = ChunkSender<SubmixMembers, readonly ConcealedStem[]>;
export type SubmixReader = ChunkReader<SubmixMembers, readonly ConcealedStem[]>;

/** Receivers at the ports that lead to a worker; see `receiversAt`. */
export const submixesAt = (ports: readonly MessagePort[]): ((place: SubmixPlace) => SubmixReader) => receiversAt(ports);

/** The first stage: submixes of several workers, added up. Fails as one of their channels does. */
export class SubmixStream implements SoundStream {
  /** Stems that sound in it. */
  readonly stems: number;
  /** Stems that belong in it and could not be opened. */
  readonly problems: readonly UnreadableStem[];
  readonly #readers: readonly SubmixReader[];
  readonly #left = new Float64Array(chunkFrames);
  readonly #right = new Float64Array(chunkFrames);
  #count = 0;
  #taken = 0;
  #hasEnded = false;
  /** Seconds of damage by stem; a stem in several submixes is decoded for each. */
  readonly #concealed = new Map<ConcealedStem['stemId'], number>();

  private constructor(readers: readonly SubmixReader[], stems: number, problems: readonly UnreadableStem[]) {
    this.#readers = readers;
    this.stems = stems;
    this.problems = problems;
  }

  /** Waits until every worker has opened its stems. */
  static async open(readers: readonly SubmixReader[]): Promise<Result<SubmixStream>> {
    const sounding: SubmixReader[] = [];
    const problems: UnreadableStem[] = [];
    let stems = 0;
    for (const reader of readers) {
      const message = await reader.next();
      if (message.about === 'failed') return { ok: false, failure: message.failure };
      if (message.about !== 'opening') return fail('internal', `${message.about} before the opening`);
      const { opening } = message;
      if (opening.stems > 0) sounding.push(reader);
      else reader.stop();
      stems += opening.stems;
      problems.push(...opening.problems);
    }
    return ok(new SubmixStream(sounding, stems, problems));
  }

  async read(left: Float64Array, right: Float64Array): Promise<Result<undefined>> {
    let at = 0;
    while (at < left.length && !this.#hasEnded) {
      if (this.#taken < this.#count) {
        at += this.#takeHeld(left.subarray(at), right.subarray(at));
        continue;
      }
      // Nearly always a whole chunk is wanted: it is added up in place.
      const isWhole = left.length - at >= chunkFrames;
      const next = isWhole
        ? await this.#next(left.subarray(at), right.subarray(at))
        : await this.#next(this.#left, this.#right);
      if (!next.ok) return next;
      if (isWhole) {
        at += next.value;
        continue;
      }
      this.#taken = 0;
      this.#count = next.value;
    }
    left.fill(0, at);
    right.fill(0, at);
    return ok();
  }

  /** Reads the rest. Returns the damaged stems. */
  async finish(): Promise<Result<readonly ConcealedStem[]>> {
    while (!this.#hasEnded) {
      const next = await this.#next(this.#left, this.#right);
      if (!next.ok) return next;
    }
    return ok([...this.#concealed].map(([stemId, seconds]) => ({ stemId, seconds })));
  }

  /** Takes from the chunk in hand; returns how many frames. */
  #takeHeld(left: Float64Array, right: Float64Array): number {
    const end = Math.min(this.#count, this.#taken + left.length);
    const held = end - this.#taken;
    left.set(this.#left.subarray(this.#taken, end));
    right.set(this.#right.subarray(this.#taken, end));
    this.#taken = end;
    return held;
  }

  /** Adds up the next chunk of every worker, in the order of the workers, and releases it at once. Returns its frames. */
  async #next(intoLeft: Float64Array, intoRight: Float64Array): Promise<Result<number>> {
    const messages = await Promise.all(this.#readers.map((reader) => reader.next()));
    const chunks: ReceivedChunk[] = [];
    for (const message of messages) {
      if (message.about === 'failed') return { ok: false, failure: message.failure };
      if (message.about === 'opening') return fail('internal', 'a second opening');
      if (message.about === 'closing') {
        for (const { stemId, seconds } of message.closing) {
          this.#concealed.set(stemId, Math.max(seconds, this.#concealed.get(stemId) ?? 0));
        }
        continue;
      }
      chunks.push(message.chunk);
    }
    const [first, second, ...others] = chunks;
    const frames = first?.count ?? 0;
    if (first !== undefined) {
      // Nearly always there are two: one pass through memory is enough for them.
      sumSamples(intoLeft, first.left, second?.left, frames);
      sumSamples(intoRight, first.right, second?.right, frames);
    }
    for (const { left, right } of others) {
      sumSamples(intoLeft, intoLeft, left, frames);
      sumSamples(intoRight, intoRight, right, frames);
    }
    for (const { release } of chunks) release();
    // All of them are as long as each other.
    this.#hasEnded = frames === 0;
    return ok(frames);
  }
}

/** The first `count` samples of one, and of another if there is one, added up. */
function sumSamples(into: Float64Array, one: Float64Array, other: Float64Array | undefined, count: number): void {
  if (other === undefined) into.set(one.subarray(0, count));
  else for (let i = 0; i < count; i++) into[i] = (one[i] ?? 0) + (other[i] ?? 0);
}
