import { app } from 'electron';
import {
  type ConcealedStem,
  endingOf,
  explainSkip,
  type ExportOrder,
  type ExportTicket,
  failure,
  type Failure,
  type LeftOutStem,
  ok,
  type OrderedFile,
  rateRemark,
  type Result,
  type SessionId,
  type SkippedFile,
  stemFileEnding,
} from '#contract';
import { serveAppFiles } from '../app-protocol/serve.ts';
import { listPageFiles } from '../app-protocol/page-files.ts';
import { nodeFs } from '../disk/fs.ts';
import { newExportTicket } from '../disk/ulid.ts';
import type { Log } from '../log.ts';
import { pageSession, type Places } from '../start-up.ts';
import { keepToOrigin } from '../window/guard.ts';
import type { ExportCommand } from './options.ts';
import { giveOrder, ReportReceiver, type OrderEnd, orderOf } from './export-request.ts';
import { orderedSong, type OrderedSong, readLibrary } from './find-song.ts';
import type { OwnFolder } from './command-folder.ts';
import { exitCodeOf, exitCodes, progressTeller, sentenceOf, type Terminal } from './terminal.ts';
import { CommandExports } from './out-place.ts';

type Exported = {
  /** Null for a folder of stems. */
  readonly sessionId: SessionId | null;
  readonly title: string;
  /** Files of the folder that are no stems of the song. */
  readonly skipped: readonly SkippedFile[];
  readonly files: readonly OrderedFile[];
  readonly documents: readonly ExportTicket[];
  readonly leftOut: readonly LeftOutStem[];
  readonly concealed: readonly ConcealedStem[];
  readonly pathOf: (ticket: ExportTicket) => Result<string>;
};

/** What is printed when all is done. */
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

/** What people are told of an export beside its files, a line for each stem. */
export function remarksOf({ leftOut, concealed }: Pick<Exported, 'leftOut' | 'concealed'>): readonly string[] {
  return [
    ...leftOut.map(({ stem, reason }) => `Left out: ${stem}. ${reason}`),
    ...concealed.map(({ stem, seconds }) => `Damaged: ${stem}. ${secondsText(seconds)} of it is silent.`),
  ];
}

const roundedMs = (seconds: number): number => Math.round(seconds * 1000) / 1000;
const secondsText = (seconds: number): string =>
  `${roundedMs(seconds) === 0 ? 'Less than 0.001' : String(roundedMs(seconds))} s`;

export type CommandHome = {
  readonly places: Places;
  /** Where the user keeps the songs. */
  readonly library: { readonly root: string; readonly isChosen: boolean };
  /** Where paths on the command line begin. */
  readonly workingFolder: string;
  readonly log: Log;
  readonly terminal: Terminal;
};

/** Exports as the window does, by the same page, and says how it went. Gives the exit code. */
export async function runExport(command: ExportCommand, home: CommandHome, own: OwnFolder): Promise<number> {
  const { library, workingFolder, log, terminal } = home;
  const stopper = new AbortController();
  const read = await readLibrary(nodeFs, library.root, log, library.isChosen);
  if (!read.ok) return sayTrouble(terminal, read.failure);
  const where = { fs: nodeFs, read: read.value, workingFolder, signal: stopper.signal };
  const song = await orderedSong(command.song, where);
  if (!song.ok) return sayTrouble(terminal, song.failure);
  for (const one of leftOut(song.value)) terminal.tell(`Left out: ${one.file}: ${explainSkip(one)}\n`);
  const { id: sessionId } = song.value.session;
  const facts = { appVersion: app.getVersion(), sessionId, newsTicket: newExportTicket(), workingFolder };
  const order = await orderOf(nodeFs, command, facts);
  if (!order.ok) return sayTrouble(terminal, order.failure);

  await app.whenReady();
  // Not sooner: Chromium puts handlers of its own in their place as it starts.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stopper.abort();
    });
  }
  const ending = command.kind === 'stemFile' ? stemFileEnding : endingOf(command.format);
  const { out, mayOverwrite } = command;
  const desk = new CommandExports(own.ledger, { out, ending, workingFolder, mayOverwrite });
  const end = await carryOut(order.value, { home, song: song.value, desk, signal: stopper.signal });
  await desk.desk.cancelAll();
  return end.state === 'failed' ? sayTrouble(terminal, end.failure) : saySummary(terminal, song.value, desk, end);
}

/** Files of a folder that are no stems. What was left out of a song of the library was told when it was imported. */
const leftOut = ({ session, isInLibrary }: OrderedSong): readonly SkippedFile[] => (isInLibrary ? [] : session.skipped);

function sayTrouble({ tell }: Terminal, trouble: Failure): number {
  tell(`${sentenceOf(trouble)}\n`);
  return exitCodeOf(trouble);
}

async function saySummary(
  { out, tell }: Terminal,
  song: OrderedSong,
  { desk }: CommandExports,
  end: Extract<OrderEnd, { readonly state: 'done' }>,
): Promise<number> {
  const sessionId = song.isInLibrary ? song.session.id : null;
  const skipped = leftOut(song);
  for (const remark of remarksOf(end)) tell(`${remark}\n`);
  const summary = summaryOf({ ...end, sessionId, skipped, pathOf: (ticket) => desk.pathOf(ticket) });
  await out(`${JSON.stringify(summary, null, 1)}\n`);
  return exitCodes.done;
}

type Parts = {
  readonly home: CommandHome;
  readonly song: OrderedSong;
  readonly desk: CommandExports;
  readonly signal: AbortSignal;
};

/** Lets the page do it, and waits until it is done or stopped. */
async function carryOut(order: ExportOrder, { home, song, desk, signal }: Parts): Promise<OrderEnd> {
  const { places, log, terminal } = home;
  const news = new ReportReceiver(progressTeller(terminal), ({ songRate, fileRate }) => {
    const words = rateRemark(order.choices, songRate, fileRate);
    if (words !== null) terminal.tell(`${words}\n`);
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
        ticket === order.newsTicket ? Promise.resolve(news.read(bytes)) : desk.desk.write(ticket, offsetBytes, bytes),
    },
    log,
  );
  signal.addEventListener('abort', () => {
    news.take({ state: 'failed', failure: failure('cancelled') });
  });
  if (signal.aborted) return { state: 'failed', failure: failure('cancelled') };
  await giveOrder(order, {
    home: { preload: places.preload, session: pageSession(), hasDevTools: false },
    log,
    api: {
      openSession: song.open,
      verifySession: song.verify,
      beginExport: (wish) => desk.begin(wish),
      endExport: ({ ticket, isKept }): Promise<Result<undefined>> => desk.desk.end(ticket, isKept),
    },
    onNews: (one) => {
      news.take(one);
    },
  });
  return news.end;
}
