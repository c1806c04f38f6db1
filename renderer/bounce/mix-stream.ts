import { fail, ok, type Result } from '#contract';
import { chunkFrames } from './bounce-protocol.ts';
import { addMix } from './mix-kernel.ts';
import type { Feed } from './parcel-feed.ts';
import type { SoundStream } from './sound-stream.ts';
import type { BounceProblem } from './stem-group.ts';

/** The first stage: what several workers give, added up. */
export class MixStream implements SoundStream {
  /** Stems that sound in it. */
  readonly stems: number;
  /** Stems that should, but could not be decoded. */
  readonly problems: readonly BounceProblem[];
  readonly #feeds: readonly Feed[];
  readonly #left = new Float64Array(chunkFrames);
  readonly #right = new Float64Array(chunkFrames);
  #count = 0;
  #taken = 0;
  #hasEnded = false;
  #concealedFrames = 0;

  private constructor(feeds: readonly Feed[], stems: number, problems: readonly BounceProblem[]) {
    this.#feeds = feeds;
    this.stems = stems;
    this.problems = problems;
  }

  /** Waits until every worker has opened its stems; fails when one of them could not read its files. */
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
    while (at < left.length) {
      if (this.#taken === this.#count) {
        const next = await this.#next();
        if (!next.ok) return next;
        if (this.#hasEnded) break;
      }
      const end = Math.min(this.#count, this.#taken + left.length - at);
      left.set(this.#left.subarray(this.#taken, end), at);
      right.set(this.#right.subarray(this.#taken, end), at);
      at += end - this.#taken;
      this.#taken = end;
    }
    left.fill(0, at);
    right.fill(0, at);
    return ok();
  }

  /** Lets what nobody read run out. Gives how many damaged frames there were in all the stems. */
  async finish(): Promise<Result<number>> {
    while (!this.#hasEnded) {
      const next = await this.#next();
      if (!next.ok) return next;
    }
    return ok(this.#concealedFrames);
  }

  /** The next chunk of every worker, summed in the order of the workers; chunks go back at once, to be filled again. */
  async #next(): Promise<Result<undefined>> {
    this.#taken = 0;
    this.#count = 0;
    if (this.#hasEnded) return ok();
    const messages = await Promise.all(this.#feeds.map((feed) => feed.next()));
    for (const message of messages) {
      if (message.about === 'failed') return { ok: false, failure: message.failure };
      if (message.about === 'opened') return fail('internal', message.about);
      if (message.about === 'end') {
        this.#concealedFrames += message.concealedFrames;
        continue;
      }
      const { left, right, count, handBack } = message.chunk;
      if (this.#count === 0) {
        this.#left.set(left.subarray(0, count));
        this.#right.set(right.subarray(0, count));
      } else {
        addMix(this.#left, left, count);
        addMix(this.#right, right, count);
      }
      this.#count = count;
      handBack();
    }
    // All of them are as long as each other.
    this.#hasEnded = this.#count === 0;
    return ok();
  }
}
