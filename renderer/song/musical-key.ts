import { type Mix, type MusicalKey, type SongAnalysis, words } from '#contract';

/** The name of each pitch class from C whose key signature has the fewest accidentals. With six either way: F# major, Eb minor. */
const tonicNames: Readonly<Record<MusicalKey['mode'], readonly string[]>> = {
  major: ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'],
  minor: ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'G#', 'A', 'Bb', 'B'],
};

/** All 24 keys, from C upwards, major before minor. */
export const musicalKeys: readonly MusicalKey[] = Array.from({ length: 12 }, (_, tonic) => tonic).flatMap((tonic) => [
  { tonic, mode: 'major' } as const,
  { tonic, mode: 'minor' } as const,
]);

/** A key on the screen: "A minor", "F# major". */
export function keyText({ tonic, mode }: MusicalKey): string {
  return words().transport.song.keyName(tonicNames[mode][tonic] ?? '', mode);
}

/** A key as `keyText` writes it in English, for files of other programs. */
export function englishKeyName({ tonic, mode }: MusicalKey): string {
  return `${tonicNames[mode][tonic] ?? ''} ${mode}`;
}

/** Whether two keys have the same tonic and mode. */
export function isSameKey(one: MusicalKey, other: MusicalKey): boolean {
  return one.tonic === other.tonic && one.mode === other.mode;
}

/** The key after a transposition in cents; null unless these are whole semitones. */
export function transposedKey(key: MusicalKey, cents: number): MusicalKey | null {
  if (cents % 100 !== 0) return null;
  return { tonic: pitchClass(key.tonic + cents / 100), mode: key.mode };
}

const naturals: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };
const typedKey = /^([a-g])\s*-?\s*(#|♯|sharp|b|♭|flat)?\s*-?\s*(.*)$/i;

/** Parses a typed key: "Am", "f# minor", "B♭", "E flat maj". A note alone is major. Null for any other text. */
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

/** A key as in ID3v2.4 (section 4.2.3, TKEY): "Am", "F#", "Bb". */
export function keySign({ tonic, mode }: MusicalKey): string {
  return `${tonicNames[mode][tonic] ?? ''}${mode === 'minor' ? 'm' : ''}`;
}

/** Tempo and key of the song as a mix plays it; null when unknown. */
type SongTune = { readonly bpm: number | null; readonly key: MusicalKey | null };

/** Confidence (0 to 1) below which an estimate is not used. */
const leastConfidence = 0.35;

/** Tempo and key of a song at a mix's speed and transposition: the stated ones, else confident estimates. The tempo is rounded to a tenth. */
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
  estimate !== null && estimate.confidence >= leastConfidence ? estimate : null;
