import type { Failure } from './result.ts';
import type { EpochMs, Frames, Hertz } from './units.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** 26 characters of Crockford base 32 (a ULID), lower case; also the song's folder name. */
export type SessionId = Branded<'SessionId'>;
/** A name within one session, such as `vocals` or `guitar-2`: 1 to 40 of `a-z 0-9 -`. */
export type StemId = Branded<'StemId'>;
/** The service's name for a separation task. */
export type TaskId = Branded<'TaskId'>;
/** The service's id of one song of those that a task generated: 8 to 64 letters, digits, `-` and `_`. */
export type AudioId = Branded<'AudioId'>;
/** 64 lower-case hex digits: the SHA-256 of a file, by which the page asks for its bytes. */
export type Sha256 = Branded<'Sha256'>;

/** `wav` may be RF64 or BW64 too, `m4a` a QuickTime or MP4 film, `webm` any Matroska, `aac` is AAC in ADTS. */
export const audioContainers = ['mp3', 'wav', 'flac', 'ogg', 'm4a', 'aiff', 'caf', 'w64', 'au', 'aac', 'webm'] as const;
export type AudioContainer = (typeof audioContainers)[number];

/** The MIME type of each container, for `Content-Type` and for readers of tags. */
export const audioMimeTypes: Readonly<Record<AudioContainer, string>> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
  aiff: 'audio/aiff',
  caf: 'audio/x-caf',
  w64: 'audio/x-w64',
  au: 'audio/basic',
  aac: 'audio/aac',
  webm: 'audio/webm',
};

/** A sound file on our disk, whole and durable. */
export type SavedAudio = { readonly sha256: Sha256; readonly byteLength: number; readonly container: AudioContainer };

export type StemFile =
  | { readonly state: 'saved'; readonly audio: SavedAudio }
  /** Offered by the service, not fetched yet. */
  | { readonly state: 'missing'; readonly failure: Failure | null }
  /** Saved, but missing today: moved, renamed, or on an unplugged disk. The song's document still says `saved`. */
  | { readonly state: 'away'; readonly audio: SavedAudio; readonly failure: Failure }
  /** The bytes differ from those that were saved; the file lies in quarantine. `audio`: what was saved, where known. */
  | { readonly state: 'damaged'; readonly audio?: SavedAudio | undefined; readonly failure: Failure };

/** The format of a stem as decoded, kept so that the library can show it without decoding again. */
export type StemFacts = {
  readonly sampleRate: Hertz;
  /** Channels as played: 1 or 2. */
  readonly channels: 1 | 2;
  /** The layout of a file with more than two channels, such as `5.1`, which plays as a downmix. */
  readonly mixedFrom?: string;
  /** Exact length after encoder delay and padding are trimmed, at the stem's own sample rate. */
  readonly lengthFrames: Frames;
};

export type Stem = {
  readonly id: StemId;
  readonly kind: StemKind;
  /** Shown on the strip; unique within the session. */
  readonly name: string;
  readonly file: StemFile;
  readonly facts: StemFacts | null;
  /** Whether `overviewUrl` has its waveform peaks. */
  readonly hasOverview: boolean;
  /** Files that lie beside the one that plays, the latest last: those that were replaced, which Undo brings back. */
  readonly spares?: readonly SavedAudio[];
};

/** The most files that are kept beside the one of a stem. */
export const mostSpares = 8;

/** A sound file that lies beside that of a stem now. `name`: what it was called. */
export type AddedStemFile = { readonly audio: SavedAudio; readonly name: string };

/**
 * The service's two routes to the record of a task: `recordInfo` is `vocal-removal/record-info`, `jobs` the newer `jobs/recordInfo`. A
 * task id gives no sign of which one knows it.
 */
export const recordRoutes = ['recordInfo', 'jobs'] as const;
export type RecordRoute = (typeof recordRoutes)[number];

/** How a song is split: the vocals and the rest, up to twelve stems, or one instrument and the rest. */
export type SeparationKind =
  | { readonly split: 'vocals' }
  | { readonly split: 'twelve' }
  /** `instrument`: one of `instrumentNames`, or any other name. */
  | { readonly split: 'one'; readonly instrument: string };

/** The song that a task separates. */
export type SongSource =
  /** The user's own file, of which the song keeps a copy as its original. */
  | { readonly from: 'file'; readonly sha256: Sha256; readonly name: string }
  | { readonly from: 'link'; readonly url: string }
  /** A song that the service made: the task that generated it, and its id within that task. */
  | { readonly from: 'service'; readonly taskId: TaskId; readonly audioId: AudioId };

/** What a task separated, as far as is known. */
export type Separated = {
  readonly source: SongSource | null;
  readonly kind: SeparationKind | null;
  /** The service's id of the song by the task's record. The task that generated the song is not in it. */
  readonly audioId: AudioId | null;
};

/** Nothing is known of a task that began as an id alone. */
export const unknownSeparated: Separated = { source: null, kind: null, audioId: null };

/** The most stems of a song. */
export const mostStems = 64;

export type SessionOrigin =
  | {
      readonly from: 'task';
      readonly taskId: TaskId;
      /** When the service deletes the files; null until the task is complete. */
      readonly expiresAt: EpochMs | null;
      /** A remark to show, such as a callback that failed though the stems are there. */
      readonly note: string | null;
      /** The route that has answered with the task's record, the only one to ask from then on; null: none yet. */
      readonly route: RecordRoute | null;
      readonly separated: Separated;
    }
  | { readonly from: 'import' }
  | { readonly from: 'demo' };

/** The state of a song on its way to this disk. */
export type Arrival =
  | { readonly state: 'complete' }
  /** Waits for its first question to the service. */
  | { readonly state: 'queued' }
  | { readonly state: 'separating'; readonly startedAt: EpochMs; readonly nextCheckAt: EpochMs }
  /** Not done after 30 minutes of polling; asked about once an hour, or on demand. */
  | { readonly state: 'stillProcessing'; readonly startedAt: EpochMs }
  | { readonly state: 'fetching' }
  /** Cancelled, or some stems could not be fetched; saved stems play. */
  | { readonly state: 'incomplete'; readonly failure: Failure }
  /** Complete once, then removed from this disk to free space; the service keeps its files until they expire. */
  | { readonly state: 'evicted' }
  /** Nothing to fetch. */
  | { readonly state: 'failed'; readonly failure: Failure };

/** A song up to this size is compared with its hashes before it plays, a larger one while it plays. */
export const verifiedFirstBytes = 200 * 1024 * 1024;

/** A song in the library. */
export type Session = {
  readonly id: SessionId;
  readonly title: string;
  readonly origin: SessionOrigin;
  readonly addedAt: EpochMs;
  readonly arrival: Arrival;
  /** In mixer order. Empty until the service has answered. */
  readonly stems: readonly Stem[];
  /** The unseparated song, for comparison; not a strip. */
  readonly original: SavedAudio | null;
  /** The kind of picture that `coverUrl` serves; null: none. */
  readonly cover: CoverKind | null;
  /** Bytes on disk. */
  readonly byteLength: number;
  /** The user keeps it: it is never evicted. */
  readonly isPinned: boolean;
  /** Null: never. From this computer's clock, so only good for sorting. */
  readonly lastPlayedAt: EpochMs | null;
  /** Files its import left out, or stems that it could not hold; at most `mostSkipped`. */
  readonly skipped: readonly SkippedFile[];
  /** Opened read-only because a newer Stemroom wrote it. */
  readonly isReadOnly: boolean;
};

/** The use of a new song of which nothing was left out. */
export const neverUsed = { isPinned: false, lastPlayedAt: null, skipped: [] } as const;

export type StemProgress = {
  readonly stemId: StemId;
  readonly receivedBytes: number;
  /** Null until the server has sent a length. */
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number;
};

/** Progress of one song's downloads, sent at most four times a second. */
export type FetchProgress = {
  readonly sessionId: SessionId;
  readonly stems: readonly StemProgress[];
  readonly bytesPerSecond: number;
  /** Null while unknown. */
  readonly secondsLeft: number | null;
};

/** The stems the service can separate, in mixer order; `other` is for the rest. */
export const stemKinds = [
  'vocals',
  'backingVocals',
  'drums',
  'percussion',
  'bass',
  'guitar',
  'piano',
  'keyboard',
  'synth',
  'strings',
  'brass',
  'woodwinds',
  'fx',
  'instrumental',
  'other',
] as const;

export type StemKind = (typeof stemKinds)[number];

export const coverKinds = ['jpeg', 'png'] as const;
export type CoverKind = (typeof coverKinds)[number];

/** A song's picture: kind and bytes. */
export type CoverArt = { readonly kind: CoverKind; readonly bytes: Uint8Array<ArrayBuffer> };

export const mostCoverBytes = 4 * 1024 * 1024;

/** Returns the picture these bytes are by their magic number, whatever their name; null: another kind, or too large. */
export function coverOf(bytes: Uint8Array<ArrayBuffer>): CoverArt | null {
  if (bytes.length > mostCoverBytes) return null;
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return { kind: 'jpeg', bytes };
  return startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) ? { kind: 'png', bytes } : null;
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);

/** A pitch class counted in semitones from C (0) to B (11), and the scale on it. */
export type MusicalKey = { readonly tonic: number; readonly mode: 'major' | 'minor' };

/** The shift that would correct a stem that seems late or early. */
export type ShiftHint = {
  /** For the strip's `shiftFrames`: negative for a stem that is late. */
  readonly shiftFrames: number;
  /** How it was found: by correlation with the original, or by a length that an encoder's delay explains. */
  readonly basis: 'original' | 'length';
};

/** The most beats of a grid: a day at 138 beats a minute. */
export const mostBeats = 200_000;
/** Upper and lower limits of measured levels; files of floats can exceed them and are clamped. */
export const loudestLufs = 40;
export const highestPeakDb = 60;
export const lowestPeakDb = -400;

export type StemAnalysis = {
  readonly stemId: StemId;
  /** The file that was analysed; another file makes this stale. */
  readonly sha256: Sha256;
  /** ITU-R BS.1770-5, in LUFS; null for a stem under the absolute gate of -70 LUFS. */
  readonly integratedLufs: number | null;
  /** ITU-R BS.1770-5 annex 2, in dBTP; null for digital silence. */
  readonly truePeakDb: number | null;
  readonly isSilent: boolean;
  readonly shiftHint: ShiftHint | null;
};

/** The analysis of a song, kept with it. Tempo and key are estimates. */
export type SongAnalysis = {
  /** In the order of the session's stems, without those that could not be decoded. */
  readonly stems: readonly StemAnalysis[];
  /** Confidence: 0 a guess, 1 sure. `beatSeconds`: each beat, from the start of the song as recorded. */
  readonly tempo: { readonly bpm: number; readonly confidence: number; readonly beatSeconds: readonly number[] } | null;
  readonly key: (MusicalKey & { readonly confidence: number }) | null;
  /** Power of (original minus sum of stems) against that of the original, in dB; null without an original. */
  readonly residualDb: number | null;
  /** The user's corrections; null: the estimate stands. */
  readonly stated: { readonly bpm: number | null; readonly key: MusicalKey | null };
};

/** Why a file that looks like sound, or a stem that the service offers, did not become a stem. */
export const skipReasons = [
  'unsupportedFormat',
  'unpackFirst',
  'notSound',
  'noSoundInFilm',
  'incomplete',
  'empty',
  'halfDownload',
  'hidden',
  'unreadable',
  'gone',
  'linkOutside',
  'brokenLink',
  'tooDeep',
  'tooMany',
  'archiveBesideSound',
  'archiveTooLarge',
  'archiveDamaged',
  'unsafePath',
  'sameName',
  'encrypted',
  'songFull',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** A file an import left out, or a stem a full song did. `file`: its path below what was given, or the stem's name, for display. `detail`: a name or a number, often empty. */
export type SkippedFile = { readonly file: string; readonly reason: SkipReason; readonly detail: string };

/** How many files that were left out one song remembers. */
export const mostSkipped = 500;
