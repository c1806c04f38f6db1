import { evenLine, type EvenLine } from './even-line.ts';

const fewestBeats = 8;
/** Beats at either end from which the tempo there is taken. */
const endBeats = 64;
/** From this weight on something is struck on a beat. */
const struckWeight = 0.2;

/** A beat among the onset values, and how firmly it is struck. */
export type Beat = { readonly value: number; readonly weight: number };

/** Null for too few beats. Those that nothing is struck on, as in a break, tell nothing about the tempo. */
export function beatLine(beats: readonly Beat[]): EvenLine | null {
  if (beats.length < fewestBeats) return null;
  const values = beats.map(({ value }) => value);
  const weights = beats.map(({ weight }) => weight);
  return evenLine(values, weights);
}

/**
 * Beats on which nothing is struck, spread evenly between those around them: the tracker can place them on whole values
 * only, and in a long break that adds up. Those before the first struck beat and after the last are left out.
 */
export function bridged(beats: readonly Beat[]): readonly Beat[] {
  const struck = beats.flatMap(({ weight }, index) => (weight >= struckWeight ? [index] : []));
  return struck.flatMap((index, at) => {
    const beat = beats[index];
    const nextIndex = struck[at + 1];
    const next = nextIndex === undefined ? undefined : beats[nextIndex];
    if (beat === undefined) return [];
    if (nextIndex === undefined || next === undefined) return [beat];
    const step = (next.value - beat.value) / (nextIndex - index);
    const between = Array.from({ length: nextIndex - index - 1 }, (_, count) => ({
      value: beat.value + (count + 1) * step,
      weight: 0,
    }));
    return [beat, ...between];
  });
}

/** The beats, and evenly on to `start` and to before `end`; in values. */
export function continued(beats: readonly Beat[], start: number, end: number): readonly number[] {
  const values = beats.map(({ value }) => value);
  const firstStep = beatLine(beats.slice(0, endBeats))?.step ?? Infinity;
  const lastStep = beatLine(beats.slice(-endBeats))?.step ?? Infinity;
  const earlier: number[] = [];
  for (let value = (values[0] ?? 0) - firstStep; value >= start; value -= firstStep) earlier.push(value);
  const later: number[] = [];
  for (let value = (values.at(-1) ?? 0) + lastStep; value < end; value += lastStep) later.push(value);
  return [...earlier.reverse(), ...values, ...later];
}
