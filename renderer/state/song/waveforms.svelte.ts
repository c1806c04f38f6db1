import { SvelteMap } from 'svelte/reactivity';
import { type MainApi, ok, type SavedAudio, type Session, type Sha256, type Stem } from '#contract';
import { type WaveformPeaks, peaksSlice } from '../../dsp/waveform-peaks.ts';
import { loadWaveformPeaks, makeWaveformPeaks, saveWaveformPeaks } from '../../engine/waveform-peaks.ts';
import type { DrawnWaveform } from '../../song/timeline.ts';
import type { WaveformPort } from '../ports.ts';

/** The engine makes waveform peaks; main keeps them beside the stems. */
export const engineWaveforms: WaveformPort = {
  load: async (audio) => {
    const loaded = await loadWaveformPeaks(audio.sha256);
    return loaded.ok ? drawnFrom(loaded.value) : null;
  },
  make: async ({ audio }) => {
    const made = await makeWaveformPeaks({ audio });
    if (!made.ok) return made;
    const { peaks, facts } = made.value;
    // If they cannot be saved, they are made again next time.
    await saveWaveformPeaks(audio.sha256, peaks);
    return ok({ waveform: drawnFrom(peaks), facts });
  },
};

function drawnFrom(peaks: WaveformPeaks): DrawnWaveform {
  const coarsest = peaks.levels.at(-1) ?? new Int8Array(0);
  return {
    peak: coarsest.reduce((peak, point) => Math.max(peak, Math.abs(point)), 0) / 127,
    columns: (startFrames, endFrames, sampleRate, count) =>
      peaksSlice(peaks, { startFrames, endFrames, sampleRate }, count),
  };
}

type SavedStem = { readonly stem: Stem; readonly audio: SavedAudio };

/** The drawn waveforms of the open song: loads saved ones at once and makes missing ones one after another. */
export class WaveformsState {
  readonly #port: WaveformPort;
  readonly #api: Pick<MainApi, 'saveStemFacts'>;
  readonly #waveforms = new SvelteMap<Sha256, DrawnWaveform>();
  /** Requested waveforms, each with the check of its latest request. */
  readonly #asked = new SvelteMap<Sha256, () => boolean>();
  #making: Promise<void> = Promise.resolve();

  constructor(port: WaveformPort, api: Pick<MainApi, 'saveStemFacts'>) {
    this.#port = port;
    this.#api = api;
  }

  /** The waveform of a stem, or null. */
  of(stem: Stem): DrawnWaveform | null {
    return stem.file.state === 'saved' ? (this.#waveforms.get(stem.file.audio.sha256) ?? null) : null;
  }

  /** The largest amplitude (0 to 1) of these stems whose waveforms are known; 1 when none is. */
  loudest(stems: readonly Stem[]): number {
    const peaks = stems.map((stem) => this.of(stem)?.peak ?? 0);
    return Math.max(0, ...peaks) || 1;
  }

  /**
   * Loads or makes the waveforms of all saved stems that were not requested before. Checks `isWanted` before making each; a repeated
   * request replaces the check of the first. Resolves when they are there or no longer wanted.
   */
  async want(session: Session, isWanted: () => boolean): Promise<void> {
    const fresh = savedStems(session).filter(({ audio }) => {
      const isAsked = this.#asked.has(audio.sha256);
      this.#asked.set(audio.sha256, isWanted);
      return !isAsked;
    });
    await Promise.all(fresh.map((saved) => this.#get(session, saved)));
  }

  async #get(session: Session, saved: SavedStem): Promise<void> {
    const kept = saved.stem.hasOverview ? await this.#port.load(saved.audio) : null;
    if (kept !== null) {
      this.#waveforms.set(saved.audio.sha256, kept);
      return;
    }
    const made = this.#making.then(() => this.#make(session, saved));
    // A failure does not stop the next waveform; this one can be requested again.
    this.#making = made.catch(() => {
      this.#asked.delete(saved.audio.sha256);
    });
    await this.#making;
  }

  async #make(session: Session, { stem, audio }: SavedStem): Promise<void> {
    if (this.#asked.get(audio.sha256)?.() !== true) {
      this.#asked.delete(audio.sha256);
      return;
    }
    const made = await this.#port.make({ id: stem.id, kind: stem.kind, audio });
    if (!made.ok) {
      // Try again when the song opens the next time.
      this.#asked.delete(audio.sha256);
      return;
    }
    this.#waveforms.set(audio.sha256, made.value.waveform);
    if (stem.facts === null) {
      await this.#api.saveStemFacts({ id: session.id, stemId: stem.id, facts: made.value.facts });
    }
  }
}

function savedStems(session: Session): readonly SavedStem[] {
  return session.stems.flatMap((stem) => (stem.file.state === 'saved' ? [{ stem, audio: stem.file.audio }] : []));
}
