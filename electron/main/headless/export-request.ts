import { resolve } from 'node:path';
import { ipcMain, type IpcMainInvokeEvent, WebContentsView } from 'electron';
import {
  defaultExportChoices,
  type ExportChoices,
  type ExportRequest,
  type ExportTicket,
  fail,
  failure,
  ok,
  requestMark,
  type RequestReport,
  type Result,
  type SessionId,
} from '#contract';
import { requestReportSchema } from '#contract/schemas';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { readCurrentJson } from '../disk/json-file.ts';
import { serve, type ServedApi } from '../ipc.ts';
import { parseMix } from '../library/documents.ts';
import type { Log } from '../log.ts';
import { pagePreferences, type WindowHome } from '../window/app-window.ts';
import { entryUrl, isFromPage } from '../window/guard.ts';
import type { ExportCommand } from './options.ts';

type RequestContext = {
  readonly appVersion: string;
  readonly sessionId: SessionId;
  readonly reportTicket: ExportTicket;
  /** Where paths on the command line begin. */
  readonly workingFolder: string;
};

/** What the page is told of a command. Fails with `badRequest` when the file with the mix is none, or as the disk does. */
export async function exportRequest(
  fs: Fs,
  command: ExportCommand,
  { workingFolder, ...facts }: RequestContext,
): Promise<Result<ExportRequest>> {
  const mix = await mixOf(fs, command, workingFolder);
  if (!mix.ok) return mix;
  const { isLoopOnly, isStrict } = command;
  return ok({ ...facts, isLoopOnly, isStrict, mix: mix.value, choices: choicesOf(command) });
}

async function mixOf(fs: Fs, { mix }: ExportCommand, workingFolder: string): Promise<Result<ExportRequest['mix']>> {
  switch (mix.from) {
    case 'song':
      return ok('saved');
    case 'flat':
      return ok('flat');
    case 'file': {
      const path = resolve(workingFolder, mix.path);
      const read = await onDisk(() => readCurrentJson(fs, path, parseMix));
      if (!read.ok) return read;
      return read.value === null ? fail('badRequest', `${mix.path} is no mix`) : ok(read.value);
    }
  }
}

function choicesOf(command: ExportCommand): ExportChoices {
  const { kind, versions, stemsAre, groups, format, rate, loudness, nameTemplate, artist, writesReport } = command;
  const usual = defaultExportChoices;
  return {
    ...{ kind, versions, stemsAre, groups, format, rate, writesReport },
    isLoudnessSet: loudness !== null,
    loudness: loudness ?? usual.loudness,
    nameTemplate: nameTemplate ?? usual.nameTemplate,
    artist: artist ?? usual.artist,
  };
}

/** How an request ended. */
export type RequestEnd = Extract<RequestReport, { readonly state: 'done' | 'failed' }>;
type RequestPlan = Extract<RequestReport, { readonly state: 'planned' }>;

/** Hears the page, until it tells the end; what it says after that is nothing. */
export class ReportReceiver {
  readonly #onProgress: (fraction: number) => void;
  readonly #onPlan: (plan: RequestPlan) => void;
  readonly end: Promise<RequestEnd>;
  #settle: (end: RequestEnd) => void = () => undefined;

  constructor(onProgress: (fraction: number) => void, onPlan: (plan: RequestPlan) => void) {
    this.#onProgress = onProgress;
    this.#onPlan = onPlan;
    this.end = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  take(news: RequestReport): void {
    switch (news.state) {
      case 'planned':
        this.#onPlan(news);
        return;
      case 'running':
        this.#onProgress(news.fraction);
        return;
      case 'done':
      case 'failed':
        this.#settle(news);
    }
  }

  /** Takes news as the page wrote them: JSON in UTF-8. After words that nobody understands there is nothing to wait for. */
  read(bytes: Uint8Array): Result<undefined> {
    this.take(parseNews(bytes) ?? { state: 'failed', failure: failure('internal', 'news that are none') });
    return ok();
  }
}

function parseNews(bytes: Uint8Array): RequestReport | null {
  try {
    const news = requestReportSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return news.success ? news.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

type HiddenPagePorts = {
  readonly home: WindowHome;
  readonly log: Log;
  /** What the page may ask. */
  readonly api: Partial<ServedApi>;
  /** What happens to the page, though it cannot say so itself. */
  readonly onNews: (news: RequestReport) => void;
};

/** A view that nobody holds is collected, and its page with it. */
const views = new Set<WebContentsView>();

/** Opens the page where nobody sees it, without a window, and gives it an request. */
export async function sendRequest(request: ExportRequest, { home, log, api, onNews }: HiddenPagePorts): Promise<void> {
  const view = new WebContentsView({ webPreferences: pagePreferences(home) });
  views.add(view);
  const { webContents } = view;
  const holder = { webContents, isDestroyed: () => webContents.isDestroyed() };
  serve(api, {
    handle: (channel, answer) => {
      ipcMain.handle(channel, answer);
    },
    isFromPage: (event: IpcMainInvokeEvent) => isFromPage(event, holder),
    log,
    now: () => performance.now(),
  });
  const fail = (words: string): void => {
    onNews({ state: 'failed', failure: failure('internal', words) });
  };
  webContents.on('render-process-gone', (_event, { reason }) => {
    fail(`the page is gone: ${reason}`);
  });
  try {
    await webContents.loadURL(entryUrl + requestMark);
    webContents.send('stemroom:notice', { about: 'exportRequest', request });
  } catch (error) {
    log.error('the page could not be loaded', { error });
    fail('the page could not be loaded');
  }
}
