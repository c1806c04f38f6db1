import { fail, ok, type Result } from '#contract';
import { chunkFrames } from './bounce-protocol.ts';
import { addMix } from './mix-kernel.ts';
import type { Feed } from './parcel-feed.ts';
import type { SoundStream } from './sound-stream.ts';
import type { BounceProblem, ConcealedStem } from './stem-group.ts';

/** The first stage: what several workers give, added up. */
export class MixStream implements SoundStream {
  /** Stems that sound in it. */
  readonly stems: number;
  /** Stems that should, but could not be opened. */
  readonly problems: readonly BounceProblem[];
  readonly #feeds: readonly Feed[];
  readonly #left = new Float64Array(chunkFrames);
  readonly #right = new Float64Array(chunkFrames);
  #count = 0;
  #taken = 0;
  #hasEnded = false;
  /** Seconds of damage by stem; one that is in several sums is read through for each. */
  readonly #concealed = new Map<ConcealedStem['stemId'], number>();

  private constructor(feeds: readonly Feed[], stems: number, problems: readonly BounceProblem[]) {
    this.#feeds = feeds;
    this.stems = stems;
    this.problems = problems;
  }

  /** Waits until every worker has opened its stems. Fails as one of them does. */
  static async open(feeds: readonly Feed[]): Promise<Result<MixStream>> {
    const sounding: Feed[] = [];
    const problems: BounceProblem[] = [];
    let stems = 0;
    for (const feed of feeds) {
      const message = await feed.next();
      if (message.about === 'failed') return { ok: false, failure: message.failure };
      if (message.about !== 'opened') return fail('internal', message.about);
      if (message.stems > 0) sounding.push(feed);
      else feed.stop();
      stems += message.stems;
      problems.push(...message.problems);
    }
    return ok(new MixStream(sounding, stems, problems));
  }

  async read(left: Float64Array, right: Float64Array): Promise<Result<undefined>> {
    let at = 0;
    while (at < left.length && !this.#hasEnded) {
      if (this.#taken < this.#count) {
        at += this.#takeHeld(left.subarray(at), right.subarray(at));
        continue;
      }
      // Nearly always a whole chunk is wanted: it is added up where it is wanted.
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

  /** Reads the rest. Returns the stems in which there was damage. */
  async finish(): Promise<Result<readonly ConcealedStem[]>> {
    while (!this.#hasEnded) {
      const next = await this.#next(this.#left, this.#right);
      if (!next.ok) return next;
    }
    return ok([...this.#concealed].map(([stemId, seconds]) => ({ stemId, seconds })));
  }

  /** Gives how many frames it was. */
  #takeHeld(left: Float64Array, right: Float64Array): number {
    const end = Math.min(this.#count, this.#taken + left.length);
    const held = end - this.#taken;
    left.set(this.#left.subarray(this.#taken, end));
    right.set(this.#right.subarray(this.#taken, end));
    this.#taken = end;
    return held;
  }

  /** The next chunk of every worker, summed in the order of the workers; chunks go back at once, to be filled again. Gives its frames. */
  async #next(intoLeft: Float64Array, intoRight: Float64Array): Promise<Result<number>> {
    const messages = await Promise.all(this.#feeds.map((feed) => feed.next()));
    let frames = 0;
    for (const message of messages) {
      if (message.about === 'failed') return { ok: false, failure: message.failure };
      if (message.about === 'opened') return fail('internal', message.about);
      if (message.about === 'end') {
        for (const { stemId, seconds } of message.concealed) {
          this.#concealed.set(stemId, Math.max(seconds, this.#concealed.get(stemId) ?? 0));
        }
        continue;
      }
      const { left, right, count, handBack } = message.chunk;
      if (frames === 0) {
        intoLeft.set(left.subarray(0, count));
        intoRight.set(right.subarray(0, count));
      } else {
        addMix(intoLeft, left, count);
        addMix(intoRight, right, count);
      }
      frames = count;
      handBack();
    }
    // All of them are as long as each other.
    this.#hasEnded = frames === 0;
    return ok(frames);
  }
}
