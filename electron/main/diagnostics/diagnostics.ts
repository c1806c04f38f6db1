import { release, totalmem, version } from 'node:os';
import { app, screen } from 'electron';
import type { Session } from '#contract';
import { backendName } from '../keychain/keychain-problems.ts';
import type { StoredSettings } from '../settings.ts';

/** How often each word occurs, by word. */
function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}

const stateOf = ({ arrival }: Session): string =>
  'failure' in arrival ? `${arrival.state}: ${arrival.failure.kind}` : arrival.state;

/** What lies in the library in numbers, without a word that the user or the service wrote. */
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

/** What this Stemroom runs on. */
export async function machineFacts(): Promise<Readonly<Record<string, unknown>>> {
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
  /** Versions and the like, by name. */
  readonly machine: Readonly<Record<string, unknown>>;
  readonly settings: StoredSettings;
  readonly sessions: readonly Session[];
  /** The last lines of the log. */
  readonly log: readonly string[];
  /** Takes secrets, links and the user's name out of a text. */
  readonly redact: (text: string) => string;
};

/** Shorter words would tear holes into lines that speak of something else. */
const shortestName = 4;

/** Takes out what the songs are called and what the service calls them. */
function withoutSongs(text: string, sessions: readonly Session[]): string {
  const names = sessions.flatMap(({ title, origin }) => (origin.from === 'task' ? [title, origin.taskId] : [title]));
  const longestFirst = names.filter(({ length }) => length >= shortestName).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((line, name) => line.replaceAll(name, '[song]'), text);
}

/** What can be read of the settings: not where things lie, nor which servers were allowed. */
function settingsSummary({ page, version, hosts, isKeySaved, isDemoRemoved, window }: StoredSettings) {
  return { version, ...page, isKeySaved, isDemoRemoved, window, hostsAnswered: Object.keys(hosts).length };
}

/** The text of the file that a user may send to us: JSON, nothing secret, no titles, no paths below the home folder. */
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
