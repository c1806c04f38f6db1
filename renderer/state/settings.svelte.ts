import { defaultSettings, type AppFacts, type KeptSettings, type MainApi, type Settings } from '#contract';
import type { Toasts } from './toasts.svelte.ts';

type SettingsApi = Pick<MainApi, 'readSettings' | 'changeSettings' | 'appFacts'>;

export class SettingsState {
  readonly #api: SettingsApi;
  readonly #toasts: Toasts;
  settings = $state.raw<Settings>(defaultSettings);
  facts = $state.raw<AppFacts | null>(null);

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
    const facts = await this.#api.appFacts();
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
