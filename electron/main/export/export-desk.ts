import { basename, dirname, join } from 'node:path';
import { fail, ok, type ExportTarget, type ExportTicket, type Failure, type MainApi, type Result } from '#contract';
import { z } from 'zod';
import { diskFailure, onDisk } from '../disk/disk-failure.ts';
import type { Fs, OpenFile } from '../disk/fs.ts';
import { Turns } from '../disk/in-turn.ts';
import { readCurrentJson, replaceJson } from '../disk/json-file.ts';
import { hasCode } from '../disk/node-fs.ts';
import { renameFirmly } from '../disk/rename-firmly.ts';
import { newExportTicket } from '../disk/ulid.ts';
import type { ExportWatch } from '../work/export-watch.ts';
import { safeFileName } from './file-name.ts';

type OpenExport = {
  readonly target: string;
  readonly beside: string;
  readonly file: OpenFile;
  readonly expectedBytes: number | null;
  writtenBytes: number;
  /** The first trouble of a write, told when the export is finished. */
  trouble: Failure | null;
};

export type ExportDeskPorts = {
  readonly fs: Fs;
  /** Remembers the unfinished files, so that a crash leaves none behind for ever. */
  readonly ledgerPath: string;
  /** Asks where to save; null when it was dismissed. */
  readonly askWhere: (fileName: string) => Promise<string | null>;
  readonly watch: ExportWatch;
};

const unfinishedName = /^\.stemroom-[0-9a-z]{26}\.part$/;
const ledgerSchema = z.array(z.string());

function parseLedger(json: unknown): readonly string[] | null {
  const ledger = ledgerSchema.safeParse(json);
  return ledger.success ? ledger.data : null;
}

/** Writes exports next to where they shall be, and puts them in place only when they are whole and durable. */
export class ExportDesk {
  readonly #ports: ExportDeskPorts;
  readonly #open = new Map<ExportTicket, OpenExport>();
  readonly #finished = new Map<ExportTicket, string>();
  readonly #turns = new Turns();

  constructor(ports: ExportDeskPorts) {
    this.#ports = ports;
  }

  /** Removes what exports of an earlier run left behind when it died. */
  async removeLeftovers(): Promise<void> {
    const { fs, ledgerPath } = this.#ports;
    const left = (await readCurrentJson(fs, ledgerPath, parseLedger)) ?? [];
    const ours = left.filter((path) => unfinishedName.test(basename(path)));
    const running = new Set([...this.#open.values()].map(({ beside }) => beside));
    for (const path of ours) if (!running.has(path)) await onDisk(() => fs.removeFile(path));
    if (left.length > 0) await this.#writeLedger();
  }

  async begin({
    suggestedName,
    expectedBytes,
  }: Parameters<MainApi['beginExport']>[0]): Promise<Result<ExportTarget | null>> {
    const target = await this.#ports.askWhere(safeFileName(suggestedName));
    if (target === null) return ok(null);
    const ticket = newExportTicket();
    const beside = join(dirname(target), `.stemroom-${ticket}.part`);
    const opened = await onDisk(async () => {
      await this.#writeLedger(beside);
      const file = await this.#ports.fs.openFile(beside, 'create');
      this.#open.set(ticket, { target, beside, file, expectedBytes, writtenBytes: 0, trouble: null });
    });
    if (!opened.ok) return opened;
    this.#tell(ticket);
    return ok({ ticket, fileName: basename(target) });
  }

  write(ticket: ExportTicket, offsetBytes: number, bytes: Uint8Array): Promise<Result<undefined>> {
    return this.#turns.take(ticket, async () => {
      const open = this.#open.get(ticket);
      if (open === undefined) return fail('notFound');
      const written = await onDisk(() => open.file.write(bytes, offsetBytes));
      if (!written.ok) open.trouble ??= written.failure;
      open.writtenBytes = Math.max(open.writtenBytes, offsetBytes + bytes.byteLength);
      this.#tell(ticket);
      return written;
    });
  }

  finish(ticket: ExportTicket): Promise<Result<undefined>> {
    return this.#turns.take(ticket, async () => {
      const open = this.#open.get(ticket);
      if (open === undefined) return fail('notFound');
      if (open.trouble !== null) return { ok: false, failure: open.trouble };
      const placed = await this.#place(open);
      if (!placed.ok) {
        this.#ports.watch.discarded(ticket, placed.failure);
        return placed;
      }
      this.#open.delete(ticket);
      this.#finished.set(ticket, open.target);
      this.#ports.watch.finished(ticket);
      await onDisk(() => this.#writeLedger());
      return ok();
    });
  }

  cancel(ticket: ExportTicket): Promise<Result<undefined>> {
    return this.#turns.take(ticket, async () => {
      const open = this.#open.get(ticket);
      if (open === undefined) return fail('notFound');
      this.#open.delete(ticket);
      this.#ports.watch.discarded(ticket, open.trouble);
      await onDisk(() => open.file.close());
      const removed = await onDisk(() => this.#ports.fs.removeFile(open.beside));
      await onDisk(() => this.#writeLedger());
      return removed;
    });
  }

  /** Before the app quits: nothing half-written stays. */
  async cancelAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((ticket) => this.cancel(ticket)));
  }

  /** Where a finished export lies, for the file manager. */
  pathOf(ticket: ExportTicket): Result<string> {
    const path = this.#finished.get(ticket);
    return path === undefined ? fail('notFound') : ok(path);
  }

  #tell(ticket: ExportTicket): void {
    const open = this.#open.get(ticket);
    if (open === undefined) return;
    const { target, writtenBytes, expectedBytes } = open;
    this.#ports.watch.writing(ticket, { fileName: basename(target), writtenBytes, expectedBytes });
  }

  async #place({ target, beside, file }: OpenExport): Promise<Result<undefined>> {
    const { fs } = this.#ports;
    const durable = await onDisk(async () => {
      await file.sync();
      await file.close();
    });
    if (!durable.ok) return durable;
    try {
      await renameFirmly(fs, beside, target);
      await fs.syncFolder(dirname(target));
      return ok();
    } catch (error) {
      if (hasCode(error, 'EPERM', 'EACCES', 'EBUSY')) return fail('fileLocked', basename(target));
      const trouble = diskFailure(error);
      if (trouble === null) throw error;
      return { ok: false, failure: trouble };
    }
  }

  #writeLedger(...more: readonly string[]): Promise<void> {
    return this.#turns.take('ledger', () => {
      const running = [...this.#open.values()].map(({ beside }) => beside);
      return replaceJson(this.#ports.fs, this.#ports.ledgerPath, [...running, ...more]);
    });
  }
}
