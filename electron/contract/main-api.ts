import type { FetchProgress, Session, SessionId, Sha256, SongAnalysis, StemFacts, StemId } from './session.ts';
import type { KeptSettings, KeyStatus, KeyTest, Settings } from './settings.ts';
import type { ExportRequest, ExportTicket } from './export.ts';
import type { Mix } from './mix.ts';
import type { Failure, Result } from './result.ts';

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
  /** Where it lies, to be read by people: nothing can be asked of main with it. */
  readonly folder: string;
  /** What could be had again from the service, and so may go by itself when room is needed. */
  readonly evictableBytes: number;
  /** On the disk of the library; null when it cannot be reached. */
  readonly freeBytes: number | null;
};

/** How far a move of the library is, sent at most four times a second. */
export type MoveProgress = {
  readonly songsDone: number;
  readonly songsTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
};

/** Something that is noted of a song. */
export const sessionMarks = ['kept', 'notKept', 'played'] as const;
export type SessionMark = (typeof sessionMarks)[number];

/**
 * A fresh look at a song: its stems are there and as long as they were saved, the mix it was left with (null: never mixed),
 * and what listening to it told (null: not listened to yet).
 */
export type OpenedSession = {
  readonly session: Session;
  readonly mix: Mix | null;
  readonly analysis: SongAnalysis | null;
};

/**
 * How far the import that is being copied has come, sent at most four times a second. `isWaiting`: nothing is copied yet, since
 * another program is still writing the files.
 */
export type ImportProgress = {
  readonly title: string;
  readonly isWaiting: boolean;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
};

/** A song that an import would make. */
export type PlannedSong = { readonly title: string; readonly stemCount: number; readonly byteLength: number };

export type ImportAnswer =
  /** The songs that are in the library now, and those of several that could not be made. */
  | {
      readonly state: 'done';
      readonly sessions: readonly Session[];
      readonly failed: readonly { readonly title: string; readonly failure: Failure }[];
    }
  /** Several songs: nothing is copied before `answerImport` is called with the ticket. */
  | { readonly state: 'asks'; readonly ticket: string; readonly songs: readonly PlannedSong[] };

/** The most files and folders that one drop may hold. */
export const mostDroppedFiles = 2000;
/** The most songs that one import makes. */
export const mostPlannedSongs = 200;

/** A `File` of the page, seen without the DOM: only preload can turn it into a path. */
export type DroppedFile = { readonly name: string; readonly size: number };

/** What came of asking about a song again. `nothingNew`: it is whole, and the service offers no stem beyond it. */
export const resumedWords = ['underWay', 'nothingNew'] as const;
export type Resumed = (typeof resumedWords)[number];

/** Everything the page may ask of main. Every method takes at most one argument. */
export type MainApi = {
  listSessions(): Promise<Result<readonly Session[]>>;
  /** Answers at once, so that the song can play; ask `verifySession` next. */
  openSession(id: SessionId): Promise<Result<OpenedSession>>;
  /**
   * Compares every file of a song with its hash; at leisure when the song is larger than `verifiedFirstBytes`. What is damaged
   * is set aside and its stem says so, in the answer and in a `session` notice. Nothing may be made of a song's stems before
   * this has answered, and nothing of a song that is not larger may be heard.
   */
  verifySession(id: SessionId): Promise<Result<Session>>;
  renameSession(change: { readonly id: SessionId; readonly title: string }): Promise<Result<Session>>;
  /** `kept`: the song never goes by itself, whatever room it takes. `played`: now. */
  markSession(change: { readonly id: SessionId; readonly mark: SessionMark }): Promise<Result<Session>>;
  /** Moves the song's folder to the system's trash. */
  removeSession(id: SessionId): Promise<Result<undefined>>;
  restoreDemo(): Promise<Result<Session>>;

  /** Finds the task ids in the text and queues each; a task already in the library is that song. In order of appearance, at most `mostTaskIds`. */
  addTasks(text: string): Promise<Result<readonly Session[]>>;
  /**
   * Asks for a folder in a native dialog. `move`: copies the library there, compares every copy, uses it from then on and removes
   * the old one. `use`: from then on uses the library that is there, or begins one in an empty folder. Null: dismissed, or `move` was
   * cancelled.
   */
  changeLibraryFolder(how: 'move' | 'use'): Promise<Result<LibraryDetails | null>>;

  /**
   * Asks the service again and fetches what is missing: "Check again", "Try again", "Fetch the rest". Answers at once, but for a
   * song that is whole: then when the service has answered, and a failure leaves the song as it was.
   */
  resumeFetch(id: SessionId): Promise<Result<Resumed>>;
  cancelFetch(id: SessionId): Promise<Result<undefined>>;
  /** The answer to a `hostQuestion` notice; remembered. */
  answerHostQuestion(answer: { readonly host: string; readonly isAllowed: boolean }): Promise<Result<undefined>>;

  /** Asks for a folder or files in a native dialog. Null: dismissed. */
  chooseImport(what: 'folder' | 'files'): Promise<Result<ImportAnswer | null>>;
  /** Files and folders dropped on the window, `mostDroppedFiles` at most; preload turns them into paths, main checks them. */
  importDropped(files: readonly DroppedFile[]): Promise<Result<ImportAnswer>>;
  /** Whether the songs of an import that asked are wanted. Copies them. */
  answerImport(answer: { readonly ticket: string; readonly isWanted: boolean }): Promise<Result<ImportAnswer>>;

  saveMix(change: { readonly id: SessionId; readonly mix: Mix }): Promise<Result<undefined>>;
  saveAnalysis(change: { readonly id: SessionId; readonly analysis: SongAnalysis }): Promise<Result<undefined>>;
  saveStemFacts(change: {
    readonly id: SessionId;
    readonly stemId: StemId;
    readonly facts: StemFacts;
  }): Promise<Result<undefined>>;

  keyStatus(): Promise<Result<KeyStatus>>;
  saveKey(key: string): Promise<Result<KeyStatus>>;
  removeKey(): Promise<Result<KeyStatus>>;
  /**
   * `import`: stops every import that is under way; each fails with `cancelled` and leaves nothing behind. `keychain`: stops
   * waiting for a keychain that is asking the user something; what waited fails with `keychainDismissed`. `move`: everything stays
   * where it was.
   */
  cancel(what: 'import' | 'keychain' | 'move'): Promise<Result<undefined>>;
  testKey(): Promise<Result<KeyTest>>;

  readSettings(): Promise<Result<KeptSettings>>;
  changeSettings(change: Partial<Settings>): Promise<Result<KeptSettings>>;
  appDetails(): Promise<Result<AppDetails>>;
  openExternal(page: ExternalPage): Promise<Result<undefined>>;
  /**
   * Ends the process through which Chromium plays; a new one comes up with the next sound. For when the system's sound server
   * was restarted, which the old process does not find again.
   */
  restartSound(): Promise<Result<undefined>>;

  /** Asks where to save. Null: dismissed. The bytes of each file then go to the `exportUrl` of its ticket. */
  beginExport(wish: ExportWish): Promise<Result<ExportSet | null>>;
  /**
   * `isKept`: makes the file durable and puts it in place, whole. Otherwise, and when that fails, what was written is removed.
   * The ticket ends here in any case.
   */
  endExport(end: { readonly ticket: ExportTicket; readonly isKept: boolean }): Promise<Result<undefined>>;
  /** Opens the file manager: in the song's folder, where a file that was kept lies, or where the log is. */
  reveal(what: Revealed): Promise<Result<undefined>>;
};

/** The most files that one export may write. */
export const mostExportFiles = 256;

/** What shall be written, before anybody knows where. */
export type ExportWish = {
  /**
   * Names with their endings, 1 to `mostExportFiles`. For one the native dialog asks for a file, for several for a folder; there each
   * name may have one folder before it (`Night Drive/Vocals.wav`). In a folder nothing is replaced: a name that is taken is
   * numbered, and so is a folder that is there already, as a whole.
   */
  readonly names: readonly string[];
  /** The name of a document that tells of the files, beside them; null: none. Beside a single file it takes that file's name. */
  readonly report: string | null;
  /** What all files will about come to, for the taskbar only. Null: nobody knows. */
  readonly expectedBytes: number | null;
};

export type ExportTarget = {
  readonly ticket: ExportTicket;
  /** As it will be, in the chosen folder: with the folder before it that was asked for. */
  readonly fileName: string;
};

export type ExportSet = {
  /** What the chosen folder is called. */
  readonly folderName: string;
  /** In the order of the names. */
  readonly files: readonly ExportTarget[];
  readonly report: ExportTarget | null;
};

export type Revealed =
  | { readonly kind: 'session'; readonly id: SessionId }
  | { readonly kind: 'export'; readonly ticket: ExportTicket }
  | { readonly kind: 'log' };

/** Menu items that the page carries out. */
export const commands = [
  'addSong',
  'importFolder',
  'importFiles',
  'export',
  'settings',
  'shortcuts',
  'undo',
  'redo',
  'resetMix',
  'playPause',
  'stop',
  'slower',
  'faster',
  'keyDown',
  'keyUp',
  'playAsRecorded',
  'toggleLibrary',
] as const;
export type Command = (typeof commands)[number];

/** Everything main tells the page unasked. */
export type Notice =
  | { readonly about: 'session'; readonly session: Session }
  | { readonly about: 'sessionGone'; readonly id: SessionId }
  | { readonly about: 'fetch'; readonly progress: FetchProgress }
  /** Null: nothing is being imported any more. */
  | { readonly about: 'import'; readonly progress: ImportProgress | null }
  /** Null: the library is not being moved any more. */
  | { readonly about: 'move'; readonly progress: MoveProgress | null }
  | { readonly about: 'command'; readonly command: Command }
  | { readonly about: 'hostQuestion'; readonly host: string }
  | { readonly about: 'keyWaiting'; readonly isWaiting: boolean }
  /** The computer is about to sleep. */
  | { readonly about: 'suspend' }
  /** To a page without a window, once. */
  | { readonly about: 'exportRequest'; readonly request: ExportRequest };

/** What preload puts on `window.stemroom`. */
export type Bridge = MainApi & {
  /** Returns the way out. */
  onNotice(listener: (notice: Notice) => void): () => void;
};

/** Bytes go by URL, on the page's own origin but for whole stems. */
export const appOrigin = 'app://bundle';
/** GET: the picture of a song (200, 404 when it has none). */
export const coverUrl = (id: SessionId): string => `${appOrigin}/__cover/${id}`;
/** GET with Range: the bytes of a saved stem (200, 206, 416). */
export const stemUrl = (sha256: Sha256): string => `${appOrigin}/__stem/${sha256}`;
/** Where whole stems are, and nothing else. */
export const stemOrigin = 'stem://library';
/**
 * GET with Range: the same, from Chromium's own file loader, past all of our JavaScript, at ten times the speed. For reading
 * through: the answer is always 200, and `Content-Range` says that it is a part.
 */
export const stemFlowUrl = (sha256: Sha256): string => `${stemOrigin}/${sha256}`;
/** Bytes `[offset, offset + length)` of a saved stem. */
export type StemPart = { readonly sha256: Sha256; readonly offset: number; readonly length: number };
/** The most that one request for parts may ask for. */
export const mostParts = 32;
export const mostPartBytes = 4 * 1024 * 1024;
/**
 * GET: parts of many stems in one answer, one right behind the other (200; 404 when a stem is unknown, 416 when a part goes
 * beyond the end, 400 for more than may be asked).
 */
export const partsUrl = (parts: readonly StemPart[]): string =>
  `${appOrigin}/__parts?${parts.map(({ sha256, offset, length }) => `${sha256}=${offset}+${length}`).join('&')}`;
/** GET or PUT (1 MiB at most): the drawn shape of a stem, format owned by the page (`renderer/dsp`). */
export const overviewUrl = (sha256: Sha256): string => `${appOrigin}/__overview/${sha256}`;
/** PUT with `?offset=<bytes>`: a piece of an export, 8 MiB at most. 204 when it is written, 507 disk full, 404 unknown ticket. */
export const exportUrl = (ticket: ExportTicket, offsetBytes: number): string =>
  `${appOrigin}/__export/${ticket}?offset=${String(offsetBytes)}`;
