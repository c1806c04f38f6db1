import type { Mix, MusicalKey, SongAnalysis } from '#contract';

/** Per pitch class from C, the name with the fewest accidentals in its signature; six of either: F# major, Eb minor. */
const tonicNames: Readonly<Record<MusicalKey['mode'], readonly string[]>> = {
  major: ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'],
  minor: ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B'],
};

/** All 24, from C upwards, for each tonic major before minor. */
export const musicalKeys: readonly MusicalKey[] = Array.from({ length: 12 }, (_, tonic) => tonic).flatMap((tonic) => [
  { tonic, mode: 'major' } as const,
  { tonic, mode: 'minor' } as const,
]);

/** "A minor", "F# major": spelled as it usually is. */
export function keyText({ tonic, mode }: MusicalKey): string {
  return `${tonicNames[mode][tonic] ?? ''} ${mode}`;
}

export function isSameKey(one: MusicalKey, other: MusicalKey): boolean {
  return one.tonic === other.tonic && one.mode === other.mode;
}

/** The key that sounds after a transposition; null when it lies between two keys, that is, for cents that are no whole semitones. */
export function transposedKey(key: MusicalKey, cents: number): MusicalKey | null {
  if (cents % 100 !== 0) return null;
  return { tonic: pitchClass(key.tonic + cents / 100), mode: key.mode };
}

const naturals: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };
const typedKey = /^([a-g])\s*-?\s*(#|♯|sharp|b|♭|flat)?\s*-?\s*(.*)$/i;

/** A key as people type it: "Am", "f# minor", "B♭", "E flat maj". A note alone is major. Null when it is no key. */
export function parseKey(text: string): MusicalKey | null {
  const [, letter = '', accidental = '', rest = ''] = typedKey.exec(text.trim()) ?? [];
  const natural = naturals[letter.toLowerCase()];
  const mode = parseMode(rest);
  if (natural === undefined || mode === null) return null;
  return { tonic: pitchClass(natural + semitonesOf(accidental.toLowerCase())), mode };
}

function parseMode(word: string): MusicalKey['mode'] | null {
  if (word === 'M' || /^(|maj(or)?)$/i.test(word)) return 'major';
  return word === 'm' || /^min(or)?$/i.test(word) ? 'minor' : null;
}

function semitonesOf(accidental: string): number {
  if (accidental === '') return 0;
  return ['#', '♯', 'sharp'].includes(accidental) ? 1 : -1;
}

const pitchClass = (semitones: number): number => ((semitones % 12) + 12) % 12;

/** A key as ID3v2.4 writes it (section 4.2.3, TKEY): "Am", "F#", "Bb". */
export function keySign({ tonic, mode }: MusicalKey): string {
  return `${tonicNames[mode][tonic] ?? ''}${mode === 'minor' ? 'm' : ''}`;
}

/** Tempo and key of the song as a mix plays it; null while nobody knows. */
type SongTune = { readonly bpm: number | null; readonly key: MusicalKey | null };

/** An estimate that is less sure than this, of 0 to 1, is written nowhere. */
const sureEnough = 0.35;

/** What was stated counts, then an estimate that is fairly sure. The tempo is rounded to a tenth. */
export function tuneOf(
  analysis: SongAnalysis | null,
  { speed, transposeCents }: Pick<Mix, 'speed' | 'transposeCents'>,
): SongTune {
  const bpm = analysis?.stated.bpm ?? sure(analysis?.tempo ?? null)?.bpm ?? null;
  const key = analysis?.stated.key ?? sure(analysis?.key ?? null);
  return {
    bpm: bpm === null ? null : Math.round(bpm * speed * 10) / 10,
    key: key === null ? null : transposedKey({ tonic: key.tonic, mode: key.mode }, transposeCents),
  };
}

const sure = <Estimate extends { readonly confidence: number }>(estimate: Estimate | null): Estimate | null =>
  estimate !== null && estimate.confidence >= sureEnough ? estimate : null;
