import {
  type Bridge,
  emptySheet,
  type ExportChoices,
  type ExportRequest,
  fail,
  type FiniteLoudness,
  flatMix,
  flatStrip,
  frames,
  longestReason,
  longestSongTitle,
  longestStemName,
  longestVersionName,
  loudestLevelDb,
  type LoudnessFigures,
  type Mix,
  ok,
  type OpenedSession,
  type ReportedFile,
  type RequestReport,
  reasonOf,
  type Result,
  type Scene,
  type Section,
  type Session,
  type SongSheet,
  type Stem,
  failFrom,
  words,
} from '#contract';
import type { MeasuredSong, measureSong } from '../../engine/opened-stems.ts';
import { fittedTo } from '../../mix/mix-edits.ts';
import { asInMixer } from '../../mix/strip-stems.ts';
import { sceneNamed, withScene } from '../../mix/scenes.ts';
import { withStatedGrid } from '../../song/beat-grid.ts';
import { type Variant, variantsOf } from '../../mix/variants.ts';
import { language } from '../language.svelte.ts';
import type { Ports } from '../ports.ts';
import { expectedBytesOf, type ExportSong, planExport, variantKey } from './export-plan.ts';
import { nothingToWrite } from './left-out.ts';
import { type ExportedFile, runExport } from './run-export.ts';

const plain = (text: string): string => text.normalize('NFC').toLowerCase();

/** The stem that a word of the command line names: by its id, else by its name, else the first of its kind. */
function stemNamed(stems: Session['stems'], word: string): Stem['id'] | undefined {
  const named = plain(word);
  const byId = stems.find(({ id }) => id === named);
  const byName = stems.find(({ name }) => plain(name) === named);
  const byKind = stems.find(({ kind }) => plain(kind) === named.replaceAll(/[\s-]/g, ''));
  return (byId ?? byName ?? byKind)?.id;
}

/** The groups of a song's stems by stem id, from groups by the words of the command line. Fails with `badRequest`. */
function chosenGroups(stems: Stems, asked: ExportChoices['groups']): Result<ExportChoices['groups']> {
  const chosen: Record<string, ExportChoices['groups'][string]> = {};
  for (const [word, group] of Object.entries(asked)) {
    const id = stemNamed(stems, word);
    if (id === undefined) {
      return fail('badRequest', unknownWord(stems, word));
    }
    chosen[id] = group;
  }
  return ok(chosen);
}

type Stems = Session['stems'];

/**
 * The versions of a song that words of the command line name, as keys in the order on screen. A stem is named by its id, its name
 * or its kind; case does not matter. `stems`: those of the song by all of their names. Fails with `badRequest` and the word that means
 * nothing in this song.
 */
export function chosenVersions(
  song: ExportSong,
  asked: readonly string[],
  stems: Stems = song.session.stems,
): Result<readonly string[]> {
  const variants = variantsOf(song.session.stems).filter(({ kind }) => kind !== 'mix');
  const chosen = new Set<Variant>();
  for (const word of asked) {
    const meant = variants.filter((variant) => isMeant(stems, word.toLowerCase(), variant));
    if (meant.length === 0) return fail('badRequest', unknownWord(stems, word));
    for (const variant of meant) chosen.add(variant);
  }
  return ok(variants.filter((variant) => chosen.has(variant)).map(variantKey));
}

function isMeant(stems: Stems, word: string, variant: Variant): boolean {
  switch (variant.kind) {
    case 'mix':
      return false;
    case 'instrumental':
      return word === 'all' || word === 'instrumental';
    case 'acappella':
      return word === 'all' || /^acapp?ella$/.test(word);
    case 'drumsAndBass':
      return word === 'all' || word === 'drums-and-bass';
    case 'forward': {
      // `all` is all that leaves something out.
      const [, stem = ''] = /^forward:(.*)$/s.exec(word) ?? [];
      return word === 'forward' || (stem !== '' && stemNamed(stems, stem.trim()) === variant.stemId);
    }
    case 'only':
    case 'minus': {
      if (word === 'all' || word === (variant.kind === 'only' ? 'each' : 'minus')) return true;
      const [, kind, stem = ''] = /^(only|minus):(.*)$/s.exec(word) ?? [];
      return kind === variant.kind && stemNamed(stems, stem.trim()) === variant.stemId;
    }
  }
}

function unknownWord(stems: Stems, word: string): string {
  return words().notices.requests.noStem(word, [...new Set(stems.map(({ id }) => id))]);
}

/** What an export for the command line is built on. */
export type CommandLinePorts = {
  readonly api: Pick<Ports['api'], 'openSession' | 'verifySession' | 'beginExport' | 'endExport'>;
  readonly renderFiles: Ports['renderFiles'];
  readonly renderStemFile: Ports['renderStemFile'];
  readonly putBytes: Ports['putBytes'];
  readonly readCover: Ports['readCover'];
  readonly measure: typeof measureSong;
};

/** Exports without a window what `request` asks for, and reports how it goes. The last report is the end, `done` or `failed`. */
export async function exportForCommandLine(
  request: ExportRequest,
  ports: CommandLinePorts,
  report: (news: RequestReport) => void,
): Promise<void> {
  const done = await run(request, ports, report).catch((error: unknown) => failFrom('internal', error));
  report(done.ok ? { state: 'done', ...done.value } : { state: 'failed', failure: done.failure });
}

type Done = Omit<Extract<RequestReport, { readonly state: 'done' }>, 'state'>;

async function run(
  request: ExportRequest,
  ports: CommandLinePorts,
  report: (news: RequestReport) => void,
): Promise<Result<Done>> {
  const { api, measure } = ports;
  const opened = await openVerified(request, api);
  if (!opened.ok) return opened;
  const { session } = opened.value;
  const song = songOf(request, opened.value, await measure(soundsOf(session)));
  if (!song.ok) return song;
  // By the names of the strips, and by those of the stems behind them.
  const called = [...song.value.session.stems, ...session.stems];
  const { kind } = request.choices;
  const versions = kind === 'versions' ? chosenVersions(song.value, request.choices.versions, called) : ok([]);
  if (!versions.ok) return versions;
  const groups = chosenGroups(called, request.choices.groups);
  if (!groups.ok) return groups;

  const plan = planExport(song.value, { ...request.choices, versions: versions.value, groups: groups.value });
  if (plan.files.length === 0) return { ok: false, failure: nothingToWrite(song.value, plan) };
  report({ state: 'planned', songRate: song.value.sampleRate, fileRate: plan.fileRate });
  const names = [...plan.files, ...plan.documents].map(({ name }) => name);
  const expectedBytes = expectedBytesOf(song.value, plan);
  const set = await api.beginExport({ names, report: plan.report, expectedBytes });
  if (!set.ok) return set;
  if (set.value === null) return fail('cancelled');
  const { isStrict } = request;
  const material = { song: song.value, plan, set: set.value, verified: () => Promise.resolve(session), isStrict };
  const onProgress = (fraction: number): void => {
    report({ state: 'running', fraction });
  };
  const end = await runExport(ports, material, onProgress, new AbortController().signal);
  if (end.failure !== null) return { ok: false, failure: end.failure };
  const documents = [
    ...set.value.files.slice(plan.files.length),
    ...(set.value.report === null ? [] : [set.value.report]),
  ];
  return ok({
    title: session.title.slice(0, longestSongTitle),
    files: end.kept.map((file) => reportedFile(file, plan.fileRate)),
    documents: documents.map(({ ticket }) => ticket),
    leftOut: end.leftOut.map((one) => ({
      stem: shortName(one),
      reason: reasonOf(one.failure).slice(0, longestReason),
    })),
    concealed: end.concealed.map((one) => ({ stem: shortName(one), seconds: one.seconds })),
  });
}

/** Opens a song and verifies its stems by their hashes. */
async function openVerified(
  { sessionId }: ExportRequest,
  api: CommandLinePorts['api'],
): Promise<Result<OpenedSession>> {
  const opened = await api.openSession(sessionId);
  if (!opened.ok) return opened;
  const verified = await api.verifySession(sessionId);
  if (!verified.ok) return verified;
  return ok({ ...opened.value, session: verified.value });
}

const soundsOf = (session: OpenedSession['session']): Parameters<typeof measureSong>[0] =>
  session.stems.flatMap(({ id, file, facts }) => (file.state === 'saved' ? [{ id, audio: file.audio, facts }] : []));

function songOf(
  { mix: asked, isLoopOnly, section, scene, choices, appVersion }: ExportRequest,
  { session, mix: saved, sheet, analysis }: OpenedSession,
  { sampleRate, lengthFrames, undecodable }: MeasuredSong,
): Result<ExportSong> {
  if (session.stems.length === 0) return fail('notFound', session.title);
  const flat = mixOf(asked, saved, session);
  const scenes = scene === null ? [] : scenesOf(sheet ?? emptySheet, scene, choices.kind === 'scenes');
  const [first] = scenes;
  if (scene !== null && first === undefined) return fail('badRequest', unknownScene(sheet ?? emptySheet, scene));
  const mix = first === undefined ? flat : withScene(flat, first);
  if (isLoopOnly && mix.loop === null) return fail('badRequest', words().notices.requests.noLoop);
  const whole = { startFrames: frames(0), endFrames: lengthFrames };
  const named = section === null ? null : sectionOf(sheet ?? emptySheet, section);
  if (section !== null && named === null) return fail('badRequest', words().notices.requests.noSection(section));
  const { startFrames, endFrames } = named ?? (isLoopOnly ? mix.loop : null) ?? whole;
  return ok({
    ...{
      session: asInMixer(session, mix),
      mix,
      sheet: sheet ?? emptySheet,
      analysis: withStatedGrid(analysis, sheet),
      sampleRate,
    },
    ...{ region: { startFrames, endFrames }, undecodable, appVersion },
    ...(scene === null ? {} : { scenes }),
  });
}

/** The scenes that a word of the command line names: one, or `all` of them for files of their own. */
function scenesOf({ scenes }: SongSheet, word: string, mayBeAll: boolean): readonly Scene[] {
  if (mayBeAll && word.trim().toLowerCase() === 'all') return scenes;
  const scene = sceneNamed(scenes, word);
  return scene === null ? [] : [scene];
}

function unknownScene({ scenes }: SongSheet, word: string): string {
  const { noScene, noScenes } = words().notices.requests;
  if (scenes.length === 0) return noScenes;
  return noScene(
    word,
    scenes.map(({ name }) => name),
  );
}

/** The first section of a name, whatever its case; null: none. */
const sectionOf = ({ sections }: SongSheet, name: string): Section | null =>
  sections.find((section) => section.name.toLowerCase() === name.trim().toLowerCase()) ?? null;

function mixOf(asked: ExportRequest['mix'], saved: Mix | null, { stems }: Session): Mix {
  const ids = stems.map(({ id }) => id);
  const kept = fittedTo(saved ?? flatMix(ids), ids);
  if (asked === 'saved') return kept;
  if (asked !== 'flat') return fittedTo(asked, ids);
  const { strips, hasOwnOrder } = kept;
  return { ...flatMix([]), strips: strips.map(({ stemId, name }) => ({ ...flatStrip(stemId), name })), hasOwnOrder };
}

/** One file as the news carry it: texts within the contract's limits, lengths in seconds, levels that JSON can hold. */
export function reportedFile({ ticket, variant, outcome }: ExportedFile, sampleRate: number): ReportedFile {
  const { lengthFrames, before, after, gainDb, limitedDb } = outcome;
  return {
    ...{ ticket, version: variant.slice(0, longestVersionName), lengthSeconds: lengthFrames / sampleRate, sampleRate },
    ...{ before: finite(before), after: finite(after), gainDb: finiteDb(gainDb), limitedDb: finiteDb(limitedDb) },
  };
}

const shortName = ({ name }: { readonly name: string }): string => name.slice(0, longestStemName);

const finite = (figures: LoudnessFigures): FiniteLoudness => ({
  integratedLufs: finiteDb(figures.integratedLufs),
  rangeLu: finiteDb(figures.rangeLu),
  truePeakDb: finiteDb(figures.truePeakDb),
  samplePeakDb: finiteDb(figures.samplePeakDb),
});

/** Null for silence, for an unknown level and for levels that no sound has. */
const finiteDb = (level: number | null): number | null =>
  level !== null && Math.abs(level) <= loudestLevelDb ? level : null;

/** Waits for the one request that main sends to a page without a window, and runs it. Call it while the page loads. */
export function serveCommandLine(api: Pick<Bridge, 'onNotice'>, ports: CommandLinePorts): void {
  const leave = api.onNotice((notice) => {
    if (notice.about !== 'exportRequest') return;
    leave();
    const { reportTicket, locale } = notice.request;
    language.locale = locale;
    let reportedPercent = -1;
    // One after the other, so that the end comes last.
    let last = Promise.resolve<unknown>(undefined);
    const report = (news: RequestReport): void => {
      const percent = news.state === 'running' ? Math.floor(news.fraction * 100) : null;
      if (percent === reportedPercent) return;
      reportedPercent = percent ?? reportedPercent;
      const bytes = new TextEncoder().encode(JSON.stringify(news));
      last = last.then(() => ports.putBytes(reportTicket, bytes));
    };
    void exportForCommandLine(notice.request, ports, report);
  });
}
