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
  type RequestReport,
  type Result,
  type SessionId,
  spokenLocale,
  words,
} from '#contract';
import { requestReportSchema } from '#contract/schemas';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { readCurrentJson } from '../disk/json-file.ts';
import { serve, type ServedApi } from '../ipc.ts';
import { parseMix } from '../library/documents.ts';
import type { Log } from '../log.ts';
import { pagePreferences, type WindowHome } from '../window/app-window.ts';
import { commandLineUrl, isFromPage } from '../window/guard.ts';
import type { ExportCommand } from './options.ts';

type RequestContext = {
  readonly appVersion: string;
  readonly sessionId: SessionId;
  readonly reportTicket: ExportTicket;
  /** The base of relative paths on the command line. */
  readonly workingFolder: string;
};

/** Returns the request that a command sends to the page. Fails with `badRequest` when its mix file is no mix, or as the disk does. */
export async function exportRequest(
  fs: Fs,
  command: ExportCommand,
  { workingFolder, ...facts }: RequestContext,
): Promise<Result<ExportRequest>> {
  const mix = await mixOf(fs, command, workingFolder);
  if (!mix.ok) return mix;
  const { isLoopOnly, section, scene, isStrict } = command;
  return ok({
    locale: spokenLocale(),
    ...facts,
    isLoopOnly,
    section,
    scene,
    isStrict,
    mix: mix.value,
    choices: choicesOf(command),
  });
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
      return read.value === null ? fail('badRequest', words().commandLine.failed.noMix(mix.path)) : ok(read.value);
    }
  }
}

/** Returns the choices of the export dialog that a command stands for. */
export function choicesOf(command: ExportCommand): ExportChoices {
  const { kind, versions, stemsAre, groups, format, rate, loudness, nameTemplate, artist, writesReport } = command;
  const { click, countInBars, forward } = command;
  const usual = defaultExportChoices;
  return {
    ...{ kind, versions, stemsAre, groups, format, rate, writesReport, click, countInBars, forward },
    isLoudnessSet: loudness !== null,
    loudness: loudness ?? usual.loudness,
    nameTemplate: nameTemplate ?? usual.nameTemplate,
    artist: artist ?? usual.artist,
  };
}

/** The last report of a request. */
export type RequestEnd = Extract<RequestReport, { readonly state: 'done' | 'failed' }>;
type RequestPlan = Extract<RequestReport, { readonly state: 'planned' }>;

/** Receives the page's reports. `end` settles with the last one; later reports are ignored. */
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

  /** Takes what the page tells of the export. */
  take(report: RequestReport): void {
    switch (report.state) {
      case 'planned':
        this.#onPlan(report);
        return;
      case 'running':
        this.#onProgress(report.fraction);
        return;
      case 'done':
      case 'failed':
        this.#settle(report);
    }
  }

  /** Takes a report as JSON in UTF-8. An invalid one ends the request with `internal`. */
  read(bytes: Uint8Array): Result<undefined> {
    this.take(parseReport(bytes) ?? { state: 'failed', failure: failure('internal', 'an invalid report') });
    return ok();
  }
}

function parseReport(bytes: Uint8Array): RequestReport | null {
  try {
    const report = requestReportSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return report.success ? report.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

type HiddenPagePorts = {
  readonly home: WindowHome;
  readonly log: Log;
  /** The methods the page may call. */
  readonly api: Partial<ServedApi>;
  /** Called when the page cannot report by itself: it did not load, or died. */
  readonly onReport: (report: RequestReport) => void;
};

/** A page without a window. `send` gives it its request; a page that did not load has reported that. */
export type HiddenPage = { readonly send: (request: ExportRequest) => void };

/** Keeps the view from being garbage-collected with its page. */
const views = new Set<WebContentsView>();

/** Loads the page in a hidden view. Settles when it can take a request; failures go to `onReport`. */
export async function loadHiddenPage({ home, log, api, onReport }: HiddenPagePorts): Promise<HiddenPage> {
  const view = new WebContentsView({ webPreferences: pagePreferences(home) });
  views.add(view);
  const { webContents } = view;
  const holder = { webContents, isDestroyed: () => webContents.isDestroyed() };
  serve([api], {
    handle: (channel, answer) => {
      ipcMain.handle(channel, answer);
    },
    isFromPage: (event: IpcMainInvokeEvent) => isFromPage(event, holder),
    log,
    now: () => performance.now(),
  });
  const fail = (reason: string): void => {
    onReport({ state: 'failed', failure: failure('internal', reason) });
  };
  webContents.on('render-process-gone', (_event, { reason }) => {
    fail(`the page is gone: ${reason}`);
  });
  try {
    await webContents.loadURL(commandLineUrl);
  } catch (error) {
    log.error('the page could not be loaded', { error });
    fail('the page could not be loaded');
  }
  return {
    send: (request) => {
      if (!holder.isDestroyed()) webContents.send('stemroom:notice', { about: 'exportRequest', request });
    },
  };
}
