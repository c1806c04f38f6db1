import {
  fail,
  ok,
  type ExportSet,
  type ExportTarget,
  type ExportTicket,
  type Failure,
  type Result,
  type Session,
} from '#contract';
import type { BounceOutcome, Ports } from '../ports.ts';
import { playable } from '../session.svelte.ts';
import type { ExportPlan, PlannedFile } from './export-plan.ts';
import type { ExportSong } from './export-song.ts';
import { loudnessReport } from './loudness-report.ts';

/** A file that is in place. */
export type ExportedFile = {
  readonly ticket: ExportTicket;
  readonly fileName: string;
  readonly variant: string;
  readonly outcome: BounceOutcome;
};

export type ExportRun = {
  readonly song: ExportSong;
  readonly plan: ExportPlan;
  readonly set: ExportSet;
  /** The session as it is when its files have been compared with their hashes; null when it is gone. */
  readonly verified: () => Promise<Session | null>;
};

export type RunEnd = {
  /** What is in place, whatever came after. */
  readonly kept: readonly ExportedFile[];
  /** Null: all is written. */
  readonly failure: Failure | null;
};

type RunPorts = Pick<Ports, 'bounce' | 'bounceStemFile' | 'putBytes' | 'readCover'> & {
  readonly api: Pick<Ports['api'], 'endExport'>;
};
type Planned = { readonly file: PlannedFile; readonly target: ExportTarget };

/** Files that are written at the same time; more would want more memory than there may be. */
const atOnce = 16;

/** From the stems to files that are in place, and the documents beside them. Nothing half-written stays. */
export async function runExport(
  ports: RunPorts,
  run: ExportRun,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<RunEnd> {
  const kept: ExportedFile[] = [];
  const failure = await writeAll(ports, run, kept, onProgress, signal).catch(
    (error: unknown) => fail('internal', error instanceof Error ? error.message : '').failure,
  );
  const { files, report } = run.set;
  const all = [...files, ...(report === null ? [] : [report])];
  // Those that ended already are not found any more, which is no harm.
  if (failure !== null) for (const { ticket } of all) await ports.api.endExport({ ticket, isKept: false });
  return { kept, failure };
}

async function writeAll(
  ports: RunPorts,
  { song, plan, set, verified }: ExportRun,
  kept: ExportedFile[],
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Failure | null> {
  const harm = await harmOf(song, verified);
  if (harm !== null) return harm;
  const cover = song.session.cover === null ? null : await ports.readCover(song.session.id);
  const planned = plan.files.flatMap((file, index): readonly Planned[] => {
    const target = set.files[index];
    const tags = cover === null ? file.tags : { ...file.tags, cover };
    return target === undefined ? [] : [{ file: { ...file, tags }, target }];
  });
  for (let start = 0; start < planned.length; start += atOnce) {
    const some = planned.slice(start, start + atOnce);
    const onPart = (fraction: number): void => {
      onProgress((start + fraction * some.length) / planned.length);
    };
    const written = await writeFiles(ports, song, plan, some, onPart, signal);
    if (!written.ok) return written.failure;
    for (const file of written.value) {
      const placed = await ports.api.endExport({ ticket: file.ticket, isKept: true });
      if (!placed.ok) return placed.failure;
      kept.push(file);
    }
  }
  return writeDocuments(ports, song, plan, set, kept);
}

/** A stem that turned out to be damaged is not left out in silence. */
async function harmOf({ session }: ExportSong, verified: ExportRun['verified']): Promise<Failure | null> {
  const now = await verified();
  if (now === null) return fail('notFound').failure;
  const whole = playable(now).map(({ id }) => id);
  const damaged = playable(session).find(({ id }) => !whole.includes(id));
  const away = now.stems.find(({ id }) => id === damaged?.id)?.file;
  if (away?.state === 'away') return away.failure;
  const name = session.stems.find(({ id }) => id === damaged?.id)?.name ?? '';
  return damaged === undefined ? null : fail('damaged', name).failure;
}

async function writeFiles(
  ports: RunPorts,
  song: ExportSong,
  plan: ExportPlan,
  planned: readonly Planned[],
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<readonly ExportedFile[]>> {
  // Asked anew each time: an await lies between.
  const isStopped = (): boolean => signal.aborted;
  if (isStopped()) return fail('cancelled');
  const bounced = await bounceAll(ports, song, plan, planned, onProgress, signal);
  if (isStopped()) return fail('cancelled');
  if (!bounced.ok) return bounced;
  const files = planned.flatMap(({ file, target }, index) => {
    const outcome = bounced.value[index];
    return outcome === undefined ? [] : [{ ...target, variant: file.variant, outcome }];
  });
  return files.length === planned.length ? ok(files) : fail('internal', 'a file has no outcome');
}

async function bounceAll(
  { bounce, bounceStemFile }: RunPorts,
  { session, region, sampleRate }: ExportSong,
  { format, fileRate, groups }: ExportPlan,
  planned: readonly Planned[],
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Result<readonly BounceOutcome[]>> {
  const job = { stems: playable(session), region, sampleRate, fileRate };
  const targets = planned.map(({ file: { mix, loudness, tags }, target: { ticket } }) => ({
    ticket,
    mix,
    loudness,
    tags,
  }));
  const [only] = targets;
  if (groups === null || only === undefined) return bounce({ ...job, format, targets }, onProgress, signal);
  const { ticket, mix, tags } = only;
  const bounced = await bounceStemFile({ ...job, ticket, mix, groups, tags }, onProgress, signal);
  return bounced.ok ? ok([bounced.value]) : bounced;
}

async function writeDocuments(
  { api, putBytes }: RunPorts,
  song: ExportSong,
  plan: ExportPlan,
  set: ExportSet,
  kept: readonly ExportedFile[],
): Promise<Failure | null> {
  const fileNames = kept.map(({ fileName }) => fileName);
  const documents = plan.documents.map(({ bytes }, index) => ({
    target: set.files[plan.files.length + index] ?? null,
    bytes: () => bytes(fileNames),
  }));
  const report = { target: set.report, bytes: () => loudnessReport(song, plan, kept) };
  for (const { target, bytes } of [...documents, report]) {
    if (target === null) continue;
    const put = await putBytes(target.ticket, bytes());
    if (!put.ok) return put.failure;
    const placed = await api.endExport({ ticket: target.ticket, isKept: true });
    if (!placed.ok) return placed.failure;
  }
  return null;
}
