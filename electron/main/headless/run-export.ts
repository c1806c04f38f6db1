import { app } from 'electron';
import {
  type ConcealedStem,
  endingOf,
  explainSkip,
  type ExportRequest,
  type ExportTicket,
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
import { sendRequest, ReportReceiver, type RequestEnd, exportRequest } from './export-request.ts';
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

/** Exports through the same page as the window, prints progress and a summary, and returns the exit code. */
export async function runExport(command: ExportCommand, home: CommandHome, own: CommandFolder): Promise<number> {
  const { library, workingFolder, log, terminal } = home;
  const stopper = new AbortController();
  const read = await readLibrary(nodeFs, library.root, log, library);
  if (!read.ok) return printFailure(terminal, read.failure);
  const where = { fs: nodeFs, read: read.value, workingFolder, unpackFolder: own.unpacked, signal: stopper.signal };
  const song = await requestedSong(command.song, where);
  if (!song.ok) return printFailure(terminal, song.failure);
  for (const one of leftOut(song.value))
    terminal.say(`${words().commandLine.remarks.leftOutFile(one.file, explainSkip(one))}\n`);
  const { id: sessionId } = song.value.session;
  const facts = { appVersion: app.getVersion(), sessionId, reportTicket: newExportTicket(), workingFolder };
  const request = await exportRequest(nodeFs, command, facts);
  if (!request.ok) return printFailure(terminal, request.failure);

  await app.whenReady();
  // Not earlier: Chromium replaces signal handlers while it starts.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stopper.abort();
    });
  }
  const ending = command.kind === 'stemFile' ? stemFileEnding : endingOf(command.format);
  const { out, mayOverwrite } = command;
  const exports = new CommandExports(own.ledger, { out, ending, workingFolder, mayOverwrite });
  const end = await runOnPage(request.value, { home, song: song.value, exports, signal: stopper.signal });
  await exports.writer.cancelAll();
  return end.state === 'failed'
    ? printFailure(terminal, end.failure)
    : printSummary(terminal, song.value, exports, end);
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

type Parts = {
  readonly home: CommandHome;
  readonly song: RequestedSong;
  readonly exports: CommandExports;
  readonly signal: AbortSignal;
};

/** Runs the request on the page and waits for its end. */
async function runOnPage(request: ExportRequest, { home, song, exports, signal }: Parts): Promise<RequestEnd> {
  const { places, log, terminal } = home;
  const receiver = new ReportReceiver(progressPrinter(terminal), ({ songRate, fileRate }) => {
    const remark = rateRemark(request.choices, songRate, fileRate);
    if (remark !== null) terminal.say(`${remark}\n`);
  });
  const pageFiles = listPageFiles(nodeFs, places.page);
  keepToOrigin(pageSession(), false);
  serveAppFiles(
    {
      pageFiles: () => pageFiles,
      findSound: song.findSound,
      findCover: song.findCover,
      findOverview: () => Promise.resolve(null),
      saveOverview: () => Promise.resolve(ok()),
      writeExport: (ticket, offsetBytes, bytes) =>
        ticket === request.reportTicket
          ? Promise.resolve(receiver.read(bytes))
          : exports.writer.write(ticket, offsetBytes, bytes),
    },
    log,
  );
  signal.addEventListener('abort', () => {
    receiver.take({ state: 'failed', failure: failure('cancelled') });
  });
  if (signal.aborted) return { state: 'failed', failure: failure('cancelled') };
  await sendRequest(request, {
    home: { preload: places.preload, session: pageSession(), hasDevTools: false },
    log,
    api: {
      openSession: song.open,
      verifySession: song.verify,
      beginExport: (newExport) => exports.begin(newExport),
      endExport: ({ ticket, isKept }): Promise<Result<undefined>> => exports.writer.end(ticket, isKept),
    },
    onReport: (one) => {
      receiver.take(one);
    },
  });
  return receiver.end;
}
