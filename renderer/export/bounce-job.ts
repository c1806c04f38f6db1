import type {
  ExportFormat,
  ExportTicket,
  FileTags,
  Hertz,
  LoudnessTarget,
  Mix,
  SavedAudio,
  StemId,
  StemKind,
} from '#contract';

/** A stem as `PlayerStem` of the engine has it. */
export type StemToBounce = { readonly id: StemId; readonly kind: StemKind; readonly audio: SavedAudio };

/** `[startFrames, endFrames)` of the song, at its rate. */
export type Region = { readonly startFrames: number; readonly endFrames: number };

/** A file that is a track of a stem file: it is kept in scratch under this name, until all of them are there. */
export type StemFilePart = {
  readonly scratchName: string;
  /** A track is there though nothing sounds in it. */
  readonly mayBeSilent: boolean;
};

/** One file: a mix of the song's stems, and what becomes of it. */
export type BounceTarget = {
  readonly ticket: ExportTicket;
  readonly mix: Mix;
  /** Null: as loud as it is. */
  readonly loudness: LoudnessTarget | null;
  readonly tags: FileTags;
  /** Not there: it goes to the file behind the ticket. */
  readonly part?: StemFilePart;
};

/** Files that are made together: each stem is decoded once, however many mixes it is in. */
export type BounceJob = {
  readonly stems: readonly StemToBounce[];
  /**
   * What of the song is wanted. Beyond the ends of the stems there is silence. The region stays where it is when a stem is
   * shifted: what the shift moves out of it is not in the file.
   */
  readonly region: Region;
  /** The song's. */
  readonly sampleRate: Hertz;
  readonly fileRate: Hertz;
  readonly format: ExportFormat;
  readonly targets: readonly BounceTarget[];
};
