import {
  flatMix,
  hertz,
  ok,
  type AudioContainer,
  type ExportTicket,
  type LoudnessTarget,
  type Mix,
  type Result,
  type Sha256,
  type StemId,
  type StemKind,
} from '#contract';
import type {
  BounceJob,
  BounceTarget,
  Region,
  StemFilePart,
  StemToBounce,
} from '../../../renderer/export/bounce-job.ts';
import { planBounce, type BouncePlan } from '../../../renderer/export/bounce-plan.ts';
import type { BounceReport, BusOrder } from '../../../renderer/export/bounce-protocol.ts';
import { encoderBehind } from '../../../renderer/export/encoder-link.ts';
import { openEncoder } from '../../../renderer/codecs/open-encoder.ts';
import { feedsOf, type Feed } from '../../../renderer/export/parcel-feed.ts';
import { ParcelOutlet } from '../../../renderer/export/parcel-outlet.ts';
import type { OpenShifter } from '../../../renderer/export/pitch-work.ts';
import type { OpenScratch } from '../../../renderer/export/scratch.ts';
import { sendBus } from '../../../renderer/export/send-bus.ts';
import { sendGroup } from '../../../renderer/export/send-group.ts';
import { serveEncoder } from '../../../renderer/export/serve-encoder.ts';
import { writeTarget } from '../../../renderer/export/write-target.ts';
import { withReadAhead } from '../../../renderer/codecs/read-ahead.ts';
import { bytesIn } from '../codecs/fixtures.ts';
import { open, readAll } from '../codecs/open.ts';

export const rate = hertz(44_100);

export type StemInMemory = StemToBounce & { readonly file: Uint8Array };

export function stemInMemory(
  id: string,
  file: Uint8Array,
  container: AudioContainer = 'wav',
  kind: StemKind = 'other',
): StemInMemory {
  return { id: id as StemId, kind, audio: { sha256: id as Sha256, byteLength: file.length, container }, file };
}

/** Everything flat but what is said of a strip by its stem's name. */
export function mixOf(
  stems: readonly StemToBounce[],
  strips: Readonly<Record<string, Partial<Mix['strips'][number]>>> = {},
  whole: Partial<Mix> = {},
): Mix {
  const flat = flatMix(stems.map(({ id }) => id));
  return { ...flat, strips: flat.strips.map((strip) => ({ ...strip, ...strips[strip.stemId] })), ...whole };
}

/** A target file that is kept, and in which requests are counted. */
export class MemoryFile {
  bytes = new Uint8Array(0);
  mostUnderWay = 0;
  #underWay = 0;

  put = async (offset: number, piece: Uint8Array): Promise<Result<undefined>> => {
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.#underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const longer = new Uint8Array(Math.max(this.bytes.length, offset + piece.length));
    longer.set(this.bytes);
    longer.set(piece, offset);
    this.bytes = longer;
    this.#underWay--;
    return ok();
  };

  /** Length and sound of the WAV that was written. */
  async sound(): Promise<{ readonly left: Float32Array; readonly right: Float32Array }> {
    return readAll(await open(bytesIn(this.bytes), 'wav'));
  }
}

/** No shifter is to be needed. */
const noShifter: OpenShifter = () => Promise.reject(new Error('A shifter was asked for.'));

/** A scratch file that is kept in memory. */
export class MemoryScratch {
  #bytes = new Uint8Array(0);
  isClosed = false;

  open: OpenScratch = () =>
    Promise.resolve(
      ok({
        write: (offset, samples) => {
          const longer = new Uint8Array(Math.max(this.#bytes.length, offset + samples.byteLength));
          longer.set(this.#bytes);
          longer.set(new Uint8Array(samples.buffer), offset);
          this.#bytes = longer;
          return ok();
        },
        read: (offset, samples) => {
          new Uint8Array(samples.buffer).set(this.#bytes.subarray(offset, offset + samples.byteLength));
          return ok();
        },
        close: () => {
          this.isClosed = true;
          return Promise.resolve();
        },
      }),
    );
}

/** How a bounce is to be done, where it matters. */
export type Way = {
  readonly cores?: number;
  readonly openShifter?: OpenShifter;
  readonly put?: MemoryFile['put'];
};

export type TargetHere = {
  readonly mix: Mix;
  readonly loudness?: LoudnessTarget | null;
  readonly part?: StemFilePart;
};

type JobHere = Pick<BounceJob, 'region'> & Partial<Pick<BounceJob, 'format' | 'fileRate'>>;

const noTags = { title: '', artist: null, comment: null, bpm: null, key: null };

/** A whole job as `bounceFiles` has it done, but in this thread. */
export async function bounceAllHere(
  stems: readonly StemInMemory[],
  targets: readonly TargetHere[],
  { region, format = { kind: 'wav', bits: 24 }, fileRate = rate }: JobHere,
  { cores = 2, openShifter = noShifter, put }: Way = {},
) {
  const asked = targets.map(({ mix, loudness = null, part }, index) => ({
    ...{ mix, loudness, tags: noTags },
    ...(part === undefined ? {} : { part }),
    ticket: String(index) as ExportTicket,
  }));
  const job = { stems, region, sampleRate: rate, fileRate, format, targets: asked };
  const addresses = {
    stem: (sha256: Sha256) => sha256,
    piecePrefix: ({ ticket }: BounceTarget) => ticket,
    scratch: 'here',
  };
  const plan = planBounce(job, addresses, cores);
  if (plan === null) throw new Error('Nothing sounds.');
  const files = targets.map(() => new MemoryFile());
  const scratches = targets.map(() => new MemoryScratch());
  const fractions: number[] = [];
  const reports: Promise<Result<BounceReport>>[] = [];
  const sending: Promise<void>[] = [];
  const { portsTo, portsFrom, close } = portsOf(plan);
  const bytesAt = (url: string) =>
    withReadAhead(bytesIn(stems.find(({ id }) => String(id) === url)?.file ?? new Uint8Array(0)));
  for (const [index, { does, order }] of plan.workers.entries()) {
    const [to, from] = [portsTo[index] ?? [], portsFrom[index] ?? []];
    if (does === 'decode') {
      const outlets = from.map((port, outlet) => new ParcelOutlet(port, order.outlets[outlet]?.length ?? 0));
      sending.push(sendGroup(order, bytesAt, outlets));
    } else if (does === 'bus') {
      const sumAt = feedsOf(to);
      for (const [bus, one] of order.buses.entries()) {
        const port = from[bus];
        if (port === undefined) throw new Error('A bus leads nowhere.');
        sending.push(sendHere(one, one.inputs.map(sumAt), new ParcelOutlet(port, 1), openShifter));
      }
    } else if (does === 'encode') {
      for (const [place, { file: facts, urlPrefix }] of order.files.entries()) {
        const [port, file] = [to[place], files[Number(urlPrefix)]];
        if (port === undefined || file === undefined) throw new Error('An encoder has no file.');
        serveEncoder(port, () => openEncoder(facts, put ?? file.put));
      }
    } else {
      const sumAt = feedsOf(to);
      const onward = order.targets.filter(({ isEncodedElsewhere }) => isEncodedElsewhere);
      for (const target of order.targets) {
        const [file, scratch] = [files[target.target], scratches[target.target]];
        if (file === undefined || scratch === undefined) throw new Error('There is no such target.');
        const port = from[onward.indexOf(target)];
        const opening = port === undefined ? openEncoder : encoderBehind(port);
        const tools = { openEncoder: opening, openScratch: scratch.open, put: put ?? file.put };
        reports[target.target] = writeTarget(target, target.inputs.map(sumAt), tools, (fraction) => {
          fractions.push(fraction);
        });
      }
    }
  }
  const writing = Promise.all(reports);
  try {
    return { files, scratches, fractions, plan, reports: await Promise.race([writing, whenSent(sending, writing)]) };
  } finally {
    close();
  }
}

const whenSent = <Told>(sending: readonly Promise<void>[], writing: Promise<Told>): Promise<Told> =>
  Promise.all(sending).then(() => writing);

async function sendHere(
  order: BusOrder,
  feeds: readonly Feed[],
  outlet: ParcelOutlet,
  open: OpenShifter,
): Promise<void> {
  const sent = await sendBus(order, feeds, outlet, open);
  if (!sent.ok) outlet.failed(sent.failure);
}

/** Real ports for every link of the plan. */
function portsOf({ workers, links }: BouncePlan) {
  const portsTo = workers.map((): MessagePort[] => []);
  const portsFrom = workers.map((): MessagePort[] => []);
  for (const { from, to } of links) {
    const { port1, port2 } = new MessageChannel();
    portsFrom[from]?.push(port1);
    portsTo[to]?.push(port2);
  }
  const close = (): void => {
    for (const port of [...portsTo, ...portsFrom].flat()) port.close();
  };
  return { portsTo, portsFrom, close };
}

/** A job of one target. */
export async function bounceHere(stems: readonly StemInMemory[], mix: Mix, region: Region, way: Way = {}) {
  const { files, reports, fractions, plan } = await bounceAllHere(stems, [{ mix }], { region }, way);
  const [file] = files;
  const [report] = reports;
  if (file === undefined || report === undefined) throw new Error('There is no file.');
  return { file, report, fractions, plan };
}
