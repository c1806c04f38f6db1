import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  decibels,
  epochMs,
  flatMix,
  type Notice,
  type Result,
  type SessionId,
} from '../../../electron/contract/index.ts';
import { stemIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import type { Fs } from '../../../electron/main/disk/fs.ts';
import { savedAudioOf } from '../../../electron/main/library/catalogue.ts';
import { stemPath } from '../../../electron/main/library/folders.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { SongStore } from '../../../electron/main/library/song-store.ts';
import { TaskLibrary } from '../../../electron/main/library/task-library.ts';
import type { LibraryPart } from '../../../electron/main/service/library-port.ts';
import { SettingsFile } from '../../../electron/main/settings.ts';
import { quietLog } from '../../fakes/quiet-log.ts';
import type { Scenario } from './cut-everywhere.ts';
import type { ModelDisk } from './model-disk.ts';

export const home = '/home/somebody/stemroom';
export const root = `${home}/library`;
export const settingsPath = `${home}/settings.json`;
const taskId = taskIdSchema.parse('3e63b4cc88d52611159371f6af5571e7');
const stemIds = ['vocals', 'drums', 'bass'].map((id) => stemIdSchema.parse(id));

/** Bytes that pass for an MP3, the same for the same name. */
export function soundOf(name: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(3000);
  for (let at = 0; at < bytes.length; at += 32)
    bytes.set(
      createHash('sha256')
        .update(`${name} ${String(at)}`)
        .digest()
        .subarray(0, Math.min(32, bytes.length - at)),
      at,
    );
  bytes.set([0xff, 0xfb, 0x90, 0x00]);
  return bytes;
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`failed: ${result.failure.kind} ${result.failure.detail}`);
  return result.value;
}

export async function openStore(fs: Fs, announce: (notice: Notice) => void = () => undefined): Promise<SongStore> {
  const store = new SongStore({ fs, root, log: quietLog(), announce });
  valueOf(await store.opened());
  return store;
}

export const layOutHome = (disk: ModelDisk): Promise<void> => disk.makeFolder(home);

/** What the library says is saved must be there, whole; told from the names alone, before anything is verified. */
export async function wrongWithSaved(store: SongStore): Promise<string | null> {
  for (const session of store.catalogue.list()) {
    for (const audio of savedAudioOf(session)) {
      const path = stemPath(store.folders(session.id), audio);
      const bytes = await store.fs.readFile(path).catch(() => null);
      if (bytes === null || sha256Of(bytes) !== audio.sha256) return `${path} is not what was saved`;
    }
  }
  return null;
}

const expectedOf = (bytes: Uint8Array) => ({ etag: '"one"', totalBytes: bytes.byteLength, container: 'mp3' }) as const;

/** Goes on with a part from where it can, in pieces, up to `until`. */
export async function receive(part: LibraryPart, bytes: Uint8Array, until = bytes.length): Promise<void> {
  const from = part.resumeFrom()?.offsetBytes ?? 0;
  if (from === 0) valueOf(await part.restart(expectedOf(bytes)));
  for (let at = from; at < until; at += 1000)
    valueOf(await part.append(bytes.subarray(at, Math.min(at + 1000, until))));
}

/** Three stems of a task arrive, two at once, one with a pause in the middle. */
export const download: Scenario<{ saved: string[]; hasSong: boolean }> = {
  mixes: 8,
  prepare: layOutHome,
  promises: () => ({ saved: [], hasSong: false }),
  async work(fs, _disk, promises) {
    const store = await openStore(fs, (notice) => {
      if (notice.about === 'session') promises.saved = savedAudioOf(notice.session).map(({ sha256 }) => sha256);
    });
    const library = new TaskLibrary(store);
    const { id } = valueOf(await library.createForTask(taskId, 'Task'));
    promises.hasSong = true;
    const stems = stemIds.map((stemId) => ({ id: stemId, kind: 'other' as const, name: stemId }));
    valueOf(await library.setPlan(id, { title: 'Night Drive', stems, expiresAt: epochMs(99), note: null }));
    const fetch = async (stemId: (typeof stemIds)[number], pauseAt?: number): Promise<void> => {
      const bytes = soundOf(stemId);
      if (pauseAt !== undefined) {
        const part = valueOf(await library.openPart(id, stemId));
        await receive(part, bytes, pauseAt);
        await part.keep();
      }
      const part = valueOf(await library.openPart(id, stemId));
      await receive(part, bytes);
      valueOf(await part.commit());
    };
    const [first, second, third] = stemIds;
    if (first === undefined || second === undefined || third === undefined) return;
    await Promise.all([fetch(first), fetch(second, 2000)]);
    await fetch(third, 1000);
    valueOf(await library.setArrival(id, { state: 'complete' }));
  },
  async check(disk, { saved, hasSong }) {
    const store = await openStore(disk);
    const wrong = await wrongWithSaved(store);
    if (wrong !== null) return wrong;
    const [session] = store.catalogue.list();
    if (session === undefined) return hasSong ? 'the song is gone' : null;
    const here = new Set(savedAudioOf(session).map(({ sha256 }) => String(sha256)));
    if (!saved.every((sha256) => here.has(sha256))) return 'a stem that was announced is gone';
    // Whatever was left is gone on with, and becomes the very file.
    const library = new TaskLibrary(store);
    for (const { id, file } of session.stems) {
      if (file.state === 'saved') continue;
      const part = valueOf(await library.openPart(session.id, id));
      await receive(part, soundOf(id));
      valueOf(await part.commit());
    }
    const whole = library.find(session.id)?.stems ?? [];
    const isRight = whole.every(
      ({ id, file }) => file.state === 'saved' && file.audio.sha256 === sha256Of(soundOf(id)),
    );
    return isRight ? wrongWithSaved(store) : 'what was gone on with is not the file';
  },
};

export async function layOutMusic(disk: ModelDisk): Promise<void> {
  await layOutHome(disk);
  await disk.makeFolder('/music/Song');
  for (const name of ['Vocals.mp3', 'Drums.mp3']) {
    const file = await disk.openFile(join('/music/Song', name), 'create');
    await file.write(soundOf(name), 0);
  }
}

/** A folder of stems is copied into the library. */
export const importing: Scenario<{ isDone: boolean }> = {
  mixes: 4,
  prepare: layOutMusic,
  promises: () => ({ isDone: false }),
  async work(fs, _disk, promises) {
    valueOf(await importSong(await openStore(fs), ['/music/Song']));
    promises.isDone = true;
  },
  async check(disk, { isDone }) {
    const store = await openStore(disk);
    const [session] = store.catalogue.list();
    if (session === undefined) return isDone ? 'the song is gone' : null;
    if (session.stems.length !== 2) return 'half a song';
    return wrongWithSaved(store);
  },
};

/** Settings are changed five times. */
export const settings: Scenario<{ changes: number }> = {
  mixes: 4,
  prepare: layOutHome,
  promises: () => ({ changes: 0 }),
  async work(fs, _disk, promises) {
    const file = await SettingsFile.open(fs, settingsPath);
    for (let change = 1; change <= 5; change += 1) {
      valueOf(await file.change({ importFolder: String(change) }));
      promises.changes = change;
    }
  },
  async check(disk, { changes }) {
    const { importFolder } = (await SettingsFile.open(disk, settingsPath)).current;
    const change = Number(importFolder ?? 0);
    return change === changes || change === changes + 1
      ? null
      : `change ${String(changes)} was kept, ${String(change)} is there`;
  },
};

const mixNumber = (levelDb: number): number => -levelDb;

/** The mix of a song is saved five times. */
export const mix: Scenario<{ mixes: number; id: SessionId | null }> = {
  mixes: 4,
  prepare: layOutMusic,
  promises: () => ({ mixes: 0, id: null }),
  async work(fs, _disk, promises) {
    const store = await openStore(fs);
    const { id, stems } = valueOf(await importSong(store, ['/music/Song']));
    promises.id = id;
    const library = new Library(store);
    for (let number = 1; number <= 5; number += 1) {
      const flat = flatMix(stems.map((stem) => stem.id));
      valueOf(await library.saveMix({ id, mix: { ...flat, masterDb: decibels(-number) } }));
      promises.mixes = number;
    }
  },
  async check(disk, { mixes, id }) {
    if (id === null) return null;
    const opened = valueOf(await new Library(await openStore(disk)).openSession(id));
    const number = opened.mix === null ? 0 : mixNumber(opened.mix.masterDb);
    return number === mixes || number === mixes + 1
      ? null
      : `mix ${String(mixes)} was kept, ${String(number)} is there`;
  },
};

const damagedSound = (): string => {
  const bytes = soundOf('Drums.mp3');
  bytes[1500] = (bytes[1500] ?? 0) ^ 1;
  return sha256Of(bytes);
};

/** A stem turns out to be damaged when its song is verified, and is set aside. */
export const quarantine: Scenario<{ isTold: boolean; id: SessionId | null }> = {
  mixes: 16,
  async prepare(disk) {
    await layOutMusic(disk);
    const store = await openStore(disk);
    const session = valueOf(await importSong(store, ['/music/Song']));
    const drums = savedAudioOf(session).find(({ sha256 }) => sha256 === sha256Of(soundOf('Drums.mp3')));
    if (drums !== undefined) disk.flip(stemPath(store.folders(session.id), drums), 1500);
  },
  promises: () => ({ isTold: false, id: null }),
  async work(fs, _disk, promises) {
    const store = await openStore(fs);
    promises.id = store.catalogue.list()[0]?.id ?? null;
    if (promises.id !== null) valueOf(await new Library(store).verifySession(promises.id));
    promises.isTold = true;
  },
  async check(disk, { id }) {
    if (id === null) return null;
    const kept = [...disk.everyFile()].filter(({ path }) => path.startsWith(root)).map(({ bytes }) => sha256Of(bytes));
    if (!kept.includes(damagedSound())) return 'the bytes of the damaged stem are gone';
    const store = await openStore(disk);
    const { stems } = valueOf(await new Library(store).verifySession(id));
    const states = stems
      .map(({ file }) => file.state)
      .sort()
      .join();
    return states === 'damaged,saved' ? wrongWithSaved(store) : `the stems are ${states}`;
  },
};

const indexPlace = { path: `${home}/songs.index`, appVersion: '1.0.0', isKept: true };

async function openIndexed(fs: Fs): Promise<SongStore> {
  const store = new SongStore({ fs, root, log: quietLog(), announce: () => undefined, index: indexPlace });
  valueOf(await store.opened());
  await store.mutex.settled();
  return store;
}

/** Two songs are renamed in turn, and the library is opened with its index before each time. */
export const indexing: Scenario<{ title: number; id: SessionId | null }> = {
  mixes: 8,
  async prepare(disk) {
    await layOutMusic(disk);
    const store = await openIndexed(disk);
    for (let song = 0; song < 2; song += 1) valueOf(await importSong(store, ['/music/Song']));
  },
  promises: () => ({ title: 0, id: null }),
  async work(fs, _disk, promises) {
    for (let title = 1; title <= 5; title += 1) {
      const store = await openIndexed(fs);
      const id = (promises.id ??= store.catalogue.list()[0]?.id ?? null);
      if (id === null) throw new Error('no song');
      valueOf(await store.change(id, (song) => ({ ...song, title: String(title) })));
      promises.title = title;
    }
  },
  async check(disk, { title, id }) {
    const indexed = (await openIndexed(disk)).catalogue.list();
    const read = (await openStore(disk)).catalogue.list();
    if (JSON.stringify(indexed) !== JSON.stringify(read)) return 'the index tells what no document says';
    const found = Number(read.find((song) => song.id === id)?.title ?? 0) || 0;
    return id === null || found === title || found === title + 1
      ? null
      : `title ${String(title)} was kept, ${String(found)} is there`;
  },
};
