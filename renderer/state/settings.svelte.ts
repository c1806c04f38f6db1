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
import type { Toasts } from './toasts.svelte.ts';

type SettingsApi = Pick<MainApi, 'readSettings' | 'changeSettings' | 'appDetails'>;

export class SettingsState {
  readonly #api: SettingsApi;
  readonly #toasts: Toasts;
  settings = $state.raw<Settings>(defaultSettings);
  facts = $state.raw<AppDetails | null>(null);

  constructor(api: SettingsApi, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
  }

  async load(): Promise<void> {
    const read = await this.#api.readSettings();
    if (read.ok) this.#take(read.value);
    else this.#toasts.trouble(read.failure);
  }

  async loadFacts(): Promise<void> {
    const facts = await this.#api.appDetails();
    if (facts.ok) this.facts = facts.value;
  }

  /** Shows the change at once, and takes it back when it could not be saved; one that will not outlast the window says so. */
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

  #take({ settings, trouble }: KeptSettings): void {
    this.settings = settings;
    if (trouble !== null) this.#toasts.trouble(trouble);
  }
}

type KeyApi = Pick<MainApi, 'keyStatus' | 'saveKey' | 'removeKey' | 'cancel' | 'testKey'>;

/** What the page knows of the API key: never the key itself. */
export class KeyState {
  readonly #api: KeyApi;
  /** Null until the keychain has answered. */
  status = $state.raw<KeyStatus | null>(null);
  test = $state.raw<KeyTest | null>(null);
  failure = $state.raw<Failure | null>(null);
  isBusy = $state(false);
  /** The keychain is asking the user something, in a window of its own. */
  isWaiting = $state(false);

  constructor(api: KeyApi) {
    this.#api = api;
  }

  async load(): Promise<void> {
    this.#take(await this.#api.keyStatus());
  }

  /** True when the key can be used from now on. */
  async save(key: string): Promise<boolean> {
    return this.#while(async () => this.#take(await this.#api.saveKey(key)));
  }

  async remove(): Promise<boolean> {
    return this.#while(async () => this.#take(await this.#api.removeKey()));
  }

  /** Stops waiting for the keychain; what waited fails and says so. */
  async cancel(): Promise<void> {
    await this.#api.cancel('keychain');
  }

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
