import { renameSync } from 'node:fs';
import { inspect } from 'node:util';
import electronLog from 'electron-log/node';
import type { Redactor } from './redact.ts';

/** Where these rooms write what happened. Never a key, never the query of a URL. */
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
      // Nothing there yet, or the disk will not: the log is cut either way.
    }
  }
}

/** A log that only this user can read, and whose every line has passed the redactor, on every way out. */
export function openLog(path: string, redactor: Redactor): Log {
  const { file, console: terminal } = electronLog.transports;
  // It would look for a name although the path is given.
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
