import { defaultSettings, ok, type Result, type Settings } from '#contract';
import { settingsSchema } from '#contract/schemas';
import { z } from 'zod';
import { onDisk } from './disk/disk-failure.ts';
import type { Fs } from './disk/fs.ts';
import { Turns } from './disk/in-turn.ts';
import { readJson, writeJson } from './disk/json-file.ts';

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

/** Everything that is remembered beside songs and the key, in one small file. */
export class SettingsFile {
  readonly #fs: Fs;
  readonly #path: string;
  readonly #turns = new Turns();
  #current: StoredSettings;

  private constructor(fs: Fs, path: string, current: StoredSettings) {
    this.#fs = fs;
    this.#path = path;
    this.#current = current;
  }

  /** A file that is missing or broken gives the defaults. */
  static async open(fs: Fs, path: string): Promise<SettingsFile> {
    const stored = await onDisk(() => readJson(fs, path, parseSettings));
    return new SettingsFile(fs, path, (stored.ok ? stored.value : null) ?? firstSettings);
  }

  get current(): StoredSettings {
    return this.#current;
  }

  /** Takes effect at once, even when it cannot be written; durable when the promise settles well. */
  async change(change: Partial<StoredSettings>): Promise<Result<undefined>> {
    this.#current = { ...this.#current, ...change };
    const written = await this.#turns.take('settings', () =>
      onDisk(() => writeJson(this.#fs, this.#path, this.#current)),
    );
    return written.ok ? ok() : written;
  }

  /** Settles when everything that was changed until now is on disk, or could not be. */
  settled(): Promise<void> {
    return this.#turns.settled();
  }

  async changePage(change: Partial<Settings>): Promise<Result<Settings>> {
    const changed = await this.change({ page: { ...this.#current.page, ...change } });
    return changed.ok ? ok(this.#current.page) : changed;
  }
}
