import type { Hertz, Mix, SavedAudio, StemId, StemKind } from '#contract';
import { isSilent } from '../mix/audibility.ts';
import { gainOf } from '../mix/decibels.ts';
import { busFactors, busOf, isAsRecorded, playedFrames, type BusName } from '../mix/pace.ts';
import { stripMatrix, type StereoMatrix } from '../mix/strip-gains.ts';
import type { BusOrder, DecodeOrder } from './bounce-protocol.ts';
import { leadFramesAt } from './bus-sound.ts';
import { isSilentMatrix, scaledMatrix } from './mix-kernel.ts';

/** A stem as `PlayerStem` of the engine has it. */
export type StemToBounce = { readonly id: StemId; readonly kind: StemKind; readonly audio: SavedAudio };

/** `[startFrames, endFrames)` of the song, at its rate. */
export type Region = { readonly startFrames: number; readonly endFrames: number };

/** The work of a bounce, shared out among workers. */
export type BouncePlan = {
  /** One decoding worker each; its sums are for these buses, in this order. */
  readonly groups: readonly { readonly order: DecodeOrder; readonly buses: readonly BusName[] }[];
  /** One worker each. Empty when speed and pitch are as recorded: then every group goes straight to the file. */
  readonly buses: readonly { readonly bus: BusName; readonly order: BusOrder }[];
  readonly fileFrames: number;
};

export type SoundRequest = {
  readonly stems: readonly StemToBounce[];
  readonly mix: Mix;
  /**
   * What of the song is wanted. Beyond the ends of the stems there is silence. The region stays where it is when a stem is
   * shifted: what the shift moves out of it is not in the file.
   */
  readonly region: Region;
  /** The song's rate, and the file's. */
  readonly sampleRate: Hertz;
};

/** Null when nothing in the mix sounds. `workerCount`: how many groups there may be. */
export function planBounce(
  { stems, mix, region, sampleRate }: SoundRequest,
  urlOf: (sha256: SavedAudio['sha256']) => string,
  workerCount: number,
): BouncePlan | null {
  const audible = audibleStems(stems, mix);
  if (audible.length === 0) return null;
  const { speed } = mix;
  const regionFrames = region.endFrames - region.startFrames;
  const leadFrames = isAsRecorded(mix) ? 0 : leadFramesAt(speed, sampleRate);
  const groups = groupsOf(audible, workerCount).map((members) => {
    const buses = busesOf(members);
    // What comes before and after the region sounds into it, as it does when the song is played through.
    const span = { startFrame: region.startFrames - leadFrames, lengthFrames: regionFrames + 2 * leadFrames };
    const decoded = members.map((member) => decodedStem(member, buses, urlOf));
    return { order: { stems: decoded, sampleRate, ...span }, buses };
  });
  const fileFrames = playedFrames(regionFrames, speed);
  const factors = busFactors(mix);
  const buses = (isAsRecorded(mix) ? [] : busesOf(audible)).map((bus) => ({
    bus,
    order: { sampleRate, speed, pitchFactor: factors[bus], leadFrames, lengthFrames: fileFrames },
  }));
  return { groups, buses, fileFrames };
}

type AudibleStem = {
  readonly stem: StemToBounce;
  readonly shiftFrames: number;
  readonly matrix: StereoMatrix;
  readonly bus: BusName;
};

function audibleStems(stems: readonly StemToBounce[], mix: Mix): readonly AudibleStem[] {
  if (isSilent(mix)) return [];
  const master = gainOf(mix.masterDb);
  const { main, drums } = busFactors(mix);
  const areApart = main !== drums;
  return stems.flatMap((stem) => {
    const strip = mix.strips.find(({ stemId }) => stemId === stem.id);
    if (strip === undefined) return [];
    const matrix = scaledMatrix(stripMatrix(strip, mix), master);
    if (isSilentMatrix(matrix)) return [];
    return [{ stem, shiftFrames: strip.shiftFrames, matrix, bus: areApart ? busOf(stem.kind) : 'main' }];
  });
}

function decodedStem(
  { stem: { id, audio }, shiftFrames, matrix, bus }: AudibleStem,
  buses: readonly BusName[],
  urlOf: (sha256: SavedAudio['sha256']) => string,
): DecodeOrder['stems'][number] {
  const { container, byteLength, sha256 } = audio;
  const sends = [{ sum: buses.indexOf(bus), matrix }];
  return { id, container, byteLength, url: urlOf(sha256), shiftFrames, sends };
}

const busesOf = (stems: readonly AudibleStem[]): readonly BusName[] => [...new Set(stems.map(({ bus }) => bus))];

/** Groups of like size; decoding is nearly all of the work. */
function groupsOf(stems: readonly AudibleStem[], workerCount: number): readonly (readonly AudibleStem[])[] {
  const count = Math.min(stems.length, Math.max(1, workerCount));
  return Array.from({ length: count }, (_, group) => stems.filter((_stem, index) => index % count === group));
}
