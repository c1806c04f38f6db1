import {
  defaultSettings,
  fail,
  flatMix,
  listedSong,
  noSetlists,
  ok,
  packSongs,
  type Bridge,
  type ExportTarget,
  type ExportTicket,
  type KeyStatus,
  type Mix,
  type Notice,
  type OpenedSession,
  type Session,
  type SessionId,
  type SongAnalysis,
  type Setlists,
  type SongSheet,
} from '#contract';
import { exportTicketSchema } from '#contract/schemas';

const noKey: KeyStatus = { isPresent: false, lastFour: null, backend: 'GNOME Keyring', problem: null };

/** Main as the page sees it, with a library in memory. What the page asked for is written down in `asked`. */
export class FakeBridge {
  readonly asked: string[] = [];
  readonly saved: { readonly id: SessionId; readonly mix: Mix }[] = [];
  readonly #listeners = new Set<(notice: Notice) => void>();
  sessions: readonly Session[];
  mixes = new Map<SessionId, Mix>();
  sheets = new Map<SessionId, SongSheet>();
  setlists: Setlists = noSetlists;
  analyses = new Map<SessionId, SongAnalysis>();
  /** What each file that was begun is called. */
  readonly names = new Map<ExportTicket, string>();

  constructor(sessions: readonly Session[] = []) {
    this.sessions = sessions;
  }

  /** Main tells the page something. */
  tell(notice: Notice): void {
    for (const listener of this.#listeners) listener(notice);
  }

  #targetOf(fileName: string): ExportTarget {
    const ticket = exportTicketSchema.parse(String(this.names.size).padStart(26, '0'));
    this.names.set(ticket, fileName);
    return { ticket, fileName };
  }

  /** The page's side. Methods given here are answered so instead. */
  api(instead: Partial<Bridge> = {}): Bridge {
    const note = <Value>(name: string, value: Value): Promise<Value> => {
      this.asked.push(name);
      return Promise.resolve(value);
    };
    const found = (id: SessionId) => {
      const session = this.sessions.find((one) => one.id === id);
      return session === undefined ? fail('notFound') : ok(session);
    };
    return {
      listSongs: () => note('listSongs', ok(packSongs(this.sessions.map(listedSong)))),
      openSession: (id) => {
        const session = found(id);
        const opened: OpenedSession | null = session.ok
          ? {
              session: session.value,
              mix: this.mixes.get(id) ?? null,
              sheet: this.sheets.get(id) ?? null,
              analysis: this.analyses.get(id) ?? null,
            }
          : null;
        return note(`openSession ${id}`, opened === null ? fail('notFound') : ok(opened));
      },
      prepareSession: (id) => {
        const session = found(id);
        const opened = session.ok
          ? ok({
              session: session.value,
              mix: this.mixes.get(id) ?? null,
              sheet: this.sheets.get(id) ?? null,
              analysis: null,
            })
          : session;
        return note(`prepareSession ${id}`, opened);
      },
      verifySession: (id) => note(`verifySession ${id}`, found(id)),
      renameSession: ({ id, title }) => {
        const session = found(id);
        return note(`renameSession ${title}`, session.ok ? ok({ ...session.value, title }) : session);
      },
      markSession: ({ id, mark }) => note(`mark ${id} ${mark}`, found(id)),
      removeSession: (id) => note(`removeSession ${id}`, ok()),
      restoreDemo: () => note('restoreDemo', fail('internal')),
      changeLibraryFolder: (how) => note(`changeLibraryFolder ${how}`, ok(null)),
      addTasks: (text) => note(`addTasks ${text}`, ok(this.sessions)),
      resumeFetch: (id) => note(`resumeFetch ${id}`, ok('underWay')),
      cancelFetch: (id) => note(`cancelFetch ${id}`, ok()),
      answerHostQuestion: ({ host, isAllowed }) => note(`answer ${host} ${String(isAllowed)}`, ok()),
      chooseImport: (what) => note(`chooseImport ${what}`, ok(null)),
      importDropped: () => note('importDropped', fail('nothingToImport')),
      answerImport: ({ isWanted }) =>
        note(`answerImport ${String(isWanted)}`, ok({ state: 'done' as const, sessions: [], failed: [] })),
      saveMix: (change) => {
        this.saved.push(change);
        return note('saveMix', ok());
      },
      saveSheet: ({ id, sheet }) => {
        this.sheets.set(id, sheet);
        return note(`saveSheet ${id}`, ok());
      },
      chooseText: (what) => note(`chooseText ${what}`, ok(null)),
      setlists: (changed) => {
        this.setlists = changed ?? this.setlists;
        return note(changed === null ? 'setlists' : 'save setlists', ok(this.setlists));
      },
      stage: (order) => note(`stage ${order.does}`, ok()),
      saveAnalysis: ({ id, analysis }) => {
        this.analyses.set(id, analysis);
        return note(`saveAnalysis ${id}`, ok());
      },
      saveStemFacts: ({ stemId }) => note(`saveStemFacts ${stemId}`, ok()),
      stemFile: ({ does, stemId }) => note(`stemFile ${does} ${stemId}`, ok(null)),
      keyStatus: () => note('keyStatus', ok(noKey)),
      saveKey: (key) => note('saveKey', ok({ ...noKey, isPresent: true, lastFour: key.slice(-4) })),
      removeKey: () => note('removeKey', ok(noKey)),
      cancel: (what) => note(`cancel ${what}`, ok()),
      testKey: () => note('testKey', ok({ outcome: 'works' as const, creditsLeft: 42 })),
      chooseSong: () => note('chooseSong', ok(null)),
      dropSong: () => note('dropSong', fail('unsupportedFile')),
      encodeSong: () => note('encodeSong', ok(this.#targetOf('upload.mp3').ticket)),
      offerPurchase: () => note('offerPurchase', fail('noKey')),
      buySeparation: ({ title }) => note(`buySeparation ${title}`, fail('internal')),
      listPurchases: () => note('listPurchases', ok([])),
      savePurchases: () => note('savePurchases', ok(false)),
      serviceSong: () => note('serviceSong', ok({ song: null, words: null })),
      addGeneration: ({ taskId }) => note(`addGeneration ${taskId}`, fail('taskNotFound')),
      buyWords: () => note('buyWords', ok([])),
      buyMidi: () => note('buyMidi', ok(false)),
      settlePurchase: ({ id, settlement }) =>
        note(`settle ${id} ${settlement.as}`, ok({ purchases: [], sessionId: null })),
      readSettings: () => note('readSettings', ok({ settings: defaultSettings, trouble: null, locale: 'en' })),
      changeSettings: (change) =>
        note('changeSettings', ok({ settings: { ...defaultSettings, ...change }, trouble: null, locale: 'en' })),
      appDetails: () => note('appDetails', fail('internal')),
      restartSound: () => note('restartSound', ok()),
      openExternal: (page) => note(`openExternal ${page}`, ok()),
      beginExport: ({ names, report }) => {
        const files = names.map((name) => this.#targetOf(name));
        const set = { folderName: 'Music', files, report: report === null ? null : this.#targetOf(report) };
        return note(`beginExport ${names.join(', ')}`, ok(set));
      },
      endExport: ({ ticket, isKept }) => note(`${isKept ? 'keep' : 'drop'} ${this.names.get(ticket) ?? '?'}`, ok()),
      reveal: (what) => note(`reveal ${what.kind}`, ok()),
      onNotice: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      ...instead,
    };
  }
}

export const mixOf = (session: Session): Mix => flatMix(session.stems.map((stem) => stem.id));
