import type { MusicalKey } from '#contract';

/**
 * How well each pitch class, from the tonic on, fits into a key: the probe-tone ratings of Krumhansl and Kessler (1982), in
 * Krumhansl, "Cognitive Foundations of Musical Pitch" (1990), table 2.1.
 */
const profiles: Readonly<Record<MusicalKey['mode'], readonly number[]>> = {
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
};

export type KeyFit = { readonly key: MusicalKey; /** Pearson's correlation, -1 to 1. */ readonly fit: number };

/** How well all 24 keys fit twelve pitch classes from C on, the best first (the method of Krumhansl and Schmuckler). */
export function keyFits(chroma: Float64Array): readonly KeyFit[] {
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
