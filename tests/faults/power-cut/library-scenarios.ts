import { epochMs, flatMix, leastFreeBytes, type SessionId, type TaskId } from '../../../electron/contract/index.ts';
import { sha256Schema, stemIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import type { Fs } from '../../../electron/main/disk/fs.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { LibraryHome } from '../../../electron/main/library/move/library-home.ts';
import { songNames } from '../../../electron/main/library/move/copy-library.ts';
import { LibraryQuota } from '../../../electron/main/library/library-quota.ts';
import type { SongStore } from '../../../electron/main/library/song-store.ts';
import { TaskLibrary } from '../../../electron/main/library/task-library.ts';
import { SettingsFile } from '../../../electron/main/settings.ts';
import { quietLog } from '../../fakes/quiet-log.ts';
import { asPlain, type Scenario } from './cut-everywhere.ts';
import {
  layOutHome,
  layOutMusic,
  openStore,
  receive,
  root,
  settingsPath,
  soundOf,
  valueOf,
  wrongWithSaved,
} from './scenarios.ts';

const tasks: readonly TaskId[] = ['3e63b4cc88d52611159371f6af5571e7', '88d52611159371f6af5571e73e63b4cc'].map((id) =>
  taskIdSchema.parse(id),
);
const stemIds = ['vocals', 'drums'].map((id) => stemIdSchema.parse(id));
const now = epochMs(1_800_000_000_000);

/** Fetches what a song lacks. */
async function fetchAll(store: SongStore, id: SessionId): Promise<void> {
  const library = new TaskLibrary(store);
  for (const stem of library.find(id)?.stems ?? []) {
    if (stem.file.state === 'saved') continue;
    const part = valueOf(await library.openPart(id, stem.id));
    await receive(part, soundOf(stem.id));
    valueOf(await part.commit());
  }
  valueOf(await library.setArrival(id, { state: 'complete' }));
}

/** One of two songs is evicted: the disk is nearly full. */
export const eviction: Scenario<{ isGone: boolean }> = {
  mixes: 20,
  async prepare(disk) {
    await layOutHome(disk);
    const store = await openStore(disk);
    const library = new TaskLibrary(store);
    for (const taskId of tasks) {
      const { id } = valueOf(await library.createForTask(taskId, 'Task'));
      const stems = stemIds.map((stemId) => ({ id: stemId, kind: 'other' as const, name: stemId }));
      const expiresAt = epochMs(now + 7 * 86_400_000);
      valueOf(await library.setPlan(id, { title: 'Night Drive', stems, expiresAt, note: null }));
      await fetchAll(store, id);
    }
  },
  promises: () => ({ isGone: false }),
  async work(fs, _disk, promises) {
    const store = await openStore({ ...asPlain(fs), freeBytes: () => Promise.resolve(leastFreeBytes) });
    const quota = { isOn: true, limitGiB: 10 };
    const libraryQuota = new LibraryQuota({ store, limit: () => quota, trustedNow: () => now, isOpen: () => false });
    valueOf(await libraryQuota.reserve(1000));
    promises.isGone = true;
  },
  async check(disk, { isGone }) {
    const store = await openStore(disk);
    const songs = store.catalogue.list();
    if (songs.length !== 2) return 'a song is lost';
    const wrong = await wrongWithSaved(store);
    if (wrong !== null) return wrong;
    const evicted = songs.filter(({ arrival }) => arrival.state === 'evicted');
    if (evicted.length > 1 || (isGone && evicted.length === 0)) return `${String(evicted.length)} songs made room`;
    for (const { stems, arrival } of songs) {
      const saved = stems.filter(({ file }) => file.state === 'saved').length;
      if (saved !== (arrival.state === 'evicted' ? 0 : 2)) return 'half a song';
    }
    for (const { id } of evicted) {
      const left = await disk.list(store.folders(id).stems);
      if (left.some(({ name }) => sha256Schema.safeParse(name.split('.')[0]).success)) return 'files were left';
      await fetchAll(store, id);
    }
    const isWhole = store.catalogue.list().every(({ stems }) => stems.every(({ file }) => file.state === 'saved'));
    return isWhole ? wrongWithSaved(store) : 'what made room could not be fetched again';
  },
};

const target = '/disk/music';

async function homeOn(fs: Fs): Promise<LibraryHome> {
  const settings = await SettingsFile.open(fs, settingsPath);
  const nothing = (): Promise<void> => Promise.resolve();
  return new LibraryHome({
    ...{ fs, log: quietLog(), settings, usual: root, announce: () => undefined, onOurs: () => undefined },
    ...{ isBusy: () => false, pause: nothing, goOn: nothing },
  });
}

/** The library is moved to another disk. */
export const move: Scenario<{ isMoved: boolean }> = {
  mixes: 2,
  async prepare(disk) {
    await layOutMusic(disk);
    await disk.makeFolder(target);
    const store = await openStore(disk);
    const { id, stems } = valueOf(await importSong(store, ['/music/Song']));
    valueOf(await new Library(store).saveMix({ id, mix: flatMix(stems.map((stem) => stem.id)) }));
  },
  promises: () => ({ isMoved: false }),
  async work(fs, _disk, promises) {
    const home = await homeOn(fs);
    promises.isMoved = valueOf(await home.move(target));
    await home.release();
  },
  async check(disk, { isMoved }) {
    const home = await homeOn(disk);
    try {
      await home.finishMove();
      const { store } = home;
      valueOf(await store.opened());
      if (isMoved && store.root !== target) return 'it was said to be moved, and is not';
      const [session] = store.catalogue.list();
      if (session?.stems.length !== 2) return 'the song is not whole';
      const wrong = await wrongWithSaved(store);
      if (wrong !== null) return wrong;
      if (valueOf(await new Library(store).openSession(session.id)).mix === null) return 'the mix is lost';
      const copies = (await songNames(disk, root)).length + (await songNames(disk, target)).length;
      return copies === 1 ? null : `${String(copies)} copies of the song`;
    } finally {
      await home.release();
    }
  },
};
