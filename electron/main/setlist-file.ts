import { fail, noSetlists, ok, type Result, type Setlists } from '#contract';
import { setlistsSchema } from '#contract/schemas';
import { z } from 'zod';
import { type DocumentForm, knowDocument, writeDocument } from './disk/json-file.ts';
import type { Fs } from './disk/fs.ts';
import { KeyedMutex } from './mutex.ts';

const version = 1;
const storedSchema = z.object({ version: z.int().min(1), setlists: setlistsSchema });

const setlistForm: DocumentForm<Setlists> = {
  version,
  parse: (json) => {
    const stored = storedSchema.safeParse(json);
    return stored.success ? stored.data.setlists : null;
  },
};

/** The setlists, in one small file of their own. What cannot be read is never written over. */
export class SetlistFile {
  readonly #fs: Fs;
  readonly #path: string;
  readonly #mutex = new KeyedMutex();

  constructor(fs: Fs, path: string) {
    this.#fs = fs;
    this.#path = path;
  }

  /** Returns all setlists, those of the document before when this one is torn. Fails with `setlistsUnreadable`. */
  read(): Promise<Result<Setlists>> {
    return this.#mutex.run('setlists', async () => {
      const { value, trouble } = await knowDocument(this.#fs, this.#path, setlistForm);
      return trouble === null ? ok(value ?? noSetlists) : fail('setlistsUnreadable', trouble.detail);
    });
  }

  /** Saves all setlists; durable when this succeeds. Fails with `setlistsUnreadable`, or as the disk does. */
  save(setlists: Setlists): Promise<Result<undefined>> {
    return this.#mutex.run('setlists', async () => {
      const written = await writeDocument(this.#fs, this.#path, { version, setlists }, setlistForm);
      return !written.ok && written.failure.kind === 'newerVersion' ? fail('setlistsUnreadable') : written;
    });
  }

  /** Settles when all changes so far are on disk or have failed. */
  settled(): Promise<void> {
    return this.#mutex.settled();
  }
}
