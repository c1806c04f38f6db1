import type { Session } from '#contract';
import type { StoredSettings } from '../settings.ts';
import { librarySummary } from './library-summary.ts';

export type DiagnosticsSources = {
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
