import type { ElementTimes } from './element.ts';

/** How other ways of playing stems do, in the same Electron. */
export type Peers = {
  /** Tone.Player for every stem: milliseconds until all are decoded and play. */
  decodeAll(urls: readonly string[]): Promise<number>;
  /** A media element for each of the first stems, started together: the largest offset between two of them, in frames. */
  elementsOffset(urls: readonly string[]): Promise<number>;
  /** Tone's transport looping from 1.0003 to 2.2345 s: how many frames pass `passes` comes late. */
  toneLoopLag(passes: number): Promise<number>;
  timeElement(url: string, seeks: number): Promise<ElementTimes>;
  /** Plays so many bytes of every stem, decoded, by Tone alone. */
  playTone(urls: readonly string[], bytesOfEach: number): Promise<void>;
  stopTone(): void;
};
