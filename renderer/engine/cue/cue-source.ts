import type { HeardClock } from '../device/heard-clock.ts';

/** A song's nodes, as the cue output sees them: they write a ring when they are asked to. */
export type CueSource = {
  readonly context: AudioContext;
  /** What of the context's clock the main output lets be heard. */
  readonly heard: HeardClock;
  /** Begins to send what is meant for the cue into a ring, and takes what is meant for it alone out of the main output. */
  openCue(): SharedArrayBuffer;
  /** Ends that: everything glides back to the main output. */
  closeCue(): void;
};

/** Where a player puts the songs that it opens, so that their cue is heard. */
export type CueSources = {
  enter(source: CueSource): void;
  leave(source: CueSource): void;
};
