import { basename } from 'node:path';
import { z } from 'zod';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { Turns } from '../disk/in-turn.ts';
import { readCurrentJson, replaceJson } from '../disk/json-file.ts';
import type { FolderPort } from './folder-port.ts';

/** What an unfinished export has put on the disk: files beside their places, and folders made for them. */
export type Unfinished = { readonly files: readonly string[]; readonly folders: readonly string[] };

const unfinishedName = /^\.stemroom-[0-9a-z]{26}\.part$/;
const entrySchema = z.union([z.string(), z.strictObject({ folder: z.string() })]);
const ledgerSchema = z.array(entrySchema);

function parseLedger(json: unknown): z.infer<typeof ledgerSchema> | null {
  const ledger = ledgerSchema.safeParse(json);
  return ledger.success ? ledger.data : null;
}

/** Remembers what is unfinished, so that a crash leaves none of it behind for ever. */
export class ExportLedger {
  readonly #ports: { readonly fs: Fs; readonly folders: FolderPort; readonly ledgerPath: string };
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();
  readonly #turns = new Turns();

  constructor(ports: { readonly fs: Fs; readonly folders: FolderPort; readonly ledgerPath: string }) {
    this.#ports = ports;
  }

  /** Durable when it settles. Throws what the disk throws. */
  add({ files, folders }: Unfinished): Promise<void> {
    for (const file of files) this.#files.add(file);
    for (const folder of folders) this.#folders.add(folder);
    return this.#write();
  }

  /** What is in place, or gone. Throws what the disk throws. */
  strike({ files, folders }: Unfinished): Promise<void> {
    for (const file of files) this.#files.delete(file);
    for (const folder of folders) this.#folders.delete(folder);
    return this.#write();
  }

  /** Removes what an earlier run left when it died: its files, and those of its folders in which there is nothing. */
  async clear(): Promise<void> {
    const { fs, folders, ledgerPath } = this.#ports;
    const left = (await readCurrentJson(fs, ledgerPath, parseLedger)) ?? [];
    for (const entry of left) {
      if (typeof entry !== 'string' || this.#files.has(entry) || !unfinishedName.test(basename(entry))) continue;
      await onDisk(() => fs.removeFile(entry));
    }
    for (const entry of left) {
      if (typeof entry === 'string' || this.#folders.has(entry.folder)) continue;
      await onDisk(() => folders.removeEmpty(entry.folder));
    }
    if (left.length > 0) await this.#write();
  }

  #write(): Promise<void> {
    return this.#turns.take('ledger', () => {
      const folders = [...this.#folders].map((folder) => ({ folder }));
      return replaceJson(this.#ports.fs, this.#ports.ledgerPath, [...this.#files, ...folders]);
    });
  }
}
