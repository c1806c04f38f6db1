import {
  type ExportSet,
  type ExportTarget,
  type ExportTicket,
  fail,
  type Failure,
  type LoudnessFigures,
  type LoudnessTarget,
  ok,
  type Result,
  type Session,
  type StemId,
  failFrom,
} from '#contract';
import type { RenderReport } from '../../export/render-job.ts';
import { asInMixer } from '../../mix/strip-stems.ts';
import { karaText } from '../../song/lyrics/kara.ts';
import type { Ports } from '../ports.ts';
import { playable } from '../song/playable.ts';
import { type ExportPlan, type ExportSong, type PlannedFile, stemsIn, stemsOf } from './export-plan.ts';
import { type Concealed, concealedIn, type LeftOut, leftOutOf, withoutStems } from './left-out.ts';

type Measured = {
  readonly fileName: string;
  readonly variant: string;
  readonly loudness: LoudnessTarget | null;
  /** Stems that belong in it and are not there. */
  readonly missing: readonly StemId[];
  readonly outcome: RenderReport;
};

/**
 * The loudness of exported files as JSON, in UTF-8: LUFS and LU after ITU-R BS.1770-5 and EBU Tech 3342, peaks in dBTP and
 * dBFS, all to a hundredth. What has no value, such as the peak of silence, is null.
 */
function loudnessReport(song: ExportSong, plan: ExportPlan, files: readonly Measured[]): Uint8Array<ArrayBuffer> {
  const nameOf = (id: StemId): string => song.session.stems.find((stem) => stem.id === id)?.name ?? id;
  const report = {
    title: song.session.title,
    madeBy: `Stemroom ${song.appVersion}`,
    format: plan.format,
    sampleRate: plan.fileRate,
    files: files.map(({ fileName, variant, loudness, missing, outcome }) => ({
      file: fileName.replace(/^.*\//, ''),
      variant,
      lengthFrames: outcome.lengthFrames,
      target: targetOf(loudness),
      gainDb: rounded(outcome.gainDb),
      limitedDb: rounded(outcome.limitedDb),
      clippedSamples: outcome.clippedSamples,
      before: figuresOf(outcome.before),
      after: figuresOf(outcome.after),
      missingStems: missing.map(nameOf),
      concealed: outcome.concealed.map(({ stemId, seconds }) => ({ stem: nameOf(stemId), seconds: rounded(seconds) })),
    })),
  };
  return new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`);
}

const targetOf = (target: LoudnessTarget | null) =>
  target === null ? null : { integratedLufs: target.integratedLufs, ceilingDbtp: target.ceilingDb };

const figuresOf = (figures: LoudnessFigures) => ({
  integratedLufs: rounded(figures.integratedLufs),
  rangeLu: rounded(figures.rangeLu),
  truePeakDbtp: rounded(figures.truePeakDb),
  samplePeakDbfs: rounded(figures.samplePeakDb),
});

function rounded(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Math.round(value * 100) / 100 + 0;
}

/** A file that is in place. */
export type ExportedFile = {
  readonly ticket: ExportTicket;
  readonly fileName: string;
  readonly variant: string;
  readonly stemId: StemId | null;
  readonly region: PlannedFile['region'];
  readonly loudness: LoudnessTarget | null;
  /** Stems that belong in it and are not there. */
  readonly missing: readonly StemId[];
  readonly outcome: RenderReport;
};

type ExportRun = {
  readonly song: ExportSong;
  readonly plan: ExportPlan;
  readonly set: ExportSet;
  /** Verifies the session's files by their hashes; resolves with null when the session is gone. */
  readonly verified: () => Promise<Session | null>;
  /** Whether a stem that cannot be read ends the export, which otherwise goes on without it. */
  readonly isStrict: boolean;
};

type RunEnd = {
  /** Files in place, even when a later one failed. */
  readonly kept: readonly ExportedFile[];
  /** Stems that belong in the files and are not there. */
  readonly leftOut: readonly LeftOut[];
  /** Damaged stems; the damage is silence in the files. */
  readonly concealed: readonly Concealed[];
  /** Null when everything is written. */
  readonly failure: Failure | null;
};

type RunPorts = Pick<Ports, 'renderFiles' | 'renderStemFile' | 'putBytes' | 'readCover'> & {
  readonly api: Pick<Ports['api'], 'endExport'>;
};
type Planned = { readonly file: PlannedFile; readonly target: ExportTarget };

/** Files written at the same time, which bounds the memory that they take. */
const atOnce = 16;

/**
 * Renders the stems to files in place, with the documents beside them; no half-written file stays. Stems that cannot be read are
 * left out, with the files that would hold nothing else. `onProgress` gets fractions from 0 to 1. Never rejects: `failure` is
 * `stemsUnreadable` when no file is left, `notFound` when the session is gone, `cancelled`, or a failure of the render or of main.
 */
export async function runExport(
  ports: RunPorts,
  run: ExportRun,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<RunEnd> {
  const progress = new RunProgress(run);
  const failure = await writeAll(ports, run, progress, onProgress, signal).catch(
    (error: unknown) => failFrom('internal', error).failure,
  );
  const { files, report } = run.set;
  const all = [...files, ...(report === null ? [] : [report])];
  // Files that have ended already are not found any more, which does no harm.
  if (failure !== null) for (const { ticket } of all) await ports.api.endExport({ ticket, isKept: false });
  const { kept, leftOut } = progress;
  const concealed = concealedIn(
    run.song.session,
    kept.map(({ outcome }) => outcome),
  );
  return { kept, leftOut, concealed, failure };
}

/** What an export has written and left out so far. */
class RunProgress {
  readonly kept: ExportedFile[] = [];
  readonly #song: ExportSong;
  readonly #ids: Set<StemId>;
  readonly #troubles: Map<StemId, Failure>;
  #session: Session;

  constructor({ song, plan }: ExportRun) {
    this.#song = song;
    this.#session = song.session;
    this.#ids = new Set(plan.missing);
    this.#troubles = new Map(song.undecodable);
  }

  get leftOut(): readonly LeftOut[] {
    return leftOutOf(this.#session, this.#ids, this.#troubles);
  }

  /** Takes the verified session; returns the stems that the files may be made of. */
  verified(now: Session, files: readonly PlannedFile[]): readonly StemId[] {
    this.#session = asInMixer(now, this.#song.mix);
    const whole = new Set(stemsOf({ session: now, undecodable: this.#song.undecodable }).map(({ id }) => id));
    const here = stemsOf(this.#song).map(({ id }) => id);
    const wanted = new Set(files.flatMap(({ mix }) => stemsIn(this.#song, mix)));
    for (const id of here) if (wanted.has(id) && !whole.has(id)) this.#ids.add(id);
    return here.filter((id) => whole.has(id));
  }

  /** Takes the stems that turned out to be unreadable during a render. */
  take({ problems }: RenderReport): void {
    for (const { stemId, failure } of problems) {
      this.#ids.add(stemId);
      this.#troubles.set(stemId, failure);
    }
  }

  /** The left-out stems that belong in a mix. */
  missingFrom({ mix }: PlannedFile): readonly StemId[] {
    return stemsIn(this.#song, mix).filter((id) => this.#ids.has(id));
  }
}

async function writeAll(
  ports: RunPorts,
  { song, plan, set, verified, isStrict }: ExportRun,
  progress: RunProgress,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Failure | null> {
  const checked = await orCancelled(verified(), signal);
  if (!checked.ok) return checked.failure;
  if (checked.value === null) return fail('notFound', song.session.title).failure;
  const here = progress.verified(checked.value, plan.files);
  if (isStrict && progress.leftOut.length > 0) return withoutStems(progress.leftOut);
  const cover = await orCancelled(song.session.cover === null ? null : ports.readCover(song.session.id), signal);
  if (!cover.ok) return cover.failure;
  const planned = plan.files.flatMap((file, index): readonly Planned[] => {
    const target = set.files[index];
    const hasSound = file.isClickAlone || stemsIn(song, file.mix).some((id) => here.includes(id));
    const tags = cover.value === null ? file.tags : { ...file.tags, cover: cover.value };
    return target === undefined || !hasSound ? [] : [{ file: { ...file, tags }, target }];
  });
  // Before all others: the desktop takes the end of the last file for the end of the whole.
  for (const { ticket } of set.files.slice(0, plan.files.length)) {
    if (!planned.some(({ target }) => target.ticket === ticket)) await ports.api.endExport({ ticket, isKept: false });
  }
  const whole = playable(song.session).filter(({ id }) => here.includes(id));
  for (let start = 0, next = 0; start < planned.length; start = next) {
    const some = renderedTogether(planned.slice(start, start + atOnce));
    next = start + some.length;
    const onPart = (fraction: number): void => {
      onProgress((start + fraction * some.length) / planned.length);
    };
    const written = await writeFiles(ports, { song, plan, stems: whole }, some, onPart, signal);
    if (!written.ok) return written.failure;
    for (const { outcome } of written.value) progress.take(outcome);
    if (isStrict && progress.leftOut.length > 0) return withoutStems(progress.leftOut);
    for (const { target } of written.value.filter(isEmpty)) {
      await ports.api.endExport({ ticket: target.ticket, isKept: false });
    }
    const made = written.value
      .filter((one) => !isEmpty(one))
      .map(({ file, target, outcome }): ExportedFile => {
        const { variant, stemId, region, loudness } = file;
        return { ...target, variant, stemId, region, loudness, missing: progress.missingFrom(file), outcome };
      });
    const all = [...progress.kept, ...made];
    if (next >= planned.length && all.length > 0) {
      // Before the files are in place, so that a disk too full for the documents keeps none of them.
      const put = await orCancelled(putDocuments(ports, song, plan, set, all), signal);
      if (!put.ok) return put.failure;
      if (!put.value.ok) return put.value.failure;
    }
    for (const file of made) {
      const placed = await ports.api.endExport({ ticket: file.ticket, isKept: true });
      if (!placed.ok) return placed.failure;
      progress.kept.push(file);
    }
  }
  if (progress.kept.length === 0) return withoutStems(progress.leftOut);
  for (const { ticket } of documentTargets(plan, set)) {
    const placed = await ports.api.endExport({ ticket, isKept: true });
    if (!placed.ok) return placed.failure;
  }
  return null;
}

/** Files of one part of the song: those that come first. */
const renderedTogether = (planned: readonly Planned[]): readonly Planned[] => {
  const other = planned.findIndex(({ file }) => file.region !== planned[0]?.file.region);
  return other < 0 ? planned : planned.slice(0, other);
};

/** The value of a promise, or `cancelled` as soon as the signal fires; the work behind it may go on. */
async function orCancelled<Value>(work: Promise<Value> | Value, signal: AbortSignal): Promise<Result<Value>> {
  if (signal.aborted) return fail('cancelled');
  const listening = new AbortController();
  const stopped = new Promise<Result<Value>>((resolve) => {
    const stop = (): void => {
      resolve(fail('cancelled'));
    };
    signal.addEventListener('abort', stop, { once: true, signal: listening.signal });
  });
  try {
    return await Promise.race([Promise.resolve(work).then((value) => ok(value)), stopped]);
  } finally {
    listening.abort();
  }
}

type Material = Pick<ExportRun, 'song' | 'plan'> & { readonly stems: ReturnType<typeof playable> };
type Written = Planned & { readonly outcome: RenderReport };

const isEmpty = ({ file, outcome }: Written): boolean => outcome.stems === 0 && !file.isClickAlone;

async function writeFiles(
  ports: RunPorts,
  material: Material,
  planned: readonly Planned[],
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<readonly Written[]>> {
  // Read anew each time: an await lies between.
  const isStopped = (): boolean => signal.aborted;
  if (isStopped()) return fail('cancelled');
  const rendered = await renderAll(ports, material, planned, onProgress, signal);
  if (isStopped()) return fail('cancelled');
  if (!rendered.ok) return rendered;
  const files = planned.flatMap((one, index) => {
    const outcome = rendered.value[index];
    return outcome === undefined ? [] : [{ ...one, outcome }];
  });
  return files.length === planned.length ? ok(files) : fail('internal', 'a file has no outcome');
}

async function renderAll(
  { renderFiles, renderStemFile }: RunPorts,
  { song: { region: asked, sampleRate, sheet }, plan: { format, fileRate, groups }, stems }: Material,
  planned: readonly Planned[],
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<readonly RenderReport[]>> {
  const region = planned[0]?.file.region ?? asked;
  const job = { stems, region, sampleRate, fileRate };
  const targets = planned.map(({ file, target: { ticket } }) => {
    const { mix, stretches, loudness, tags, leadFrames, click, isClickAlone } = file;
    return { ticket, mix, stretches, loudness, tags, leadFrames, isClickAlone, ...(click === null ? {} : { click }) };
  });
  const [only] = targets;
  if (groups === null || only === undefined) return renderFiles({ ...job, format, targets }, onProgress, signal);
  const { ticket, mix, stretches, tags } = only;
  const kara = karaText(sheet.lyrics, {
    startSeconds: region.startFrames / sampleRate,
    endSeconds: region.endFrames / sampleRate,
    speed: mix.speed,
  });
  const rendered = await renderStemFile({ ...job, ticket, mix, groups, tags, stretches, kara }, onProgress, signal);
  return rendered.ok ? ok([rendered.value]) : rendered;
}

async function putDocuments(
  { putBytes }: RunPorts,
  song: ExportSong,
  plan: ExportPlan,
  set: ExportSet,
  files: readonly ExportedFile[],
): Promise<Result<undefined>> {
  for (const [index, { bytes, region }] of plan.documents.entries()) {
    const own = files.filter((file) => file.region === region);
    const fileNames = new Map(own.flatMap(({ stemId, fileName }) => (stemId === null ? [] : [[stemId, fileName]])));
    const target = set.files[plan.files.length + index];
    const put = target === undefined ? ok() : await putBytes(target.ticket, bytes(fileNames));
    if (!put.ok) return put;
  }
  return set.report === null ? ok() : putBytes(set.report.ticket, loudnessReport(song, plan, files));
}

const documentTargets = (plan: ExportPlan, { files, report }: ExportSet): readonly ExportTarget[] => [
  ...files.slice(plan.files.length),
  ...(report === null ? [] : [report]),
];
