import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Notice } from '../../../../electron/contract/index.ts';
import { type Fs, nodeFs } from '../../../../electron/main/disk/fs.ts';
import { importSong } from '../../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../../electron/main/library/library.ts';
import { LibraryHome } from '../../../../electron/main/library/move/library-home.ts';
import { SettingsFile } from '../../../../electron/main/settings.ts';
import { silentLog, soundFolder, tempFolder, valueOf } from '../rig.ts';

type Wish = {
  readonly fs?: Fs;
  /** Told with each notice. */
  readonly onNotice?: (notice: Notice, home: LibraryHome) => void;
  readonly isBusy?: () => boolean;
  /** How often the lock is looked after; usually not once in a test. */
  readonly beatMs?: number;
};

/** The app's folder with a library in its usual place, as the app itself opens it; several times one after the other. */
export async function openHome(
  folder: string,
  { fs = nodeFs, onNotice, isBusy = () => false, beatMs = 60_000 }: Wish = {},
) {
  const settings = await SettingsFile.open(fs, join(folder, 'settings.json'));
  const notices: Notice[] = [];
  const paused: string[] = [];
  const home: LibraryHome = new LibraryHome({
    ...{ fs, log: silentLog, settings, usual: join(folder, 'library'), isBusy, onOurs: () => undefined, beatMs },
    announce: (notice) => {
      notices.push(notice);
      onNotice?.(notice, home);
    },
    pause: () => Promise.resolve(void paused.push('pause')),
    goOn: () => Promise.resolve(void paused.push('go on')),
  });
  onTestFinished(() => home.release());
  return {
    home,
    store: home.store,
    settings,
    library: new Library(home.store),
    notices,
    paused,
    usual: join(folder, 'library'),
  };
}

/** The same with two songs of two stems each, and an empty folder to go to. */
export async function homeWithSongs(wish: Wish = {}) {
  const folder = await tempFolder();
  // What is made last is left first: the lock before the folders.
  const target = await tempFolder();
  const opened = await openHome(folder, wish);
  valueOf(await opened.store.opened());
  const songs = [
    valueOf(await importSong(opened.store, [await soundFolder('Night Drive', ['Vocals.mp3', 'Bass.mp3'])])),
    valueOf(await importSong(opened.store, [await soundFolder('Ferry', ['Vocals.mp3', 'Drums.mp3'])])),
  ] as const;
  return { ...opened, folder, songs, target };
}
