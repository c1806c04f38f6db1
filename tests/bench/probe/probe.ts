import type { SessionId, StemId } from '#contract';
import type { PageTable } from '../../../renderer/engine/page-cache/pages.ts';
import type { CommandCell, PlayLog } from '../../../renderer/engine/play-line.ts';

/** The reader of the open song, as seen through its shared memory. */
export type Reader = {
  readonly context: AudioContext;
  readonly node: AudioWorkletNode;
  readonly command: CommandCell;
  readonly log: PlayLog;
  readonly table: PageTable | null;
};

/**
 * Milliseconds from a deed (the event's own time) until the reader has put out its first new sample (`rendered`), and until
 * that sample leaves the speakers (`heard`), which is later by what the device keeps in hand.
 */
export type Delay = { readonly renderedMs: number; readonly heardMs: number };

/** What the bench asks of the page. */
export type Probe = {
  /** Clicks on a song, then on Play as soon as that can be clicked. `readyMs`: until it could. */
  openAndPlay(title: string): Promise<Delay & { readonly readyMs: number }>;
  /** A place on the position slider whose pages are in memory for every stem (warm) or for none (cold); null: none found. */
  seekTarget(kind: 'cold' | 'warm'): { readonly x: number; readonly y: number } | null;
  /** Begins to wait for a press of the mouse on the slider. */
  awaitPress(): void;
  /** Waits for that press, then for the new sound. */
  seekDone(): Promise<Delay>;
  /** Mutes or unmutes a strip and moves its fader by a step. */
  moveStrip(action: number): void;
  unmuteAll(): void;
  /** The largest offset between two stems in what the reader puts out now, in frames, found by correlation. */
  offsetFrames(): Promise<number>;
  /** Has the open song played at another speed and pitch, behind the page's back. */
  setPace(speed: number, transposeCents: number): void;
  /** Pages that came late since the song was opened. */
  dropouts(): number;
  /** Keeps an analysis for the song, so that it is not listened to while something is measured. */
  lendAnalysis(title: string): Promise<void>;
  /** Of a song in the library. */
  idsOf(title: string): Promise<{ readonly id: SessionId; readonly stemIds: readonly StemId[] }>;
  /** Whether the song has all its waveforms. */
  isDrawn(title: string): Promise<boolean>;
  /** Keeps a flat waveform of this length for every stem of the song. */
  lendOverviews(title: string, sampleRate: number, lengthFrames: number): Promise<void>;
  /** How often a second meters are drawn. */
  meterFps(seconds: number): Promise<number>;
  /** Durations of the tasks of the main thread that took over 50 ms since the last call. */
  longTasks(): readonly number[];
};
