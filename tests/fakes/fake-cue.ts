import type { CueSettings, SoundDevice } from '#contract';
import type { CueFacts } from '../../renderer/engine/cue/cue-feed.ts';
import type { CuePort, CueState } from '../../renderer/engine/cue/cue-output.ts';

/** A cue output without a device. */
export class FakeCue implements CuePort {
  readonly #listeners = new Set<(state: CueState) => void>();
  #state: CueState = 'off';
  /** What it was set to last. */
  settings: CueSettings | null = null;
  known: readonly SoundDevice[] = [];
  measured: CueFacts | null = null;

  set(settings: CueSettings): void {
    this.settings = settings;
  }

  state(): CueState {
    return this.#state;
  }

  facts(): CueFacts | null {
    return this.measured;
  }

  devices(): Promise<readonly SoundDevice[]> {
    return Promise.resolve(this.known);
  }

  onState(listener: (state: CueState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The device comes or goes. */
  become(state: CueState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
