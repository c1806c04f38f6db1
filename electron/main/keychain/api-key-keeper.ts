import { fail, type Failure, type KeyStatus, ok, type Result, words } from '#contract';
import type { Log } from '../log.ts';
import { isWithoutKeychain, type SecretStore } from './keychain.ts';

/** 8 to 512 visible ASCII characters: the key becomes part of a header, so nothing else may pass. Trims spaces. Fails with `malformedKey`. */
export function parseApiKey(text: string): Result<string, Failure<'malformedKey'>> {
  const key = text.trim();
  return /^[\x21-\x7e]{8,512}$/.test(key) ? ok(key) : fail('malformedKey');
}

export type KeeperTools = {
  readonly store: SecretStore;
  readonly log: Log;
  /** The keychain's name for display. */
  readonly backend: () => Promise<string>;
  /** Whether a key was saved and not removed since; kept with the settings. A keychain without the key is locked then. */
  readonly isSaved: () => boolean;
  readonly setSaved: (isSaved: boolean) => Promise<void>;
  /** Called while the keychain may be showing a dialog of its own. */
  readonly onWaiting: (isWaiting: boolean) => void;
  readonly limits?: { readonly readMs: number; readonly writeMs: number; readonly patienceMs: number };
};

/** Writes may wait for the user to unlock; after `patienceMs` the page says so. */
const usualLimits = { readMs: 5000, writeMs: 60_000, patienceMs: 700 };
const sessionBackend = (): string => words().names.keychains.thisSession;

/**
 * Keeps the API key in the system's keychain, or in memory until the app quits where there is none. The key leaves this class for one
 * request at a time.
 */
export class ApiKeyKeeper {
  readonly #tools: KeeperTools;
  readonly #limits: NonNullable<KeeperTools['limits']>;
  /** The key of this session, and why the keychain did not take it. */
  #session: { readonly key: string; readonly problem: Failure } | null = null;

  constructor(tools: KeeperTools) {
    this.#tools = tools;
    this.#limits = tools.limits ?? usualLimits;
  }

  /** Returns what the page may know of the key. Never fails: an unusable keychain is part of the status. */
  async status(): Promise<KeyStatus> {
    if (this.#session !== null) return statusOf(this.#session.key, sessionBackend(), this.#session.problem);
    const read = await this.#read();
    const backend = await this.#tools.backend();
    return read.ok
      ? statusOf(read.value, backend, null)
      : statusOf(null, isWithoutKeychain(read.failure) ? sessionBackend() : backend, read.failure);
  }

  /**
   * Replaces the key. When the keychain fails to take it, the key works for this session and the status says why. Fails with
   * `malformedKey`, and with `keychainDismissed` when the user dismissed the keychain's dialog.
   */
  async save(text: string): Promise<Result<KeyStatus>> {
    const parsed = parseApiKey(text);
    if (!parsed.ok) return parsed;
    const key = parsed.value;
    const written = await this.#writeChecked(key);
    if (written.ok) {
      this.#session = null;
      await this.#tools.setSaved(true);
    } else {
      this.#tools.log.warn('The key could not be kept in the keychain.', written.failure);
      if (written.failure.kind === 'keychainDismissed') return written;
      this.#session = { key, problem: written.failure };
    }
    return ok(await this.status());
  }

  /** Removes the key from memory and keychain. Fails with the keychain's failure when the key may still be there. */
  async remove(): Promise<Result<KeyStatus>> {
    this.#session = null;
    const held = await this.#read();
    if (!held.ok && held.failure.kind === 'keychainLocked') return held;
    const removed = await this.#patiently(() => this.#tools.store.remove(this.#limits.writeMs));
    if (!removed.ok && !isWithoutKeychain(removed.failure)) return removed;
    const left = await this.#tools.store.read(this.#limits.readMs);
    if (left.ok && left.value !== null) return fail('keychainUnknown', words().failures.details.keyStillThere);
    await this.#tools.setSaved(false);
    return ok(await this.status());
  }

  /** Returns the key for one request. Fails with `noKey` or as the keychain does. */
  async readForRequest(): Promise<Result<string>> {
    if (this.#session !== null) return ok(this.#session.key);
    const read = await this.#read();
    if (!read.ok) return read;
    return read.value === null ? fail('noKey') : parseApiKey(read.value);
  }

  async #read(): Promise<Result<string | null>> {
    const read = await this.#tools.store.read(this.#limits.readMs);
    if (read.ok && read.value === null && this.#tools.isSaved()) return fail('keychainLocked');
    return read;
  }

  async #writeChecked(key: string): Promise<Result<undefined>> {
    const written = await this.#patiently(() => this.#tools.store.write(key, this.#limits.writeMs));
    if (!written.ok) return written;
    const back = await this.#tools.store.read(this.#limits.readMs);
    if (back.ok && back.value === key) return ok();
    await this.#tools.store.remove(this.#limits.readMs);
    return back.ok ? fail('keychainUnknown', words().failures.details.otherKeyBack) : back;
  }

  /** The keychain may ask the user something; when it takes longer, the page says so. */
  async #patiently(change: () => Promise<Result<undefined>>): Promise<Result<undefined>> {
    const patience = setTimeout(() => {
      this.#tools.onWaiting(true);
    }, this.#limits.patienceMs);
    try {
      return await change();
    } finally {
      clearTimeout(patience);
      this.#tools.onWaiting(false);
    }
  }
}

const statusOf = (key: string | null, backend: string, problem: Failure | null): KeyStatus => ({
  isPresent: key !== null,
  lastFour: key === null ? null : key.slice(-4),
  backend,
  problem,
});
