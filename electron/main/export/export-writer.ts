import { basename } from 'node:path';
import { fail, ok, safeFileName, type ExportSet, type ExportTicket, type NewExport, type Result } from '#contract';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { KeyedMutex } from '../mutex.ts';
import type { ExportWatch } from '../work/running-work.ts';
import { ExportLedger } from './export-ledger.ts';
import type { ExportPlace, FolderPort } from './find-places.ts';
import { type OpenExport, type OpenSet, openSet, place } from './open-export.ts';

export type ExportWriterPorts = {
  readonly fs: Fs;
  readonly folders: FolderPort;
  readonly ledgerPath: string;
  /** Asks where to save files with these names; null: dismissed. */
  readonly askWhere: (names: readonly string[]) => Promise<ExportPlace | null>;
  readonly watch: ExportWatch;
};

/** Writes each export to a temporary file beside its target, and renames it once it is whole and durable. */
export class ExportWriter {
  readonly #ports: ExportWriterPorts;
  readonly #ledger: ExportLedger;
  readonly #open = new Map<ExportTicket, OpenExport>();
  readonly #finished = new Map<ExportTicket, string>();
  /** Sets of which no progress is shown. */
  readonly #own = new WeakSet<OpenSet>();
  readonly #mutex = new KeyedMutex();

  constructor(ports: ExportWriterPorts) {
    this.#ports = ports;
    this.#ledger = new ExportLedger(ports);
  }

  /** Removes temporary files of a run that crashed. Throws what the disk throws when the ledger cannot be written. */
  removeLeftovers(): Promise<void> {
    return this.#ledger.clear();
  }

  /** Asks where to save and opens the temporary files. Null: dismissed. Fails as the disk does. */
  async begin(newExport: NewExport): Promise<Result<ExportSet | null>> {
    const [only, ...more] = newExport.names;
    const names = only !== undefined && more.length === 0 ? [safeFileName(only)] : newExport.names;
    const where = await this.#ports.askWhere(names);
    if (where === null) return ok(null);
    // One at a time, so that two exports never take the same name.
    return this.#mutex.run('begin', () => this.#begin(where, { ...newExport, names }));
  }

  /** Opens a file of our own at this path, which replaces an older one and of which no progress is shown. Fails as the disk does. */
  async beginOwn(path: string): Promise<Result<ExportTicket>> {
    const newExport = { names: [basename(path)], report: null, expectedBytes: null };
    const where = { kind: 'file', path, mayReplace: true } as const;
    const opened = await this.#mutex.run('begin', () => this.#begin(where, newExport, true));
    if (!opened.ok) return opened;
    const [file] = opened.value.files;
    if (file === undefined) throw new Error('an export without a file');
    return ok(file.ticket);
  }

  /** Writes bytes at an offset, in bytes. Fails with `notFound` for an unknown ticket, or as the disk does; then `end` fails too. */
  write(ticket: ExportTicket, offsetBytes: number, bytes: Uint8Array): Promise<Result<undefined>> {
    return this.#mutex.run(ticket, async () => {
      const open = this.#open.get(ticket);
      if (open === undefined) return fail('notFound');
      const written = await onDisk(() => open.file.write(bytes, offsetBytes));
      if (!written.ok) open.trouble ??= written.failure;
      const writtenBytes = Math.max(open.writtenBytes, offsetBytes + bytes.byteLength);
      open.set.writtenBytes += writtenBytes - open.writtenBytes;
      open.writtenBytes = writtenBytes;
      this.#report(open.set);
      return written;
    });
  }

  /** Renames a whole file into place, or removes it. The ticket ends. Fails with `notFound`, `fileLocked`, or as the disk does. */
  end(ticket: ExportTicket, isKept: boolean): Promise<Result<undefined>> {
    return this.#mutex.run(ticket, async () => {
      const open = this.#open.get(ticket);
      if (open === undefined) return fail('notFound');
      const ended = isKept ? await this.#keep(ticket, open) : await this.#drop(open);
      // The last file decides: files of unreadable stems are dropped before the others are kept.
      open.set.isDropped = !isKept || !ended.ok;
      open.set.trouble ??= ended.ok ? open.trouble : ended.failure;
      this.#open.delete(ticket);
      await this.#leave(open.set, ticket, open.beside);
      return ended;
    });
  }

  /** Removes all unfinished files, such as before the app quits. */
  async cancelAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((ticket) => this.end(ticket, false)));
  }

  /** Returns the path of a finished export. Fails with `notFound`. */
  pathOf(ticket: ExportTicket): Result<string> {
    const path = this.#finished.get(ticket);
    return path === undefined ? fail('notFound') : ok(path);
  }

  async #begin(where: ExportPlace, newExport: NewExport, isOwn = false): Promise<Result<ExportSet>> {
    const onTheirWay = [...this.#open.values()].map(({ target }) => target);
    const opened = await openSet({ ...this.#ports, ledger: this.#ledger }, where, newExport, onTheirWay);
    if (!opened.ok) return opened;
    const { set, exports, reply } = opened.value;
    if (isOwn) this.#own.add(set);
    for (const [ticket, open] of exports) this.#open.set(ticket, open);
    this.#report(set);
    return ok(reply);
  }

  async #keep(ticket: ExportTicket, open: OpenExport): Promise<Result<undefined>> {
    const placed: Result<string> =
      open.trouble === null ? await place(this.#ports.fs, open) : { ok: false, failure: open.trouble };
    if (!placed.ok) {
      await this.#drop(open);
      return placed;
    }
    this.#finished.set(ticket, placed.value);
    return ok();
  }

  async #drop({ file, beside }: OpenExport): Promise<Result<undefined>> {
    await onDisk(() => file.close());
    return onDisk(() => this.#ports.fs.removeFile(beside));
  }

  /** The last file of a set reports the end of the whole set. */
  async #leave(set: OpenSet, ticket: ExportTicket, beside: string): Promise<void> {
    set.open.delete(ticket);
    const isLast = set.open.size === 0;
    const isShown = isLast && !this.#own.has(set);
    if (isShown && (set.isDropped || set.trouble !== null)) this.#ports.watch.discarded(set.key, set.trouble);
    else if (isShown) this.#ports.watch.finished(set.key);
    await this.#removeEmpty(isLast ? set.madeFolders : [], [beside]);
  }

  async #removeEmpty(folders: readonly string[], files: readonly string[]): Promise<void> {
    for (const folder of folders) await onDisk(() => this.#ports.folders.removeEmpty(folder));
    await onDisk(() => this.#ledger.strike({ files, folders }));
  }

  #report(set: OpenSet): void {
    const { key, name, writtenBytes, expectedBytes } = set;
    if (!this.#own.has(set)) this.#ports.watch.writing(key, { fileName: name, writtenBytes, expectedBytes });
  }
}
