import { app } from 'electron';
import {
  type ConcealedStem,
  endingOf,
  explainSkip,
  type ExportRequest,
  type ExportTicket,
  fail,
  failure,
  type Failure,
  type LeftOutStem,
  ok,
  type ReportedFile,
  rateRemark,
  type Result,
  type SessionId,
  type SkippedFile,
  stemFileEnding,
  words,
} from '#contract';
import { serveAppFiles } from '../app-protocol/serve.ts';
import { listPageFiles } from '../app-protocol/page-files.ts';
import { nodeFs } from '../disk/fs.ts';
import { newExportTicket } from '../disk/ulid.ts';
import type { IndexPlace } from '../library/song-index.ts';
import type { Log } from '../log.ts';
import { pageSession, type Places } from '../start-up.ts';
import { keepToOrigin } from '../window/guard.ts';
import type { ExportCommand } from './options.ts';
import {
  choicesOf,
  exportRequest,
  type HiddenPage,
  loadHiddenPage,
  ReportReceiver,
  type RequestEnd,
} from './export-request.ts';
import { requestedSong, type RequestedSong, readLibrary } from './find-song.ts';
import type { CommandFolder } from './command-folder.ts';
import { exitCodeOf, exitCodes, progressPrinter, sentenceOf, type Terminal } from './terminal.ts';
import { CommandExports } from './out-place.ts';

type Exported = {
  /** Null for a folder of stems. */
  readonly sessionId: SessionId | null;
  readonly title: string;
  /** Files of the folder that are no stems of the song. */
  readonly skipped: readonly SkippedFile[];
  readonly files: readonly ReportedFile[];
  readonly documents: readonly ExportTicket[];
  readonly leftOut: readonly LeftOutStem[];
  readonly concealed: readonly ConcealedStem[];
  readonly pathOf: (ticket: ExportTicket) => Result<string>;
};

/** Returns the JSON summary printed at the end of an export. */
export function summaryOf(exported: Exported): object {
  const { sessionId, title, skipped, files, documents, leftOut, concealed, pathOf } = exported;
  const placed = (ticket: ExportTicket): string | null => {
    const path = pathOf(ticket);
    return path.ok ? path.value : null;
  };
  return {
    ...{ song: sessionId, title },
    files: files.map(({ ticket, version, lengthSeconds, ...figures }) => ({
      ...{ path: placed(ticket), version, seconds: lengthSeconds },
      ...figures,
    })),
    documents: documents.map(placed),
    skipped: skipped.map((one) => ({ file: one.file, reason: one.reason, explanation: explainSkip(one) })),
    leftOut,
    concealed: concealed.map(({ stem, seconds }) => ({ stem, seconds: roundedMs(seconds) })),
  };
}

/** Returns a line for each stem that was left out or is damaged. */
export function remarksOf({ leftOut, concealed }: Pick<Exported, 'leftOut' | 'concealed'>): readonly string[] {
  const { remarks } = words().commandLine;
  return [
    ...leftOut.map(({ stem, reason }) => remarks.leftOutStem(stem, reason)),
    ...concealed.map(({ stem, seconds }) => {
      const silent = roundedMs(seconds);
      return silent === 0 ? remarks.hardlyDamaged(stem) : remarks.damaged(stem, silent);
    }),
  ];
}

const roundedMs = (seconds: number): number => Math.round(seconds * 1000) / 1000;

export type CommandHome = {
  readonly places: Places;
  /** The user's library. */
  readonly library: { readonly root: string; readonly isChosen: boolean; readonly index: IndexPlace };
  /** The base of relative paths on the command line. */
  readonly workingFolder: string;
  readonly log: Log;
  readonly terminal: Terminal;
};

/** Exports through a page without a window, prints progress and a summary, and returns the exit code. */
export async function runExport(command: ExportCommand, home: CommandHome, own: CommandFolder): Promise<number> {
  const { workingFolder, terminal } = home;
  const stopper = new AbortController();
  const reportTicket = newExportTicket();
  const receiver = new ReportReceiver(progressPrinter(terminal), ({ songRate, fileRate }) => {
    const remark = rateRemark(choicesOf(command), songRate, fileRate);
    if (remark !== null) terminal.say(`${remark}\n`);
  });
  stopper.signal.addEventListener('abort', () => {
    receiver.take({ state: 'failed', failure: failure('cancelled') });
  });
  const ending = command.kind === 'stemFile' ? stemFileEnding : endingOf(command.format);
  const { out, mayOverwrite } = command;
  const exports = new CommandExports(own.ledger, { out, ending, workingFolder, mayOverwrite });
  const served: PageParts = { home, song: null, exports, receiver, reportTicket };
  // The page loads while the files are looked at.
  const loading = app.whenReady().then(() => {
    // Not earlier: Chromium replaces signal handlers while it starts.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        stopper.abort();
      });
    }
    return loadPage(served);
  });
  const found = await findWhatIsAsked(command, home, { own, reportTicket, signal: stopper.signal });
  if (!found.ok) return printFailure(terminal, found.failure);
  const { song, request } = found.value;
  for (const one of leftOut(song))
    terminal.say(`${words().commandLine.remarks.leftOutFile(one.file, explainSkip(one))}\n`);
  served.song = song;
  const page = await loading;
  if (!stopper.signal.aborted) page.send(request);
  const end = await receiver.end;
  await exports.writer.cancelAll();
  return end.state === 'failed' ? printFailure(terminal, end.failure) : printSummary(terminal, song, exports, end);
}

type Asked = { readonly song: RequestedSong; readonly request: ExportRequest };

type Asking = { readonly own: CommandFolder; readonly reportTicket: ExportTicket; readonly signal: AbortSignal };

/** The song that a command names and the request for the page. Fails as `requestedSong` and `exportRequest` do, and with `cancelled`. */
async function findWhatIsAsked(
  command: ExportCommand,
  { library, log, workingFolder }: CommandHome,
  { own, reportTicket, signal }: Asking,
): Promise<Result<Asked>> {
  const read = () => readLibrary(nodeFs, library.root, log, library);
  const where = { fs: nodeFs, read, workingFolder, unpackFolder: own.unpacked, signal };
  const song = await requestedSong(command.song, where).catch((error: unknown) => {
    if (signal.aborted) return fail('cancelled');
    throw error;
  });
  if (!song.ok) return song;
  const facts = { appVersion: app.getVersion(), sessionId: song.value.session.id, reportTicket, workingFolder };
  const request = await exportRequest(nodeFs, command, facts);
  return request.ok ? ok({ song: song.value, request: request.value }) : request;
}

/** Files of the folder that are no stems. For a song of the library the import has reported them. */
const leftOut = ({ session, isInLibrary }: RequestedSong): readonly SkippedFile[] =>
  isInLibrary ? [] : session.skipped;

function printFailure({ say }: Terminal, trouble: Failure): number {
  say(`${sentenceOf(trouble)}\n`);
  return exitCodeOf(trouble);
}

async function printSummary(
  { out, say }: Terminal,
  song: RequestedSong,
  { writer }: CommandExports,
  end: Extract<RequestEnd, { readonly state: 'done' }>,
): Promise<number> {
  const sessionId = song.isInLibrary ? song.session.id : null;
  const skipped = leftOut(song);
  for (const remark of remarksOf(end)) say(`${remark}\n`);
  const summary = summaryOf({ ...end, sessionId, skipped, pathOf: (ticket) => writer.pathOf(ticket) });
  await out(`${JSON.stringify(summary, null, 1)}\n`);
  return exitCodes.done;
}

type PageParts = {
  readonly home: CommandHome;
  /** Null until it is found: before, the page asks for nothing. */
  song: RequestedSong | null;
  readonly exports: CommandExports;
  readonly receiver: ReportReceiver;
  readonly reportTicket: ExportTicket;
};

/** Loads the page and serves it what it asks for. */
function loadPage(parts: PageParts): Promise<HiddenPage> {
  const { home, exports, receiver, reportTicket } = parts;
  const { places, log } = home;
  const pageFiles = listPageFiles(nodeFs, places.page);
  keepToOrigin(pageSession(), false);
  serveAppFiles(
    {
      pageFiles: () => pageFiles,
      findSound: async (sha256) => (await parts.song?.findSound(sha256)) ?? null,
      findCover: async () => (await parts.song?.findCover()) ?? null,
      findOverview: () => Promise.resolve(null),
      saveOverview: () => Promise.resolve(ok()),
      writeExport: (ticket, offsetBytes, bytes) =>
        ticket === reportTicket
          ? Promise.resolve(receiver.read(bytes))
          : exports.writer.write(ticket, offsetBytes, bytes),
    },
    log,
  );
  return loadHiddenPage({
    home: { preload: places.preload, session: pageSession(), hasDevTools: false },
    log,
    api: {
      openSession: async () => (await parts.song?.open()) ?? fail('notFound'),
      verifySession: async () => (await parts.song?.verify()) ?? fail('notFound'),
      beginExport: (newExport) => exports.begin(newExport),
      endExport: ({ ticket, isKept }): Promise<Result<undefined>> => exports.writer.end(ticket, isKept),
    },
    onReport: (one) => {
      receiver.take(one);
    },
  });
}
