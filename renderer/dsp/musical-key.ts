import type { MusicalKey } from '#contract';
import { chromaOf } from './musical-key/chroma.ts';
import { keyFits } from './musical-key/key-profiles.ts';
import { PitchListener } from './musical-key/pitch-listener.ts';

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
