/** How other ways of playing stems do, in the same Electron. */
export type Peers = {
  /** Tone.Player for every stem: milliseconds until all are decoded and play. */
  decodeAll(urls: readonly string[]): Promise<number>;
  /** A media element for each of the first stems, started together: the largest offset between two of them, in frames. */
  elementsOffset(urls: readonly string[]): Promise<number>;
  /** Tone's transport looping from 1.0003 to 2.2345 s: how many frames pass `passes` comes late. */
  toneLoopLag(passes: number): Promise<number>;
  /** Opens the device through which one element is heard; `listener`: the text of the worklet that listens to it. */
  openElementDevice(listener: string): Promise<void>;
  /** Opens a file in a media element and plays it: milliseconds until its first sample that is not silent leaves the speakers. */
  playElement(url: string): Promise<number>;
  /** Begins to wait for a press of the mouse, at which the element seeks. */
  awaitElementPress(): void;
  /** Waits for that press, then for the element's first new sample: milliseconds between. */
  elementSought(): Promise<number>;
  closeElement(): void;
  /** Plays so many bytes of every stem, decoded, by Tone alone. */
  playTone(urls: readonly string[], bytesOfEach: number): Promise<void>;
  stopTone(): void;
};
