import type { Meter } from '#contract';
import { barOfBeat, beatAt, type BeatGrid, firstBeatOf, meterAt, secondsOfBeat } from './beat-grid.ts';
import type { FileTime } from './lyrics/kara.ts';

/** A place of a file, in seconds and in quarter notes from its start. */
type Place = { readonly seconds: number; readonly quarters: number };

/**
 * The beat grid as sequencers have it: tempi in quarter notes a minute, each of which holds until the next, and time signatures, each on a bar
 * line. The first of both stand at 0, where a bar begins too: what lies before the first bar line of the song is a short bar of its own.
 */
export type TempoMap = {
  readonly tempi: readonly (Place & { readonly bpm: number })[];
  /** `unit` is a power of two up to 64. */
  readonly meters: readonly (Place & { readonly beats: number; readonly unit: number })[];
  /** The number that the bar at 0 has in the song: 0 for what lies before bar 1. */
  readonly firstBar: number;
  /** The time signature of the song's first bar line in the file. */
  readonly meter: Meter;
};

/** Beats within a stretch of one tempo are at most this much off; a drifting tempo changes as often as that asks for. */
const toleranceSeconds = 0.003;
/** A bar line this near to the start of the file is at its start. */
const atStartSeconds = 0.005;

/** The tempo map of a file that holds a part of the song. */
export function tempoMapOf(grid: BeatGrid, { startSeconds, endSeconds, speed }: FileTime): TempoMap {
  const inFile = (beat: number): number => (secondsOfBeat(grid, beat) - startSeconds) / speed;
  const meterOf = (beat: number): Meter => meterAt(grid, Math.max(1, barOfBeat(grid, beat).bar));
  const first = Math.ceil(beatAt(grid, startSeconds - atStartSeconds * speed) - roundingBeats);
  const { bar: barThere, beat: inBar } = barOfBeat(grid, first);
  const bar = inBar === 1 ? barThere : barThere + 1;
  const downbeat = firstBeatOf(grid, bar);
  const { unit } = meterOf(downbeat - 1);
  const share = inFile(first) < atStartSeconds ? 0 : inFile(first) / (inFile(first) - inFile(first - 1));
  const lead = leadOf(share, downbeat - first, unit);
  const last = Math.max(downbeat, Math.ceil(beatAt(grid, endSeconds))) + 1;
  const places: Place[] = lead.fraction === 0 ? [] : [{ seconds: 0, quarters: 0 }];
  const meters: TempoMap['meters'][number][] =
    lead.beats === 0 ? [] : [{ seconds: 0, quarters: 0, beats: lead.beats, unit: lead.unit }];
  let quarters = lead.fraction;
  for (let beat = first; beat <= last; beat += 1) {
    const place = { seconds: places.length === 0 ? 0 : inFile(beat), quarters };
    places.push(place);
    const now = meterOf(beat);
    const before = meters.at(-1);
    const isOther = before?.beats !== now.beats || before.unit !== now.unit;
    if (beat >= downbeat && beat < last && isOther) meters.push({ ...place, beats: now.beats, unit: now.unit });
    quarters += 4 / (beat < downbeat ? unit : now.unit);
  }
  const isWhole = lead.beats === 0;
  return { tempi: tempiThrough(places, meters), meters, firstBar: isWhole ? bar : bar - 1, meter: meterOf(downbeat) };
}

const roundingBeats = 1e-6;

/** A 64th: the tempo of what is shorter than half of it would be beyond what sequencers take. */
const shortestNote = 64;

type Lead = {
  /** Quarter notes before the first beat. */
  readonly fraction: number;
  /** The time signature of all that lies before the first bar line; 0 beats: nothing does. */
  readonly beats: number;
  readonly unit: number;
};

/**
 * What lies before the first bar line: a part of a beat, as a note value that about keeps the tempo, and whole beats. `share`: how much of a
 * beat lies before the first beat, 0 to 1.
 */
function leadOf(share: number, wholeBeats: number, unit: number): Lead {
  if (share === 0) return { fraction: 0, beats: wholeBeats, unit };
  const isNear = (parts: number): boolean => Math.abs(Math.log2(Math.round(share * parts) / parts / share)) < 0.35;
  const finest = shortestNote / unit;
  const parts = [1, 2, 4, 8, 16].find((count) => count < finest && isNear(count)) ?? finest;
  const count = Math.max(1, Math.round(share * parts));
  return { fraction: ((count / parts) * 4) / unit, beats: wholeBeats * parts + count, unit: unit * parts };
}

/**
 * As few tempi as keep every place within the tolerance. Each one starts at a place, to the last digit, and one starts at each of `exact`: a
 * time signature off its beat would cut a bar short.
 */
function tempiThrough(places: readonly Place[], exact: readonly Place[]): TempoMap['tempi'] {
  const ends = new Set(exact.map(({ quarters }) => quarters));
  const tempi: TempoMap['tempi'][number][] = [];
  for (let from = 0; from < places.length - 1;) {
    const start = places[from] ?? { seconds: 0, quarters: 0 };
    let [low, high, end, step] = [0, Infinity, from, 0];
    for (let to = from + 1; to < places.length; to += 1) {
      const { seconds, quarters } = places[to] ?? start;
      const length = quarters - start.quarters;
      const slope = (seconds - start.seconds) / length;
      if (slope < low || slope > high) break;
      [end, step] = [to, slope];
      if (ends.has(quarters)) break;
      low = Math.max(low, slope - toleranceSeconds / length);
      high = Math.min(high, slope + toleranceSeconds / length);
    }
    tempi.push({ ...start, bpm: 60 / step });
    from = Math.max(end, from + 1);
  }
  return tempi;
}

/** Quarter notes from the start of the file at a time of it. */
export function quartersAt({ tempi }: Pick<TempoMap, 'tempi'>, seconds: number): number {
  const tempo = tempi.findLast((one) => one.seconds <= seconds) ?? tempi[0];
  return tempo === undefined ? 0 : tempo.quarters + ((seconds - tempo.seconds) * tempo.bpm) / 60;
}

/** The tempo that holds for the longest, as the one of the whole song. */
export function usualBpm(tempi: TempoMap['tempi']): number {
  const lengthOf = (at: number): number => (tempi[at + 1]?.seconds ?? Infinity) - (tempi[at]?.seconds ?? 0);
  const usual = tempi.reduce((longest, _, at) => (lengthOf(at) > lengthOf(longest) ? at : longest), 0);
  return tempi[usual]?.bpm ?? 120;
}
