import { basename } from 'node:path';
import { z } from 'zod';
import { onDisk } from '../disk/disk-failure.ts';
import type { Fs } from '../disk/fs.ts';
import { KeyedMutex } from '../mutex.ts';
import { asideOf, findDocument, replaceJson, setUnreadableAside, type DocumentForm } from '../disk/json-file.ts';
import type { FolderPort } from './find-places.ts';

/** What an unfinished export has on the disk: temporary files, and folders made for it. */
export type Unfinished = { readonly files: readonly string[]; readonly folders: readonly string[] };

const unfinishedName = /^\.stemroom-[0-9a-z]{26}\.part$/;
const entrySchema = z.union([z.string(), z.strictObject({ folder: z.string() })]);
const ledgerSchema = z.array(entrySchema);
type Entry = z.infer<typeof entrySchema>;

// A list has no version field.
const ledgerForm: DocumentForm<readonly Entry[]> = {
  version: 1,
  parse: (json) => {
    const ledger = ledgerSchema.safeParse(json);
    return ledger.success ? ledger.data : null;
  },
};

/** The most ledgers set aside that are read. */
const mostAside = 16;

type LedgerPorts = { readonly fs: Fs; readonly folders: FolderPort; readonly ledgerPath: string };

/**
 * Lists unfinished exports on disk, so that the next start can remove what a crash left. Entries of an earlier run stay until their files
 * are removed; an unreadable ledger is set aside before a new one is written.
 */
export class ExportLedger {
  readonly #ports: LedgerPorts;
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();
  readonly #mutex = new KeyedMutex();
  /** Entries of an earlier run; null: not read yet. */
  #left: readonly Entry[] | null = null;

  constructor(ports: LedgerPorts) {
    this.#ports = ports;
  }

  /** Adds entries; durable when this settles. Throws what the disk throws. */
  add({ files, folders }: Unfinished): Promise<void> {
    for (const file of files) this.#files.add(file);
    for (const folder of folders) this.#folders.add(folder);
    return this.#mutex.run('ledger', () => this.#write());
  }

  /** Strikes entries that are in place or removed. Throws what the disk throws. */
  strike({ files, folders }: Unfinished): Promise<void> {
    for (const file of files) this.#files.delete(file);
    for (const folder of folders) this.#folders.delete(folder);
    return this.#mutex.run('ledger', () => this.#write());
  }

  /**
   * Removes the files and the empty folders that an earlier run left. What cannot be removed is tried again at the next start. Throws
   * what the disk throws when the ledger itself cannot be written.
   */
  clear(): Promise<void> {
    return this.#mutex.run('ledger', async () => {
      const { fs, ledgerPath } = this.#ports;
      const found = await findDocument(fs, ledgerPath, ledgerForm);
      // It may be readable at the next start; it stays unless an entry has to be added.
      if (this.#left === null && found.state === 'unreadable') return;
      const aside = await this.#readAside();
      const left = [...(await this.#readLeft()), ...aside.entries];
      if (left.length === 0) return;
      const kept: Entry[] = [];
      for (const entry of left) if (!(await this.#remove(entry))) kept.push(entry);
      this.#left = kept;
      await this.#write();
      for (const path of aside.paths) await fs.removeFile(path);
    });
  }

  /** False: the disk failed. */
  async #remove(entry: Entry): Promise<boolean> {
    const { fs, folders } = this.#ports;
    if (typeof entry === 'string') {
      if (this.#files.has(entry) || !unfinishedName.test(basename(entry))) return true;
      return (await onDisk(() => fs.removeFile(entry))).ok;
    }
    // A folder with files in it is the user's by now.
    if (!this.#folders.has(entry.folder)) await onDisk(() => folders.removeEmpty(entry.folder));
    return true;
  }

  /** Entries of an earlier run that are not removed yet. */
  async #readLeft(): Promise<readonly Entry[]> {
    if (this.#left !== null) return this.#left;
    const { fs, ledgerPath } = this.#ports;
    const found = await findDocument(fs, ledgerPath, ledgerForm);
    switch (found.state) {
      case 'read':
        return (this.#left = found.value);
      case 'absent':
        return (this.#left = []);
      case 'newer':
      case 'broken':
      case 'unreadable':
        // Keeps its bytes and frees its name.
        await setUnreadableAside(fs, ledgerPath);
        return (this.#left = []);
    }
  }

  /** Ledgers set aside as unreadable that can be read now. */
  async #readAside(): Promise<{ readonly entries: readonly Entry[]; readonly paths: readonly string[] }> {
    const { fs, ledgerPath } = this.#ports;
    const entries: Entry[] = [];
    const paths: string[] = [];
    for (let count = 1; count <= mostAside; count += 1) {
      const path = asideOf(ledgerPath, count);
      const found = await findDocument(fs, path, ledgerForm);
      if (found.state === 'absent') break;
      if (found.state !== 'read') continue;
      entries.push(...found.value);
      paths.push(path);
    }
    return { entries, paths };
  }

  async #write(): Promise<void> {
    const left = await this.#readLeft();
    const folders = [...this.#folders].map((folder) => ({ folder }));
    await replaceJson(this.#ports.fs, this.#ports.ledgerPath, [...left, ...this.#files, ...folders]);
  }
}
