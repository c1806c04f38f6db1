import { release, totalmem, version } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, screen, shell } from 'electron';
import { explainFailure, type Session, words } from '#contract';
import { onDisk } from './disk/disk-failure.ts';
import { type Fs, replaceFile } from './disk/fs.ts';
import { backendName } from './keychain/keychain-problems.ts';
import type { Redactor } from './log.ts';
import type { SettingsFile, StoredSettings } from './settings.ts';

/** Counts how often each word occurs. */
function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}

const stateOf = ({ arrival }: Session): string =>
  'failure' in arrival ? `${arrival.state}: ${arrival.failure.kind}` : arrival.state;

/** Returns counts of the library's songs and stems, without any text of the user or the service. */
export function librarySummary(sessions: readonly Session[]) {
  const stems = sessions.flatMap((session) => session.stems);
  const saved = stems.flatMap(({ file }) => (file.state === 'saved' ? [file.audio] : []));
  return {
    songs: sessions.length,
    bytes: sessions.reduce((sum, session) => sum + session.byteLength, 0),
    origins: countBy(sessions.map(({ origin }) => origin.from)),
    arrivals: countBy(sessions.map(stateOf)),
    readOnly: sessions.filter(({ isReadOnly }) => isReadOnly).length,
    stems: countBy(stems.map(({ file }) => file.state)),
    containers: countBy(saved.map(({ container }) => container)),
    sampleRates: countBy(stems.flatMap(({ facts }) => (facts === null ? [] : [String(facts.sampleRate)]))),
    stemsPerSong: sessions.map((session) => session.stems.length).sort((one, other) => one - other),
    largestStemBytes: saved.reduce((largest, { byteLength }) => Math.max(largest, byteLength), 0),
  };
}

/** Returns the computer's system, memory and displays. */
async function computerDetails(): Promise<Readonly<Record<string, unknown>>> {
  const { electron, chrome, node } = process.versions;
  return {
    stemroom: app.getVersion(),
    isPackaged: app.isPackaged,
    electron,
    chromium: chrome,
    node,
    system: `${process.platform} ${process.arch} ${release()}`,
    systemVersion: version(),
    desktop: process.env.XDG_CURRENT_DESKTOP ?? null,
    displays: screen.getAllDisplays().map(({ size, scaleFactor }) => ({ ...size, scaleFactor })),
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    locale: app.getLocale(),
    graphics: app.getGPUFeatureStatus(),
    keychain: await backendName(process.platform),
  };
}

type DiagnosticsSources = {
  readonly now: Date;
  /** Versions and system values, by name. */
  readonly machine: Readonly<Record<string, unknown>>;
  readonly settings: StoredSettings;
  readonly sessions: readonly Session[];
  /** The last lines of the log. */
  readonly log: readonly string[];
  /** Removes secrets, links and the user's name from a text. */
  readonly redact: (text: string) => string;
};

/** Shorter words would also match unrelated text. */
const shortestName = 4;

/** Replaces titles and task ids of the songs. */
function withoutSongs(text: string, sessions: readonly Session[]): string {
  const names = sessions.flatMap(({ title, origin }) => (origin.from === 'task' ? [title, origin.taskId] : [title]));
  const longestFirst = names.filter(({ length }) => length >= shortestName).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((line, name) => line.replaceAll(name, '[song]'), text);
}

/** The settings without paths and without the allowed servers. */
function settingsSummary({ page, version, hosts, isKeySaved, isDemoRemoved, window }: StoredSettings) {
  return { version, ...page, isKeySaved, isDemoRemoved, window, hostsAnswered: Object.keys(hosts).length };
}

/** Returns the diagnostics file as JSON: no secrets, no titles, no paths below the home folder. */
export function diagnosticsText(sources: DiagnosticsSources): string {
  const { now, machine, settings, sessions, log, redact } = sources;
  const diagnostics = {
    savedAt: now.toISOString(),
    machine,
    settings: settingsSummary(settings),
    library: librarySummary(sessions),
    log: log.map((line) => withoutSongs(redact(line), sessions)),
  };
  return `${JSON.stringify(diagnostics, null, 2)}\n`;
}

const tailBytes = 128 * 1024;
const linesAtMost = 300;

/** Returns the last 300 lines of a log, at most 128 KiB, without a line cut at its start; empty when the log cannot be read. */
export async function logTail(fs: Fs, path: string): Promise<readonly string[]> {
  const tail = await onDisk(async () => {
    const file = await fs.openFile(path, 'read');
    try {
      const from = Math.max(0, (await file.byteLength()) - tailBytes);
      const bytes = new Uint8Array(tailBytes);
      const count = await file.read(bytes, from);
      return { text: Buffer.from(bytes.subarray(0, count)).toString('utf8'), isCut: from > 0 };
    } finally {
      await file.close();
    }
  });
  if (!tail.ok) return [];
  const lines = tail.value.text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(tail.value.isCut ? 1 : 0).slice(-linesAtMost);
}

type DiagnosticsPorts = {
  readonly fs: Fs;
  readonly settings: SettingsFile;
  readonly sessions: () => readonly Session[];
  readonly logPath: string;
  readonly redactor: Redactor;
};

async function isWanted(window: BrowserWindow): Promise<boolean> {
  const {
    parts,
    main: { diagnostics },
  } = words();
  const { response } = await dialog.showMessageBox(window, {
    type: 'info',
    title: diagnostics.title,
    message: diagnostics.question,
    detail: diagnostics.whatIsInIt,
    buttons: [parts.cancel, diagnostics.save],
    defaultId: 1,
    cancelId: 0,
  });
  return response === 1;
}

/** Shows what the diagnostics file will hold, asks where to save it, and writes it. Settles when done or dismissed; shows failures. */
export async function saveDiagnostics(window: BrowserWindow, ports: DiagnosticsPorts): Promise<void> {
  const { fs, settings, sessions, logPath, redactor } = ports;
  if (!(await isWanted(window))) return;
  const now = new Date();
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: words().main.diagnostics.title,
    defaultPath: join(app.getPath('documents'), `Stemroom diagnostics ${now.toISOString().slice(0, 10)}.json`),
    filters: [{ name: 'JSON', extensions: ['json'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || filePath === '') return;
  const text = diagnosticsText({
    ...{ now, machine: await computerDetails(), settings: settings.current, sessions: sessions() },
    log: await logTail(fs, logPath),
    redact: (line) => redactor.redact(line),
  });
  const written = await onDisk(() => replaceFile(fs, filePath, Buffer.from(text)));
  if (written.ok) {
    shell.showItemInFolder(filePath);
    return;
  }
  const { happened, canDo } = explainFailure(written.failure);
  await dialog.showMessageBox(window, {
    type: 'error',
    message: words().main.diagnostics.notSaved,
    detail: words().main.diagnostics.because(happened, canDo),
  });
}
