import {
  defaultControls,
  defaultSettings,
  failure,
  ok,
  spokenLocale,
  type Failure,
  type KeptSettings,
  type Result,
  type Settings,
  words,
} from '#contract';
import { controlsSchema, settingsSchema } from '#contract/schemas';
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
const { shape: controlShape } = controlsSchema;

/** The rows of a list that can be read. */
const knownOf = <Row>(list: z.ZodArray<z.ZodType<Row>>): z.ZodType<readonly Row[]> =>
  z
    .array(list.element.nullable().catch(null))
    .catch([])
    .transform((rows) => rows.filter((row) => row !== null));
const pageSchema = z.object({
  theme: shape.theme.catch(defaultSettings.theme),
  interfaceSize: shape.interfaceSize.catch(defaultSettings.interfaceSize),
  language: shape.language.catch(defaultSettings.language),
  pagePoolMiB: shape.pagePoolMiB.catch(defaultSettings.pagePoolMiB),
  hasSafetyLimiter: shape.hasSafetyLimiter.catch(defaultSettings.hasSafetyLimiter),
  quota: shape.quota.catch(defaultSettings.quota),
  export: shape.export.catch(defaultSettings.export),
  // A command that a newer Stemroom knows loses its own row, not the others.
  controls: z
    .object({
      hasSingleKeys: controlShape.hasSingleKeys.catch(defaultControls.hasSingleKeys),
      keys: knownOf(controlShape.keys),
      midi: knownOf(controlShape.midi),
      clockPort: controlShape.clockPort.catch(null),
    })
    .catch(defaultControls),
  cue: shape.cue.catch(defaultSettings.cue),
});

// An invalid field takes its default; the others keep their values.
const storedSchema = z.object({
  version: z.int().min(1).catch(1),
  page: pageSchema.catch(defaultSettings),
  window: windowSchema.nullable().catch(null),
  /** The user's answer for each host. */
  hosts: z.record(z.string().max(253), z.boolean()).catch({}),
  /** Whether a key was saved and not removed since. A keychain without the key is locked then. */
  isKeySaved: z.boolean().catch(false),
  isDemoRemoved: z.boolean().catch(false),
  /** Null: in the app's own folder. */
  libraryFolder: z.string().min(1).nullable().catch(null),
  /** A move of the library under way: the folder that `libraryFolder` does not name is incomplete, or to be removed. */
  libraryMove: z.object({ from: z.string(), to: z.string() }).nullable().catch(null),
  /** The last folders of the native dialogs. */
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

/** Reads the settings, and says why they must not be written, if so. */
async function findSettings(fs: Fs, path: string): Promise<Found> {
  const { value, found, trouble } = await knowDocument(fs, path, settingsForm);
  const isLost = value === null && found !== 'absent';
  const detail = trouble?.kind === 'newerVersion' ? words().failures.details.newerSettings : (trouble?.detail ?? '');
  const isKept = trouble === null && !isLost;
  return { current: value ?? firstSettings, trouble: isKept ? null : failure('settingsUnreadable', detail) };
}

/**
 * The settings, in one small file.
 *
 * [Note: settings that cannot be read] Unreadable settings are never overwritten: changes stay in memory until Stemroom closes, and each
 * says so. The next start finds the file as it was.
 */
export class SettingsFile {
  readonly #fs: Fs;
  readonly #path: string;
  readonly #mutex = new KeyedMutex();
  /** Why the file must not be written. */
  readonly trouble: Failure | null;
  #current: StoredSettings;

  private constructor(fs: Fs, path: string, { current, trouble }: Found) {
    this.#fs = fs;
    this.#path = path;
    this.#current = current;
    this.trouble = trouble;
  }

  /** Reads the settings. A missing file gives the defaults; an unreadable one its previous version or the defaults, and stays as it is. */
  static async open(fs: Fs, path: string): Promise<SettingsFile> {
    return new SettingsFile(fs, path, await findSettings(fs, path));
  }

  get current(): StoredSettings {
    return this.#current;
  }

  /** Returns the settings for the page. */
  get kept(): KeptSettings {
    return { settings: this.#current.page, trouble: this.trouble, locale: spokenLocale() };
  }

  /** Changes settings at once, also when writing fails; durable when this succeeds. Fails with `settingsUnreadable`, or as the disk does. */
  async change(change: Partial<StoredSettings>): Promise<Result<undefined>> {
    this.#current = { ...this.#current, ...change };
    if (this.trouble !== null) return { ok: false, failure: this.trouble };
    return this.#mutex.run('settings', () => writeDocument(this.#fs, this.#path, this.#current, settingsForm));
  }

  /** Settles when all changes so far are on disk or have failed. */
  settled(): Promise<void> {
    return this.#mutex.settled();
  }

  /** As `change`, but unreadable settings are no failure: the change holds until Stemroom closes, and the answer says so. */
  async changePage(change: Partial<Settings>): Promise<Result<KeptSettings>> {
    const changed = await this.change({ page: { ...this.#current.page, ...change } });
    return changed.ok || this.trouble !== null ? ok(this.kept) : changed;
  }
}
