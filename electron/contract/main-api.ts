import type {
  AddedStemFile,
  FetchProgress,
  Session,
  SessionId,
  Sha256,
  SongAnalysis,
  StemFacts,
  StemId,
} from './session.ts';
import type { KeptSettings, KeyStatus, KeyTest, Settings } from './settings.ts';
import type { ExportRequest, ExportTicket } from './export.ts';
import type { Mix } from './mix.ts';
import type {
  ChosenFile,
  Purchase,
  PurchaseId,
  PurchaseOffer,
  PurchaseProgress,
  SeparationOrder,
  Settled,
  Settlement,
} from './purchase.ts';
import type { Command } from './stage/commands.ts';
import type { Failure, Result } from './result.ts';
import type { GenerationAnswer, GenerationQuestion, KeptServiceSong, SongOrder, TimedWord } from './service-song.ts';
import type { Setlists } from './stage/setlist.ts';
import type { SongSheet } from './song-sheet.ts';
import type { StageOrder } from './stage/stage.ts';

/** Pages outside the app that may be opened in the browser, by name. */
export const externalPages = ['apiKey', 'service', 'project'] as const;
export type ExternalPage = (typeof externalPages)[number];

export type AppDetails = {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  readonly platform: string;
  readonly libraryBytes: number;
  readonly library: LibraryDetails;
};

export type LibraryDetails = {
  /** The library's folder, for display only; `~` stands for the home folder. */
  readonly folder: string;
  /** Bytes of songs that may be evicted because they can be fetched again. */
  readonly evictableBytes: number;
  /** Free bytes on the library's disk; null when it cannot be reached. */
  readonly freeBytes: number | null;
};

/** Progress of a move of the library, sent at most four times a second. */
export type MoveProgress = {
  readonly songsDone: number;
  readonly songsTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
};

/** A mark on a song. */
export const sessionMarks = ['kept', 'notKept', 'played'] as const;
export type SessionMark = (typeof sessionMarks)[number];

/**
 * An opened song: its session after a check of every stem's file size, its saved mix (null: never mixed), its song sheet (null: nothing
 * said yet) and its analysis (null: not analysed yet).
 */
export type OpenedSession = {
  readonly session: Session;
  readonly mix: Mix | null;
  readonly sheet: SongSheet | null;
  readonly analysis: SongAnalysis | null;
};

/**
 * Progress of the running import, sent at most four times a second. `isWaiting`: nothing is copied yet, because another program is
 * still writing the files.
 */
export type ImportProgress = {
  readonly title: string;
  readonly isWaiting: boolean;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
};

/** A song that an import would create. */
export type PlannedSong = { readonly title: string; readonly stemCount: number; readonly byteLength: number };

export type ImportAnswer =
  /** The songs added to the library, and the titles of those that failed. */
  | {
      readonly state: 'done';
      readonly sessions: readonly Session[];
      readonly failed: readonly { readonly title: string; readonly failure: Failure }[];
    }
  /** Several songs: nothing is copied until `answerImport` is called with this ticket. */
  | { readonly state: 'asks'; readonly ticket: string; readonly songs: readonly PlannedSong[] };

/** The most files and folders that one drop may hold. */
export const mostDroppedFiles = 2000;
/** The most songs that one import makes. */
export const mostPlannedSongs = 200;

/** A `File` of the page, seen without the DOM: only preload can turn it into a path. */
export type DroppedFile = { readonly name: string; readonly size: number };

/** The result of `resumeFetch`. `nothingNew`: the song is complete, and the service offers no further stem. */
export const resumedWords = ['underWay', 'nothingNew'] as const;
export type Resumed = (typeof resumedWords)[number];

/** Work that `cancel` stops. */
export const cancellable = ['import', 'keychain', 'move', 'purchase'] as const;

/** What happens to the files of a stem. */
export type StemFileOrder = { readonly id: SessionId; readonly stemId: StemId } &
  /** A copy of a file that was dropped, whose path preload adds, or that is asked for in the native dialog (null). */
  (
    | { readonly does: 'add'; readonly file: DroppedFile | null }
    /** Plays another one; the one before lies beside it from then on. */
    | { readonly does: 'use'; readonly sha256: Sha256 }
    | { readonly does: 'discard'; readonly sha256: Sha256 }
  );

/** Everything the page may ask of main. Every method takes at most one argument. */
export type MainApi = {
  /** Returns every song as the list shows it, in a text for `unpackSongs`. Changes follow as notices. */
  listSongs(): Promise<Result<string>>;
  /** Answers at once, so that the song can play; call `verifySession` next. */
  openSession(id: SessionId): Promise<Result<OpenedSession>>;
  /**
   * Compares every file of a song with its hash, unless it is as it was when that was done since the start; slowly when the song is
   * larger than `verifiedFirstBytes`. Damaged files move to quarantine, and their stems say so in the answer and in a `session` notice.
   * Export nothing before this has answered; a song up to `verifiedFirstBytes` must not play before either.
   */
  verifySession(id: SessionId): Promise<Result<Session>>;
  /**
   * As `openSession`, for a song that is to play next: another one stays open. Its files are kept until a song is opened or prepared in
   * its place.
   */
  prepareSession(id: SessionId): Promise<Result<OpenedSession>>;
  renameSession(change: { readonly id: SessionId; readonly title: string }): Promise<Result<Session>>;
  /** `kept`: the song is never evicted. `played`: sets the time of the last use to now. */
  markSession(change: { readonly id: SessionId; readonly mark: SessionMark }): Promise<Result<Session>>;
  /** Moves the song's folder to the system's trash. */
  removeSession(id: SessionId): Promise<Result<undefined>>;
  restoreDemo(): Promise<Result<Session>>;

  /** Finds the task ids in a text and queues each, in order of appearance, at most `mostTaskIds`. A task already in the library keeps its song. */
  addTasks(text: string): Promise<Result<readonly Session[]>>;
  /**
   * Asks for a folder in a native dialog. `move`: copies the library there, compares every copy, switches to it and removes the old
   * one. `use`: switches to the library in that folder, or starts one when the folder is empty. Null: dismissed, or `move` was cancelled.
   */
  changeLibraryFolder(how: 'move' | 'use'): Promise<Result<LibraryDetails | null>>;

  /**
   * Asks the service again and fetches what is missing: "Check again", "Try again", "Fetch the rest". Answers at once; for a complete
   * song it answers once the service has, and a failure leaves the song as it was.
   */
  resumeFetch(id: SessionId): Promise<Result<Resumed>>;
  cancelFetch(id: SessionId): Promise<Result<undefined>>;
  /** Answers a `hostQuestion` notice. A yes is saved in the settings. */
  answerHostQuestion(answer: { readonly host: string; readonly isAllowed: boolean }): Promise<Result<undefined>>;

  /** Asks for a folder or files in a native dialog. Null: dismissed. */
  chooseImport(what: 'folder' | 'files'): Promise<Result<ImportAnswer | null>>;
  /** Files and folders dropped on the window, `mostDroppedFiles` at most; preload turns them into paths, main checks them. */
  importDropped(files: readonly DroppedFile[]): Promise<Result<ImportAnswer>>;
  /** Answers an import of several songs: copies them, or drops the import. */
  answerImport(answer: { readonly ticket: string; readonly isWanted: boolean }): Promise<Result<ImportAnswer>>;

  saveMix(change: { readonly id: SessionId; readonly mix: Mix }): Promise<Result<undefined>>;
  saveSheet(change: { readonly id: SessionId; readonly sheet: SongSheet }): Promise<Result<undefined>>;
  /**
   * Asks for a file of lyrics, of chords or of a setlist in a native dialog and reads it. Null: dismissed. Fails with `noLyrics`, `noChords`
   * or `noSetlist`, or as the disk does.
   */
  chooseText(what: TextKind): Promise<Result<ChosenText | null>>;
  /** Saves all setlists, durably when this succeeds; null: nothing to save. Returns them as they are kept. Fails with `setlistsUnreadable`, or as the disk does. */
  setlists(changed: Setlists | null): Promise<Result<Setlists>>;
  /** Opens or closes the stage window, or changes what it shows. */
  stage(order: StageOrder): Promise<Result<undefined>>;
  saveAnalysis(change: { readonly id: SessionId; readonly analysis: SongAnalysis }): Promise<Result<undefined>>;
  saveStemFacts(change: {
    readonly id: SessionId;
    readonly stemId: StemId;
    readonly facts: StemFacts;
  }): Promise<Result<undefined>>;

  /**
   * Adds a sound file beside that of a stem, which goes on playing, lets the stem play one of these files, or removes one. Answers with what
   * was added; null: dismissed, or nothing was to be added. Fails with `unsupportedFile`, `libraryFull`, `diskFull`, `fileMissing`, `notFound`,
   * or as the disk does.
   */
  stemFile(order: StemFileOrder): Promise<Result<AddedStemFile | null>>;
  keyStatus(): Promise<Result<KeyStatus>>;
  saveKey(key: string): Promise<Result<KeyStatus>>;
  removeKey(): Promise<Result<KeyStatus>>;
  /**
   * `import`: stops every running import; each fails with `cancelled` and leaves nothing behind. `keychain`: stops waiting for the
   * keychain's own dialog; what waited fails with `keychainDismissed`. `move`: stops the move; the library stays where it was. `purchase`:
   * stops a purchase that has not been asked for yet, which fails with `cancelled`.
   */
  cancel(what: (typeof cancellable)[number]): Promise<Result<undefined>>;
  testKey(): Promise<Result<KeyTest>>;

  /** Asks for a sound file to be separated in the native dialog. Null: dismissed. Fails with `unsupportedFile`, `songTooLong`, or as the disk does. */
  chooseSong(): Promise<Result<ChosenFile | null>>;
  /** A sound file dropped on the window, as `chooseSong`; preload turns it into a path. */
  dropSong(file: DroppedFile): Promise<Result<ChosenFile>>;
  /**
   * Opens a ticket for the MP3 of a chosen file that is larger than `mostUploadBytes`, which is then sent in its place. End it by
   * `endExport`. Fails with `sourceUnreadable`, or as the disk does.
   */
  encodeSong(sha256: Sha256): Promise<Result<ExportTicket>>;
  /** Asks for the account's credits. Fails with `ledgerUnreadable`, or as the key test does. */
  offerPurchase(): Promise<Result<PurchaseOffer>>;
  /**
   * Buys one separation, once for each confirmation, and returns its song. Sends `purchase` notices. Fails with `alreadyBought`,
   * `purchaseUncertain`, `cancelled`, or with what kept it from being bought.
   */
  buySeparation(order: SeparationOrder): Promise<Result<Session>>;
  /** The ledger, newest first, at most `mostPurchasesShown`. */
  listPurchases(): Promise<Result<readonly Purchase[]>>;
  /** Asks where to save the whole ledger as CSV. False: dismissed. */
  savePurchases(): Promise<Result<boolean>>;
  /** What is kept of a song that the service made. Fails with `notFound`. */
  serviceSong(id: SessionId): Promise<Result<KeptServiceSong>>;
  /**
   * Asks for the songs of a generation task and keeps what belongs to this song: title, tags, prompt, cover and original. Costs nothing.
   * Fails with `taskNotFound`, `generationPending`, or as the service does.
   */
  addGeneration(question: GenerationQuestion): Promise<Result<GenerationAnswer>>;
  /** Buys the timed words of a song whose generation task is known, and keeps them. Fails as `buySeparation` does. */
  buyWords(order: SongOrder): Promise<Result<readonly TimedWord[]>>;
  /**
   * Buys the notes of a song's stems and saves a `.mid` of each where the user says. A task that was bought before is fetched again for
   * nothing. False: dismissed. Fails as `buySeparation` does, or with `noNotes`.
   */
  buyMidi(order: SongOrder): Promise<Result<boolean>>;
  /** Settles a purchase to which no clear answer came. A task that is named becomes a song of the library. */
  settlePurchase(change: { readonly id: PurchaseId; readonly settlement: Settlement }): Promise<Result<Settled>>;

  readSettings(): Promise<Result<KeptSettings>>;
  changeSettings(change: Partial<Settings>): Promise<Result<KeptSettings>>;
  appDetails(): Promise<Result<AppDetails>>;
  openExternal(page: ExternalPage): Promise<Result<undefined>>;
  /**
   * Ends Chromium's audio process; the next sound starts a new one. For a restart of the system's sound server, which the old process
   * does not find again.
   */
  restartSound(): Promise<Result<undefined>>;

  /** Asks where to save. Null: dismissed. The bytes of each file then go to the `exportUrl` of its ticket. */
  beginExport(newExport: NewExport): Promise<Result<ExportSet | null>>;
  /**
   * `isKept`: makes the file durable and renames it into place. Otherwise, and when that fails, the temporary file is removed. The
   * ticket ends either way.
   */
  endExport(end: { readonly ticket: ExportTicket; readonly isKept: boolean }): Promise<Result<undefined>>;
  /** Opens the file manager: in the song's folder, where a file that was kept lies, or where the log is. */
  reveal(what: Revealed): Promise<Result<undefined>>;
};

/** Text that is read from a file. */
export const textKinds = ['lyrics', 'chords', 'setlist'] as const;
export type TextKind = (typeof textKinds)[number];

/** A file of lyrics, or of a setlist, that the user chose: its name, and its bytes, at most `largestLyricsBytes`. */
export type ChosenText = { readonly name: string; readonly bytes: Uint8Array };

/** The most files that one export may write. */
export const mostExportFiles = 256;

/** What the page wants to write; main asks the user where. */
export type NewExport = {
  /**
   * Names with their endings, 1 to `mostExportFiles`. For one name the native dialog asks for a file, for several for a folder; there
   * each name may have one folder before it (`Night Drive/Vocals.wav`). Nothing in a folder is replaced: a taken name, of a file or of
   * a folder, gets a number.
   */
  readonly names: readonly string[];
  /** The name of the loudness report beside the files; null: none. Beside a single file it takes that file's name. */
  readonly report: string | null;
  /** The estimated size of all files, for the taskbar only; null: unknown. */
  readonly expectedBytes: number | null;
};

export type ExportTarget = {
  readonly ticket: ExportTicket;
  /** The file's name within the chosen folder, with the subfolder asked for. */
  readonly fileName: string;
};

export type ExportSet = {
  /** The name of the chosen folder. */
  readonly folderName: string;
  /** In the order of the names. */
  readonly files: readonly ExportTarget[];
  readonly report: ExportTarget | null;
};

export type Revealed =
  | { readonly kind: 'session'; readonly id: SessionId }
  | { readonly kind: 'export'; readonly ticket: ExportTicket }
  | { readonly kind: 'log' };

/** Every message main sends to the page on its own. */
export type Notice =
  | { readonly about: 'session'; readonly session: Session }
  | { readonly about: 'sessionGone'; readonly id: SessionId }
  | { readonly about: 'fetch'; readonly progress: FetchProgress }
  /** Null: no import runs any more. */
  | { readonly about: 'import'; readonly progress: ImportProgress | null }
  /** Null: the move has ended. */
  | { readonly about: 'move'; readonly progress: MoveProgress | null }
  /** Null: the purchase has ended. */
  | { readonly about: 'purchase'; readonly progress: PurchaseProgress | null }
  | { readonly about: 'command'; readonly command: Command }
  | { readonly about: 'hostQuestion'; readonly host: string }
  /** The stage window has opened or closed. */
  | { readonly about: 'stage'; readonly isOpen: boolean }
  | { readonly about: 'keyWaiting'; readonly isWaiting: boolean }
  /** The computer is about to sleep. */
  | { readonly about: 'suspend' }
  /** Sent once to a page without a window. */
  | { readonly about: 'exportRequest'; readonly request: ExportRequest };

/** What preload puts on `window.stemroom`. */
export type Bridge = MainApi & {
  /** Returns the unsubscribe function. */
  onNotice(listener: (notice: Notice) => void): () => void;
};

/** The page's own origin, by which all bytes but whole stems go. */
export const appOrigin = 'app://bundle';
/** GET: the picture of a song (200, 404 when it has none). */
export const coverUrl = (id: SessionId): string => `${appOrigin}/__cover/${id}`;
/** GET with Range: the bytes of a saved stem (200, 206, 416). */
export const stemUrl = (sha256: Sha256): string => `${appOrigin}/__stem/${sha256}`;
/** The origin of whole stems. */
export const stemOrigin = 'stem://library';
/**
 * GET with Range: the same bytes from Chromium's own file loader, ten times faster because no JavaScript of ours runs. The status is
 * always 200, also for a part; `Content-Range` tells them apart.
 */
export const stemFlowUrl = (sha256: Sha256): string => `${stemOrigin}/${sha256}`;
/** Bytes `[offset, offset + length)` of a saved stem. */
export type StemPart = { readonly sha256: Sha256; readonly offset: number; readonly length: number };
/** The most bytes and parts of one request. */
export const mostParts = 32;
export const mostPartBytes = 4 * 1024 * 1024;
/**
 * GET: parts of many stems in one answer, back to back (200; 404 for an unknown stem, 416 for a part beyond the end, 400 above the
 * limits).
 */
export const partsUrl = (parts: readonly StemPart[]): string =>
  `${appOrigin}/__parts?${parts.map(({ sha256, offset, length }) => `${sha256}=${offset}+${length}`).join('&')}`;
/** GET or PUT (1 MiB at most): the waveform peaks of a stem, in a format of the page (`renderer/dsp`). */
export const overviewUrl = (sha256: Sha256): string => `${appOrigin}/__overview/${sha256}`;
/** PUT with `?offset=<bytes>`: a piece of an export, 8 MiB at most. 204 when it is written, 507 disk full, 404 unknown ticket. */
export const exportUrl = (ticket: ExportTicket, offsetBytes: number): string =>
  `${appOrigin}/__export/${ticket}?offset=${String(offsetBytes)}`;
