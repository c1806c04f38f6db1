import { longestChord, mostChords, type PlacedChord } from '#contract';
import { beatAt, type BeatGrid, secondsOfBeat } from './beat-grid.ts';

/** From here on no chord sounds, until the next one. */
export const noChord = 'N.C.';
/** Whether a symbol says that no chord sounds. */
export const isNoChord = (symbol: string): boolean => symbol === noChord;

/** Notes by their place on the line of fifths: C is 0, G 1, F -1; a sharp adds seven, a flat takes seven away. */
const naturals: Readonly<Record<string, number>> = { F: -1, C: 0, G: 1, D: 2, A: 3, E: 4, B: 5 };
const letters = 'FCGDAEB';
/** The notes with one accidental at most: from Fb to B#. */
const [flattest, sharpest] = [-8, 12] as const;

type Chord = { readonly root: number; readonly quality: string; readonly bass: number | null };

const note = '[A-G](?:bb|##|[b#])?';
const quality = '(?:maj|min|dim|aug|sus|add|omit|no|alt|ma|mi|m|M|Δ|ø|o|°|\\+|-|\\^|[b#]?\\d+|/\\d+|[(),])*';
const written = new RegExp(`^(${note})(${quality})(?:/(${note}))?$`);

function fifthsOf(name: string): number {
  const natural = naturals[name.charAt(0)] ?? 0;
  const sharps = name.split('#').length - name.slice(1).split('b').length;
  return natural + 7 * sharps;
}

function nameOf(fifths: number): string {
  // Double accidentals are read worse than the other name of the note.
  const plain = fifths > sharpest ? fifths - 12 : fifths < flattest ? fifths + 12 : fifths;
  const accidentals = Math.floor((plain + 1) / 7);
  const letter = letters.charAt(plain + 1 - accidentals * 7);
  return letter + (accidentals < 0 ? 'b' : '#').repeat(Math.abs(accidentals));
}

function parsed(symbol: string): Chord | null {
  const [, root, kind = '', bass] = written.exec(symbol) ?? [];
  return root === undefined
    ? null
    : { root: fifthsOf(root), quality: kind, bass: bass === undefined ? null : fifthsOf(bass) };
}

/**
 * Returns a typed chord as it is kept: "am7" as "Am7", "B♭" as "Bb", "nc" as "N.C."; null when it is none. Its first letter is a note, A to G.
 */
export function chordOf(text: string): string | null {
  const plain = text.trim().replaceAll('♯', '#').replaceAll('♭', 'b').replaceAll(/\s+/g, '');
  if (/^(n\.?c\.?|-)$/i.test(plain)) return noChord;
  const symbol = plain.charAt(0).toUpperCase() + plain.slice(1);
  return symbol.length > longestChord || parsed(symbol) === null ? null : symbol;
}

function shifted(symbol: string, fifths: number): string {
  const chord = fifths === 0 ? null : parsed(symbol);
  if (chord === null) return symbol;
  const bass = chord.bass === null ? '' : `/${nameOf(chord.bass + fifths)}`;
  return `${nameOf(chord.root + fifths)}${chord.quality}${bass}`;
}

/** How hard a note is to read: by its accidentals, and more so for Fb, Cb, E# and B#. */
const effortOf = (fifths: number): number =>
  Math.abs(Math.floor((fifths + 1) / 7)) + (fifths <= -7 || fifths >= 11 ? 1 : 0);

/**
 * How far a transposition moves chords on the line of fifths. All move alike, so that what is spelled as a step of the key stays one; of the
 * two ways that sound the same the one that is read more easily, then the nearer one.
 */
function fifthsFor(chords: readonly PlacedChord[], semitones: number): number {
  const up = (((semitones * 7) % 12) + 12) % 12;
  if (up === 0) return 0;
  const notes = chords.flatMap(({ symbol }) => {
    const chord = parsed(symbol);
    return chord === null ? [] : chord.bass === null ? [chord.root] : [chord.root, chord.bass];
  });
  const costOf = (fifths: number): number => [...new Set(notes)].reduce((sum, at) => sum + effortOf(at + fifths), 0);
  const [upCost, downCost] = [costOf(up), costOf(up - 12)];
  if (upCost !== downCost) return upCost < downCost ? up : up - 12;
  return up <= 6 ? up : up - 12;
}

/** Chords as they sound with a transposition in cents, to the nearest semitone. A capo makes shapes of them with its frets taken away. */
export function soundingChords(chords: readonly PlacedChord[], cents: number, capo = 0): readonly PlacedChord[] {
  const fifths = fifthsFor(chords, Math.round(cents / 100) - capo);
  return fifths === 0 ? chords : chords.map((chord) => ({ ...chord, symbol: shifted(chord.symbol, fifths) }));
}

/** What has to be kept of a chord that is typed as it sounds, or as a shape, so that it shows as it was typed. */
export function recordedSymbol(symbol: string, chords: readonly PlacedChord[], cents: number, capo = 0): string {
  const semitones = Math.round(cents / 100) - capo;
  const up = (((semitones * 7) % 12) + 12) % 12;
  const ways = up === 0 ? [0] : [up, up - 12];
  const kept = ways.map((fifths) => shifted(symbol, -fifths));
  const showsAsTyped = (one: string): boolean =>
    soundingChords([...chords, { startSeconds: 0, symbol: one }], cents, capo).at(-1)?.symbol === symbol;
  return kept.find(showsAsTyped) ?? kept[0] ?? symbol;
}

/** The chord that begins at a time, in seconds; null where none is. */
export function chordAt(chords: readonly PlacedChord[], seconds: number): PlacedChord | null {
  return chords.find(({ startSeconds }) => Math.abs(startSeconds - seconds) < leastSeconds) ?? null;
}

/** Chords nearer to each other than this are one. */
const leastSeconds = 0.02;

const isSame = (one: PlacedChord, other: PlacedChord): boolean =>
  one.symbol === other.symbol && Math.abs(one.startSeconds - other.startSeconds) < leastSeconds;

/** With a chord at a time, in place of one that is there. */
export function withChordAt(chords: readonly PlacedChord[], chord: PlacedChord): readonly PlacedChord[] {
  const others = withoutChordAt(chords, chord.startSeconds);
  if (others.length >= mostChords || chords.some((one) => isSame(one, chord))) return chords;
  return [...others, chord].sort((one, other) => one.startSeconds - other.startSeconds);
}

/** Without the chord at a time; the same chords when none is there. */
export function withoutChordAt(chords: readonly PlacedChord[], seconds: number): readonly PlacedChord[] {
  const others = chords.filter(({ startSeconds }) => Math.abs(startSeconds - seconds) >= leastSeconds);
  return others.length === chords.length ? chords : others;
}

/** With a chord moved to a time, as far as its neighbours and the song let it, in seconds. */
export function movedChord(
  chords: readonly PlacedChord[],
  index: number,
  seconds: number,
  songSeconds: number,
): readonly PlacedChord[] {
  const least = (chords[index - 1]?.startSeconds ?? -leastSeconds) + leastSeconds;
  const most = (chords[index + 1]?.startSeconds ?? songSeconds) - leastSeconds;
  const startSeconds = Math.min(Math.max(seconds, least), most);
  if (least > most || chords[index]?.startSeconds === startSeconds) return chords;
  return chords.map((chord, at) => (at === index ? { ...chord, startSeconds } : chord));
}

/** The beat nearest to a time, in seconds, or `beats` after that one; without a grid a second for a beat. Never before the song. */
export function nearestBeatSeconds(grid: BeatGrid | null, seconds: number, beats = 0): number {
  if (grid === null) return Math.max(0, seconds + beats);
  return Math.max(0, secondsOfBeat(grid, Math.round(beatAt(grid, seconds)) + beats));
}
