import type { MusicalKey } from '#contract';

/**
 * How well each pitch class, from the tonic on, fits into a key: Sha'ath, "Estimation of key in digital music recordings"
 * (2011), who adapted the probe-tone ratings of Krumhansl and Kessler (1982) to popular music. On made progressions they
 * confused fewer relative keys than those or Temperley's.
 */
const profiles: Readonly<Record<MusicalKey['mode'], readonly number[]>> = {
  major: [6.6, 2, 3.5, 2.3, 4.6, 4, 2.5, 5.2, 2.4, 3.7, 2.3, 3.4],
  minor: [6.5, 2.7, 3.5, 5.4, 2.6, 3.5, 2.5, 5.2, 4, 2.7, 4.3, 3.2],
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
