import { defaultSettings, failure, ok, type Failure, type KeptSettings, type Result, type Settings } from '#contract';
import { settingsSchema } from '#contract/schemas';
import { z } from 'zod';
import type { Fs } from './disk/fs.ts';
import { KeyedMutex } from './mutex.ts';
import { knowDocument, writeDocument, type DocumentForm } from './disk/json-file.ts';

const numberOfPixels = z.number().min(-100_000).max(100_000);
const windowSchema = z.object({
  bounds: z.object({ x: numberOfPixels, y: numberOfPixels, width: numberOfPixels, height: numberOfPixels }),
  isMaximized: z.boolean(),
});

const { shape } = settingsSchema;
const pageSchema = z.object({
  theme: shape.theme.catch(defaultSettings.theme),
  pagePoolMiB: shape.pagePoolMiB.catch(defaultSettings.pagePoolMiB),
  hasSafetyLimiter: shape.hasSafetyLimiter.catch(defaultSettings.hasSafetyLimiter),
  quota: shape.quota.catch(defaultSettings.quota),
  export: shape.export.catch(defaultSettings.export),
});

// A field that cannot be read takes its default; the others keep what they say.
const storedSchema = z.object({
  version: z.int().min(1).catch(1),
  page: pageSchema.catch(defaultSettings),
  window: windowSchema.nullable().catch(null),
  /** The user's answer for each host that was asked about. */
  hosts: z.record(z.string().max(253), z.boolean()).catch({}),
  /** Whether a key was saved and not removed since: a locked keychain shows itself by not giving it. */
  isKeySaved: z.boolean().catch(false),
  isDemoRemoved: z.boolean().catch(false),
  /** Null: in the app's own folder. */
  libraryFolder: z.string().min(1).nullable().catch(null),
  /** A move of the library that has begun and not ended: whatever `libraryFolder` does not name is not whole, or to be removed. */
  libraryMove: z.object({ from: z.string(), to: z.string() }).nullable().catch(null),
  /** Where the native dialogs were left. */
  importFolder: z.string().nullable().catch(null),
  exportFolder: z.string().nullable().catch(null),
});

export type StoredSettings = z.infer<typeof storedSchema>;

const firstSettings: StoredSettings = storedSchema.parse({});

function parseSettings(json: unknown): StoredSettings | null {
  const stored = storedSchema.safeParse(json);
  return stored.success ? stored.data : null;
}

const settingsForm: DocumentForm<StoredSettings> = { version: 1, parse: parseSettings };

type Found = { readonly current: StoredSettings; readonly trouble: Failure | null };

/** What can be known of the settings, and why they are not to be written to, if so. */
async function findSettings(fs: Fs, path: string): Promise<Found> {
  const { value, found, trouble } = await knowDocument(fs, path, settingsForm);
  const isLost = value === null && found !== 'absent';
  const detail = trouble?.kind === 'newerVersion' ? 'A newer Stemroom wrote them.' : (trouble?.detail ?? '');
  const isKept = trouble === null && !isLost;
  return { current: value ?? firstSettings, trouble: isKept ? null : failure('settingsUnreadable', detail) };
}

/**
 * Everything that is remembered beside songs and the key, in one small file.
 *
 * [Note: settings that cannot be read] What nothing is known of is not written over: changes are kept in memory until Stemroom is
 * closed, and each says so. The next start finds the file as it was.
 */
export class SettingsFile {
  readonly #fs: Fs;
  readonly #path: string;
  readonly #mutex = new KeyedMutex();
  /** Why nothing is written. */
  readonly trouble: Failure | null;
  #current: StoredSettings;

  private constructor(fs: Fs, path: string, { current, trouble }: Found) {
    this.#fs = fs;
    this.#path = path;
    this.#current = current;
    this.trouble = trouble;
  }

  /** A file that is missing gives the defaults; one that cannot be read gives its last version, or the defaults, and stays as it is. */
  static async open(fs: Fs, path: string): Promise<SettingsFile> {
    return new SettingsFile(fs, path, await findSettings(fs, path));
  }

  get current(): StoredSettings {
    return this.#current;
  }

  /** What the page may know. */
  get kept(): KeptSettings {
    return { settings: this.#current.page, trouble: this.trouble };
  }

  /** Takes effect at once, even when it cannot be written; durable when the promise settles well. */
  async change(change: Partial<StoredSettings>): Promise<Result<undefined>> {
    this.#current = { ...this.#current, ...change };
    if (this.trouble !== null) return { ok: false, failure: this.trouble };
    return this.#mutex.run('settings', () => writeDocument(this.#fs, this.#path, this.#current, settingsForm));
  }

  /** Settles when everything that was changed until now is on disk, or could not be. */
  settled(): Promise<void> {
    return this.#mutex.settled();
  }

  /** Settings that cannot be read are no failure here: the change holds until Stemroom is closed, and the answer says so. */
  async changePage(change: Partial<Settings>): Promise<Result<KeptSettings>> {
    const changed = await this.change({ page: { ...this.#current.page, ...change } });
    return changed.ok || this.trouble !== null ? ok(this.kept) : changed;
  }
}
