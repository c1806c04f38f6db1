import type { SavedAudio } from '#contract';
import { busFactors, isAsRecorded, playedFrames, type BusName } from '../mix/speed-and-key.ts';
import { audibleStems, type AudibleStem } from './audible-stems.ts';
import type { BounceJob, BounceTarget } from './bounce-job.ts';
import type {
  BusesOrder,
  BusOrder,
  DecodeOrder,
  EncodeOrder,
  SumPlace,
  TargetOrder,
  WriteOrder,
} from './bounce-protocol.ts';
import { leadFramesAt } from './bus-sound.ts';
import { placeSums, type GroupPlan } from './place-sums.ts';

export type PlannedWorker =
  | { readonly does: 'decode'; readonly order: DecodeOrder }
  | { readonly does: 'bus'; readonly order: BusesOrder }
  | { readonly does: 'write'; readonly order: WriteOrder }
  | { readonly does: 'encode'; readonly order: EncodeOrder };

/** A way from one worker to another, by their places in the plan. */
export type Link = { readonly from: number; readonly to: number };

/** The work of a bounce, shared out among workers: decoding -> buses, when there are any -> writing -> encoding. */
export type BouncePlan = {
  readonly workers: readonly PlannedWorker[];
  /** A worker's ports, those that lead to it and those that lead on, are in the order of these. */
  readonly links: readonly Link[];
};

export type BounceAddresses = {
  readonly stem: (sha256: SavedAudio['sha256']) => string;
  /** Where a target's pieces go, but for the offset. */
  readonly piecePrefix: (target: BounceTarget) => string;
  /** A name of this bounce alone, for what is held while it runs. */
  readonly scratch: string;
};

/** A target, its place in the job, and what sounds in it. */
type Part = { readonly target: BounceTarget; readonly index: number; readonly stems: readonly AudibleStem[] };
type BusPart = Part & { readonly bus: BusName };

/** Null when there is a target in which nothing sounds though something has to. `cores`: how many workers of each kind there may be, 1 or more. */
export function planBounce(job: BounceJob, addresses: BounceAddresses, cores: number): BouncePlan | null {
  const parts = job.targets.map((target, index): Part => ({
    target,
    index,
    stems: audibleStems(job.stems, target.mix),
  }));
  if (parts.some(({ target, stems }) => stems.length === 0 && !mayBeSilent(target))) return null;
  const plain = parts.filter(({ target }) => isAsRecorded(target.mix));
  const buses = parts.filter((part) => !plain.includes(part)).flatMap(busesOf);
  const busWorkers = Math.min(cores, buses.length);
  const writers = Math.min(cores, parts.length);
  const writerOf = ({ index }: Part): number => busWorkers + (index % writers);

  const { groups, places } = placeSums(
    [
      ...buses.map(({ stems }, index) => ({ consumer: index % busWorkers, stems })),
      ...plain.map((part) => ({ consumer: writerOf(part), stems: part.stems })),
    ],
    decodersBeside(job, cores),
  );
  const ways = new Ways();
  const feeds = groups.map(({ outlets }, group) =>
    outlets.map(({ consumer }) => ({ consumer, feed: ways.connect(group, groups.length + consumer) })),
  );
  const inputsOf = (need: number, consumer: number): readonly SumPlace[] =>
    (places[need] ?? []).flatMap(({ group, part }) =>
      (feeds[group] ?? []).filter((one) => one.consumer === consumer).map(({ feed }) => ({ feed, part })),
    );
  const busFeeds = buses.map((part, index) => ({
    part,
    input: { feed: ways.connect(groups.length + (index % busWorkers), groups.length + writerOf(part)), part: 0 },
  }));

  const leadFrames = leadFramesOf(job);
  const busOrders = buses.map((part, index) => busOrder(job, part, leadFrames, inputsOf(index, index % busWorkers)));
  const targetOrders = parts.map((part) => {
    const isPlain = plain.includes(part);
    const inputs = isPlain
      ? inputsOf(buses.length + plain.indexOf(part), writerOf(part))
      : busFeeds.filter((feed) => feed.part.index === part.index).map(({ input }) => input);
    return targetOrder(job, part, isPlain ? leadFrames : 0, inputs, addresses);
  });
  const encoded = targetOrders.filter(({ isEncodedElsewhere }) => isEncodedElsewhere);
  const encoders = Math.min(cores, encoded.length);
  for (const [index, order] of encoded.entries()) {
    const writer = groups.length + busWorkers + (order.target % writers);
    ways.connect(writer, groups.length + busWorkers + writers + (index % encoders));
  }
  return {
    workers: [
      ...groups.map((group) => ({ does: 'decode' as const, order: decodeOrder(job, group, leadFrames, addresses) })),
      ...dealt(busOrders, busWorkers).map((own) => ({ does: 'bus' as const, order: { buses: own } })),
      ...dealt(targetOrders, writers).map((targets) => ({ does: 'write' as const, order: { targets } })),
      ...dealt(encoded, encoders).map((files) => ({ does: 'encode' as const, order: encodeOrder(files) })),
    ],
    links: ways.links,
  };
}

/** Lossy encoders take longer than all decoding: each has a core for itself, while there is one left for the rest. */
const decodersBeside = ({ format, targets }: BounceJob, cores: number): number =>
  format.kind === 'wav' || format.kind === 'flac' ? cores : Math.max(1, cores - targets.length);

const mayBeSilent = ({ part }: BounceTarget): boolean => part?.mayBeSilent === true;

const busesOf = (part: Part): readonly BusPart[] =>
  [...new Set(part.stems.map(({ bus }) => bus))].map((bus) => ({
    ...part,
    bus,
    stems: part.stems.filter((one) => one.bus === bus),
  }));

/** What comes before and after the region sounds into it, as it does when the song is played through. */
const leadFramesOf = ({ targets, sampleRate }: BounceJob): number =>
  Math.max(0, ...targets.map(({ mix }) => (isAsRecorded(mix) ? 0 : leadFramesAt(mix.speed, sampleRate))));

/** One after the other to each of them. */
const dealt = <One>(all: readonly One[], among: number): readonly (readonly One[])[] =>
  Array.from({ length: among }, (_, place) => all.filter((_one, index) => index % among === place));

class Ways {
  readonly links: Link[] = [];

  /** Gives the place of the port among those that lead to `to`. */
  connect(from: number, to: number): number {
    const feed = this.links.filter((link) => link.to === to).length;
    this.links.push({ from, to });
    return feed;
  }
}

function decodeOrder(
  { region: { startFrames, endFrames }, sampleRate }: BounceJob,
  { stems, outlets }: GroupPlan,
  leadFrames: number,
  addresses: BounceAddresses,
): DecodeOrder {
  return {
    stems: stems.map(({ stem: { id, audio }, shiftFrames, sends }) => {
      const { container, byteLength, sha256 } = audio;
      return { id, container, byteLength, url: addresses.stem(sha256), shiftFrames, sends };
    }),
    sampleRate,
    startFrame: startFrames - leadFrames,
    lengthFrames: endFrames - startFrames + 2 * leadFrames,
    outlets: outlets.map(({ sums }) => sums),
  };
}

const playedFramesOf = ({ region }: BounceJob, { target: { mix } }: Part): number =>
  playedFrames(region.endFrames - region.startFrames, mix.speed);

function busOrder(job: BounceJob, part: BusPart, leadFrames: number, inputs: readonly SumPlace[]): BusOrder {
  const { mix } = part.target;
  const pitchFactor = busFactors(mix)[part.bus];
  const lengthFrames = playedFramesOf(job, part);
  return { inputs, sampleRate: job.sampleRate, speed: mix.speed, pitchFactor, leadFrames, lengthFrames };
}

function targetOrder(
  job: BounceJob,
  part: Part,
  leadFrames: number,
  inputs: readonly SumPlace[],
  addresses: BounceAddresses,
): TargetOrder {
  const { format, fileRate, sampleRate: songRate } = job;
  const { loudness, tags } = part.target;
  const lengthFrames = Math.round((playedFramesOf(job, part) * fileRate) / songRate);
  return {
    inputs,
    target: part.index,
    songRate,
    leadFrames,
    file: { format, sampleRate: fileRate, lengthFrames, tags },
    loudness,
    mayBeSilent: mayBeSilent(part.target),
    urlPrefix: addresses.piecePrefix(part.target),
    scratchName: `${addresses.scratch}-${String(part.index)}`,
    isEncodedElsewhere: format.kind !== 'wav',
  };
}

const encodeOrder = (targets: readonly TargetOrder[]): EncodeOrder => ({
  files: targets.map(({ file, urlPrefix }) => ({ file, urlPrefix })),
});
