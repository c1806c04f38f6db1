import { writeSync } from 'node:fs';
import { decibels, flatMix, type SessionId } from '../../../electron/contract/index.ts';
import { nodeFs } from '../../../electron/main/disk/fs.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { SettingsFile } from '../../../electron/main/settings.ts';
import { quietLog } from '../../fakes/quiet-log.ts';

export type SavedPlace = { readonly root: string; readonly settingsPath: string; readonly id: string };

// Saves the mix and the settings of libraries over and over, to be killed at it. Writes the number of each that was kept, behind the
// number of its library.
const places = JSON.parse(process.argv[2] ?? '[]') as readonly SavedPlace[];

async function saveIn({ root, settingsPath, id }: SavedPlace, at: number): Promise<never> {
  const store = new SongStore({ fs: nodeFs, root, log: quietLog(), announce: () => undefined });
  await store.opened();
  const library = new Library(store);
  const settings = await SettingsFile.open(nodeFs, settingsPath);
  const opened = await library.openSession(id as SessionId);
  if (!opened.ok) throw new Error(opened.failure.kind);
  const stemIds = opened.value.session.stems.map((stem) => stem.id);
  const first = Number(settings.current.importFolder ?? 0) + 1;
  for (let number = first; ; number += 1) {
    // A thousand numbers fit between the quietest level and silence.
    const mix = { ...flatMix(stemIds), masterDb: decibels(-(number % 1000) / 100) };
    const [mixed, set] = await Promise.all([
      library.saveMix({ id: id as SessionId, mix }),
      settings.change({ importFolder: String(number) }),
    ]);
    if (!mixed.ok || !set.ok) throw new Error('not kept');
    writeSync(1, `${String(at)} ${String(number)}\n`);
  }
}

await Promise.all(places.map(saveIn));
