import { Decimator } from '../decimator.ts';
import { SlidingPieces, Spectrum } from '../spectrum.ts';

/** A row of numbers whose length is not known before. */
class GrowingRow {
  #values = new Float32Array(4096);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const longer = new Float32Array(2 * this.#length);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.#length++] = value;
  }

  /** Those pushed so far; not a copy. */
  get values(): Float32Array {
    return this.#values.subarray(0, this.#length);
  }
}

/** How much is struck at each moment. */
export type OnsetStrength = {
  readonly valuesPerSecond: number;
  /** From the start of the sound to what value 0 tells of. */
  readonly firstSeconds: number;
  /** Everything, soft strokes nearly as much as hard ones: rise of the logarithm of amplitude, summed over bands. */
  readonly struck: Float32Array;
  /** Rise of the amplitude itself where a kick drum is strongest, and where a snare is. */
  readonly kick: Float32Array;
  readonly snare: Float32Array;
};

/** Borders of the bands, about a third of an octave wide from 300 Hz on, in Hz. */
const bordersHz = [
  30, 70, 110, 160, 220, 300, 380, 480, 600, 760, 950, 1200, 1500, 1900, 2400, 3000, 3800, 4800, 6000, 7600, 9500,
];
const kickEndsHz = 160;
const snareFromHz = 220;
const snareEndsHz = 3000;
/** There are few bands for the kick. */
const kickWeight = 2;
/** Amplitude of -60 dBFS: under it a band counts as still. */
const floorAmplitude = 0.001;
/** A rise of less than about a decibel is no stroke: a tone that stands still ripples as the window moves over it. */
const smallestRise = 0.1;
/** Values between the two spectra whose difference is taken: half a window. */
const lagValues = 2;

/** Spectral flux over bands (Böck and Widmer, "Maximum filter vibrato suppression for onset detection", 2013, without its filter). */
export class OnsetListener {
  readonly #decimator: Decimator;
  readonly #pieces: SlidingPieces;
  readonly #spectrum: Spectrum;
  readonly #rate: number;
  readonly #hop: number;
  readonly #bands: readonly Band[];
  readonly #struck = new GrowingRow();
  readonly #kick = new GrowingRow();
  readonly #snare = new GrowingRow();

  constructor(sampleRate: number) {
    const factor = Math.max(1, Math.round(sampleRate / 22_050));
    this.#rate = sampleRate / factor;
    const size = this.#rate < 16_000 ? 256 : 512;
    this.#hop = size / 4;
    this.#decimator = new Decimator(factor);
    this.#pieces = new SlidingPieces(size, this.#hop);
    this.#spectrum = new Spectrum(size);
    this.#bands = bandsOf(this.#rate / size, size / 2);
  }

  push(left: Float32Array, right: Float32Array, count: number): void {
    const mono = this.#decimator.push(left, right, count);
    this.#pieces.push(mono, (held, from) => {
      this.#listen(held, from);
    });
  }

  finish(): OnsetStrength {
    return {
      valuesPerSecond: this.#rate / this.#hop,
      firstSeconds: this.#spectrum.size / 2 / this.#rate,
      struck: this.#struck.values,
      kick: this.#kick.values,
      snare: this.#snare.values,
    };
  }

  #listen(held: Float32Array, from: number): void {
    this.#spectrum.listen(held, from);
    let struck = 0;
    let kick = 0;
    let snare = 0;
    for (const band of this.#bands) {
      band.listen(this.#spectrum.power);
      struck += band.isKick ? kickWeight * band.rise : band.rise;
      if (band.isKick) kick += band.linearRise;
      else if (band.isSnare) snare += band.linearRise;
    }
    this.#struck.push(struck);
    this.#kick.push(kick);
    this.#snare.push(snare);
  }
}

function bandsOf(hzPerBin: number, lastBin: number): readonly Band[] {
  const bands: Band[] = [];
  for (const [index, toHz] of bordersHz.slice(1).entries()) {
    const fromHz = bordersHz[index] ?? 0;
    const from = Math.round(fromHz / hzPerBin);
    const end = Math.min(lastBin, Math.max(from + 1, Math.round(toHz / hzPerBin)));
    if (from < end) bands.push(new Band(fromHz, toHz, from, end));
  }
  return bands;
}

class Band {
  readonly isKick: boolean;
  readonly isSnare: boolean;
  readonly #fromBin: number;
  readonly #endBin: number;
  readonly #before = new Float64Array(lagValues);
  #at = 0;
  /** Of the natural logarithm of amplitude over the floor, 0 when it falls. */
  rise = 0;
  /** Of the amplitude itself. */
  linearRise = 0;

  constructor(fromHz: number, toHz: number, fromBin: number, endBin: number) {
    this.isKick = toHz <= kickEndsHz;
    this.isSnare = fromHz >= snareFromHz && toHz <= snareEndsHz;
    this.#fromBin = fromBin;
    this.#endBin = endBin;
  }

  listen(power: Float32Array): void {
    let sum = 0;
    for (let bin = this.#fromBin; bin < this.#endBin; bin++) sum += power[bin] ?? 0;
    const amplitude = Math.sqrt(sum);
    const before = this.#before[this.#at] ?? 0;
    this.#before[this.#at] = amplitude;
    this.#at = (this.#at + 1) % lagValues;
    const rise = Math.log((amplitude + floorAmplitude) / (before + floorAmplitude));
    this.rise = rise > smallestRise ? rise : 0;
    this.linearRise = rise > smallestRise ? amplitude - before : 0;
  }
}
