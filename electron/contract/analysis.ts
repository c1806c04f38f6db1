import type { Sha256, StemId } from './session.ts';

/** A pitch class counted in semitones from C (0) to B (11), and the scale on it. */
export type MusicalKey = { readonly tonic: number; readonly mode: 'major' | 'minor' };

/** A stem that seems to stand late or early, and the shift that would put it right. */
export type ShiftHint = {
  /** For the strip's `shiftFrames`: negative for a stem that is late. */
  readonly shiftFrames: number;
  /** How it was found: by likeness with the original, or by a length that an encoder's delay explains. */
  readonly basis: 'original' | 'length';
};

/** A day at 138 beats a minute. */
export const mostBeats = 200_000;
/** What is louder, as a file of floats can be, is told as this. */
export const loudestLufs = 40;
export const highestPeakDb = 60;
export const lowestPeakDb = -400;

export type StemAnalysis = {
  readonly stemId: StemId;
  /** What was listened to; another file makes it stale. */
  readonly sha256: Sha256;
  /** ITU-R BS.1770-5, in LUFS; null for a stem under the absolute gate of -70 LUFS. */
  readonly integratedLufs: number | null;
  /** ITU-R BS.1770-5 annex 2, in dBTP; null for digital silence. */
  readonly truePeakDb: number | null;
  readonly isSilent: boolean;
  readonly shiftHint: ShiftHint | null;
};

/** What listening to a song once has told; kept with it. Tempo and key are estimates. */
export type SongAnalysis = {
  /** In the order of the session's stems; those that could not be decoded are not in it. */
  readonly stems: readonly StemAnalysis[];
  /** Confidence: 0 a guess, 1 sure. `beatSeconds`: each beat, from the start of the song as recorded. */
  readonly tempo: { readonly bpm: number; readonly confidence: number; readonly beatSeconds: readonly number[] } | null;
  readonly key: (MusicalKey & { readonly confidence: number }) | null;
  /** Power of (original minus sum of stems) against that of the original, in dB; null without an original. */
  readonly residualDb: number | null;
  /** What the user says instead; null: the estimate stands. */
  readonly stated: { readonly bpm: number | null; readonly key: MusicalKey | null };
};
