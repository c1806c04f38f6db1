import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flatMix, type Result, type SongAnalysis } from '../../../electron/contract/index.ts';
import { failureSchema, stemIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import { removeCommandFolders } from '../../../electron/main/headless/command-folder.ts';
import { diskFailure, isBug, orLogged } from '../../../electron/main/disk/disk-failure.ts';
import { type Fs, nodeFs } from '../../../electron/main/disk/fs.ts';
import { ExportLedger } from '../../../electron/main/export/export-ledger.ts';
import { nodeFolders } from '../../../electron/main/export/find-places.ts';
import { Demo } from '../../../electron/main/library/demo.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { LibraryLock } from '../../../electron/main/library/library-lock.ts';
import { libraryDetails, saveOverview } from '../../../electron/main/library/library.ts';
import { LibraryQuota } from '../../../electron/main/library/library-quota.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { TaskLibrary } from '../../../electron/main/library/task-library.ts';
import { SettingsFile } from '../../../electron/main/settings.ts';
import { homeWithSongs } from '../../unit/library/move/home-rig.ts';
import { kindOf, mp3Bytes, silentLog, soundFolder, valueOf } from '../../unit/library/rig.ts';

/** What libuv may say, and what it says when it has no word for it. */
const codes = [...Object.keys(constants.errno), 'UNKNOWN', 'EREMOTEIO', 'ENOMEDIUM', 'ECHARSET'];

/** As Node throws them; a code that Node does not know has no entry in `constants.errno`. */
const systemError = (code: string): Error => Object.assign(new Error(`${code}: a call`), { code, syscall: 'open' });

/** The real disk, until it answers every call with one errno: of files that are open as well. */
function droppingDisk() {
  const state: { code: string | null } = { code: null };
  const refuse = (): void => {
    if (state.code !== null) throw systemError(state.code);
  };
  const orRefuse =
    <Given extends readonly unknown[], Value>(call: (...given: Given) => Promise<Value>) =>
    async (...given: Given): Promise<Value> => {
      refuse();
      return call(...given);
    };
  const fs: Fs = {
    openFile: async (path, mode) => {
      refuse();
      const file = await nodeFs.openFile(path, mode);
      return {
        read: orRefuse((into: Uint8Array, position: number) => file.read(into, position)),
        write: orRefuse((bytes: Uint8Array, position: number) => file.write(bytes, position)),
        byteLength: orRefuse(() => file.byteLength()),
        truncate: orRefuse((byteLength: number) => file.truncate(byteLength)),
        sync: orRefuse(() => file.sync()),
        close: async () => {
          await file.close();
          refuse();
        },
      };
    },
    readFile: orRefuse((path: string) => nodeFs.readFile(path)),
    list: orRefuse((path: string) => nodeFs.list(path)),
    look: orRefuse((path: string) => nodeFs.look(path)),
    realPath: orRefuse((path: string) => nodeFs.realPath(path)),
    makeFolder: orRefuse((path: string) => nodeFs.makeFolder(path)),
    rename: orRefuse((from: string, to: string) => nodeFs.rename(from, to)),
    removeFile: orRefuse((path: string) => nodeFs.removeFile(path)),
    removeFolder: orRefuse((path: string) => nodeFs.removeFolder(path)),
    syncFolder: orRefuse((path: string) => nodeFs.syncFolder(path)),
    freeBytes: orRefuse((path: string) => nodeFs.freeBytes(path)),
  };
  return { fs, state };
}

const heard: SongAnalysis = {
  ...{ stems: [], tempo: null, key: null, residualDb: null },
  stated: { bpm: 120, key: null },
};

describe('F47 an error that the operating system gives', () => {
  it.each(codes)('%s is trouble of the disk, ends nothing and has a sentence', (code) => {
    const trouble = diskFailure(systemError(code));
    expect(failureSchema.safeParse(trouble).success).toBe(true);
    expect(isBug(systemError(code), silentLog)).toBe(false);
  });

  it.each(['ENOTCONN', 'EHOSTDOWN', 'ETIMEDOUT', 'ESTALE', 'ENETUNREACH'])(
    '%s says that the folder cannot be reached',
    (code) => {
      expect(diskFailure(systemError(code))?.kind).toBe('folderUnavailable');
    },
  );

  it('is told from a bug, which still ends the app', async () => {
    const coded = Object.assign(new TypeError('a bug'), { code: 'ERR_INVALID_ARG_TYPE' });
    expect([isBug(coded, silentLog), isBug(new Error('a bug'), silentLog), isBug('a bug', silentLog)]).toEqual([
      true,
      true,
      true,
    ]);
    await expect(orLogged(silentLog, 'work', () => Promise.reject(coded))).rejects.toBe(coded);
  });

  it('is an answer at every door to the disk, whatever it is, and all is as it was when the disk is back', async () => {
    const { fs, state } = droppingDisk();
    const { folder, target, home, store, library, settings, songs } = await homeWithSongs({ fs });
    const [song] = songs;
    const file = song.stems[0]?.file;
    if (file?.state !== 'saved') throw new Error('not saved');
    const { id, stems } = song;
    const tasks = new TaskLibrary(store);
    const quota = new LibraryQuota({
      ...{ store, limit: () => ({ isOn: true, limitGiB: 1 }), trustedNow: () => null, isOpen: () => false },
    });
    const planned = valueOf(await tasks.createForTask(taskIdSchema.parse('3e63b4cc88d52611159371f6af5571e7'), 'Task'));
    const vocals = stemIdSchema.parse('vocals');
    const plan = { title: null, expiresAt: null, note: null };
    valueOf(await tasks.setPlan(planned.id, { ...plan, stems: [{ id: vocals, kind: 'vocals', name: 'Vocals' }] }));
    valueOf(await library.saveMix({ id, mix: flatMix(stems.map((stem) => stem.id)) }));
    const sounds = await soundFolder('Other', ['Bass.mp3']);
    const fresh = () => new SongStore({ fs, root: store.root, log: silentLog, announce: () => undefined });
    const lock = () => new LibraryLock({ fs, root: store.root, log: silentLog, onChange: () => undefined });
    const ledger = new ExportLedger({ fs, folders: nodeFolders, ledgerPath: join(folder, 'exports.json') });
    const openPart = async () => {
      const part = valueOf(await tasks.openPart(planned.id, vocals));
      valueOf(await part.restart({ etag: '"a"', totalBytes: 5000, container: 'mp3' }));
      return part;
    };

    type Part = Awaited<ReturnType<typeof openPart>>;
    const answers: Readonly<Record<string, (part: Part) => Promise<Result<unknown>>>> = {
      opened: () => fresh().opened(),
      readAgain: () => store.readAgain(),
      openSession: () => library.openSession(id),
      verifySession: () => library.verifySession(id),
      renameSession: () => library.renameSession({ id, title: 'New' }),
      saveMix: () => library.saveMix({ id, mix: flatMix(stems.map((stem) => stem.id)) }),
      saveAnalysis: () => library.saveAnalysis({ id, analysis: heard }),
      saveOverview: () => saveOverview(store, file.audio.sha256, new Uint8Array(3)),
      removeSession: () => store.remove(id, (path) => fs.removeFolder(path)),
      importSong: () => importSong(store, [sounds]),
      restoreDemo: () => new Demo(store, 'build/demo-song/rendered').restore(),
      createForTask: () => tasks.createForTask(taskIdSchema.parse('task-00000001'), 'Task'),
      openPart: () => tasks.openPart(planned.id, 'original'),
      append: (part) => part.append(mp3Bytes()),
      reserve: () => quota.reserve(2 ** 20),
      changePage: () => settings.changePage({ theme: 'light' }),
      move: () => home.move(target),
      use: () => home.use(target),
    };
    const others: Readonly<Record<string, (part: Part) => Promise<unknown>>> = {
      tidy: () => quota.tidy(),
      evictableBytes: () => quota.evictableBytes(),
      facts: () => libraryDetails(store, quota, '/home/anna'),
      findSound: () => library.findSound(file.audio.sha256),
      finishMove: () => home.finishMove(),
      removeCommandFolders: () => removeCommandFolders(fs, nodeFolders, folder, null),
      openSettings: () => SettingsFile.open(fs, join(folder, 'settings.json')),
      clearLedger: () => orLogged(silentLog, 'leftovers', () => ledger.clear()),
      takeLock: async () => {
        const taken = lock();
        expect(await taken.take()).toBe(false);
        await taken.release();
      },
      keepPart: (part) => part.keep(),
    };
    const before = store.catalogue.list().map(({ title, stems: all }) => [title, all]);
    valueOf(await settings.change({ libraryMove: null }));

    const unexpected: string[] = [];
    for (const code of codes) {
      const part = await openPart();
      state.code = code;
      for (const [door, ask] of Object.entries(answers)) {
        const answer = await ask(part).catch((error: unknown) => String(error));
        const isTold = typeof answer !== 'string' && !answer.ok && answer.failure.kind !== 'internal';
        if (!isTold) unexpected.push(`${door} ${code}: ${JSON.stringify(answer)}`);
      }
      for (const [door, ask] of Object.entries(others)) {
        await ask(part).catch((error: unknown) => unexpected.push(`${door} ${code}: ${String(error)}`));
      }
      state.code = null;
      await part.discard();
    }
    expect(unexpected).toEqual([]);
    expect(store.catalogue.list().map(({ title, stems: all }) => [title, all])).toEqual(before);
    expect(kindOf(await library.verifySession(id))).toBe('ok');
    const again = fresh();
    valueOf(await again.opened());
    expect(again.catalogue.list().map(({ title, stems: all }) => [title, all])).toEqual(before);
  }, 120_000);
});

it.each(['ENOTCONN', 'EHOSTDOWN', 'UNKNOWN'])(
  'F55 a library on a share that drops with %s ends nothing: it is read only until it is back',
  async (code) => {
    const { fs, state } = droppingDisk();
    const { store, library, songs } = await homeWithSongs({ fs, beatMs: 20 });
    expect(store.isOurs).toBe(true);
    state.code = code;
    // The lock is looked after all the time; what it finds is read again, which fails as well.
    await expect.poll(() => store.isOurs, { timeout: 30_000 }).toBe(false);
    expect(kindOf(await library.renameSession({ id: songs[0].id, title: 'New' }))).toBe('libraryInUse');
    expect(store.catalogue.list()).toHaveLength(songs.length);
    state.code = null;
    await expect.poll(() => store.isOurs, { timeout: 30_000 }).toBe(true);
    await expect.poll(() => store.catalogue.find(songs[0].id)?.isReadOnly, { timeout: 30_000 }).toBe(false);
    expect(kindOf(await library.renameSession({ id: songs[0].id, title: 'New' }))).toBe('ok');
  },
);
