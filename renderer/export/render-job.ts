import type {
  ClickSound,
  ExportFormat,
  ExportTicket,
  Failure,
  FileTags,
  Hertz,
  LevelStretch,
  LoudnessFigures,
  LoudnessTarget,
  Mix,
  SavedAudio,
  StemId,
  StemKind,
} from '#contract';
import type { ClickTrack, CountInBeats } from '../song/click.ts';

/** A stem on disk. */
export type StemToRender = { readonly id: StemId; readonly kind: StemKind; readonly audio: SavedAudio };

/** `[startFrames, endFrames)` of the song, in frames at the song's rate. */
export type Region = { readonly startFrames: number; readonly endFrames: number };

/** Marks a file as a track of a stem file: a temporary file of this name holds it until all tracks are there. */
export type StemFilePart = {
  readonly temporaryName: string;
  /** The track is written even when nothing sounds in it. */
  readonly mayBeSilent: boolean;
};

/** The click of a file. */
export type TargetClick = {
  readonly track: ClickTrack;
  readonly sound: ClickSound;
  /** Whether it goes on through the song, after the count-in. */
  readonly isOn: boolean;
  /** Before the song; null: none. */
  readonly countIn: CountInBeats | null;
  /** Linear gains of its strip, its pan and the master. */
  readonly leftGain: number;
  readonly rightGain: number;
};

/** One file: a mix of the song's stems, and where it goes. */
export type RenderTarget = {
  readonly ticket: ExportTicket;
  readonly mix: Mix;
  /** Null leaves the loudness as it is. */
  readonly loudness: LoudnessTarget | null;
  readonly tags: FileTags;
  /** Silent frames before the sound, at the song's rate. */
  readonly leadFrames?: number;
  /** Automation of its stems. */
  readonly stretches?: readonly LevelStretch[];
  readonly click?: TargetClick;
  /** Nothing but the click is in the file. */
  readonly isClickAlone?: boolean;
  /** Without it, the sound goes to the file behind the ticket. */
  readonly part?: StemFilePart;
};

/** Files that are rendered together: each stem is decoded once, however many mixes it is in. */
export type RenderJob = {
  readonly stems: readonly StemToRender[];
  /**
   * Beyond the ends of the stems there is silence. The region does not move with a shifted stem: what the shift moves out of it
   * is not in the file.
   */
  readonly region: Region;
  /** The song's rate. */
  readonly sampleRate: Hertz;
  readonly fileRate: Hertz;
  readonly format: ExportFormat;
  readonly targets: readonly RenderTarget[];
};

/** A stem that could not be opened. */
export type UnreadableStem = { readonly stemId: StemId; readonly failure: Failure };

/** A damaged stem, and how many seconds of it are silence in the file. */
export type ConcealedStem = { readonly stemId: StemId; readonly seconds: number };

/** How one file turned out. */
export type RenderReport = {
  /** Sample peak of the sound given to the encoder, before clipping; -Infinity is silence. */
  readonly peakDb: number;
  /** Samples over full scale, which integer and lossy formats hold at full scale. */
  readonly clippedSamples: number;
  /** At the file's rate. */
  readonly lengthFrames: number;
  /** Stems that sound in it. 0 together with `problems`: none could be opened, and no file was written. */
  readonly stems: number;
  /** Damaged stems; the damage is silence in the file. */
  readonly concealed: readonly ConcealedStem[];
  /** Stems that could not be read and are not in the file. */
  readonly problems: readonly UnreadableStem[];
  /** Loudness of the mix before normalisation, at the file's rate. */
  readonly before: LoudnessFigures;
  /** Loudness of the sound given to the encoder. */
  readonly after: LoudnessFigures;
  /** Gain ahead of the limiter. */
  readonly gainDb: number;
  /** Deepest gain reduction of the limiter; 0 when it had nothing to do. */
  readonly limitedDb: number;
};
