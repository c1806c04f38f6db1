import type { AudioContainer, Failure, Hertz, StemId } from '#contract';
import type { ByteSource } from '../engine/decoding/byte-source.ts';
import { openStemSource } from '../engine/decoding/open-stem-source.ts';
import type { StemSource } from '../engine/decoding/stem-source.ts';
import { addStem, copySum, type StereoSum } from './mix-kernel.ts';
import { sumSteps, type StemSend, type SumCopy, type SumSteps } from './sum-steps.ts';

/** A stem, how much later than its file begins it sounds, and where it goes to. */
export type BounceStem = {
  readonly id: StemId;
  readonly container: AudioContainer;
  readonly shiftFrames: number;
  readonly sends: readonly StemSend[];
};

export type BounceProblem = { readonly stemId: StemId; readonly failure: Failure };

/** How many stems there are in a sum, and which ones are missing from it. */
export type SumMembers = { readonly stems: number; readonly problems: readonly BounceProblem[] };

type OpenStem = Pick<BounceStem, 'shiftFrames' | 'sends'> & { readonly source: StemSource };
type ClosedStem = Pick<BounceStem, 'sends'> & { readonly problem: BounceProblem };

/** Read at a time: requests cost as much as a tenth of the decoding otherwise. */
const blockBytes = 512 << 10;

/** Stems that one worker decodes once and mixes to one sum or several; sums of several groups are added up. */
export class StemGroup {
  readonly #stems: readonly OpenStem[];
  readonly #closed: readonly ClosedStem[];
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  readonly #sums: SumSteps;

  private constructor(stems: readonly OpenStem[], closed: readonly ClosedStem[], longestFill: number) {
    this.#stems = stems;
    this.#closed = closed;
    this.#left = new Float32Array(longestFill);
    this.#right = new Float32Array(longestFill);
    const places = [...stems, ...closed].flatMap(({ sends }) => sends.map(({ sum }) => sum));
    this.#sums = sumSteps(
      stems.map(({ sends }) => sends),
      Math.max(-1, ...places) + 1,
    );
  }

  /** Stems that cannot be opened are told as problems and left out, as they are when playing. */
  static async open(
    stems: readonly (BounceStem & { readonly bytes: ByteSource })[],
    sampleRate: Hertz,
    longestFill: number,
  ): Promise<StemGroup> {
    const closed: ClosedStem[] = [];
    const opened: OpenStem[] = [];
    for (const { id, bytes, container, shiftFrames, sends } of stems) {
      const result = await openStemSource(bytes, container, sampleRate, blockBytes);
      if (result.ok) opened.push({ source: result.value, shiftFrames, sends });
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

  /** Damaged frames so far of the stems in a sum. */
  concealedFrames(sum: number): number {
    const members = this.#stems.filter(({ sends }) => reaches(sends, sum));
    return members.reduce((count, { source }) => count + source.concealedFrames(), 0);
  }

  /**
   * Makes all sums, `count` frames from song frame `startFrame` on. Before the start and beyond the end of a stem, where its
   * shift has put them, it is silent. Rejects when a stem's bytes cannot be had.
   */
  async fill(startFrame: number, count: number, sums: readonly StereoSum[]): Promise<void> {
    const { first, steps, last } = this.#sums;
    sums[first]?.left.fill(0, 0, count);
    sums[first]?.right.fill(0, 0, count);
    for (const [index, { source, shiftFrames }] of this.#stems.entries()) {
      const { copies = [], adds = [] } = steps[index] ?? {};
      copyAll(copies, sums, count);
      const position = startFrame - shiftFrames;
      const before = Math.min(count, Math.max(0, -position));
      if (before === count) continue;
      const left = this.#left.subarray(0, count - before);
      const right = this.#right.subarray(0, count - before);
      const own = await source.read(position + before, left, right);
      for (const { sum, matrix } of adds) {
        const target = sums[sum];
        if (target !== undefined) addStem(target, before, left, right, own, matrix);
      }
    }
    copyAll(last, sums, count);
  }

  close(): void {
    for (const { source } of this.#stems) source.close();
  }
}

const reaches = (sends: readonly StemSend[], sum: number): boolean => sends.some((send) => send.sum === sum);

function copyAll(copies: readonly SumCopy[], sums: readonly StereoSum[], count: number): void {
  for (const { from, to } of copies) {
    const [source, target] = [sums[from], sums[to]];
    if (source !== undefined && target !== undefined) copySum(source, target, count);
  }
}
