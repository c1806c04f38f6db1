import { Decimator } from '../decimator.ts';
import { SlidingPieces } from '../sliding-pieces.ts';
import { Spectrum } from '../spectrum.ts';

/** Fine steps of pitch in an octave: ten cents each, so that a song may be tuned off 440 Hz. */
export const stepsPerOctave = 120;

const pieceSize = 4096;
const lowestHz = 40;
const highestHz = 2000;
/** C of the lowest octave of a piano, at A4 = 440 Hz. */
const cHz = 440 * 2 ** (-57 / 12);
/** A peak stands so far out of the mean power around it; on either side, in bins. */
const peakRatio = 4;
const reachBins = 24;
/** Amplitude of -70 dBFS; what is softer is not listened to. */
const floorPower = 1e-7;
/** A tone of this pitch may be the first, second, third or fourth partial of a note; each is half as likely as the one before. */
const partials = 4;
const partialWeight = 0.5;

/** Gathers how much sounds at each pitch, octaves folded together. */
export class PitchListener {
  readonly #decimator: Decimator;
  readonly #pieces = new SlidingPieces(pieceSize, pieceSize / 2);
  readonly #spectrum = new Spectrum(pieceSize);
  readonly #hzPerBin: number;
  readonly #steps = new Float64Array(stepsPerOctave);

  constructor(sampleRate: number) {
    const factor = Math.max(1, Math.floor(sampleRate / 5500));
    this.#hzPerBin = sampleRate / factor / pieceSize;
    this.#decimator = new Decimator(factor);
  }

  push(left: Float32Array, right: Float32Array, count: number): void {
    const mono = this.#decimator.push(left, right, count);
    this.#pieces.push(mono, (held, from) => {
      this.#listen(held, from);
    });
  }

  /** From C of A4 = 440 Hz upwards; not a copy. */
  get steps(): Float64Array {
    return this.#steps;
  }

  #listen(held: Float32Array, from: number): void {
    this.#spectrum.listen(held, from);
    const { power } = this.#spectrum;
    const first = Math.ceil(lowestHz / this.#hzPerBin);
    const last = Math.min(Math.floor(highestHz / this.#hzPerBin), power.length - reachBins - 2);
    let around = 0;
    for (let bin = first - reachBins; bin < first + reachBins; bin++) around += power[bin] ?? 0;
    for (let bin = first; bin <= last; bin++) {
      around += (power[bin + reachBins] ?? 0) - (power[bin - reachBins - 1] ?? 0);
      const here = power[bin] ?? 0;
      if (here < floorPower || here <= (power[bin - 1] ?? 0) || here < (power[bin + 1] ?? 0)) continue;
      if (here > (peakRatio * around) / (2 * reachBins + 1)) this.#hear(power, bin);
    }
  }

  /** Where the peak is between bins: the top of a parabola through the logarithms. */
  #hear(power: Float32Array, bin: number): void {
    const before = Math.log(power[bin - 1] ?? 0);
    const here = Math.log(power[bin] ?? 0);
    const after = Math.log(power[bin + 1] ?? 0);
    const offset = (before - after) / (2 * (before - 2 * here + after));
    const hz = (bin + offset) * this.#hzPerBin;
    if (!Number.isFinite(hz)) return;
    let weight = Math.exp(here / 4);
    for (let partial = 1; partial <= partials; partial++) {
      this.#add(stepsPerOctave * Math.log2(hz / partial / cHz), weight);
      weight *= partialWeight;
    }
  }

  #add(step: number, weight: number): void {
    const whole = Math.floor(step);
    const part = step - whole;
    const one = ((whole % stepsPerOctave) + stepsPerOctave) % stepsPerOctave;
    const next = (one + 1) % stepsPerOctave;
    this.#steps[one] = (this.#steps[one] ?? 0) + weight * (1 - part);
    this.#steps[next] = (this.#steps[next] ?? 0) + weight * part;
  }
}
