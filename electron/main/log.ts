import { renameSync } from 'node:fs';
import { inspect } from 'node:util';
import electronLog from 'electron-log/node';

/** The log of main. Never pass a key or the query of a URL; the redactor is the second line of defence. */
export type Log = {
  readonly info: (message: string, data?: unknown) => void;
  readonly warn: (message: string, data?: unknown) => void;
  readonly error: (message: string, data?: unknown) => void;
};

const largestBytes = 5 * 1024 * 1024;

const shown = (data: unknown): string =>
  data === undefined ? '' : ` ${inspect(data, { depth: 5, breakLength: Infinity, maxStringLength: 2000 })}`;

/** Three files of 5 MiB: the running one, `.1` and `.2`. */
function rotate(path: string): void {
  for (const [from, to] of [
    [`${path}.1`, `${path}.2`],
    [path, `${path}.1`],
  ] as const) {
    try {
      renameSync(from, to);
    } catch {
      // Nothing there yet, or the disk fails: the log is cut either way.
    }
  }
}

/** Opens a log that only this user can read. The redactor sees every line, for the file and the terminal. @param path of main.log */
export function openLog(path: string, redactor: Redactor): Log {
  const { file, console: terminal } = electronLog.transports;
  // electron-log looks for a name although the path is given.
  file.setAppName('Stemroom');
  file.resolvePathFn = () => path;
  file.maxSize = largestBytes;
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.archiveLogFn = (old) => {
    rotate(old.path);
  };
  file.level = 'info';
  terminal.level = 'warn';
  electronLog.hooks.push((message) => ({
    ...message,
    data: message.data.map((line) => redactor.redact(String(line))),
  }));
  return {
    info: (message, data) => {
      electronLog.info(message + shown(data));
    },
    warn: (message, data) => {
      electronLog.warn(message + shown(data));
    },
    error: (message, data) => {
      electronLog.error(message + shown(data));
    },
  };
}

const hidden = '[hidden]';

// A signed link is a credential, so no query of any URL is kept.
const query = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi;
const userInfo = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>]+@/gi;
const bearer = /\b(bearer|basic)\s+[^\s"',;]+/gi;
const namedSecret =
  /((?:authorization|api[-_]?key|token|secret|password)["']?\s*[:=]\s*["']?)(?!bearer\b|basic\b)[^\s"',;&}]+/gi;

/** Escapes a text for a pattern. */
const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The forms in which a secret may turn up: as it is, in a URL, in JSON, in base64 (alone). */
function formsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64');
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64.replace(/=+$/, '')];
}

/** Removes secrets, links and personal paths from every line of the log. */
export class Redactor {
  readonly #secrets = new Set<string>();
  readonly #places: readonly (readonly [RegExp, string])[];

  constructor(homeFolder: string, userName: string) {
    const home = homeFolder.replace(/[\\/]+$/, '');
    this.#places = [
      ...(home.length > 1 ? [[new RegExp(`${literally(home)}(?![\\w-])`, 'g'), '~'] as const] : []),
      ...(userName.length > 2
        ? [[new RegExp(`(?<![\\w-])${literally(userName)}(?![\\w-])`, 'g'), '[user]'] as const]
        : []),
    ];
  }

  /** Hides this text from now on, plain, URL-encoded, in JSON and in base64. Texts under 8 characters are ignored. */
  hide(secret: string): void {
    if (secret.length >= 8) for (const form of formsOf(secret)) this.#secrets.add(form);
  }

  /** Returns the text without secrets, URL queries, user names and home paths. */
  redact(text: string): string {
    let shown = text;
    for (const secret of this.#secrets) shown = shown.replaceAll(secret, hidden);
    shown = shown
      .replaceAll(query, `$1?${hidden}`)
      .replaceAll(userInfo, `$1${hidden}@`)
      .replaceAll(bearer, `$1 ${hidden}`)
      .replaceAll(namedSecret, `$1${hidden}`);
    for (const [place, name] of this.#places) shown = shown.replaceAll(place, name);
    return shown;
  }
}
