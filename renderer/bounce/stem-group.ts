import type { AudioContainer, Failure, Hertz, StemId } from '#contract';
import type { ByteSource } from '../engine/decoding/byte-source.ts';
import { openStemSource } from '../engine/decoding/open-stem-source.ts';
import type { StemSource } from '../engine/decoding/stem-source.ts';
import type { StereoMatrix } from '../mix/strip-gains.ts';
import { addStem } from './mix-kernel.ts';

/** An audible stem and what the mix does to it, master included. */
export type BounceStem = { readonly id: StemId; readonly container: AudioContainer; readonly matrix: StereoMatrix };

export type BounceProblem = { readonly stemId: StemId; readonly failure: Failure };

type OpenStem = { readonly source: StemSource; readonly matrix: StereoMatrix };

/** Read at a time: requests cost as much as a tenth of the decoding otherwise. */
const blockBytes = 512 << 10;

/** Stems that one worker decodes and mixes; the mixes of several groups are added up. */
export class StemGroup {
  readonly #stems: readonly OpenStem[];
  readonly #left: Float32Array;
  readonly #right: Float32Array;

  private constructor(stems: readonly OpenStem[], longestFill: number) {
    this.#stems = stems;
    this.#left = new Float32Array(longestFill);
    this.#right = new Float32Array(longestFill);
  }

  /** Stems that cannot be opened are told as problems and left out, as they are when playing. */
  static async open(
    stems: readonly (BounceStem & { readonly bytes: ByteSource })[],
    sampleRate: Hertz,
    longestFill: number,
  ): Promise<{ readonly group: StemGroup; readonly problems: readonly BounceProblem[] }> {
    const problems: BounceProblem[] = [];
    const opened: OpenStem[] = [];
    for (const { id, bytes, container, matrix } of stems) {
      const result = await openStemSource(bytes, container, sampleRate, blockBytes);
      if (result.ok) opened.push({ source: result.value, matrix });
      else problems.push({ stemId: id, failure: result.failure });
    }
    return { group: new StemGroup(opened, longestFill), problems };
  }

  get size(): number {
    return this.#stems.length;
  }

  concealedFrames(): number {
    return this.#stems.reduce((sum, { source }) => sum + source.concealedFrames(), 0);
  }

  /** The group's mix of `count` frames from `startFrame` on. Rejects when a stem's bytes cannot be had. */
  async fill(startFrame: number, count: number, sumLeft: Float64Array, sumRight: Float64Array): Promise<void> {
    sumLeft.fill(0, 0, count);
    sumRight.fill(0, 0, count);
    const left = this.#left.subarray(0, count);
    const right = this.#right.subarray(0, count);
    for (const { source, matrix } of this.#stems) {
      const own = await source.read(startFrame, left, right);
      addStem(sumLeft, sumRight, left, right, own, matrix);
    }
  }

  close(): void {
    for (const { source } of this.#stems) source.close();
  }
}
