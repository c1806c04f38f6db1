import type { SongAnalysis, StemAnalysis, StemFacts, StemKind } from '#contract';
import { KeyListener } from '../../dsp/musical-key.ts';
import { alignmentFrames, StemAlignment } from '../../dsp/stem-alignment.ts';
import { Residual } from './residual.ts';
import { shiftHints } from './shift-hints.ts';
import { StemListener } from './stem-listener.ts';
import { StemSum } from './stem-sum.ts';
import { keepsTime, TempoOfSong } from './tempo-of-song.ts';

/** Stems are listened to side by side, so much of each at a time. */
export const chunkFrames = alignmentFrames;
/** More windows would not make a delay any clearer. */
const mostWindows = 256;

export type StemToHear = { readonly kind: StemKind; readonly facts: StemFacts };

export type SongToHear = {
  readonly stems: readonly StemToHear[];
  readonly hasOriginal: boolean;
  /** Of all sound that is pushed, in hertz. */
  readonly sampleRate: number;
  readonly lengthFrames: number;
};

/** All that listening tells, but for the names of the stems; these are in the order in which they were given. */
export type HeardSong = Pick<SongAnalysis, 'tempo' | 'key' | 'residualDb'> & {
  readonly stems: readonly Omit<StemAnalysis, 'stemId' | 'sha256'>[];
};

/** Listens to a song: of each chunk first the original, if there is one, then every stem, then `endChunk`. */
export class SongListener {
  readonly #song: SongToHear;
  readonly #stems: readonly StemListener[];
  readonly #whole = new StemSum(chunkFrames);
  readonly #rhythm = new StemSum(chunkFrames);
  readonly #tonal = new StemSum(chunkFrames);
  readonly #original = new StemSum(chunkFrames);
  readonly #residual = new Residual();
  readonly #tempo: TempoOfSong;
  readonly #key: KeyListener;
  readonly #alignment: StemAlignment | null;
  /** One in so many chunks is a window of the alignment. */
  readonly #windowEvery: number;
  #chunk = 0;

  constructor(song: SongToHear) {
    this.#song = song;
    this.#stems = song.stems.map(() => new StemListener(song.sampleRate));
    this.#tempo = new TempoOfSong(
      song.sampleRate,
      song.stems.some(({ kind }) => keepsTime(kind)),
    );
    this.#key = new KeyListener(song.sampleRate);
    this.#alignment = song.hasOriginal ? new StemAlignment(song.stems.length) : null;
    this.#windowEvery = Math.max(1, Math.floor(song.lengthFrames / chunkFrames / mostWindows));
  }

  /** Arrays of `chunkFrames`, silent beyond the original's end. */
  original(left: Float32Array, right: Float32Array): void {
    this.#original.add(left, right, chunkFrames);
    if (this.#isWindow()) this.#alignment?.original(left, right);
  }

  /** Arrays of `chunkFrames`, of which `count` frames are the stem's own; silent beyond. */
  stem(index: number, left: Float32Array, right: Float32Array, count: number): void {
    this.#stems[index]?.push(left, right, count);
    const kind = this.#song.stems[index]?.kind ?? 'other';
    this.#whole.add(left, right, count);
    if (keepsTime(kind)) this.#rhythm.add(left, right, count);
    else if (kind !== 'fx') this.#tonal.add(left, right, count);
    if (this.#isWindow()) this.#alignment?.stem(index, left, right);
  }

  endChunk(): void {
    const count = Math.min(chunkFrames, this.#song.lengthFrames - this.#chunk * chunkFrames);
    this.#tempo.push(this.#rhythm, this.#whole, count);
    this.#key.push(this.#tonal.left, this.#tonal.right, count);
    if (this.#song.hasOriginal) {
      this.#residual.push(this.#original.left, this.#whole.left, chunkFrames);
      this.#residual.push(this.#original.right, this.#whole.right, chunkFrames);
      if (this.#isWindow()) this.#alignment?.endWindow();
    }
    this.#whole.clear();
    this.#rhythm.clear();
    this.#tonal.clear();
    this.#original.clear();
    this.#chunk++;
  }

  finish(): HeardSong {
    const heard = this.#stems.map((stem) => stem.finish());
    const places = this.#alignment?.places() ?? [];
    const placed = this.#song.stems.flatMap(({ facts }, index) => {
      const stem = heard[index];
      return stem === undefined ? [] : [{ ...stem, facts, place: places[index] ?? null }];
    });
    const hints = shiftHints(placed, this.#song.sampleRate);
    return {
      stems: placed.map(({ integratedLufs, truePeakDb, isSilent }, index) => ({
        ...{ integratedLufs, truePeakDb, isSilent },
        shiftHint: hints[index] ?? null,
      })),
      tempo: this.#tempo.finish(),
      key: this.#key.finish(),
      residualDb: this.#song.hasOriginal ? this.#residual.db() : null,
    };
  }

  #isWindow(): boolean {
    return this.#chunk % this.#windowEvery === 0;
  }
}
