import {
  flatMix,
  hertz,
  ok,
  type AudioContainer,
  type ExportTicket,
  type Failure,
  type LoudnessTarget,
  type Mix,
  type Result,
  type Sha256,
  type StemId,
  type StemKind,
} from '#contract';
import { openEncoder } from '../../../renderer/codecs/open-encoder.ts';
import { withReadAhead } from '../../../renderer/codecs/read-ahead.ts';
import { planWorkers, type WorkerMessage, type WorkerPlan } from '../../../renderer/export/plan/worker-plan.ts';
import type {
  Region,
  RenderJob,
  RenderReport,
  RenderTarget,
  StemFilePart,
  StemToRender,
} from '../../../renderer/export/render-job.ts';
import type { OpenShifter } from '../../../renderer/export/stages/bus-stages.ts';
import type { OpenTemporaryFile } from '../../../renderer/export/temporary-files.ts';
import { decodeStems } from '../../../renderer/export/workers/decode-stems.ts';
import { encodeFiles } from '../../../renderer/export/workers/remote-encoder.ts';
import { renderBuses } from '../../../renderer/export/workers/render-buses.ts';
import { writeFiles } from '../../../renderer/export/workers/write-files.ts';
import { bytesIn } from '../codecs/fixtures.ts';
import { open, readAll } from '../codecs/open.ts';

export const rate = hertz(44_100);

export type StemInMemory = StemToRender & { readonly file: Uint8Array };

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
  stems: readonly StemToRender[],
  strips: Readonly<Record<string, Partial<Mix['strips'][number]>>> = {},
  whole: Partial<Mix> = {},
): Mix {
  const flat = flatMix(stems.map(({ id }) => id));
  return { ...flat, strips: flat.strips.map((strip) => ({ ...strip, ...strips[strip.stemId] })), ...whole };
}

/** Bytes written at any places, in a buffer that doubles when it is full. */
class GrowingBytes {
  #buffer = new Uint8Array(1 << 16);
  #length = 0;

  /** A view of all that was written. */
  get written(): Uint8Array<ArrayBuffer> {
    return this.#buffer.subarray(0, this.#length);
  }

  write(offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length;
    if (end > this.#buffer.length) {
      const longer = new Uint8Array(Math.max(end, 2 * this.#buffer.length));
      longer.set(this.#buffer);
      this.#buffer = longer;
    }
    this.#buffer.set(bytes, offset);
    this.#length = Math.max(this.#length, end);
  }
}

/** A target file that is kept, and in which requests are counted. */
export class MemoryFile {
  readonly #bytes = new GrowingBytes();
  mostUnderWay = 0;
  #underWay = 0;

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.written;
  }

  put = async (offset: number, piece: Uint8Array): Promise<Result<undefined>> => {
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.#underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    this.#bytes.write(offset, piece);
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

/** A temporary file that is kept in memory. */
export class MemoryTemporaryFile {
  readonly #bytes = new GrowingBytes();
  isClosed = false;

  open: OpenTemporaryFile = () =>
    Promise.resolve(
      ok({
        write: (offset, samples) => {
          this.#bytes.write(offset, new Uint8Array(samples.buffer));
          return ok();
        },
        read: (offset, samples) => {
          new Uint8Array(samples.buffer).set(this.#bytes.written.subarray(offset, offset + samples.byteLength));
          return ok();
        },
        close: () => {
          this.isClosed = true;
          return Promise.resolve();
        },
      }),
    );
}

/** How a job is to be rendered, where it matters. */
export type Way = {
  readonly cores?: number;
  readonly openShifter?: OpenShifter;
  readonly put?: MemoryFile['put'];
};

export type TargetHere = {
  readonly mix: Mix;
  readonly loudness?: LoudnessTarget | null;
  readonly part?: StemFilePart;
} & Partial<Pick<RenderTarget, 'click' | 'leadFrames' | 'isClickAlone' | 'stretches'>>;

type JobHere = Pick<RenderJob, 'region'> & Partial<Pick<RenderJob, 'format' | 'fileRate'>>;

const noTags = { title: '', artist: null, comment: null, bpm: null, key: null };

/** A whole job as `renderFiles` has it done, but in this thread. The first failure of a worker stands for all files not written by then. */
export async function renderAllHere(
  stems: readonly StemInMemory[],
  targets: readonly TargetHere[],
  { region, format = { kind: 'wav', bits: 24 }, fileRate = rate }: JobHere,
  { cores = 2, openShifter = noShifter, put }: Way = {},
) {
  const asked = targets.map(({ loudness = null, ...target }, index) => ({
    ...{ ...target, loudness, tags: noTags },
    ticket: String(index) as ExportTicket,
  }));
  const job = { stems, region, sampleRate: rate, fileRate, format, targets: asked };
  const addresses = {
    stem: (sha256: Sha256) => sha256,
    piecePrefix: ({ ticket }: RenderTarget) => ticket,
    temporaryPrefix: 'here',
  };
  const plan = planWorkers(job, addresses, cores);
  if (plan === null) throw new Error('Nothing sounds.');
  const files = targets.map(() => new MemoryFile());
  const temporaryFiles = targets.map(() => new MemoryTemporaryFile());
  const fractions: number[] = [];
  const reports = new Map<number, RenderReport>();
  let endWell: (failure: null) => void = () => undefined;
  const allWritten = new Promise<null>((resolve) => (endWell = resolve));
  const tell = (message: WorkerMessage): void => {
    if (message.about === 'progress') fractions.push(message.fraction);
    if (message.about === 'written') reports.set(message.target, message.report);
    if (reports.size === targets.length) endWell(null);
  };
  const putTo = (urlPrefix: string): MemoryFile['put'] => put ?? existing(files[Number(urlPrefix)]).put;
  const openTemporaryFile: OpenTemporaryFile = (name) =>
    existing(temporaryFiles[Number(name.replace('here-', ''))]).open(name);
  const bytesAt = (url: string) =>
    withReadAhead(bytesIn(stems.find(({ id }) => String(id) === url)?.file ?? new Uint8Array(0)));
  const { portsOf, close } = channelsOf(plan);
  const outcomes = plan.workers.map(({ does, task }, index): Promise<Result<undefined>> => {
    const ports = portsOf(index);
    switch (does) {
      case 'decode':
        return decodeStems(task, ports, bytesAt);
      case 'bus':
        return renderBuses(task, ports, openShifter);
      case 'encode':
        return encodeFiles(task, ports, ({ file, urlPrefix }) => openEncoder(file, putTo(urlPrefix)));
      case 'write':
        return writeFiles(task, ports, { openEncoder, openTemporaryFile, putTo }, tell);
    }
  });
  const failure = await Promise.race([allWritten, firstFailure(outcomes)]);
  close();
  return {
    ...{ files, temporaryFiles, fractions, plan },
    reports: targets.map((_, index): Result<RenderReport> => {
      const report = reports.get(index);
      if (report !== undefined) return ok(report);
      return { ok: false, failure: existing(failure ?? undefined) };
    }),
  };
}

function existing<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('There is no such thing.');
  return thing;
}

const firstFailure = (outcomes: readonly Promise<Result<undefined>>[]): Promise<Failure> =>
  new Promise((resolve, reject) => {
    for (const outcome of outcomes) {
      outcome.then((ended) => {
        if (!ended.ok) resolve(ended.failure);
      }, reject);
    }
  });

/** Real ports for every link of the plan. */
function channelsOf({ workers, links }: WorkerPlan) {
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
  return { portsOf: (index: number) => [...(portsTo[index] ?? []), ...(portsFrom[index] ?? [])], close };
}

/** A job of one target. */
export async function renderHere(stems: readonly StemInMemory[], mix: Mix, region: Region, way: Way = {}) {
  const { files, reports, fractions, plan } = await renderAllHere(stems, [{ mix }], { region }, way);
  const [file] = files;
  const [report] = reports;
  if (file === undefined || report === undefined) throw new Error('There is no file.');
  return { file, report, fractions, plan };
}
