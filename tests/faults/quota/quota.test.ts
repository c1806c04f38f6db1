import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  epochMs,
  flatMix,
  leastFreeBytes,
  type EpochMs,
  type Quota,
  type Session,
  type SessionId,
} from '../../../electron/contract/index.ts';
import { stemIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import { type Fs, nodeFs } from '../../../electron/main/disk/fs.ts';
import { marginMs, LibraryQuota } from '../../../electron/main/library/library-quota.ts';
import { ImportQueue } from '../../../electron/main/library/import/import-queue.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { TaskLibrary } from '../../../electron/main/library/task-library.ts';
import { kindOf, mp3Bytes, openLibrary, sha256Of, soundFolder, valueOf } from '../../unit/library/rig.ts';
import { taskSong } from '../../unit/library/task-song.ts';

const gibibyte = 2 ** 30;
const half = gibibyte / 2;
const now = epochMs(1_800_000_000_000);
const later = now + 10 * 86_400_000;

type Wish = { readonly freeBytes?: number; readonly isOn?: boolean };

/** A library that may take 1 GiB, on a disk with plenty of room unless it is said otherwise. */
async function limitedLibrary({ freeBytes = 100 * gibibyte, isOn = true }: Wish = {}) {
  const fs: Fs = { ...nodeFs, freeBytes: () => Promise.resolve(freeBytes) };
  const { store, root, notices } = await openLibrary(fs);
  const state: { quota: Quota; time: EpochMs | null; open: SessionId | null } = {
    ...{ quota: { isOn, limitGiB: 1 }, time: now, open: null },
  };
  const library = new Library(store);
  const quota = new LibraryQuota({
    ...{ store, limit: () => state.quota, trustedNow: () => state.time },
    isOpen: (id) => id === state.open || library.isOpen(id),
  });
  const here = (): readonly string[] =>
    store.catalogue.list().flatMap(({ title, arrival }) => (arrival.state === 'complete' ? [title] : []));
  /** Songs of half a GiB by what their manifests say. */
  const song = (title: string, addedAt: number, expiresAt = later): Promise<Session> =>
    taskSong(store, { title, addedAt, expiresAt, stemBytes: half / 2 });
  const filesOf = async ({ id }: Session): Promise<readonly string[]> => readdir(store.folders(id).stems);
  return { store, root, notices, library, quota, state, here, song, filesOf };
}

describe('F37 a library that has reached its quota', () => {
  it('lets the song go that was not played for longest, and no more; it stays in the list and can be fetched again', async () => {
    const { store, quota, here, song, filesOf, root } = await limitedLibrary();
    const old = await song('Old', 1);
    const young = await song('Young', 2);
    valueOf(await quota.reserve(1000));
    expect(here()).toEqual(['Young']);
    expect(store.catalogue.find(old.id)).toMatchObject({
      ...{ title: 'Old', arrival: { state: 'evicted' }, byteLength: 0, origin: old.origin },
      stems: [{ file: { state: 'missing' } }, { file: { state: 'missing' } }],
    });
    expect(await filesOf(old)).toEqual([]);
    expect(await filesOf(young)).toHaveLength(2);
    // The disk says the same as the memory.
    const again = (await openLibrary(nodeFs, root)).store;
    expect(again.catalogue.find(old.id)?.arrival).toEqual({ state: 'evicted' });

    const tasks = new TaskLibrary(store);
    const bytes = mp3Bytes();
    valueOf(await tasks.setArrival(old.id, { state: 'fetching' }));
    for (const { id } of old.stems) {
      const part = valueOf(await tasks.openPart(old.id, id));
      valueOf(await part.restart({ etag: null, totalBytes: bytes.byteLength, container: 'mp3' }));
      valueOf(await part.append(bytes));
      valueOf(await part.commit());
    }
    expect(tasks.find(old.id)?.stems[0]?.file).toMatchObject({ audio: { sha256: sha256Of(bytes) } });
  });

  it('goes by what was played last', async () => {
    const { library, quota, here, song } = await limitedLibrary();
    const first = await song('First', 1);
    await song('Second', 2);
    valueOf(await library.markSession({ id: first.id, mark: 'played' }));
    valueOf(await quota.reserve(1000));
    expect(here()).toEqual(['First']);
  });

  it('with nothing that could be fetched again asks, and nothing goes', async () => {
    const { quota, here, song, filesOf } = await limitedLibrary();
    const one = await song('One', 1, now + marginMs);
    await song('Two', 2, now - 1);
    const refused = await quota.reserve(half);
    expect(refused).toMatchObject({
      failure: { kind: 'libraryFull', detail: '0.50 GiB needed, 1.00 GiB of 1 GiB used' },
    });
    expect(here()).toEqual(['One', 'Two']);
    expect(await filesOf(one)).toHaveLength(2);
  });

  it('with too little that could be fetched again asks, and lets nothing go in vain', async () => {
    const { quota, here, song } = await limitedLibrary();
    await song('Only copy', 1, now - 1);
    await song('Fetchable', 2);
    expect(kindOf(await quota.reserve(half + 1))).toBe('libraryFull');
    expect(here()).toEqual(['Only copy', 'Fetchable']);
    valueOf(await quota.reserve(half));
    expect(here()).toEqual(['Only copy']);
  });

  it('never lets a song go that is open, kept or mixed', async () => {
    const { library, quota, state, here, song } = await limitedLibrary();
    const open = await song('Open', 1);
    const other = await song('Other', 2);
    state.open = open.id;
    valueOf(await library.markSession({ id: other.id, mark: 'kept' }));
    expect(kindOf(await quota.reserve(1))).toBe('libraryFull');
    valueOf(await library.markSession({ id: other.id, mark: 'notKept' }));
    valueOf(await library.saveMix({ id: other.id, mix: flatMix(other.stems.map(({ id }) => id)) }));
    expect(kindOf(await quota.reserve(1))).toBe('libraryFull');
    expect(here()).toEqual(['Open', 'Other']);
    state.open = null;
    valueOf(await quota.reserve(1));
    expect(here()).toEqual(['Other']);
  });

  it('F36 lets nothing go as long as only the clock of this computer tells the time', async () => {
    const { quota, state, here, song } = await limitedLibrary();
    await song('One', 1);
    await song('Two', 2);
    state.time = null;
    expect(kindOf(await quota.reserve(1))).toBe('libraryFull');
    expect(await quota.evictableBytes()).toBe(0);
    state.time = now;
    expect(await quota.evictableBytes()).toBe(gibibyte);
    valueOf(await quota.reserve(1));
    expect(here()).toEqual(['Two']);
  });

  it('counts what is on its way, and what is given back no more', async () => {
    const { quota, song } = await limitedLibrary();
    await song('Only copy', 1, now - 1);
    const releaseQuota = valueOf(await quota.reserve(half));
    expect(kindOf(await quota.reserve(1))).toBe('libraryFull');
    releaseQuota();
    releaseQuota();
    valueOf(await quota.reserve(half));
    expect(kindOf(await quota.reserve(1))).toBe('libraryFull');
  });

  it('leaves a GiB of its disk to others', async () => {
    const { quota, here, song } = await limitedLibrary({ freeBytes: leastFreeBytes + 1000 });
    await song('One', 1);
    valueOf(await quota.reserve(1000));
    expect(here()).toEqual(['One']);
    valueOf(await quota.reserve(1001));
    expect(here()).toEqual([]);
    expect(await quota.reserve(1001)).toMatchObject({ failure: { kind: 'diskFull' } });
  });

  it('is brought below a quota that was set lower as far as that goes, and stays without a quota as it is', async () => {
    const { quota, state, here, song } = await limitedLibrary({ isOn: false });
    await song('Only copy', 1, now - 1);
    await song('One', 2);
    await song('Two', 3);
    await quota.tidy();
    const releaseQuota = valueOf(await quota.reserve(gibibyte));
    expect(here()).toHaveLength(3);
    releaseQuota();
    state.quota = { isOn: true, limitGiB: 1 };
    await quota.tidy();
    expect(here()).toEqual(['Only copy', 'Two']);
  });

  it('refuses a stem and an import in one sentence, before a byte of them is written', async () => {
    const { store, quota, song, root } = await limitedLibrary();
    await song('Only copy', 1, now - 1);
    await song('Another', 2, now - 1);
    const before = await readdir(root);
    const imported = await new ImportQueue(store, { onProgress: () => undefined, quota, now: () => Infinity }).bring([
      await soundFolder('New', ['Vocals.mp3', 'Bass.mp3']),
    ]);
    expect(kindOf(imported)).toBe('libraryFull');
    expect(await readdir(root)).toEqual(before);

    const tasks = new TaskLibrary(store, quota);
    const { id } = valueOf(await tasks.createForTask(taskIdSchema.parse('3e63b4cc88d52611159371f6af5571e7'), 'Task'));
    const vocals = stemIdSchema.parse('vocals');
    const stems = [{ id: vocals, kind: 'vocals', name: 'Vocals' }] as const;
    valueOf(await tasks.setPlan(id, { title: null, stems, expiresAt: null, note: null }));
    const part = valueOf(await tasks.openPart(id, vocals));
    expect(kindOf(await part.restart({ etag: null, totalBytes: gibibyte, container: 'mp3' }))).toBe('libraryFull');
    await part.discard();
  });

  it('has a song opened meanwhile whole or told as gone, never half', async () => {
    const nearlyFull = async () => {
      const limited = await limitedLibrary({ freeBytes: leastFreeBytes });
      const one = await taskSong(limited.store, { addedAt: 1 });
      await taskSong(limited.store, { addedAt: 2 });
      const statesOf = async () => {
        const { session } = valueOf(await limited.library.openSession(one.id));
        return session.stems.map(({ file }) => file.state);
      };
      return { ...limited, one, statesOf };
    };
    const early = await nearlyFull();
    const [states] = await Promise.all([early.statesOf(), early.quota.reserve(1000)]);
    expect(states).toEqual(['saved', 'saved']);
    expect(await early.filesOf(early.one)).toHaveLength(2);

    const late = await nearlyFull();
    const reserved = late.quota.reserve(1000);
    await expect.poll(() => late.here(), { timeout: 60_000 }).toHaveLength(1);
    expect(await late.statesOf()).toEqual(['missing', 'missing']);
    valueOf(await reserved);
  });
});

it('F37 files of a song that has gone are removed at the next start when a crash left them; what is not ours stays', async () => {
  const { store, song, root, quota } = await limitedLibrary();
  const one = await song('One', 1);
  await song('Two', 2);
  valueOf(await quota.reserve(1000));
  const folder = store.folders(one.id).stems;
  await writeFile(join(folder, `${'a'.repeat(64)}.mp3`), mp3Bytes());
  await writeFile(join(folder, 'notes.txt'), 'mine');
  await openLibrary(nodeFs, root);
  expect(await readdir(folder)).toEqual(['notes.txt']);
});
