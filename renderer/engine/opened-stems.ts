import {
  fail,
  failure,
  type Failure,
  type Frames,
  frames,
  hertz,
  type Hertz,
  ok,
  type Result,
  type SavedAudio,
  type StemFacts,
  type StemId,
} from '#contract';
import { libraryByteSource } from '../codecs/library-byte-source.ts';
import { probeStem } from '../codecs/open-stem-source.ts';
import { originalRow } from '../mix/original.ts';
import type { OpenedRow } from './page-cache/filler-pool.ts';
import type { PlayerStem, StemProblem } from './player.ts';

/** The most frequent rate, the higher of two that are equally frequent; 44.1 kHz for an empty list. */
export function majorityRate(rates: readonly Hertz[]): Hertz {
  const counts = new Map<Hertz, number>();
  for (const rate of rates) counts.set(rate, (counts.get(rate) ?? 0) + 1);
  const [most] = [...counts].sort(([rate, count], [otherRate, otherCount]) => otherCount - count || otherRate - rate);
  return most?.[0] ?? hertz(44100);
}

/** The outcome of opening a song's stems. */
export type OpenedStems = {
  /** Lengths in frames at the song's rate, by row; 0 for a stem that cannot be decoded. */
  readonly rowLengths: readonly Frames[];
  readonly facts: ReadonlyMap<StemId, StemFacts>;
  readonly problems: readonly StemProblem[];
};

/** Sorts the fillers' answers by stem. `stems[i]` is the stem in row i, null where it was withdrawn; a row without answer failed. */
export function gatherOpened(stems: readonly (PlayerStem | null)[], opened: readonly OpenedRow[]): OpenedStems {
  const byRow = new Map(opened.map(({ row, outcome }) => [row, outcome]));
  const facts = new Map<StemId, StemFacts>();
  const problems: StemProblem[] = [];
  const rowLengths = stems.map((stem, row) => {
    if (stem === null) return 0 as Frames;
    const outcome = byRow.get(row) ?? { ok: false, failure: failure('undecodable') };
    if (outcome.ok) facts.set(stem.id, outcome.facts);
    else problems.push({ stemId: stem.id, failure: outcome.failure });
    return outcome.ok ? outcome.lengthFrames : (0 as Frames);
  });
  return { rowLengths: withinStems(stems, rowLengths), facts, problems };
}

/** A song ends with its stems: an original that is longer is cut. */
function withinStems(stems: readonly (PlayerStem | null)[], lengths: readonly Frames[]): readonly Frames[] {
  const longest = Math.max(0, ...lengths.filter((_, row) => stems[row]?.id !== originalRow));
  return lengths.map((length, row) => (stems[row]?.id === originalRow ? frames(Math.min(length, longest)) : length));
}

/**
 * The stems of `wanted` that the open song lacks, or null when `wanted` is another song, that is, when it lacks a stem of the open one.
 * `open`: the open song's stems by row; null where one was withdrawn.
 */
export function arrivals(
  open: readonly (PlayerStem | null)[],
  wanted: readonly PlayerStem[],
): readonly PlayerStem[] | null {
  const key = ({ id, audio }: PlayerStem): string => `${id} ${audio.sha256}`;
  const wantedKeys = new Set(wanted.map(key));
  const openKeys = open.flatMap((stem) => (stem === null ? [] : [key(stem)]));
  if (openKeys.length === 0 || !openKeys.every((one) => wantedKeys.has(one))) return null;
  return wanted.filter((stem) => !openKeys.includes(key(stem)));
}

/** Adds the rows in `lost`, whose workers failed, to the problems. */
export function withLost(
  opened: OpenedStems,
  stems: readonly (PlayerStem | null)[],
  lost: readonly OpenedRow[],
): OpenedStems {
  const problems = lost.flatMap(({ row, outcome }) => {
    const stem = stems[row];
    const isNew = stem != null && !opened.problems.some(({ stemId }) => stemId === stem.id);
    return isNew && !outcome.ok ? [{ stemId: stem.id, failure: outcome.failure }] : [];
  });
  return { ...opened, problems: [...opened.problems, ...problems] };
}

/** Merges both answers by row. The first failure of a row wins: why it did not open says more than that it cannot be resampled. */
export function withFirstTrouble(opened: readonly OpenedRow[], resampled: readonly OpenedRow[]): readonly OpenedRow[] {
  const failed = new Map(opened.flatMap((row) => (row.outcome.ok ? [] : [[row.row, row] as const])));
  const all = new Map([...resampled.map((row) => [row.row, row] as const), ...failed]);
  return [...all.values()];
}

/** The rate and length at which a song plays. */
export type MeasuredSong = {
  readonly sampleRate: Hertz;
  readonly lengthFrames: Frames;
  /** Why stems cannot be read. */
  readonly undecodable: ReadonlyMap<StemId, Failure>;
};

type MeasuredStem = { readonly id: StemId; readonly audio: SavedAudio; readonly facts: StemFacts | null };

/**
 * The rate and length that a song plays at: the rate of most stems, the length of the longest one at that rate. Probes each stem whose
 * `facts` are null; one that cannot be read is in `undecodable` and counts for nothing.
 */
export async function measureSong(stems: readonly MeasuredStem[]): Promise<MeasuredSong> {
  const measured = await Promise.all(stems.map(async (stem) => ({ id: stem.id, outcome: await factsOf(stem) })));
  const facts = measured.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
  const sampleRate = majorityRate(facts.map((one) => one.sampleRate));
  const lengths = facts.map((one) => frames((one.lengthFrames * sampleRate) / one.sampleRate));
  return {
    sampleRate,
    lengthFrames: frames(Math.max(0, ...lengths)),
    undecodable: new Map(measured.flatMap(({ id, outcome }) => (outcome.ok ? [] : [[id, outcome.failure] as const]))),
  };
}

async function factsOf({ audio, facts }: MeasuredStem): Promise<Result<StemFacts>> {
  return facts === null ? probeAudio(audio) : ok(facts);
}

/** Reads the headers of a sound file of the library. Fails with why it cannot be decoded, or read (`diskError`). */
export async function probeAudio(audio: SavedAudio): Promise<Result<StemFacts>> {
  try {
    return await probeStem(libraryByteSource(audio.sha256, audio.byteLength), audio.container);
  } catch (reason) {
    return fail('diskError', reason instanceof Error ? reason.message : String(reason));
  }
}
