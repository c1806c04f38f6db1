import type { MusicalKey } from '#contract';
import { Decimator } from './decimator.ts';
import { SlidingPieces, Spectrum } from './spectrum.ts';

/**
 * How well each pitch class, from the tonic on, fits into a key: Sha'ath, "Estimation of key in digital music recordings"
 * (2011), who adapted the probe-tone ratings of Krumhansl and Kessler (1982) to popular music. On made progressions they
 * confused fewer relative keys than those or Temperley's.
 */
const profiles: Readonly<Record<MusicalKey['mode'], readonly number[]>> = {
  major: [6.6, 2, 3.5, 2.3, 4.6, 4, 2.5, 5.2, 2.4, 3.7, 2.3, 3.4],
  minor: [6.5, 2.7, 3.5, 5.4, 2.6, 3.5, 2.5, 5.2, 4, 2.7, 4.3, 3.2],
};

type KeyFit = { readonly key: MusicalKey; /** Pearson's correlation, -1 to 1. */ readonly fit: number };

/** How well all 24 keys fit twelve pitch classes from C on, the best first (the method of Krumhansl and Schmuckler). */
function keyFits(chroma: Float64Array): readonly KeyFit[] {
  const modes = ['major', 'minor'] as const;
  const fits = modes.flatMap((mode) =>
    Array.from({ length: 12 }, (_, tonic) => ({
      key: { tonic, mode },
      fit: correlation(chroma, tonic, profiles[mode]),
    })),
  );
  return fits.sort((one, other) => other.fit - one.fit);
}

function correlation(chroma: Float64Array, tonic: number, profile: readonly number[]): number {
  const chromaMean = chroma.reduce((sum, value) => sum + value, 0) / 12;
  const profileMean = profile.reduce((sum, value) => sum + value, 0) / 12;
  let product = 0;
  let chromaSquare = 0;
  let profileSquare = 0;
  for (const [degree, rating] of profile.entries()) {
    const one = (chroma[(tonic + degree) % 12] ?? 0) - chromaMean;
    const other = rating - profileMean;
    product += one * other;
    chromaSquare += one * one;
    profileSquare += other * other;
  }
  return chromaSquare > 0 ? product / Math.sqrt(chromaSquare * profileSquare) : 0;
}

/** Fine steps of pitch in an octave: ten cents each, so that a song may be tuned off 440 Hz. */
const stepsPerOctave = 120;

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
class PitchListener {
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

const stepsPerSemitone = stepsPerOctave / 12;

/** How much sounds of each of the twelve pitch classes from C on, by the song's own tuning. */
function chromaOf(steps: Float64Array): Float64Array {
  const tuning = tuningOf(steps);
  const chroma = new Float64Array(12);
  for (const [step, weight] of steps.entries()) {
    const semitone = (step - tuning) / stepsPerSemitone;
    const nearest = Math.round(semitone);
    const distance = Math.abs(semitone - nearest);
    const pitchClass = (nearest + 12) % 12;
    chroma[pitchClass] = (chroma[pitchClass] ?? 0) + weight * Math.cos(Math.PI * distance) ** 2;
  }
  return chroma;
}

/** How far the semitones lie above those of A4 = 440 Hz, in steps: the mean direction round the semitone. */
function tuningOf(steps: Float64Array): number {
  let real = 0;
  let imaginary = 0;
  for (const [step, weight] of steps.entries()) {
    const angle = (2 * Math.PI * step) / stepsPerSemitone;
    real += weight * Math.cos(angle);
    imaginary += weight * Math.sin(angle);
  }
  return (Math.atan2(imaginary, real) / (2 * Math.PI)) * stepsPerSemitone;
}

/** Confidence: 0 a guess, 1 sure. */
export type HeardKey = MusicalKey & { readonly confidence: number };

/** How far ahead of the next best key the best one is when it is sure; difference of correlations. */
const clearMargin = 0.1;
/** Correlation of pitch classes that belong to no key with the best of 24, and of those that plainly belong to one. */
const chanceFit = 0.5;
const clearFit = 0.8;
/** Deviation of the pitch classes against their mean: that of noise, of music in a key, and of two or three notes alone. */
const chanceContrast = 0.1;
const clearContrast = 0.4;
const fullContrast = 1;
const bareContrast = 1.4;

/** Finds the key of a song from what sounds at each pitch; drums only blur it. Keeps nothing that grows. */
export class KeyListener {
  readonly #pitches: PitchListener;

  /** In Hz; 4000 or more. */
  constructor(sampleRate: number) {
    this.#pitches = new PitchListener(sampleRate);
  }

  /** The next `count` frames, the first of both arrays. */
  push(left: Float32Array, right: Float32Array, count: number): void {
    this.#pitches.push(left, right, count);
  }

  /** The one key of the whole; null when nothing of a pitch can be heard. */
  finish(): HeardKey | null {
    const chroma = chromaOf(this.#pitches.steps);
    const [best, next] = keyFits(chroma);
    if (best === undefined || next === undefined) return null;
    const contrast = contrastOf(chroma);
    if (contrast <= chanceContrast) return null;
    const shape = Math.min(
      clampedTo1((contrast - chanceContrast) / (clearContrast - chanceContrast)),
      clampedTo1((bareContrast - contrast) / (bareContrast - fullContrast)),
    );
    const fit = clampedTo1((best.fit - chanceFit) / (clearFit - chanceFit));
    const margin = clampedTo1((best.fit - next.fit) / clearMargin);
    return { ...best.key, confidence: shape * fit * margin };
  }
}

/** Standard deviation over mean; 0 for silence. */
function contrastOf(chroma: Float64Array): number {
  const mean = chroma.reduce((sum, value) => sum + value, 0) / 12;
  const square = chroma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 12;
  return mean > 0 ? Math.sqrt(square) / mean : 0;
}

const clampedTo1 = (value: number): number => Math.max(0, Math.min(1, value));
