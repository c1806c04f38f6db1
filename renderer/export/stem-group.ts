import { fail, type AudioContainer, type Failure, type Hertz, type Result, type StemId } from '#contract';
import type { ByteReader } from '../codecs/byte-source.ts';
import { openStem } from '../codecs/open-stem-source.ts';
import type { StemSource } from '../codecs/stem-source.ts';
import type { StereoSum } from './mix-kernel.ts';
import { StemSums } from './stem-sums.ts';
import { sumSteps, type StemSend, type SumCopy, type SumSteps } from './sum-steps.ts';

/** A stem, how much later than its file begins it sounds, and where it goes to. */
export type BounceStem = {
  readonly id: StemId;
  readonly container: AudioContainer;
  readonly shiftFrames: number;
  readonly sends: readonly StemSend[];
};

export type BounceProblem = { readonly stemId: StemId; readonly failure: Failure };

/** A stem with damage, and how many seconds of it are silence in the file. */
export type ConcealedStem = { readonly stemId: StemId; readonly seconds: number };

/** How many stems there are in a sum, and which ones are missing from it. */
export type SumMembers = { readonly stems: number; readonly problems: readonly BounceProblem[] };

type OpenStem = Pick<BounceStem, 'id' | 'shiftFrames' | 'sends'> & { readonly source: StemSource };
type ClosedStem = Pick<BounceStem, 'sends'> & { readonly problem: BounceProblem };

/** Stems that one worker decodes once and mixes to one sum or several; sums of several groups are added up. */
export class StemGroup {
  readonly #stems: readonly OpenStem[];
  readonly #closed: readonly ClosedStem[];
  readonly #steps: SumSteps;
  readonly #sums: StemSums;

  private constructor(stems: readonly OpenStem[], closed: readonly ClosedStem[], longestFill: number) {
    this.#stems = stems;
    this.#closed = closed;
    const places = [...stems, ...closed].flatMap(({ sends }) => sends.map(({ sum }) => sum));
    const sumCount = Math.max(-1, ...places) + 1;
    this.#steps = sumSteps(
      stems.map(({ sends }) => sends),
      sumCount,
    );
    this.#sums = new StemSums(sumCount, longestFill);
  }

  /** Stems that cannot be opened are told as problems and left out, as they are when playing. */
  static async open(
    stems: readonly (BounceStem & { readonly bytes: ByteReader })[],
    sampleRate: Hertz,
    longestFill: number,
  ): Promise<StemGroup> {
    const closed: ClosedStem[] = [];
    const opened: OpenStem[] = [];
    const results = await Promise.all(stems.map((stem) => opening(stem, sampleRate)));
    for (const [index, result] of results.entries()) {
      const stem = stems[index];
      if (stem === undefined) continue;
      const { id, shiftFrames, sends } = stem;
      if (result.ok) opened.push({ id, source: result.value, shiftFrames, sends });
      else closed.push({ sends, problem: { stemId: id, failure: result.failure } });
    }
    return new StemGroup(opened, closed, longestFill);
  }

  get size(): number {
    return this.#stems.length;
  }

  membersOf(sum: number): SumMembers {
    return {
      stems: this.#stems.filter(({ sends }) => reaches(sends, sum)).length,
      problems: this.#closed.filter(({ sends }) => reaches(sends, sum)).map(({ problem }) => problem),
    };
  }

  /** The stems of a sum that have shown damage so far. */
  concealedOf(sum: number): readonly ConcealedStem[] {
    return this.#stems.flatMap(({ id, sends, source }) => {
      const seconds = source.concealedSeconds();
      return seconds > 0 && reaches(sends, sum) ? [{ stemId: id, seconds }] : [];
    });
  }

  /**
   * Makes all sums, `count` frames from song frame `startFrame` on. Before the start and beyond the end of a stem, where its
   * shift has put them, it is silent. Rejects when a stem's bytes cannot be had; the message names the stem.
   */
  async fill(startFrame: number, count: number, sums: readonly StereoSum[]): Promise<void> {
    const { first, steps, last } = this.#steps;
    this.#sums.clear(first, count);
    for (const [index, { id, source, shiftFrames }] of this.#stems.entries()) {
      const { copies = [], adds = [] } = steps[index] ?? {};
      this.#copyAll(copies, count);
      const position = startFrame - shiftFrames;
      const before = Math.min(count, Math.max(0, -position));
      if (before === count) continue;
      const { left, right } = this.#sums;
      const wanted = count - before;
      const own = await source
        .read(position + before, left.subarray(0, wanted), right.subarray(0, wanted))
        .catch((reason: unknown) => {
          throw new Error(`${id}: ${reason instanceof Error ? reason.message : String(reason)}`);
        });
      for (const { sum, matrix } of adds) this.#sums.add(sum, before, own, matrix);
    }
    this.#copyAll(last, count);
    for (const [sum, into] of sums.entries()) this.#sums.read(sum, into, count);
  }

  close(): void {
    for (const { source } of this.#stems) source.close();
  }

  #copyAll(copies: readonly SumCopy[], count: number): void {
    for (const { from, to } of copies) this.#sums.copy(from, to, count);
  }
}

/** Bytes that cannot be had are this stem's trouble alone, until its sound is under way. */
async function opening(
  { bytes, container }: Pick<BounceStem, 'container'> & { readonly bytes: ByteReader },
  sampleRate: Hertz,
): Promise<Result<StemSource, Failure>> {
  try {
    return await openStem(bytes, container, sampleRate);
  } catch (reason) {
    return fail('diskError', reason instanceof Error ? reason.message : String(reason));
  }
}

const reaches = (sends: readonly StemSend[], sum: number): boolean => sends.some((send) => send.sum === sum);
