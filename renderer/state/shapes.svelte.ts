import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { MainApi, SavedAudio, Session, Sha256, Stem } from '#contract';
import type { WaveShape } from '../mix/wave-shape.ts';
import type { OverviewPort } from './ports.ts';

type SavedStem = { readonly stem: Stem; readonly audio: SavedAudio };

/** The drawn shapes of the open song: kept ones are loaded at once, missing ones are made one after another. */
export class ShapesState {
  readonly #port: OverviewPort;
  readonly #api: Pick<MainApi, 'saveStemFacts'>;
  readonly #shapes = new SvelteMap<Sha256, WaveShape>();
  readonly #asked = new SvelteSet<Sha256>();
  #making: Promise<void> = Promise.resolve();

  constructor(port: OverviewPort, api: Pick<MainApi, 'saveStemFacts'>) {
    this.#port = port;
    this.#api = api;
  }

  of(stem: Stem): WaveShape | null {
    return stem.file.state === 'saved' ? (this.#shapes.get(stem.file.audio.sha256) ?? null) : null;
  }

  /** The largest amplitude of these stems, as far as their shapes are known; 1 when none is. */
  loudest(stems: readonly Stem[]): number {
    const peaks = stems.map((stem) => this.of(stem)?.peak ?? 0);
    return Math.max(0, ...peaks) || 1;
  }

  /** Gets the shapes of all stems that are there and were not asked for before. `isWanted` is asked before each is made. */
  want(session: Session, isWanted: () => boolean): void {
    for (const saved of savedStems(session)) {
      if (this.#asked.has(saved.audio.sha256)) continue;
      this.#asked.add(saved.audio.sha256);
      void this.#get(session, saved, isWanted);
    }
  }

  async #get(session: Session, saved: SavedStem, isWanted: () => boolean): Promise<void> {
    const kept = saved.stem.hasOverview ? await this.#port.load(saved.audio) : null;
    if (kept !== null) {
      this.#shapes.set(saved.audio.sha256, kept);
      return;
    }
    this.#making = this.#making.then(() => this.#make(session, saved, isWanted));
    await this.#making;
  }

  async #make(session: Session, { stem, audio }: SavedStem, isWanted: () => boolean): Promise<void> {
    if (!isWanted()) {
      this.#asked.delete(audio.sha256);
      return;
    }
    const made = await this.#port.make({ id: stem.id, audio });
    if (!made.ok) return;
    this.#shapes.set(audio.sha256, made.value.shape);
    if (stem.facts === null) {
      await this.#api.saveStemFacts({ id: session.id, stemId: stem.id, facts: made.value.facts });
    }
  }
}

function savedStems(session: Session): readonly SavedStem[] {
  return session.stems.flatMap((stem) => (stem.file.state === 'saved' ? [{ stem, audio: stem.file.audio }] : []));
}
