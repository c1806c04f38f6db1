import { words } from '#contract';
import { type Comparison, estimatedLouderBy, louderBy, loudnessKey, lowersMix } from '../../mix/original.ts';
import type { MixerState } from './mixer.svelte.ts';
import type { Ports } from '../ports.ts';
import { playable } from './playable.ts';
import type { SessionState } from './session.svelte.ts';
import type { Toasts } from '../toasts.svelte.ts';

/** Lets the original of the open song be heard in place of the mix, both equally loud. Performing, so neither saved nor undone. */
export class OriginalState {
  readonly #ports: Pick<Ports, 'player' | 'compareLoudness'>;
  readonly #session: SessionState;
  readonly #toasts: Toasts;
  /** The mixer of the song that was compared last. */
  #used = $state.raw<MixerState | null>(null);
  #opening = $state.raw<MixerState | null>(null);
  /** What was measured last, and of which mix. */
  #measured: { readonly mixer: MixerState; readonly key: string; readonly louderDb: number } | null = null;
  /** What is being measured, and of which mix. */
  #measuring: { readonly mixer: MixerState; readonly key: string; readonly leave: AbortController } | null = null;

  /** Whether the open song was compared since it was opened, so that the button is shown. */
  readonly isUsed = $derived.by(() => this.#session.mixer !== null && this.#session.mixer === this.#used);
  /** Whether the original is being opened. */
  readonly isOpening = $derived.by(() => this.#opening !== null && this.#opening === this.#session.mixer);
  readonly comparison = $derived.by((): Comparison | null => this.#session.mixer?.comparison ?? null);

  constructor(ports: Pick<Ports, 'player' | 'compareLoudness'>, session: SessionState, toasts: Toasts) {
    this.#ports = ports;
    this.#session = session;
    this.#toasts = toasts;
  }

  /** Switches between the mix and the original, which is opened with the first use. Says so when the song has none. */
  async toggle(): Promise<void> {
    const { session, mixer } = this.#session;
    if (session === null || mixer === null || this.#session.sound.state !== 'ready') return;
    if (session.original === null) {
      this.#toasts.news(words().transport.original.none);
      return;
    }
    if (this.isOpening) return;
    if (mixer.comparison?.hears === 'original') {
      this.#hear(mixer, lowersMix(mixer.comparison) ? { ...mixer.comparison, hears: 'mix' } : null);
      return;
    }
    this.#opening = mixer;
    const opened = await this.#session.openOriginal();
    if (this.#opening === mixer) this.#opening = null;
    if (this.#session.mixer !== mixer) return;
    if (!opened.ok) {
      this.#toasts.trouble(opened.failure);
      return;
    }
    this.#used = mixer;
    this.#hear(mixer, { hears: 'original', louderDb: this.#louderBy(mixer) });
    void this.#measure(mixer);
  }

  /** Ends the comparison: the mix is heard at its own level. */
  end(): void {
    const { mixer } = this.#session;
    if (mixer !== null && mixer.comparison !== null) this.#hear(mixer, null);
  }

  #hear(mixer: MixerState, comparison: Comparison | null): void {
    mixer.compare(comparison);
    // The loudness so far is that of one of them.
    this.#ports.player.restartLoudness();
  }

  /** What was measured of this mix, else what the loudness of its stems makes likely. */
  #louderBy(mixer: MixerState): number {
    const measured = this.#measuredOf(mixer);
    return measured ?? estimatedLouderBy(mixer.mix, this.#session.analysis.analysis?.stems ?? []);
  }

  #measuredOf(mixer: MixerState): number | null {
    const known = this.#measured;
    return known?.mixer === mixer && known.key === keyOf(mixer) ? known.louderDb : null;
  }

  async #measure(mixer: MixerState): Promise<void> {
    const { session } = this.#session;
    const key = keyOf(mixer);
    if (session?.original == null || this.#measuredOf(mixer) !== null) return;
    // Who goes to and fro between the two does not begin it anew.
    if (this.#measuring?.mixer === mixer && this.#measuring.key === key) return;
    this.#measuring?.leave.abort();
    const leave = new AbortController();
    const measuring = { mixer, key, leave };
    this.#measuring = measuring;
    const song = {
      stems: playable(session).filter(({ id }) => !this.#session.problems.has(id)),
      original: session.original,
      mix: mixer.mix,
      stretches: mixer.sheet.stretches,
    };
    try {
      const answer = await this.#ports.compareLoudness(song, leave.signal);
      // Without a measurement the estimate stays.
      if (!answer.ok || leave.signal.aborted) return;
      const louderDb = louderBy(answer.value.originalLufs, answer.value.mixLufs);
      this.#measured = { mixer, key, louderDb };
      if (mixer.comparison !== null) mixer.compare({ ...mixer.comparison, louderDb });
    } finally {
      if (this.#measuring === measuring) this.#measuring = null;
    }
  }
}

const keyOf = ({ mix, sheet }: MixerState): string => loudnessKey(mix) + JSON.stringify(sheet.stretches);
