import { type CueSettings, defaultSettings, type SoundDevice, words } from '#contract';
import type { CueFacts } from '../engine/cue/cue-feed.ts';
import type { CuePort, CueState } from '../engine/cue/cue-output.ts';
import type { Toasts } from './toasts.svelte.ts';

/** Below that the drift is nothing that anyone would tell. */
const toldPpm = 1;
/** Below that nobody hears two outputs apart. */
const toldSeconds = 0.001;

/** The cue output as it is shown. */
export class CueOutputState {
  readonly #port: CuePort;
  settings = $state.raw<CueSettings>(defaultSettings.cue);
  state = $state.raw<CueState>('off');
  devices = $state.raw<readonly SoundDevice[]>([]);
  facts = $state.raw<CueFacts | null>(null);
  #wasGone = false;
  /** Whether strips can send to it. */
  readonly isChosen = $derived(this.settings.device !== null);

  constructor(port: CuePort, toasts: Toasts) {
    this.#port = port;
    port.onState((state) => {
      const before = this.state;
      this.state = state;
      if (state === 'gone' && before === 'on') toasts.news(words().cue.gone(this.#deviceName()));
      if (state === 'on' && this.#wasGone) toasts.news(words().cue.back(this.#deviceName()));
      if (state !== 'opening') this.#wasGone = state === 'gone';
    });
  }

  /** Follows the settings. */
  set(settings: CueSettings): void {
    this.settings = settings;
    this.#port.set(settings);
  }

  /** Looks again at the devices there are and at how the cue runs. */
  async look(): Promise<void> {
    this.facts = this.#port.facts();
    this.devices = await this.#port.devices().catch(() => []);
  }

  /** How the cue output does, in words; empty while none is chosen. */
  inWords(): string {
    const text = words().cue;
    switch (this.state) {
      case 'off':
        return '';
      case 'opening':
        return text.opening;
      case 'gone':
        return text.gone(this.#deviceName());
      case 'on':
        return this.facts === null ? text.idle : runningInWords(this.facts);
    }
  }

  #deviceName(): string {
    const label = this.settings.device?.label ?? '';
    return label === '' ? words().cue.unnamed : label;
  }
}

/** How fast and how late a cue runs that is heard. */
export function runningInWords({ driftPpm, lagSeconds }: CueFacts): string {
  const text = words().cue;
  if (driftPpm === null) return text.measuring;
  const ppm = Math.round(Math.abs(driftPpm));
  const drift = ppm < toldPpm ? text.steady : driftPpm > 0 ? text.fast(ppm) : text.slow(ppm);
  const delay = lagSeconds < toldSeconds ? text.together : text.later(Math.round(lagSeconds * 1000));
  return `${drift} ${delay}`;
}
