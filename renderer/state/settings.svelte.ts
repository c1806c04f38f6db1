import {
  type AppDetails,
  defaultSettings,
  type Failure,
  type KeptSettings,
  type KeyStatus,
  type KeyTest,
  type MainApi,
  type Result,
  type Settings,
} from '#contract';
import { language } from './language.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

type SettingsApi = Pick<MainApi, 'readSettings' | 'changeSettings' | 'appDetails'>;

/** The settings of the app, and facts about it. */
export class SettingsState {
  readonly #api: SettingsApi;
  readonly #toasts: Toasts;
  settings = $state.raw<Settings>(defaultSettings);
  facts = $state.raw<AppDetails | null>(null);

  constructor(api: SettingsApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
  }

  /** Reads the settings; shows a toast on failure. */
  async load(): Promise<void> {
    const read = await this.#api.readSettings();
    if (read.ok) this.#take(read.value);
    else this.#toasts.trouble(read.failure);
  }

  /** Reads the app's facts again; keeps the old ones on failure. */
  async loadFacts(): Promise<void> {
    const facts = await this.#api.appDetails();
    if (facts.ok) this.facts = facts.value;
  }

  /** Changes settings at once and takes that back when it cannot be saved. Shows a toast when it fails or will not outlast the window. */
  async change(change: Partial<Settings>): Promise<void> {
    const before = this.settings;
    this.settings = { ...before, ...change };
    const changed = await this.#api.changeSettings(change);
    if (changed.ok) this.#take(changed.value);
    else {
      this.settings = before;
      this.#toasts.trouble(changed.failure);
    }
  }

  #take({ settings, trouble, locale }: KeptSettings): void {
    language.locale = locale;
    this.settings = settings;
    if (trouble !== null) this.#toasts.trouble(trouble);
  }
}

type KeyApi = Pick<MainApi, 'keyStatus' | 'saveKey' | 'removeKey' | 'cancel' | 'testKey'>;

/** The state of the API key. The page never sees the key itself. */
export class KeyState {
  readonly #api: KeyApi;
  /** Null until the keychain has answered. */
  status = $state.raw<KeyStatus | null>(null);
  test = $state.raw<KeyTest | null>(null);
  failure = $state.raw<Failure | null>(null);
  isBusy = $state(false);
  /** Whether the keychain waits for the user in a window of its own. */
  isWaiting = $state(false);

  constructor(api: KeyApi) {
    this.#api = api;
  }

  /** Reads the state of the key. */
  async load(): Promise<void> {
    this.#take(await this.#api.keyStatus());
  }

  /** Saves the key. Returns whether it can be used now. */
  async save(key: string): Promise<boolean> {
    return this.#while(async () => this.#take(await this.#api.saveKey(key)));
  }

  /** Removes the key. Returns whether it is gone. */
  async remove(): Promise<boolean> {
    return this.#while(async () => this.#take(await this.#api.removeKey()));
  }

  /** Stops waiting for the keychain; the pending request fails. */
  async cancel(): Promise<void> {
    await this.#api.cancel('keychain');
  }

  /** Tests the key with the service; the result is in `test` or `failure`. */
  async runTest(): Promise<boolean> {
    return this.#while(async () => {
      const tested = await this.#api.testKey();
      this.test = tested.ok ? tested.value : null;
      this.failure = tested.ok ? null : tested.failure;
      return tested.ok;
    });
  }

  async #while(act: () => Promise<boolean>): Promise<boolean> {
    this.isBusy = true;
    this.test = null;
    try {
      return await act();
    } finally {
      this.isBusy = false;
    }
  }

  #take(result: Result<KeyStatus>): boolean {
    this.failure = result.ok ? null : result.failure;
    if (result.ok) this.status = result.value;
    return result.ok;
  }
}
